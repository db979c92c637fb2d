"""What stands beside a joint text: comments, suggested wordings, and whether a return of the Secretariat opened it."""

from typing import Any

from contributions.suggest.selectors import Wordings, suggestions_at
from contributions.talk.selectors import Talk, phrases_of, review_of, speaker, threads_at
from core.markup import to_html
from projects.models import ReportingPeriod
from projects.permissions import Roles
from reports.joint import Joint, Page

FIELDS = {"question": ("text",), "indicator": ("progress", "variance_reason")}


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
    review = review_of(period)
    who = speaker(roles, review.sending, review.is_in_review)
    talk = Talk(period, who, next_url, {}, phrases_of(who))
    if getattr(period, "has_comments", True):
        talk.threads = threads_at(period, who)
    wordings = Wordings(period, who, next_url, review.is_writable, {})
    if getattr(period, "has_wordings", True):
        wordings.suggestions = suggestions_at(period, who)
    for item in page.items:
        item.comments = talk.at(item.place, words=item.title)
        item.wordings = [
            wordings.at(item.place, name, None, None, getattr(item.form.record, name, "") or "", item.title)
            for name in FIELDS.get(item.place.partition("/")[0], ())
        ]
    return {"talk": talk, "wordings": wordings}


def _read(item: Joint) -> str:
    record = item.form.record
    texts = [getattr(record, name, "") for name in ("text", "progress", "variance_reason")]
    return to_html("\n\n".join(text for text in texts if text))
