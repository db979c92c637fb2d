"""The reviewer's short checklist of a report's quality, with a rating."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit.services import record
from core.decisions import YES, Decision, no, not_now
from core.fields import LongTextField
from projects.actor import Actor
from projects.capabilities import Capability
from reports.models import QualityReview, Report, Snapshot

# What the form's own notes ask of a report.
QUESTIONS = {
    "achieved": gettext_lazy("It tells what was achieved in the period, not what is planned."),
    "concrete": gettext_lazy("It is concrete: who, where, how many, with what effect."),
    "plain": gettext_lazy("It is in plain words, and acronyms are explained."),
    "gender_age": gettext_lazy("Women, men and young people can be told apart."),
    "evidence": gettext_lazy("Changes at outcome level come with evidence."),
    "figures": gettext_lazy("Figures agree with each other and with the indicator table."),
}
CHOICES = [("yes", gettext_lazy("Yes")), ("partly", gettext_lazy("Partly")), ("no", gettext_lazy("No"))]
RATINGS = [
    ("4", gettext_lazy("4 – very good")),
    ("3", gettext_lazy("3 – good")),
    ("2", gettext_lazy("2 – needs some work")),
    ("1", gettext_lazy("1 – needs much work")),
]


def can_rate(actor: Actor, report: Report) -> Decision:
    """Whoever answers for the report fills the checklist, once it was sent."""
    if not actor.may(Capability.RATE_REPORTS):
        return no(_("Only the PBF Secretariat rates a report."))
    if not report.sendings:
        return not_now(_("The report was not sent to review yet."))
    return YES


class QualityForm(forms.Form):
    """One line of the list each, the rating, and a note."""

    use_required_attribute = False

    def __init__(self, *args: Any, stored: QualityReview | None, **options: Any) -> None:
        super().__init__(*args, **options)
        if stored is not None:
            self.initial = {**stored.answers, "rating": str(stored.rating or ""), "note": stored.note}
        for key, words in QUESTIONS.items():
            self.fields[key] = forms.ChoiceField(
                label=words, choices=CHOICES, required=False, widget=forms.RadioSelect
            )
        self.fields["rating"] = forms.ChoiceField(
            label=_("Rating"), choices=RATINGS, required=False, widget=forms.RadioSelect
        )
        self.fields["note"] = LongTextField(label=_("Note"), rows=3)

    def answers(self) -> dict[str, str]:
        """Return what was ticked, by line of the list."""
        return {key: self.cleaned_data[key] for key in QUESTIONS if self.cleaned_data[key]}

    def rating(self) -> int | None:
        """Return the rating from 1 to 4, or None."""
        return int(self.cleaned_data["rating"]) if self.cleaned_data["rating"] else None


def save_quality(
    candidate: Snapshot, answers: Mapping[str, str], rating: int | None, note: str, *, by: User
) -> QualityReview:
    """Store a reviewer's checklist of what was sent; a second one replaces the own first."""
    with transaction.atomic():
        review, _is_new = QualityReview.objects.update_or_create(
            snapshot=candidate, by=by, defaults={"answers": dict(answers), "rating": rating, "note": note}
        )
        record(by=by, action="rate", on=candidate.report, changes={"rating": [None, rating]})
    return review
