"""What stands beside a joint text: comments, suggested wordings, and whether a return of the Secretariat opened it."""

from typing import Any

from contributions.pages.around_rows import said_of, text_of
from contributions.wordings.texts import FIELDS
from core.markup import to_html
from projects.actor import Actor
from reports.joint_texts.editor import JointItem, JointPage
from reports.loaded import LoadedReport


def close_and_comment(
    page: JointPage | None, loaded: LoadedReport, actor: Actor, next_url: str
) -> dict[str, Any]:
    """Close what a return did not open, and put comments and wordings beside the rest; returns the forms' context.

    At most four queries, whatever the number of texts.
    """
    report = loaded.report
    if page is None or report is None:
        return {}
    if report.is_partial:
        opened = set(report.opened.values_list("address", flat=True))
        for item in page.items:
            item.is_closed = item.address not in opened
            item.read = _read(item) if item.is_closed else ""
    said = said_of(
        loaded.period,
        actor,
        next_url,
        has_comments=loaded.has_comments,
        has_wordings=loaded.has_wordings,
    )
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
