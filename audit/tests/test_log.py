"""The change log: every write leaves a line, in the same transaction, and no line is ever altered."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import Error as DatabaseError
from django.db import transaction

from accounts.models import Office, Organisation, User
from audit import services
from audit.models import AppendOnlyError, LogEntry
from contributions.models import ActivityEntry, Answer, Contribution, IndicatorEntry
from contributions.services import (
    save_activity_entry,
    save_answer,
    save_expenditure,
    save_indicator_entry,
    share_contribution,
)
from core.saving import base_of
from projects.models import Question, ReportingPeriod
from reports.joint_texts.services import (
    ensure_report,
    save_cover,
    save_joint_answer,
    save_joint_indicator_text,
)
from reports.models import JointAnswer

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def contribution(input_of: Callable[[str, str, str], Contribution]) -> Contribution:
    return input_of("UNICEF", "KGZ-PVE-1", "2021-H1")


@pytest.fixture
def by(person: Callable[[str], User]) -> User:
    return person("unicef")


def question(key: str) -> Question:
    return Question.objects.get(key=key, section__edition__key="pbf-2021-en")


class Full(Exception):
    """The log cannot be written."""


@pytest.fixture
def log_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_values: Any) -> None:
        raise Full

    monkeypatch.setattr(LogEntry, "save", fail)


def test_a_line_names_who_did_what_to_which_record_with_before_and_after(
    contribution: Contribution, by: User
):
    entry = contribution.activity_entries.order_by("pk")[0]
    before = entry.progress
    save_activity_entry(
        entry, by=by, base=base_of(entry, entry.FIELDS), values={"progress": "New", "status": "delayed"}
    )
    line = LogEntry.objects.latest("pk")
    assert (line.actor_id, line.actor) == (by.pk, "UNICEF focal point")
    assert (line.action, line.object_type, line.object_uid) == (
        "write",
        "contributions.activityentry",
        entry.uid,
    )
    assert line.changes == {"progress": [before, "New"], "status": ["ongoing", "delayed"]}


def test_amounts_and_dates_are_kept_as_plain_values(contribution: Contribution, by: User):
    values = {"spent": Decimal("1200.50"), "money_as_of": date(2021, 5, 31)}
    save_expenditure(contribution, by=by, base=base_of(contribution, tuple(values)), values=values)
    assert LogEntry.objects.latest("pk").changes == {
        "spent": [None, "1200.5"],
        "money_as_of": [None, "2021-05-31"],
    }


def test_a_list_of_funders_is_logged_line_by_line(contribution: Contribution, by: User):
    funders = question("part3.catalytic")
    save_answer(
        contribution,
        funders,
        None,
        by=by,
        base=base_of(Answer(), Answer.FIELDS),
        values={},
        lines=[{"funder": "A foundation", "amount": Decimal("10.00"), "note": "First"}],
    )
    assert LogEntry.objects.latest("pk").changes == {"lines": [[], [["A foundation", "10", "First"]]]}
    answer = contribution.answers.get(question=funders)
    save_answer(contribution, funders, None, by=by, base=base_of(answer, Answer.FIELDS), values={}, lines=[])
    assert LogEntry.objects.latest("pk").changes == {"lines": [[["A foundation", "10", "First"]], []]}
    assert not answer.lines.exists()


def test_a_save_that_alters_nothing_leaves_no_line(contribution: Contribution, by: User):
    entry = contribution.activity_entries.order_by("pk")[0]
    lines = LogEntry.objects.count()
    save_activity_entry(entry, by=by, base=base_of(entry, entry.FIELDS), values={"progress": entry.progress})
    assert LogEntry.objects.count() == lines


def _activity_entry(contribution: Contribution, by: User) -> tuple[Any, str]:
    entry = contribution.activity_entries.order_by("pk")[0]
    save_activity_entry(entry, by=by, base=base_of(entry, entry.FIELDS), values={"progress": "x"})
    return entry, "progress"


def _indicator_entry(contribution: Contribution, by: User) -> tuple[Any, str]:
    entry = IndicatorEntry.objects.filter(contribution__state="submitted").order_by("pk")[0]
    Contribution.objects.filter(pk=entry.contribution_id).update(state="open")
    save_indicator_entry(entry, by=by, base=base_of(entry, entry.FIELDS), values={"source": "x"})
    return entry, "source"


def _answer(contribution: Contribution, by: User) -> tuple[Any, str]:
    status = question("part1.status")
    save_answer(
        contribution, status, None, by=by, base=base_of(Answer(), Answer.FIELDS), values={"text": "x"}
    )
    return contribution.answers.get(question=status), "text"


def _expenditure(contribution: Contribution, by: User) -> tuple[Any, str]:
    save_expenditure(
        contribution, by=by, base=base_of(contribution, ("money_source",)), values={"money_source": "x"}
    )
    return contribution, "money_source"


def _share(contribution: Contribution, by: User) -> tuple[Any, str]:
    share_contribution(contribution, by=by, shared=not contribution.is_shared)
    return contribution, "is_shared"


def _section_text(contribution: Contribution, by: User) -> tuple[Any, str]:
    report = ensure_report(contribution.period)
    other = question("part3.other")
    base = base_of(JointAnswer(), JointAnswer.FIELDS)
    save_joint_answer(report, other, None, by=by, base=base, values={"text": "x"})
    return report.section_texts.get(question=other), "text"


def _cover(contribution: Contribution, by: User) -> tuple[Any, str]:
    report = ensure_report(contribution.period)
    save_cover(report, by=by, base=base_of(report, report.FIELDS), values={"approved_by": "x"})
    return report, "approved_by"


def _indicator_text(contribution: Contribution, by: User) -> tuple[Any, str]:
    text = ensure_report(ReportingPeriod.objects.get(project__code="KGZ-PVE-2", code="2021-FINAL"))
    joint = text.indicator_texts.order_by("pk")[0]
    base = base_of(joint, joint.FIELDS)
    by = User.objects.get(email="coordinator2@example.org")
    save_joint_indicator_text(text, joint.indicator, by=by, base=base, values={"variance_reason": "x"})
    return joint, "variance_reason"


WRITES = [
    (_activity_entry, "unicef"),
    (_indicator_entry, "unodc"),
    (_answer, "unicef"),
    (_expenditure, "unicef"),
    (_share, "unicef"),
    (_section_text, "coordinator"),
    (_cover, "coordinator"),
    (_indicator_text, "coordinator2"),
]


@pytest.mark.parametrize(("write", "name"), WRITES)
def test_every_write_leaves_one_line_with_the_field_that_it_changed(
    write: Callable[[Contribution, User], tuple[Any, str]],
    name: str,
    contribution: Contribution,
    person: Callable[[str], User],
):
    lines = LogEntry.objects.count()
    written, field = write(contribution, person(name))
    line = LogEntry.objects.latest("pk")
    assert LogEntry.objects.count() == lines + 1
    assert list(line.changes) == [field]
    assert line.object_uid == written.uid
    assert line.actor_id == person(name).pk


@pytest.mark.parametrize(("write", "name"), WRITES)
@pytest.mark.usefixtures("log_fails")
def test_if_the_line_fails_nothing_is_written(
    write: Callable[[Contribution, User], tuple[Any, str]],
    name: str,
    contribution: Contribution,
    person: Callable[[str], User],
):
    models = (ActivityEntry, IndicatorEntry, Answer, Contribution, JointAnswer)
    fields = {
        ActivityEntry: ("pk", "progress", "version"),
        IndicatorEntry: ("pk", "source", "version"),
        Answer: ("pk", "text", "version"),
        Contribution: ("pk", "money_source", "is_shared", "version"),
        JointAnswer: ("pk", "text", "version"),
    }

    def everything() -> list[list[Any]]:
        return [
            list(model.objects.filter(version__gt=1).order_by("pk").values_list(*fields[model]))
            for model in models
        ]

    before, shared = everything(), contribution.is_shared
    with pytest.raises(Full):
        write(contribution, person(name))
    assert everything() == before
    contribution.refresh_from_db()
    assert contribution.is_shared == shared


def test_if_the_write_fails_no_line_stays(contribution: Contribution, by: User):
    """The list of funders is refused by the database: neither the answer nor its line is there."""
    lines = LogEntry.objects.count()
    with pytest.raises(DatabaseError):
        save_answer(
            contribution,
            question("part3.catalytic"),
            None,
            by=by,
            base=base_of(Answer(), Answer.FIELDS),
            values={"text": "typed"},
            lines=[{"funder": None, "amount": None, "note": ""}],  # type: ignore[typeddict-item]
        )
    assert LogEntry.objects.count() == lines
    assert not contribution.answers.exclude(text="").filter(question__key="part3.catalytic").exists()


def test_a_new_record_is_logged_with_its_fields_but_without_secrets():
    user = User.objects.create_user("new@example.org", "a secret word", name="New")
    line = services.created(user, by=None)
    assert (line.actor_id, line.actor, line.action) == (None, "portal", "create")
    assert line.changes["email"] == [None, "new@example.org"]
    assert not {"password", "last_login", "uid"} & set(line.changes)


def test_a_line_survives_the_record_that_it_speaks_of():
    organisation = Organisation.objects.create(short_name="ILO", name="A labour organisation")
    office = Office.objects.create(organisation=organisation, country="Kyrgyzstan")
    line = services.created(office, by=None)
    office.delete()
    line.refresh_from_db()
    assert (line.object_type, line.object_label) == ("accounts.office", "ILO, Kyrgyzstan")


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: LogEntry.objects.update(reason="x"),
        lambda: LogEntry.objects.filter(action="submit").update(actor="x"),
        lambda: LogEntry.objects.all().delete(),
        lambda: LogEntry.objects.latest("pk").delete(),
        lambda: LogEntry.objects.latest("pk").save(),
        lambda: LogEntry.objects.bulk_update([LogEntry.objects.latest("pk")], ["reason"]),
        lambda: LogEntry.objects.update_or_create(
            pk=LogEntry.objects.latest("pk").pk, defaults={"reason": "x"}
        ),
    ],
    ids=["update", "filtered update", "delete", "delete one", "save", "bulk update", "update or create"],
)
def test_the_log_refuses_to_be_altered(attempt: Callable[[], Any]):
    before = list(LogEntry.objects.values())
    with pytest.raises(AppendOnlyError), transaction.atomic():
        attempt()
    assert list(LogEntry.objects.values()) == before
