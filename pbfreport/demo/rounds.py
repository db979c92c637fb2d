"""Open the demo's rounds and let each account write what is its own."""

from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import Office, User
from activities.selectors import row_numbers
from audit.services import created
from contributions import services
from contributions.models import ActivityEntry, Answer, Contribution, IndicatorEntry
from core.saving import base_of
from indicators.models import Indicator
from pbfreport.demo.cast import CAST
from projects.models import FormEdition, Outcome, Project, Question, ReportingPeriod
from reports.joint_texts.services import (
    ensure_joint_indicator_text,
    ensure_report,
    save_cover,
    save_joint_answer,
    save_joint_indicator_text,
)
from reports.models import JointAnswer

PERIOD_DATES = {
    "starts": "starts_on",
    "ends": "ends_on",
    "cut_off": "cut_off_on",
    "inputs_due": "inputs_due_on",
    "coordinator_due": "coordinator_due_on",
    "review_due": "review_due_on",
    "submission_due": "submission_due_on",
}
DATE_FIELDS = {"measured_on", "expected_on"}
NUMBER_FIELDS = {"value", "numerator", "denominator"}
NOTHING_AT_HAND = "Nothing was at hand on these points in this round."


def load_periods(
    raw: dict[str, Any], project: Project, offices: dict[str, Office], people: dict[str, User], *, by: User
) -> None:
    """Create and fill the periods that are not there yet, the earliest first."""
    edition = FormEdition.objects.get(key="pbf-2021-en")
    for item in raw["periods"]:
        if ReportingPeriod.objects.filter(project=project, code=item["code"]).exists():
            continue
        dates = {field: item[name] for name, field in PERIOD_DATES.items()}
        period = ReportingPeriod.objects.create(
            project=project, edition=edition, code=item["code"], kind=item["kind"], year=item["year"], **dates
        )
        period.refresh_from_db()
        created(period, by=by)
        _Filler(raw, period, offices, people).fill(item)


class _Filler:
    """Writes one period's inputs and report as their own people."""

    def __init__(
        self,
        raw: dict[str, Any],
        period: ReportingPeriod,
        offices: dict[str, Office],
        people: dict[str, User],
    ) -> None:
        self.raw, self.period, self.offices, self.people = raw, period, offices, people
        self.numbers = row_numbers(period.project_id, since=period.starts_on)
        self.questions = {
            question.key: question for question in Question.objects.filter(section__edition=period.edition)
        }
        self.outcomes = {outcome.code: outcome for outcome in Outcome.objects.filter(project=period.project)}
        indicators = Indicator.objects.filter(project=period.project).order_by("position")
        self.indicators = dict(zip((item["key"] for item in raw["indicators"]), indicators, strict=True))

    def person(self, role: str, organisation: str | None = None) -> User:
        code = self.period.project.code
        return next(
            self.people[person.email]
            for person in CAST
            for held, project, office in person.roles
            if held == role and project == code and organisation in (None, office)
        )

    def fill(self, item: dict[str, Any]) -> None:
        inputs = services.open_round(self.period, by=self.person("coordinator"))
        for contribution in inputs:
            raw = item["inputs"][contribution.office.short_name]
            author = self.person("focal_point", contribution.office.short_name)
            self.write_activities(contribution, raw.get("activities", {}), author)
            self.write_indicators(contribution, raw.get("indicators", {}), author)
            self.write_answers(contribution, raw.get("answers", {}), author)
            self.write_expenditure(contribution, raw.get("expenditure") or {}, author)
            if raw.get("shared"):
                services.share_contribution(contribution, by=author, shared=True)
            if raw["state"] == "submitted":
                services.submit_contribution(contribution, by=author, reason=NOTHING_AT_HAND)
        self.write_report(item["report"])

    def write_activities(self, contribution: Contribution, raw: dict[str, Any], author: User) -> None:
        entries = ActivityEntry.objects.filter(contribution=contribution).select_related(
            "contribution__office"
        )
        for entry in entries:
            values = dict(raw.get(str(self.numbers[entry.activity_id])) or {})
            if values:
                values["written_with"] = [self.offices[name].uid for name in values.get("written_with", [])]
                base = base_of(entry, ActivityEntry.FIELDS)
                services.save_activity_entry(entry, by=author, base=base, values=values)

    def write_indicators(self, contribution: Contribution, raw: dict[str, Any], author: User) -> None:
        key_of = {indicator.pk: key for key, indicator in self.indicators.items()}
        entries = IndicatorEntry.objects.filter(contribution=contribution).select_related(
            "contribution__office"
        )
        for entry in entries:
            values = {
                name: _typed(name, value)
                for name, value in (raw.get(key_of[entry.indicator_id]) or {}).items()
            }
            if values:
                base = base_of(entry, IndicatorEntry.FIELDS)
                services.save_indicator_entry(entry, by=author, base=base, values=values)

    def place(self, key: str) -> tuple[Question, Outcome | None]:
        name, _separator, outcome = key.partition("@")
        return self.questions[name], self.outcomes[outcome] if outcome else None

    def write_answers(self, contribution: Contribution, raw: dict[str, Any], author: User) -> None:
        for key, value in raw.items():
            question, outcome = self.place(key)
            values = {name: value[name] for name in ("text", "choice", "choices") if value.get(name)}
            if value.get("amount"):
                values["amount"] = Decimal(value["amount"])
            lines = [
                {**line, "amount": Decimal(line["amount"]) if line["amount"] else None}
                for line in value.get("lines", [])
            ]
            base = base_of(Answer(), Answer.FIELDS)
            services.save_answer(
                contribution,
                question,
                outcome,
                by=author,
                base=base,
                values=values,
                lines=lines or None,  # type: ignore[arg-type]
            )

    def write_expenditure(self, contribution: Contribution, raw: dict[str, Any], author: User) -> None:
        values = {
            "spent": raw.get("spent"),
            "committed": raw.get("committed"),
            "gender_spent": raw.get("gender_spent"),
        }
        values = {name: Decimal(value) for name, value in values.items() if value}
        if raw.get("source"):
            values["money_source"] = raw["source"]
        if raw.get("as_of"):
            values["money_as_of"] = date.fromisoformat(raw["as_of"])
        if values:
            base = base_of(contribution, tuple(values))
            services.save_expenditure(contribution, by=author, base=base, values=values)

    def write_report(self, raw: dict[str, Any]) -> None:
        coordinator = self.person("coordinator")
        report = ensure_report(self.period)
        for key, value in raw["answers"].items():
            question, outcome = self.place(key)
            values = dict(value)
            if "amount" in values:
                values["amount"] = Decimal(values["amount"])
            base = base_of(JointAnswer(), JointAnswer.FIELDS)
            save_joint_answer(report, question, outcome, by=coordinator, base=base, values=values)
        for key, value in raw["indicators"].items():
            indicator = self.indicators[key]
            base = base_of(ensure_joint_indicator_text(report, indicator), ("progress", "variance_reason"))
            values = {name: value[name] for name in ("progress", "variance_reason") if value.get(name)}
            save_joint_indicator_text(report, indicator, by=coordinator, base=base, values=values)
        cover = {name: value for name, value in raw["cover"].items() if value}
        if cover:
            save_cover(report, by=coordinator, base=base_of(report, tuple(cover)), values=cover)


def _typed(name: str, value: Any) -> Any:
    if value is None or isinstance(value, int):
        return value
    if name in DATE_FIELDS:
        return date.fromisoformat(value)
    return Decimal(value) if name in NUMBER_FIELDS else value
