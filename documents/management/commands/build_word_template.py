"""Writes the Word file of the form anew after its layout in `form_builder` was changed."""

from typing import Any

from django.core.management.base import BaseCommand

from documents.word.render import DEFAULT_FORM
from documents.word.template_builder import build_form


class Command(BaseCommand):
    help = "Write the portal's own Word file of the 2020-2021 form anew."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        DEFAULT_FORM.parent.mkdir(exist_ok=True)
        DEFAULT_FORM.write_bytes(build_form())
        self.stdout.write(f"Written: {DEFAULT_FORM.name}")
