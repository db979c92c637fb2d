"""A small invented report of a form edition, in which every placeholder has something to print."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from documents.columns import EDITIONS, OWN_FIELDS, columns_of
from documents.data import (
    ActivityGroup,
    ActivityRow,
    Column,
    Cover,
    FundLine,
    Indicator,
    IndicatorGroup,
    Option,
    Outcome,
    Part,
    Question,
    Recipient,
    Report,
    Section,
)

EDITION = EDITIONS / "pbf_2021_en.json"
PERIOD = "January – June 2021"
WORDS = "A text with **bold words** & signs < >."


def trial_report(edition: dict[str, Any] | None = None) -> Report:
    """Return a report of the edition, given as its file holds it; of the 2020-2021 form without one."""
    edition = edition or json.loads(EDITION.read_text(encoding="utf-8"))
    return Report(
        title=edition["title"],
        project_code="TRIAL-1",
        project_title="A project on trial",
        project_uid="trial",
        period_code="2021-H1",
        period_label=PERIOD,
        period_starts=date(2021, 1, 1),
        period_ends=date(2021, 6, 30),
        language=edition["language"],
        is_draft=True,
        as_of=date(2021, 6, 30),
        draft_label="Draft",
        not_provided="Not provided",
        cover=_cover(),
        sections=tuple(_section(spec) for spec in edition["sections"]),
        notes=("A note to the reader.",),
    )


def _cover() -> Cover:
    return Cover(
        country="Country",
        report_type="annual",
        year=2021,
        project_title="A project on trial",
        gateway_number="PRF 00000000",
        fund_kind="country",
        fund_name="Fund",
        recipients=(Recipient("RUNO", "First office", True, Decimal(1), Decimal(1)),),
        first_transfer=date(2018, 1, 1),
        end_date=date(2021, 6, 30),
        ends_within_six_months=True,
        windows=(Option("window", "Window", True),),
        total_budget=Decimal(1),
        implementation_rate=Decimal(100),
        rate_basis="of what was approved",
        gender_budget=Decimal(1),
        gender_spent=Decimal(1),
        gender_marker="GM2",
        risk_marker="Low",
        focus_area="Area",
        prepared_by="Unit",
        approved_by="Unit",
        secretariat_reviewed="Yes",
        secretariat_comments="None",
    )


def _section(spec: dict[str, Any]) -> Section:
    questions = tuple(_question(item) for item in spec.get("questions", []))
    is_per_outcome = spec["kind"] == "per_outcome"
    columns = columns_of(spec.get("columns", []), PERIOD)
    return Section(
        key=spec["key"],
        kind=spec["kind"],
        heading=spec["heading"],
        intro=spec["intro"],
        labels=spec.get("labels", {}),
        as_table=spec.get("as_table", False),
        questions=() if is_per_outcome else questions,
        outcomes=(Outcome("trial", "Outcome 1:", "First outcome", questions),) if is_per_outcome else (),
        indicator_groups=_indicators(columns) if spec["kind"] == "indicators" else (),
        activity_groups=_activities(columns) if spec["kind"] == "annex1" else (),
        columns=columns,
    )


def _question(spec: dict[str, Any]) -> Question:
    kind = spec["type"]
    options = tuple(Option(key, label, True) for key, label in spec.get("options", []))
    return Question(
        key=spec["key"],
        label=spec["label"],
        kind=kind,
        limit=spec.get("limit"),
        printed=WORDS,
        choice=options[0].label if kind == "choice" and options else "",
        amount=Decimal(1) if kind.startswith("money") else None,
        lines=(FundLine("Funder", Decimal(1), WORDS),) if kind == "funders" else (),
        options=options if kind == "multi_choice" else (),
    )


def _indicators(columns: tuple[Column, ...]) -> tuple[IndicatorGroup, ...]:
    one = Decimal(1)
    indicator = Indicator(
        uid="trial", code="1.1", heading="Indicator 1.1", title=WORDS,
        cells={column.key: WORDS for column in columns if column.field not in ("group", "title")},
        unit="people", direction="up",
        baseline_value=one, target_value=one, target_to_date=one, value=one, variance=one, percent_achieved=one,
        status="on_track", status_label="On track", formula="1 / 1", women=1, men=1, under_30=1,
    )  # fmt: skip
    return (IndicatorGroup("Outcome 1", "First outcome", (indicator, indicator)),)


def _activities(columns: tuple[Column, ...]) -> tuple[ActivityGroup, ...]:
    row = ActivityRow(
        uid="trial", number=1, title=WORDS, offices="First, Second",
        cells={
            column.key: (Part("First", WORDS), Part("Second", WORDS))
            for column in columns if column.field not in OWN_FIELDS
        },
        status="ongoing", status_label="Ongoing",
    )  # fmt: skip
    return (ActivityGroup("trial", "Activity 1.1.", "First activity", (row,)),)
