"""What the database itself refuses, of every model: each constraint is violated once, past all forms and services."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.models import Office, Organisation, User
from activities.models import Activity, ActivityResponsibility
from contributions.models import (
    ActivityEntry,
    Answer,
    Attachment,
    Contribution,
    IndicatorEntry,
    OpenedRow,
    PointAnswer,
    WriterRow,
)
from core.models import PerformedAct
from discussion.models import Comment
from indicators.models import Indicator, IndicatorResponsibility
from projects.models import (
    Membership,
    Outcome,
    Output,
    Participation,
    Portfolio,
    Project,
    Question,
    ReportingPeriod,
    Section,
)
from reports.models import (
    JointAnswer,
    JointAnswerSource,
    JointIndicatorText,
    JointIndicatorTextSource,
    OpenedText,
    QualityReview,
    Report,
    ReportVersion,
    SignOff,
    Snapshot,
    VersionFile,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OWN_APPS = (
    "accounts",
    "projects",
    "activities",
    "indicators",
    "discussion",
    "contributions",
    "reports",
    "audit",
    "core",
)


M = TypeVar("M", bound=models.Model)


def copy_of(record: M, **changes: Any) -> M:
    """Return an unsaved copy with a uid of its own."""
    fields = {
        field.attname: getattr(record, field.attname)
        for field in record._meta.concrete_fields
        if not field.primary_key and field.name != "uid"
    }
    return type(record)(**{**fields, **changes})


def project(code: str = "KGZ-PVE-1") -> Project:
    return Project.objects.get(code=code)


def user(name: str = "unicef") -> User:
    return User.objects.get(email=f"{name}@example.org")


def office(name: str = "UNICEF") -> Office:
    return Office.objects.get(organisation__short_name=name)


def membership(**fields: Any) -> Membership:
    return Membership(user=user(), starts_on=date(2021, 1, 1), **fields)


def question() -> Question:
    return Question.objects.get(key="part1.status")


def half_year() -> ReportingPeriod:
    return ReportingPeriod.objects.get(project=project(), code="2021-H1")


def answer_per_outcome() -> Answer:
    return Answer.objects.filter(outcome__isnull=False)[0]


def section_text_per_outcome() -> JointAnswer:
    return JointAnswer.objects.filter(outcome__isnull=False)[0]


def section_source() -> JointAnswerSource:
    text = JointAnswer.objects.all()[0]
    return JointAnswerSource.objects.create(joint_answer=text, answer=Answer.objects.all()[0], text="x")


def indicator_source() -> JointIndicatorTextSource:
    entry, text = IndicatorEntry.objects.all()[0], JointIndicatorText.objects.all()[0]
    return JointIndicatorTextSource.objects.create(joint_indicator_text=text, entry=entry, text="x")


def writer_indicator() -> WriterRow:
    return WriterRow.objects.create(
        membership=Membership.objects.filter(role="writer")[0], indicator=Indicator.objects.all()[0]
    )


def point_answer(contribution: Contribution | None) -> PointAnswer:
    return PointAnswer.objects.create(
        period=half_year(), contribution=contribution, key="0123456789abcdef", rule="jargon", by=user()
    )


def comment(**fields: Any) -> Comment:
    return Comment(period=half_year(), address="money", text="x", **fields)


def report() -> Report:
    """A report that was sent, cleared and made final."""
    now, by = timezone.now(), user("coordinator")
    found = Report.objects.get(period=half_year())
    Report.objects.filter(pk=found.pk).update(
        state="final",
        sendings=1,
        sent_at=now,
        sent_by=by,
        cleared_at=now,
        cleared_by=by,
        cleared_as="secretariat",
    )
    return Report.objects.get(pk=found.pk)


def report_with(**changes: Any) -> Report:
    """An unsaved copy of that report for a period that has none."""
    sent, by = report(), user("coordinator")
    period = copy_of(half_year(), code="X", kind="annual")
    period.save()
    return copy_of(sent, period_id=period.pk, sent_by_id=by.pk, **changes)


def snapshot(number: int = 1) -> Snapshot:
    return Snapshot.objects.create(
        report=report(),
        kind="candidate",
        number=number,
        content="{}",
        schema=1,
        sha256="0",
        made_by=user(),
    )


def version() -> ReportVersion:
    frozen = snapshot()
    return ReportVersion.objects.create(report=frozen.report, number=1, snapshot=frozen, made_by=user())


def version_file() -> VersionFile:
    return VersionFile.objects.create(
        of_version=version(), format="pdf", file="versions/x", file_name="x.pdf", size=1, sha256="0"
    )


def sign_off() -> SignOff:
    frozen = snapshot()
    return SignOff.objects.create(
        report=frozen.report,
        snapshot=frozen,
        office=office(),
        name="x",
        title="y",
        signed_on=date(2021, 7, 1),
        recorded_by=user(),
    )


def performed() -> PerformedAct:
    return PerformedAct.objects.create(
        key="k", actor_id=1, act="submit", object_type="contributions.contribution", object_uid="x"
    )


def first(model: type[models.Model], **where: Any) -> models.Model:
    return model._default_manager.filter(**where)[0]


# Name of the constraint -> a record that violates it and nothing else.
VIOLATIONS: dict[str, Callable[[], models.Model]] = {
    "user_email_unique_ignoring_case": lambda: User(email="UNICEF@example.org"),
    "office_once_per_country": lambda: copy_of(office()),
    "section_key_once_per_edition": lambda: copy_of(first(Section)),
    "question_key_once_per_section": lambda: copy_of(question()),
    "project_ends_after_start": lambda: copy_of(project(), code="X", ends_on=date(2018, 1, 12)),
    "participation_once_per_office": lambda: copy_of(first(Participation, is_convening=False)),
    "participation_one_convening_agency": lambda: Participation(
        project=project(), office=office("UNODC"), is_convening=True
    ),
    "participation_approved_not_negative": lambda: Participation(
        project=project(), office=office("UNODC"), approved=Decimal("-0.01")
    ),
    "membership_role_fits_place": lambda: membership(role="reviewer", project=project(), office=office()),
    "membership_once_per_office": lambda: copy_of(first(Membership, role="focal_point")),
    "membership_once_per_portfolio": lambda: copy_of(first(Membership, role="reviewer")),
    "membership_deputy_ends": lambda: membership(
        role="focal_point", project=project(), office=office("UNODC"), deputy_for=Membership.objects.all()[0]
    ),
    "period_code_once_per_project": lambda: copy_of(half_year(), starts_on=date(2021, 2, 1)),
    "period_once_per_kind_and_start": lambda: copy_of(half_year(), code="2021-H1-AGAIN"),
    "period_ends_after_start": lambda: copy_of(
        half_year(), code="X", starts_on=date(2021, 6, 30), ends_on=date(2021, 6, 30)
    ),
    "activity_has_output_or_parent": lambda: Activity(project=project(), title="Hangs in the air"),
    "activity_office_once": lambda: copy_of(first(ActivityResponsibility)),
    "indicator_of_outcome_or_output": lambda: Indicator(project=project(), code="1", title="Of nothing"),
    "indicator_office_once": lambda: copy_of(first(IndicatorResponsibility)),
    "input_once_per_office_and_period": lambda: copy_of(first(Contribution)),
    "input_submitted_has_time_and_person": lambda: Contribution(
        period=half_year(), office=office("UNODC"), state="submitted", submitted_at=timezone.now()
    ),
    "input_on_behalf_has_source_and_date": lambda: Contribution(
        period=half_year(), office=office("UNODC"), on_behalf_by=user(), on_behalf_source="a mail"
    ),
    "opened_row_once": lambda: copy_of(
        OpenedRow.objects.create(contribution=Contribution.objects.all()[0], address="money")
    ),
    "attachment_is_file_or_link": lambda: Attachment(
        project=project(), kind="other", title="Neither", uploaded_by=user()
    ),
    "comment_by_person_or_guest": lambda: comment(),
    "comment_resolved_has_person": lambda: comment(author=user(), resolved_at=timezone.now()),
    "point_answer_once_per_input": lambda: copy_of(point_answer(Contribution.objects.all()[0])),
    "point_answer_once_per_report": lambda: copy_of(point_answer(None)),
    "performed_act_once": lambda: copy_of(performed()),
    "writer_row_is_activity_or_indicator": lambda: WriterRow(membership=Membership.objects.all()[0]),
    "writer_activity_once": lambda: copy_of(first(WriterRow)),
    "writer_indicator_once": lambda: copy_of(writer_indicator()),
    "activity_entry_once": lambda: copy_of(first(ActivityEntry)),
    "indicator_entry_once": lambda: copy_of(first(IndicatorEntry)),
    "answer_once": lambda: copy_of(first(Answer, outcome=None)),
    "answer_once_per_outcome": lambda: copy_of(answer_per_outcome()),
    "section_text_once": lambda: copy_of(first(JointAnswer, outcome=None)),
    "section_text_once_per_outcome": lambda: copy_of(section_text_per_outcome()),
    "joint_answer_source_once": lambda: copy_of(section_source()),
    "indicator_text_once": lambda: copy_of(first(JointIndicatorText)),
    "joint_indicator_text_source_once": lambda: copy_of(indicator_source()),
    "report_sent_has_time_and_person": lambda: report_with(state="in_review", sendings=0),
    "report_cleared_has_time_and_person": lambda: report_with(state="cleared", cleared_as=""),
    "opened_text_once": lambda: copy_of(OpenedText.objects.create(report=report(), address="cover")),
    "snapshot_number_once": lambda: copy_of(snapshot()),
    "version_number_once": lambda: copy_of(version(), state="replaced", snapshot_id=snapshot(2).pk),
    "version_one_final_per_report": lambda: copy_of(version(), number=2, snapshot_id=snapshot(2).pk),
    "version_file_once": lambda: copy_of(version_file()),
    "sign_off_once": lambda: copy_of(sign_off()),
    "quality_review_once": lambda: copy_of(QualityReview.objects.create(snapshot=snapshot(), by=user())),
    "quality_rating_one_to_four": lambda: QualityReview(snapshot=snapshot(), by=user(), rating=5),
}


def test_every_constraint_of_every_model_is_in_the_table():
    names = {
        constraint.name
        for label in OWN_APPS
        for model in apps.get_app_config(label).get_models()
        for constraint in model._meta.constraints
    }
    assert names == set(VIOLATIONS)


def refuse(record: models.Model) -> str:
    """Return what the database says when it refuses a record that no form and no save() has seen."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        type(record)._default_manager.bulk_create([record])
    return str(refusal.value)


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_database_refuses(name: str):
    record = VIOLATIONS[name]()
    said = refuse(record)
    constraint = next(one for one in record._meta.constraints if one.name == name)
    fields = getattr(constraint, "fields", ())
    names = {field.name: field.column for field in record._meta.concrete_fields}
    columns = [f"{record._meta.db_table}.{names[field]}" for field in fields]
    # PostgreSQL names the constraint; SQLite names a unique one by its columns.
    assert name in said or (columns and all(column in said for column in columns))


def test_an_activity_has_either_an_output_or_a_parent_and_never_both():
    output = Output.objects.all()[0]
    group = Activity.objects.groups()[0]
    Activity.objects.bulk_create([Activity(project=project(), output=output, title="A group")])
    Activity.objects.bulk_create([Activity(project=project(), parent=group, title="A row")])
    assert "activity_has_output_or_parent" in refuse(
        Activity(project=project(), output=output, parent=group, title="Both")
    )


def test_an_indicator_belongs_to_an_outcome_or_an_output_and_never_to_both():
    outcome, output = Outcome.objects.all()[0], Output.objects.all()[0]
    both = Indicator(project=project(), outcome=outcome, output=output, code="1", title="Both")
    assert "indicator_of_outcome_or_output" in refuse(both)


@pytest.mark.parametrize("missing", [{"submitted_at": None}, {"submitted_by": None}])
def test_a_submitted_input_has_a_time_and_a_person(missing: dict[str, None]):
    submitted = Contribution.objects.filter(state="submitted")[0]
    with pytest.raises(IntegrityError, match="input_submitted_has_time_and_person"), transaction.atomic():
        Contribution.objects.filter(pk=submitted.pk).update(**missing)


def test_one_question_is_answered_once_as_a_whole_and_once_per_outcome():
    """Without the two conditional constraints a null outcome would let the same answer in twice."""
    contribution = Contribution.objects.get(office=office(), period=half_year())
    outcome = project().outcomes.all()[0]
    Answer.objects.bulk_create(
        Answer(contribution=contribution, question=question(), outcome=address) for address in (None, outcome)
    )
    refuse(Answer(contribution=contribution, question=question(), outcome=None))
    refuse(Answer(contribution=contribution, question=question(), outcome=outcome))


def test_two_projects_may_use_the_same_period_code_and_the_same_start():
    period = ReportingPeriod.objects.get(project__code="KGZ-PVE-2", code="2021-FINAL")
    ReportingPeriod.objects.bulk_create(
        [copy_of(half_year(), project_id=period.project_id), copy_of(half_year(), code="X", kind="annual")]
    )


def test_a_period_has_one_report():
    said = refuse(Report(period=half_year()))
    assert "period_id" in said


@pytest.mark.parametrize(
    "record",
    [
        lambda: Organisation.objects.get(short_name="UNICEF"),
        lambda: office(),
        lambda: user(),
        lambda: half_year(),
        lambda: Activity.objects.rows()[0],
        lambda: Indicator.objects.filter(entries__isnull=False)[0],
        lambda: question(),
        lambda: project(),
        lambda: Portfolio.objects.get(code="KGZ"),
    ],
    ids=[
        "organisation",
        "office",
        "person",
        "period",
        "row",
        "indicator",
        "question",
        "project",
        "portfolio",
    ],
)
def test_what_has_results_cannot_be_deleted(record: Callable[[], models.Model]):
    with pytest.raises(ProtectedError):
        record().delete()
