#!/usr/bin/env python3
"""Run the portal's commands; without DJANGO_SETTINGS_MODULE on the demo settings."""

import os
import sys


def main() -> None:
    """Hand the command line over to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pbfreport.settings.demo")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
