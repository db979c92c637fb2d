"""What is posted to each address: always a real change, so that nobody is let through for lack of one."""

from datetime import timedelta
from typing import Any

from django.urls import resolve

from accounts.models import Office
from contributions.forms import ExpenditureForm
from contributions.models import ActivityEntry
from contributions.tests.files.attached import PDF, upload
from contributions.wordings.services import text_of
from core.formatting import day
from core.saving import base_of, digest
from core.zones import today
from pbfreport.tests.permission_table.objects import (
    INPUTS,
    PROJECTS,
    entry_of,
    input_named,
    period_of,
    target_named,
)
from pbfreport.tests.permission_table.states import WAY

STAYS = "Nothing more was at hand on these points."

FIXED = {
    "contributions:submit": {"reason": STAYS},
    "contributions:return": {"reason": "A figure has to change."},
    "contributions:behalf": {"source": "A telephone call", "dated": "18.06.2021"},
    "files:add": {"kind": "other", "title": "A paper", "url": "https://example.org/"},
    "files:change": {"kind": "other", "title": "Another name"},
    "guest": {"address": "report", "text": "This is well told."},
    "invitation": {"name": "Somebody", "password": "a quiet green river"},
    "reports:check": {"missing_reason": "They report in the next round.", "reason": STAYS},
    "reports:clear": {"note": "Yes, incorporated"},
    "reports:correct": {"reason": "A figure was wrong."},
    "reports:final": {"unsigned_reason": "The mails follow."},
    "reports:quality": {"achieved": "yes", "rating": "3", "note": "Well told."},
    "reports:send_back": {"note": "The figures have to agree."},
    "reports:submission": {"sent_to": "pbso", "sent_on": "15.11.2021", "sent_by_name": "A. Example"},
    "set_language": {"language": "en"},
    "discussion:phrases": {"text": "Who says so?"},
}


def payload(name: str, thing: str, url: str) -> dict[str, Any]:
    """Return what is posted to the address of a line."""
    if name in FIXED:
        return FIXED[name]
    first, *rest = [word for word in thing.split("/") if word not in WAY]
    if name in ("contributions:edit", "contributions:row"):
        return _row(first)
    if name == "contributions:share":
        return {"shared": "no" if first == "unicef-shared" else "yes"}
    if name == "people":
        name_there = "UNICEF" if PROJECTS[first] == "KGZ-PVE-1" else "UNODC"
        office = Office.objects.get(organisation__short_name=name_there)
        return {"email": "new@example.org", "name": "New", "office": office.uid, "role": "reader"}
    last = day(today() + timedelta(days=3))
    if name == "contributions:days":
        return {"due_on": last}
    if name == "reports:sign_off":
        signed = {"name": "A. Example", "title": "Head of Office", "signed_on": "18.06.2021"}
        return {**signed, "file": upload("mail.pdf", PDF)}
    if name == "deputies:name":
        return {"email": "new@example.org", "name": "New", "starts_on": day(today()), "ends_on": last}
    if name == "discussion:guests":
        return {"email": "new@example.net", "name": "New", "role": "Adviser", "until": last}
    if name == "discussion:reply":
        return {f"{resolve(url).kwargs['uid']}-text": "They were corrected."}
    if name in ("discussion:add", "wordings:add"):
        return _said(name, thing, rest[1])
    return {}


def _row(thing: str) -> dict[str, str]:
    entry = entry_of(input_named(thing)) if thing in INPUTS else None
    if entry is None:
        return {}
    base = base_of(entry, ActivityEntry.FIELDS).dump()
    money = base_of(entry.contribution, ExpenditureForm.names).dump()
    return {f"a-{entry.uid}-base": base, f"a-{entry.uid}-progress": "Another text.", "money-base": money}


def _said(name: str, thing: str, where: str) -> dict[str, str]:
    period = period_of(thing)
    assert period is not None
    target = target_named(period, where)
    if name == "discussion:add":
        return {"at": target.at, f"{target.at}-text": "This is well told."}
    shown = text_of(period, target) or ""
    return {"at": target.at, f"{target.at}-wording": "This is clearer.", f"{target.at}-base": digest(shown)}
