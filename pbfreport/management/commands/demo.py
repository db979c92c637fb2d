"""Load the demo portfolio and print who can sign in."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from pbfreport.demo import CAST, is_demo_database, load_demo, load_history, reset_demo

DEFAULT_PASSWORD = "peace-2021"  # noqa: S105 - printed, and only ever set on a demo database


class Command(BaseCommand):
    help = "Loads the demo portfolio; again without doubling and without overwriting what was typed since."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="empty a demo database first")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.PORTAL_IS_DEMO:
            raise CommandError(
                "The demo portfolio is loaded with the demo settings only: "
                "set DJANGO_SETTINGS_MODULE=pbfreport.settings.demo. Nothing was changed."
            )
        if User.objects.exists() and not is_demo_database():
            raise CommandError(
                "This database holds accounts that the demo did not make. Nothing was changed; "
                "name an empty database in DATABASE_URL."
            )
        if options["reset"]:
            reset_demo()
            self.stdout.write("The demo database was emptied.")
        password = os.environ.get("DEMO_PASSWORD", DEFAULT_PASSWORD)
        load_demo(password)
        load_history()
        self.stdout.write("The demo portfolio is loaded. Sign in with one of these accounts:\n\n")
        for person in CAST:
            self.stdout.write(f"  {person.email:<26} {person.does}")
        self.stdout.write(f"\nPassword of all of them: {password}\n")
