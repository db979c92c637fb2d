"""One line of the queue in words: dates, days late, points, since when it waits, what comes next and where."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agenda.lines import correction_words, covered_words
from agenda.rounds import INPUTS, JOINT, NO_ROUND, NOT_OPENED
from checks.data import Severity
from contributions.models import Contribution, StoredPoint
from contributions.states import DONE
from core.due import day_in, days_late
from core.formatting import day
from projects.stage import CLEARED, COLLECTING, FINAL, IN_REVIEW, RETURNED
from reports.models import Report
from reports.states import REPORT_STATUS

NO_ROUND_WORDS = gettext_lazy("No round yet")


@dataclass(frozen=True, slots=True)
class CheckResults:
    """How many points were stored at the latest sending, dismissed ones aside; how many figures nobody explained."""

    stops: int = 0
    figures: int = 0
    hints: int = 0
    unanswered: int = 0


@dataclass(slots=True)
class Row:
    """One report in the queue, or a project that has no round yet."""

    code: str
    title: str
    url: str
    period: str
    status: str
    label: str
    detail: str
    since: str
    late: int
    late_words: str
    act: str
    act_url: str
    dates: list[tuple[str, str, bool]] = field(default_factory=list)  # step, date, whether it is in this step
    points: list[str] = field(default_factory=list)


def rows_of(periods: list[dict[str, Any]], *, may_read: bool, may_add: bool = False) -> list[Row]:
    """Return these lines of the queue (two queries).

    `may_read` tells a reviewer from an administrator, who `may_add` the first period of a project.
    """
    pks = [period["pk"] for period in periods if period["pk"] is not None]
    points, offices = _points(pks), _offices(pks)
    days, stages = _Days(), _Stages()
    return [
        _bare_row(period, may_add)
        if period["state"] == NO_ROUND
        else _row(period, points.get(period["pk"]), offices.get(period["pk"], []), days, stages, may_read)
        for period in periods
    ]


class _Days(dict[date, str]):
    """Dates in words that stay in one line, each worked out once."""

    def __missing__(self, key: date) -> str:
        self[key] = words = day(key).replace(" ", "\N{NO-BREAK SPACE}")
        return words


class _Stages:
    """The words that all lines share, looked up once."""

    def __init__(self) -> None:
        self.dates = (
            (_("Inputs"), "inputs_due_on", (INPUTS, NOT_OPENED)),
            (_("Joint report"), "coordinator_due_on", (JOINT, RETURNED)),
            (_("Review"), "review_due_on", (IN_REVIEW,)),
            (_("Submission"), "submission_due_on", (CLEARED, FINAL)),
        )
        self.due_again = _("Due again")
        self.labels = {value: str(label) for value, label in Report.State.choices}


def _points(pks: list[int]) -> dict[int, CheckResults]:
    latest = StoredPoint.objects.filter(
        period__in=pks, sending__gt=0, sending=F("period__report__sendings"), is_dismissed=False
    ).order_by()
    rows = latest.values("period").annotate(
        stops=Count("pk", filter=Q(severity=Severity.STOP)),
        figures=Count("pk", filter=Q(severity=Severity.FIGURE)),
        # As on the page that answers them: what says the same of several places is one.
        hints=Count("sentence", filter=Q(severity=Severity.HINT), distinct=True),
        unanswered=Count("pk", filter=Q(severity=Severity.FIGURE, answer="")),
    )
    return {
        row["period"]: CheckResults(row["stops"], row["figures"], row["hints"], row["unanswered"])
        for row in rows
    }


def _offices(pks: list[int]) -> dict[int, list[tuple[str, bool]]]:
    """Return, per period, each organisation and whether it has handed in."""
    found: dict[int, list[tuple[str, bool]]] = {}
    rows = Contribution.objects.filter(period__in=pks).order_by("pk")
    for period, name, state in rows.values_list("period", "office__organisation__short_name", "state"):
        found.setdefault(period, []).append((name, state in DONE))
    return found


def _points_words(points: CheckResults | None) -> list[str]:
    if points is None:
        return []
    words = []
    if points.stops:
        words.append(ngettext("%(n)d stop", "%(n)d stops", points.stops) % {"n": points.stops})
    if points.figures:
        figures = ngettext("%(n)d figure", "%(n)d figures", points.figures) % {"n": points.figures}
        if points.unanswered:
            figures += ", " + _("%(n)d unanswered") % {"n": points.unanswered}
        words.append(figures)
    if points.hints:
        words.append(ngettext("%(n)d hint", "%(n)d hints", points.hints) % {"n": points.hints})
    return words


def _day_of(moment: datetime | None, zone: str | None, days: _Days) -> str:
    return days[day_in(zone, moment)] if moment else ""


def _bare_row(project: dict[str, Any], may_add: bool) -> Row:
    """Return the line of a project that has no reporting period: an administrator opens its first round."""
    project_url = reverse("project", args=[project["project__code"]])
    return Row(
        code=project["project__code"],
        title=project["project__title"],
        url=project_url,
        period="",
        status="todo",
        label=str(NO_ROUND_WORDS),
        detail="",
        since="",
        late=0,
        late_words="",
        act=_("Add the first reporting period")
        if may_add
        else _("Ask an administrator to open the first round"),
        act_url=reverse("admin:projects_reportingperiod_add") if may_add else project_url,
    )


def _row(
    period: dict[str, Any],
    points: CheckResults | None,
    offices: list[tuple[str, bool]],
    days: _Days,
    stages: _Stages,
    may_read: bool,
) -> Row:
    code, state, due = period["project__code"], period["state"], period["step_due"]
    late = days_late(due, period["time_zone"])
    act, leads_to_report = _next_act(period)
    project_url = reverse("project", args=[code])
    row = Row(
        code=code,
        title=period["project__title"],
        url=project_url,
        period=covered_words(period["kind"], period["starts_on"], period["ends_on"]),
        status=REPORT_STATUS[state],
        label=stages.labels[state],
        detail="",
        since=_day_of(period["since"], period["time_zone"], days),
        late=late,
        late_words=ngettext("%(n)d day", "%(n)d days", late) % {"n": late} if late else "",
        act=act,
        act_url=reverse("reports:report", args=[code, period["code"]])
        if leads_to_report and may_read
        else project_url,
        points=_points_words(points),
    )
    if state == COLLECTING and offices:
        done = sum(is_done for _name, is_done in offices)
        row.detail = _("%(done)d of %(total)d inputs") % {"done": done, "total": len(offices)}
        missing = ", ".join(name for name, is_done in offices if not is_done)
        if done and missing:
            row.detail += "; " + _("missing: %(offices)s") % {"offices": missing}
        if reason := period["report__correction_reason"]:
            row.detail = "; ".join([correction_words(reason), *([row.detail] if missing else [])])
    again = period["report__returned_due_on"] if state == RETURNED else None
    for label, name, in_stage in stages.dates:
        if period[name]:
            row.dates.append((label, days[period[name]], period["step"] in in_stage and not again))
    if again:
        row.dates.append((stages.due_again, days[again], True))
    return row


def _next_act(period: dict[str, Any]) -> tuple[str, bool]:
    """Return what comes next in words, and whether the report's page is the place for it (else the project's)."""
    step, is_clearing = period["step"], period["is_clearing"]
    if step == NOT_OPENED:
        return _("Wait for the round to open"), False
    if step in (INPUTS, RETURNED):
        return _("Wait for the organisations"), False
    if step == JOINT:
        return _("Wait for the coordinator"), False
    if step == IN_REVIEW:
        return (_("Review") if is_clearing else _("Wait for the review")), True
    if step == CLEARED:
        return (_("Make final") if is_clearing else _("Wait for the final version")), True
    if not period["is_submitted"]:
        return (_("Record the submission") if is_clearing else _("Wait for the submission")), True
    return _("Read the final version"), True
