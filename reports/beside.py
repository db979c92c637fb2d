"""What stands beside a joint text: comments, suggested wordings, and whether a return of the Secretariat opened it."""

from typing import Any

from contributions.beside import said_of, text_of
from contributions.suggest.texts import FIELDS
from core.markup import to_html
from projects.models import ReportingPeriod
from projects.permissions import Roles
from reports.joint import Joint, Page


def close_and_comment(
    page: Page | None, period: ReportingPeriod, roles: Roles, next_url: str
) -> dict[str, Any]:
    """Close what a return did not open, and put comments and wordings beside the rest; returns the forms' context.

    At most four queries, whatever the number of texts.
    """
    report = getattr(period, "report", None)
    if page is None or report is None:
        return {}
    if report.is_partial:
        opened = set(report.opened.values_list("place", flat=True))
        for item in page.items:
            item.is_closed = item.place not in opened
            item.read = _read(item) if item.is_closed else ""
    said = said_of(period, roles, next_url, flags=period)
    if said is None:
        return {}
    talk, wordings = said
    for item in page.items:
        item.comments = talk.at(item.place, words=item.title)
        item.wordings = [
            wordings.at(item.place, name, None, None, text_of(item.form.record, name), item.title)
            for name in FIELDS.get(item.place.partition("/")[0], ())
        ]
    return {"talk": talk, "wordings": wordings}


def _read(item: Joint) -> str:
    record = item.form.record
    texts = [text_of(record, name) for name in ("text", "progress", "variance_reason")]
    return to_html("\n\n".join(text for text in texts if text))
