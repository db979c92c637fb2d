"""What stands beside a joint text: comments, suggested wordings, and whether a return of the Secretariat opened it."""

from typing import Any

from contributions.pages.around_rows import said_of, text_of
from contributions.wordings.texts import FIELDS
from core.markup import to_html
from projects.actor import Actor
from projects.models import ReportingPeriod
from reports.joint_texts.editor import JointItem, Page


def close_and_comment(
    page: Page | None, period: ReportingPeriod, actor: Actor, next_url: str
) -> dict[str, Any]:
    """Close what a return did not open, and put comments and wordings beside the rest; returns the forms' context.

    At most four queries, whatever the number of texts.
    """
    report = getattr(period, "report", None)
    if page is None or report is None:
        return {}
    if report.is_partial:
        opened = set(report.opened.values_list("address", flat=True))
        for item in page.items:
            item.is_closed = item.address not in opened
            item.read = _read(item) if item.is_closed else ""
    said = said_of(period, actor, next_url, flags=period)
    if said is None:
        return {}
    discussion, wordings = said
    for item in page.items:
        item.comments = discussion.at(item.address, words=item.title)
        item.wordings = [
            wordings.at(item.address, name, None, None, text_of(item.form.record, name), item.title)
            for name in FIELDS.get(item.address.partition("/")[0], ())
        ]
    return {"discussion": discussion, "wordings": wordings}


def _read(item: JointItem) -> str:
    record = item.form.record
    texts = [text_of(record, name) for name in ("text", "progress", "variance_reason")]
    return to_html("\n\n".join(text for text in texts if text))
