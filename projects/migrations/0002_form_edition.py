"""Load the 2020-2021 edition of the form and the focus areas, so that `migrate` alone gives a complete database."""

import json
from decimal import Decimal
from pathlib import Path

from django.db import migrations

EDITION_FILE = Path(__file__).resolve().parents[1] / "editions" / "pbf_2021_en.json"

# Only 1.3 was seen on a filled report; the others are to be checked by an administrator.
FOCUS_AREAS = [
    ("1.1", "Security sector reform", False),
    ("1.2", "Rule of law", False),
    ("1.3", "Political Dialogue", True),
    ("2.1", "National reconciliation", False),
    ("2.2", "Democratic governance", False),
    ("2.3", "Conflict prevention and management", False),
    ("3.1", "Employment", False),
    ("3.2", "Equitable access to social services", False),
    ("4.1", "Strengthening of essential national state capacity", False),
    ("4.2", "Extension of state authority and local administration", False),
    ("4.3", "Governance of peacebuilding resources", False),
]


def load(apps, schema_editor):
    edition_model = apps.get_model("projects", "FormEdition")
    section_model = apps.get_model("projects", "Section")
    question_model = apps.get_model("projects", "Question")
    raw = json.loads(EDITION_FILE.read_text(encoding="utf-8"))
    edition, created = edition_model.objects.get_or_create(
        key=raw["key"],
        defaults={
            "name": raw["name"],
            "language": raw["language"],
            "title": raw["title"],
            "words": raw["words"],
            "margin": Decimal(raw["margin"]),
        },
    )
    if not created:
        return
    for position, section_raw in enumerate(raw["sections"], start=1):
        section = section_model.objects.create(
            edition=edition,
            key=section_raw["key"],
            kind=section_raw["kind"],
            heading=section_raw["heading"],
            intro=section_raw.get("intro", ""),
            labels=section_raw.get("labels", {}),
            columns=section_raw.get("columns", []),
            as_table=section_raw.get("as_table", False),
            position=position,
        )
        for order, question in enumerate(section_raw.get("questions", []), start=1):
            question_model.objects.create(
                section=section,
                key=question["key"],
                short=question["short"],
                label=question["label"],
                type=question["type"],
                limit=question.get("limit"),
                options=question.get("options", []),
                condition=question.get("condition", "always"),
                who_answers=question["who"],
                combine=question["combine"],
                is_required=question["required"],
                position=order,
            )
    focus_model = apps.get_model("projects", "FocusArea")
    for code, name, is_verified in FOCUS_AREAS:
        focus_model.objects.get_or_create(code=code, defaults={"name": name, "is_verified": is_verified})


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
