"""A whole invented report of about 30 pages, and the same with hostile text: what the document tests print."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count, cycle, islice
from typing import Any

from documents.columns import EDITIONS, columns_of
from documents.data import (
    ActivityGroup,
    ActivityRow,
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
OFFICES = ("UNDP", "OHCHR", "UN Women", "UNICEF")

KYRGYZ = (
    "Жергиликтүү өз алдынча башкаруу органдары жаңы мыйзамдын долбоорун талкуулап, өз сунуштарын киргизишти."
)
RUSSIAN = "Рабочая группа рассмотрела замечания гражданского общества и подготовила новую редакцию документа."
FRENCH = (
    "Les comités locaux ont reçu une aide juridique ; près de la moitié des bénéficiaires étaient des élèves."
)
ARABIC = "ساعد المشروع النساء والشباب على المشاركة في اللجان المحلية."
SIGNS = "Coverage rose from ≤ 40 % to ≥ 60 % → the margin was kept."
ENGLISH = (
    "The working group met four times and agreed on the wording of the regulation.",
    "Legal clinics in six districts gave advice to people who had never met a lawyer before.",
    "Training for social workers went on in the regional centres, with women in half of the seats.",
    "Local committees now publish their minutes, which residents can read at the town hall.",
    "A survey among young people showed more trust in the services of the municipality.",
)
LIST = "- **First:** the rules were adopted\n- the second step is open\n1. one numbered line\n2. another one"
LINK = "The results stand at [the project page](https://example.org/results) and https://example.org/news."

HOSTILE = (
    "<script>alert(1)</script>",
    "{{ report.title }} {{ x }} {% include 'x' %} {% for a in b %}",
    '<img src="file:///etc/passwd"> <link rel=attachment href=file:///etc/passwd>',
    "<style>@import url(http://127.0.0.1:9/a.css); body{background:url(http://127.0.0.1:9/b.png)}</style>",
    "bell \x07 escape \x1b vertical \x0b form \x0c delete \x7f",
    "A & B <x> \"quoted\" 'single' {_{ }_} {_% %_}",
    "=1+1",
    "@SUM(A1)",
    "+41 22 000 00 00",
    "-12",
    f"{ARABIC} \u202e override \u202c",
    "[a link](https://example.org/?a=1&b=<2>) [odd](http://[::1) https://example.org/" + "ө" * 300,
)


def prose(number: int, length: int = 2000) -> str:
    """Return a text of exactly `length` characters in several languages, a different one for each number."""
    sentences = [*ENGLISH, KYRGYZ, RUSSIAN, FRENCH, LINK]
    if number % 5 == 0:
        sentences += [ARABIC, SIGNS]
    start = number % len(sentences)
    lines = [f"Text {number}.", LIST]
    words: list[str] = []
    for sentence in islice(cycle(sentences), start, start + 80):
        words.append(sentence)
        if sentence == ARABIC or len(words) % 4 == 0:
            lines.append(" ".join(words))
            words = []
    return "\n\n".join(lines)[: length - 1].rstrip().ljust(length - 1, ".") + "."


def _answered(spec: dict[str, Any], texts: Iterator[int]) -> Question:
    common: dict[str, Any] = {
        "key": spec["key"],
        "label": spec["label"],
        "kind": spec["type"],
        "limit": spec.get("limit"),
        "is_required": spec["required"],
    }
    match spec["type"]:
        case "choice":
            return Question(**common, printed=spec["options"][0][1], choice=spec["options"][0][1])
        case "yes_no":
            return Question(**common, printed="Yes", choice="Yes")
        case "yes_no_text":
            return Question(**common, printed=prose(next(texts)), choice="Yes")
        case "money":
            return Question(**common, printed="$ 70,000.00", amount=Decimal("70000"))
        case "money_text":
            return Question(**common, printed="$ 12,500.50\nTrips became calls.", amount=Decimal("12500.50"))
        case "funders":
            lines = (
                FundLine("Example Foundation", Decimal("1100000"), "Paid in two parts; **first** in March."),
                FundLine("Fund of the city of Osh, өнүктүрүү", None, ""),
                FundLine("Second donor", Decimal("168039.5"), ""),
            )
            return Question(**common, printed="three donors", lines=lines)
        case "multi_choice":
            options = tuple(
                Option(key, label, key in ("hate_speech", "other")) for key, label in spec["options"]
            )
            text = "Courses moved to radio and to paper."
            return Question(**common, printed=text, options=options, sublabel=spec["options"][-1][1])
    return Question(**common, printed=prose(next(texts)))


def _indicator(position: int, code: str) -> Indicator:
    value = Decimal(position) + Decimal("0.5") if position % 4 == 0 else Decimal(1000 + position * 7)
    percent = Decimal(position * 5) + Decimal("0.25")
    measured = position % 5 != 0
    women = 100 + position if measured and position % 3 == 0 else None
    return Indicator(
        uid=f"in{position:04d}",
        code=code,
        heading=f"Indicator {code}",
        title=f"Number of people whom service {position} reached",
        cells={
            "baseline": f"{position} people (less than 5 %)",
            "target": f"{2000 + position} people by 2021, ≥ 50 % women",
            "milestone": "half of the target after two years" if position % 2 else "",
            "progress": f"{value} people in the districts. {KYRGYZ if position % 6 == 0 else ENGLISH[position % 5]}",
            "variance": "" if position % 3 else f"Courses closed in spring. {RUSSIAN}",
        },
        unit="people",
        direction="up",
        baseline_value=Decimal(position),
        target_value=Decimal(2000 + position),
        target_to_date=Decimal(1000 + position),
        value=value if measured else None,
        variance=value - Decimal(1000 + position) if measured else None,
        percent_achieved=percent if measured else None,
        status="on_track" if measured else "no_value",
        status_label="On track" if measured else "No figure yet",
        formula=f"({value} - {position}) / 2000 = {percent} %" if measured else "",
        women=women,
        men=90 + position if women else None,
        under_30=40 if women else None,
        measured_on=date(2021, 6, 15) if measured else None,
        source="Registers of the legal clinics",
        offices="UNDP, OHCHR" if position % 4 == 0 else "UNDP",
    )


def _indicator_groups(scale: int) -> tuple[IndicatorGroup, ...]:
    positions = count(1)
    groups = []
    for outcome in range(1, 6):
        own = tuple(_indicator(next(positions), f"{outcome}.{number}") for number in range(1, 3 * scale))
        groups.append(IndicatorGroup(f"Outcome {outcome}", f"People trust institution {outcome} more", own))
        for output in (1, 2):
            code = f"{outcome}.{output}"
            own = tuple(_indicator(next(positions), f"{code}.{number}") for number in range(1, 3 * scale + 1))
            groups.append(
                IndicatorGroup(f"Output {code}", "Services are known, near and free of charge", own)
            )
    return tuple(groups)


def _activity_row(number: int) -> ActivityRow:
    joint = number % 3 == 1
    text = " ".join(islice(cycle(ENGLISH), number % 5, number % 5 + 4))
    if joint:
        progress = (
            Part("UNDP", f"Row {number} for the ministry. {text}\n\n{KYRGYZ}"),
            Part("OHCHR", f"{RUSSIAN}\n{LIST}"),
        )
        steps = (Part("UNDP", "Meet the committee again."), Part("OHCHR", FRENCH))
        return ActivityRow(
            f"ac{number:04d}", number, f"Joint work {number}: law and practice", "UNDP, OHCHR",
            {"progress": progress, "next_steps": steps}, "ongoing", "Ongoing",
        )  # fmt: skip
    done = number % 3 == 2
    return ActivityRow(
        f"ac{number:04d}", number, f"Training round {number} in the districts", OFFICES[number % 4],
        {
            "progress": (Part("", f"Row {number}. {text}"),),
            "next_steps": (Part("", "Completed" if done else "Print the handbook."),),
        },
        "completed" if done else "ongoing", "Completed" if done else "Ongoing",
    )  # fmt: skip


def _activity_groups(scale: int) -> tuple[ActivityGroup, ...]:
    groups, numbers = [], count(1)
    for position in range(1, 11):
        rows = tuple(_activity_row(next(numbers)) for _row in range(3 * scale))
        heading = f"Activity {(position - 1) // 4 + 1}.{position}."
        groups.append(ActivityGroup(f"gr{position:04d}", heading, "Support to local services", rows))
    last = groups[-1].rows[-1]
    silent = replace(last, cells={}, missing_from=(last.offices,))
    groups[-1] = replace(groups[-1], rows=(*groups[-1].rows[:-1], silent))
    return tuple(groups)


def _cover(labels: dict[str, str]) -> Cover:
    windows = ("window_gender", "window_youth", "window_transition", "window_cross_border")
    return Cover(
        country="Kyrgyz Republic",
        report_type="semi-annual",
        year=2021,
        project_title="Justice services close to people",
        gateway_number="PRF 00099999",
        fund_kind="country",
        fund_name="National Trust Fund",
        recipients=(
            Recipient("RUNO", "UNDP", True, Decimal("600000"), Decimal("500000")),
            Recipient("RUNO", "OHCHR", False, Decimal("400000.50"), Decimal("350000")),
            Recipient("RUNO", "UN Women", False, Decimal("257999.50"), None),
            Recipient("CSO", "Lawyers' Network", False, None, None),
        ),
        first_transfer=date(2018, 1, 12),
        end_date=date(2021, 6, 14),
        ends_within_six_months=True,
        windows=tuple(Option(key, labels[key], key == "window_gender") for key in windows),
        total_budget=Decimal("1258000"),
        implementation_rate=Decimal("87"),
        rate_basis="spent 850,000.00 of 1,000,000.50 US dollars, 2 of 4 organisations",
        gender_budget=Decimal("380000"),
        gender_spent=Decimal("321000.75"),
        gender_marker="GM2",
        risk_marker="Medium",
        focus_area="1.3 Political Dialogue",
        prepared_by="Programme unit",
        approved_by="",
        secretariat_reviewed="No",
        secretariat_comments="",
    )


def sample_report(scale: int = 1, *, is_draft: bool = True) -> Report:
    """Return a report with 30 work rows (10 joint), 40 indicators and 20 texts of 2,000 characters.

    `scale` multiplies the rows of both tables, so that 10 gives 300 work rows.
    """
    edition = json.loads(EDITION.read_text(encoding="utf-8"))
    texts = count(1)
    sections = []
    for spec in edition["sections"]:
        labels = {key: text.replace("{period}", PERIOD) for key, text in spec.get("labels", {}).items()}
        section = Section(
            spec["key"], spec["kind"], spec["heading"], spec["intro"], labels, spec.get("as_table", False),
            columns=columns_of(spec.get("columns", []), PERIOD),
        )  # fmt: skip
        specs = spec.get("questions", [])
        match spec["kind"]:
            case "questions":
                section = replace(section, questions=tuple(_answered(item, texts) for item in specs))
            case "per_outcome":
                outcomes = tuple(
                    Outcome(
                        f"ou{number:04d}",
                        f"Outcome {number}:",
                        f"People trust institution {number} more",
                        tuple(_answered(item, texts) for item in specs),
                    )
                    for number in range(1, 6)
                )
                section = replace(section, outcomes=outcomes)
            case "indicators":
                section = replace(section, indicator_groups=_indicator_groups(scale))
            case "annex1":
                section = replace(section, activity_groups=_activity_groups(scale))
        sections.append(section)
    cover = _cover(sections[0].labels)
    return Report(
        title=edition["title"],
        project_code="KGZ-PVE-1",
        project_title=cover.project_title,
        project_uid="pr0001",
        period_code="2021-H1",
        period_label=PERIOD,
        period_starts=date(2021, 1, 1),
        period_ends=date(2021, 6, 30),
        language="en",
        is_draft=is_draft,
        as_of=date(2026, 11, 21),
        draft_label="Draft, 21 November 2026" if is_draft else "",
        not_provided="Not provided",
        cover=cover,
        sections=tuple(sections),
        notes=("UNICEF has not written yet.",) if is_draft else (),
    )


def text_questions(report: Report) -> list[Question]:
    """Return every question of the report in printed order."""
    found: list[Question] = []
    for section in report.sections:
        found += section.questions
        for outcome in section.outcomes:
            found += outcome.questions
    return found


def section_of(report: Report, kind: str) -> Section:
    """Return the first section of a kind, which these reports have."""
    section = report.section(kind)
    assert section is not None
    return section


def with_section(report: Report, kind: str, **changes: Any) -> Report:
    """Return the report with the first section of a kind changed."""
    section = section_of(report, kind)
    changed = replace(section, **changes)
    return replace(report, sections=tuple(changed if item is section else item for item in report.sections))


def with_everywhere(report: Report, text: str) -> Report:
    """Return a small report in which the text stands in every place where people write."""
    part1, annex, table = (section_of(report, kind) for kind in ("questions", "annex1", "indicators"))
    question = replace(part1.questions[0], printed=text)
    row = replace(
        annex.activity_groups[0].rows[0],
        title=text, offices=text, cells={"progress": (Part(text, text),), "next_steps": (Part("", text),)},
    )  # fmt: skip
    indicator = replace(
        table.indicator_groups[0].indicators[0],
        title=text, cells=dict.fromkeys(("baseline", "target", "milestone", "progress", "variance"), text),
        source=text,
    )  # fmt: skip
    report = with_section(report, "questions", questions=(question,))
    report = with_section(report, "per_outcome", outcomes=())
    report = with_section(
        report, "annex1", activity_groups=(replace(annex.activity_groups[0], title=text, rows=(row,)),)
    )
    report = with_section(
        report,
        "indicators",
        indicator_groups=(replace(table.indicator_groups[0], title=text, indicators=(indicator,)),),
    )
    cover = replace(report.cover, project_title=text, country=text, prepared_by=text, rate_basis=text)
    return replace(report, cover=cover, project_title=text, notes=(text,))
