"""Reports on their way, and comments, for the tests of talking about them."""

from django.utils import timezone

from accounts.models import User
from contributions.models import Contribution
from discussion.models import Comment
from discussion.selectors import Target
from discussion.services import add_comment
from projects.stage import stage_of
from reports.stage import put_report

HOME = "/projects/KGZ-PVE-1/2021-H1"


def person(name):
    return User.objects.get(email=f"{name}@example.org")


def sent(period, state="in_review", sendings=1):
    """Let the report of a period be so far on its way, and its inputs locked while it is in review."""
    values = {
        "state": state,
        "sendings": sendings,
        "sent_at": timezone.now(),
        "sent_by": person("coordinator"),
    }
    put_report(period, **values)
    Contribution.objects.filter(period=period).update(is_locked=state == "in_review")
    period.refresh_from_db()
    return period


def say(period, name, text, target="report", **options):
    """Write a comment as a member of the cast and return it."""
    target = Target(target) if isinstance(target, str) else target
    review = stage_of(type(period).objects.get(pk=period.pk))
    added = add_comment(
        period,
        target,
        by=person(name),
        text=text,
        sending=review.sending,
        is_with_reviewer=review.is_with_reviewer,
        **options,
    )
    assert added.comment is not None
    return Comment.objects.get(pk=added.comment.pk)
