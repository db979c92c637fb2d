"""Annex 1: every work row in one line, each office's part under its own name."""

from collections.abc import Iterable, Mapping

from checks import facts
from contributions.row_fields import PRINTED_FIELDS
from documents import data
from projects import addresses
from reports.assembling.sources import EntrySource, ReportSources, RowSource


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
    """Return, per office of the row, the office whose text covers its part, by id (see checks.facts.covered_by)."""
    uid_of = {office.office_id: office.office_uid for office in sources.offices}
    id_of = {uid_of.get(office_id, f"{office_id}"): office_id for office_id in row.office_ids}
    empty = EntrySource(0, 0, "", "", "", ())
    parts = (
        facts.RowPart(uid, entry.is_written, entry.written_with)
        for uid, office_id in id_of.items()
        for entry in [row.entries.get(office_id, empty)]
    )
    return {id_of[uid]: id_of[writer] for uid, writer in facts.covered_by(parts).items()}


def _row(
    row: RowSource,
    sources: ReportSources,
    columns: tuple[data.Column, ...],
    completed: str,
    statuses: Mapping[str, str],
) -> data.ActivityRow:
    readable = sources.readable
    covers = {
        office_id: writer for office_id, writer in covered_by(row, sources).items() if writer in readable
    }
    # What an office typed is printed, also where it says nothing and nobody wrote for it: a draft then says both.
    writers = [
        office_id
        for office_id in row.office_ids
        if office_id in readable
        and office_id in row.entries
        and row.entries[office_id].text.strip()
        and covers.get(office_id, office_id) == office_id
    ]
    names = {writer: _name(writer, row, covers, sources) for writer in writers}
    progress = tuple(
        data.Part(names[writer], row.entries[writer].text, _offices_of(writer, row, covers, sources))
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
                names.get(office_id, _name(office_id, row, covers, sources)),
                text,
                _offices_of(office_id, row, covers, sources),
            )
            for office_id, entry in entries.items()
            if (text := getattr(entry, column.field)).strip()
        )

    offices = _listed(row.office_ids, sources)
    status = _status(row, entries, covers)
    cells = {column.key: parts(column) for column in columns if column.field in PRINTED_FIELDS}
    for column in columns:
        if column.field == "next_steps" and status == facts.COMPLETED and not cells[column.key]:
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
            sources.office_name(office_id) for office_id in row.office_ids if office_id not in covers
        ),
        address=addresses.activity(row.uid),
    )


def _listed(office_ids: Iterable[int], sources: ReportSources) -> str:
    return ", ".join(sources.office_name(office_id) for office_id in office_ids)


def _covered_offices(writer: int, row: RowSource, covers: Mapping[int, int]) -> list[int]:
    """Return the offices that a text covers: its own and those that it is written for."""
    return [
        office_id for office_id in row.office_ids if covers.get(office_id) == writer or office_id == writer
    ]


def _offices_of(writer: int, row: RowSource, covers: Mapping[int, int], sources: ReportSources) -> str:
    return _listed(_covered_offices(writer, row, covers), sources)


def _name(writer: int, row: RowSource, covers: Mapping[int, int], sources: ReportSources) -> str:
    """Return the name over a part: none on a row of one office or where the text speaks for all of them."""
    covered = _covered_offices(writer, row, covers)
    return "" if len(covered) == len(row.office_ids) else _listed(covered, sources)


def _status(row: RowSource, entries: Mapping[int, EntrySource], covers: Mapping[int, int]) -> str:
    """Return the status of the row: the common one, else the furthest from done; none while nobody gave one."""
    given = []
    for office_id in row.office_ids:
        entry = entries.get(office_id)
        own = entry.status if entry else ""
        writer = covers.get(office_id)
        if writer is not None and writer != office_id:
            own = own or entries[writer].status
        given.append(own if office_id in covers else "")
    known = {status for status in given if status}
    if not known:
        return ""
    if len(known) == 1 and all(given):
        return known.pop()
    return next((status for status in ("delayed", "ongoing", "not_started") if status in known), "ongoing")
