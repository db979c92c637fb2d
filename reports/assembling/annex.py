"""Annex 1: every work row in one line, each office's part under its own name."""

from collections.abc import Iterable, Mapping

from contributions.row_fields import PRINTED_FIELDS
from core.answers import says_nothing
from documents import data
from projects import addresses
from reports.assembling.sources import EntrySource, ReportSources, RowSource

COMPLETED = "completed"


def activity_groups(
    sources: ReportSources,
    labels: Mapping[str, str],
    columns: tuple[data.Column, ...],
    statuses: Mapping[str, str],
) -> tuple[data.ActivityGroup, ...]:
    """Return the activities with their work rows; rows that nobody wrote on are there too."""
    heading = labels.get("activity_heading", "Activity {number}.")
    return tuple(
        data.ActivityGroup(
            uid=group.uid,
            heading=heading.format(number=group.code),
            title=group.title,
            rows=tuple(
                _row(row, sources, columns, labels.get("completed", "Completed"), statuses)
                for row in group.rows
            ),
        )
        for group in sources.groups
    )


def covered_by(row: RowSource, sources: ReportSources) -> dict[int, int]:
    """Return, per office of the row, the office whose entry tells its part: itself or one that wrote for it."""
    uid_of = {office.office_id: office.office_uid for office in sources.offices}
    tells: dict[int, int] = {}
    for office_id in row.office_ids:
        entry = row.entries.get(office_id)
        if entry is not None and entry.progress.strip():
            tells[office_id] = office_id
        if entry is not None and not says_nothing(entry.progress):
            continue
        for writer_id in row.office_ids:
            other = row.entries.get(writer_id)
            if other is None or says_nothing(other.progress):
                continue
            if uid_of.get(office_id) in other.written_with:
                tells[office_id] = writer_id
    return tells


def _row(
    row: RowSource,
    sources: ReportSources,
    columns: tuple[data.Column, ...],
    completed: str,
    statuses: Mapping[str, str],
) -> data.ActivityRow:
    readable = sources.readable
    tells = {
        office_id: writer for office_id, writer in covered_by(row, sources).items() if writer in readable
    }
    writers = [office_id for office_id in row.office_ids if tells.get(office_id) == office_id]
    names = {writer: _name(writer, row, tells, sources) for writer in writers}
    progress = tuple(
        data.Part(names[writer], row.entries[writer].progress, _covered_by(writer, row, tells, sources))
        for writer in writers
    )
    entries = {
        office_id: row.entries[office_id]
        for office_id in row.office_ids
        if office_id in row.entries and office_id in readable
    }

    def parts(column: data.Column) -> tuple[data.Part, ...]:
        if column.field == "progress":
            return progress
        return tuple(
            data.Part(
                names.get(office_id, _name(office_id, row, tells, sources)),
                text,
                _covered_by(office_id, row, tells, sources),
            )
            for office_id, entry in entries.items()
            if (text := getattr(entry, column.field)).strip()
        )

    offices = _listed(row.office_ids, sources)
    status = _status(row, entries, tells)
    cells = {column.key: parts(column) for column in columns if column.field in PRINTED_FIELDS}
    for column in columns:
        if column.field == "next_steps" and status == COMPLETED and not cells[column.key]:
            cells[column.key] = (data.Part("", completed, offices),)
    return data.ActivityRow(
        uid=row.uid,
        number=row.number,
        title=row.title,
        offices=offices,
        cells=cells,
        status=status,
        status_label=statuses.get(status, ""),
        missing_from=tuple(
            sources.office_name(office_id) for office_id in row.office_ids if office_id not in tells
        ),
        address=addresses.activity(row.uid),
    )


def _listed(office_ids: Iterable[int], sources: ReportSources) -> str:
    return ", ".join(sources.office_name(office_id) for office_id in office_ids)


def _told(writer: int, row: RowSource, tells: Mapping[int, int]) -> list[int]:
    """Return the offices whose part an office's text tells: its own and those that it wrote for."""
    return [
        office_id for office_id in row.office_ids if tells.get(office_id) == writer or office_id == writer
    ]


def _covered_by(writer: int, row: RowSource, tells: Mapping[int, int], sources: ReportSources) -> str:
    return _listed(_told(writer, row, tells), sources)


def _name(writer: int, row: RowSource, tells: Mapping[int, int], sources: ReportSources) -> str:
    """Return the name over a part: none on a row of one office or where the text speaks for all of them."""
    told = _told(writer, row, tells)
    return "" if len(told) == len(row.office_ids) else _listed(told, sources)


def _status(row: RowSource, entries: Mapping[int, EntrySource], tells: Mapping[int, int]) -> str:
    """Return the status of the row: the common one, else the furthest from done; none while nobody gave one."""
    given = []
    for office_id in row.office_ids:
        entry = entries.get(office_id)
        own = entry.status if entry else ""
        writer = tells.get(office_id)
        if writer is not None and writer != office_id:
            own = own or entries[writer].status
        given.append(own if office_id in tells else "")
    known = {status for status in given if status}
    if not known:
        return ""
    if len(known) == 1 and all(given):
        return known.pop()
    return next((status for status in ("delayed", "ongoing", "not_started") if status in known), "ongoing")
