"""Addresses and names of the coordinator's pages, for tests."""

from contributions.models import Answer, Contribution
from contributions.services import save_answer, submit_contribution
from contributions.tests.entries import reopened
from core.saving import base_of
from projects.models import Membership, Question


def web_address(project, period, section=""):
    return f"/projects/{project}/{period}/report/" + (f"{section}/" if section else "")


def joint(key, field, outcome=None):
    """Return the name of a field of a joint text."""
    question = Question.objects.get(key=key)
    return f"j-{question.pk}-{outcome.uid if outcome else 'all'}-{field}"


def anchor(key, outcome=None):
    return joint(key, "", outcome)[:-1]


def focal_point(contribution):
    return Membership.objects.get(
        project=contribution.period.project, office=contribution.office, role="focal_point"
    ).user


def rewritten(contribution, key, text):
    """Let an agency write a text: its input is reopened if need be, and submitted again."""
    contribution = Contribution.objects.get(pk=contribution.pk)
    if not contribution.is_open:
        contribution = reopened(contribution)
    question = Question.objects.get(key=key)
    answer = Answer.objects.filter(contribution=contribution, question=question, outcome=None).first()
    by = focal_point(contribution)
    base = base_of(answer or Answer(version=0), ("text",))
    save_answer(contribution, question, None, by=by, base=base, values={"text": text})
    submit_contribution(contribution, by=by)
    return Answer.objects.get(contribution=contribution, question=question, outcome=None)
