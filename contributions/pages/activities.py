"""Work rows as blocks of a page."""

from typing import Any

from django.utils.translation import gettext as _

import checks
from checks import facts
from contributions.forms import ActivityEntryForm
from contributions.models import ActivityEntry, Contribution
from contributions.pages.blocks import Block, Group, ReferenceText, kept, period_words
from contributions.row_fields import FURTHER_TEXTS, ROW_FIELDS, RowField
from contributions.selectors import ROW_ANCHOR, InputRecords
from core.markup import to_html
from projects import addresses


def activity_groups(
    contribution: Contribution, records: InputRecords, data: Any, *, is_own: bool
) -> list[Group]:
    """Return the office's work rows under their activities; `is_own` says that who reads them belongs to it."""
    groups: dict[int, Group] = {}
    for entry in records.activity_entries:
        parent = entry.activity.parent
        assert parent is not None  # entries stand on work rows only, by constraint
        group = groups.setdefault(
            parent.pk,
            Group(
                f"activity-{parent.uid}",
                _("Activity %(code)s") % {"code": parent.code},
                parent.title,
                _("Output %(code)s: %(title)s") % {"code": parent.output.code, "title": parent.output.title}
                if parent.output
                else "",
            ),
        )
        group.blocks.append(_activity_block(entry, contribution, records, data, is_own))
    return list(groups.values())


def _activity_block(
    entry: ActivityEntry, contribution: Contribution, records: InputRecords, data: Any, is_own: bool
) -> Block:
    others = records.other_activity_entries.get(entry.activity_id, [])
    partners = [(other.contribution.office.uid, other.contribution.office.short_name) for other in others]
    own_uid = contribution.office.uid
    covered_by = [other for other in others if facts.covers(other.part, own_uid)]
    form = ActivityEntryForm(data, prefix=f"a-{entry.uid}", record=entry, partners=partners)
    is_written = own_uid in facts.covered_by([entry.part, *(other.part for other in others)])
    block = Block(
        anchor=f"{ROW_ANCHOR}{entry.uid}",
        code=str(records.numbers.get(entry.activity_id, "")),
        title=entry.activity.title,
        form=form,
        kind="activity",
        address=addresses.activity(entry.activity.uid),
        lead=_("Together with %(offices)s") % {"offices": ", ".join(name for _uid, name in partners)}
        if partners
        else "",
        status_key="done" if is_written else "todo",
        status_label=_("Written") if is_written else _("Not written yet"),
        is_written=is_written,
        is_folded=is_written and entry.carried_from_id is not None and not entry.progress.strip(),
    )
    office = "" if is_own else contribution.office.short_name
    block.references = [
        *_covered_by(covered_by, office),
        *_last_activity(records, entry, office),
        *_others_on_row(others, covered_by),
    ]
    block.read = [(field.label, _read(entry, field)) for field in ROW_FIELDS if field.kind != "offices"]
    block.warnings = kept(checks.completed_with_next_steps(entry.status, entry.next_steps))
    return block


def _read(entry: ActivityEntry, field: RowField) -> str:
    if field.kind == "status":
        return entry.get_status_display()
    return to_html(entry.text if field.name == "progress" else getattr(entry, field.name))


def _covered_by(covered_by: list[ActivityEntry], own: str) -> list[ReferenceText]:
    """Return who wrote the row for this organisation too; `own` names it to who is not of it."""
    shared = [other for other in covered_by if other.contribution.is_readable_by_others]
    return [
        *(ReferenceText(_wrote_together(other, own), [("", to_html(other.text))]) for other in shared),
        *(
            ReferenceText(
                _writes_together(other, own),
                [
                    (
                        "",
                        to_html(
                            _("Its text is not shared yet.")
                            if own
                            else _("Its text is not shared yet. You can still add your own.")
                        ),
                    )
                ],
            )
            for other in covered_by
            if other not in shared
        ),
    ]


def _wrote_together(other: ActivityEntry, own: str) -> str:
    names = {"office": other.contribution.office.short_name, "own": own}
    if own:
        return _("%(office)s wrote this row together with %(own)s") % names
    return _("%(office)s wrote this row together with you") % names


def _writes_together(other: ActivityEntry, own: str) -> str:
    names = {"office": other.contribution.office.short_name, "own": own}
    if own:
        return _("%(office)s writes this row together with %(own)s") % names
    return _("%(office)s writes this row together with you") % names


def _last_activity(records: InputRecords, entry: ActivityEntry, office: str) -> list[ReferenceText]:
    """Return what was written last time; `office` names the organisation to who is not of it."""
    last = records.last_activity_entries.get(entry.activity_id)
    if last is None:
        return []
    parts = []
    text = last.text
    if text.strip():
        parts.append(("", to_html(text)))
    for field in FURTHER_TEXTS:
        if (text := getattr(last, field.name)).strip():
            parts.append((_said_last_time(field, office), to_html(text)))
    words = _("Last time, %(period)s") % {"period": period_words(last.contribution)}
    status = last.get_status_display()
    return [ReferenceText(f"{words} · {status}" if status else words, parts)] if parts or status else []


def _said_last_time(field: RowField, office: str) -> str:
    if field.name != "next_steps":
        return str(field.label)
    if office:
        return _("Last time %(office)s said next:") % {"office": office}
    return _("Last time you said next:")


def _others_on_row(others: list[ActivityEntry], covered_by: list[ActivityEntry]) -> list[ReferenceText]:
    blocks = []
    for other in others:
        if other in covered_by:
            continue
        name = other.contribution.office.short_name
        if not other.contribution.is_readable_by_others:
            blocks.append(ReferenceText(name, [("", to_html(_("Has not shared its part yet.")))]))
        elif other.is_written:
            parts = [("", to_html(other.text))]
            parts += [
                (field.beside or field.label, to_html(text))
                for field in FURTHER_TEXTS
                if (text := getattr(other, field.name)).strip()
            ]
            blocks.append(ReferenceText(_("%(office)s writes") % {"office": name}, parts))
    return blocks
