"""How much processor time the save of one record takes in projects of 30, 300 and 1,000 work rows."""

from collections.abc import Callable, Iterator
from statistics import median
from time import process_time
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contributions.models import ActivityEntry, Answer, Contribution, IndicatorEntry
from core.saving import Base, digest
from pbfreport.bench.project import ROWS, reference_period
from projects.models import Membership, ReportingPeriod

TIMES = (1, 10, 1000 // ROWS)
ROUNDS = 15
WARM_UP = 3
GOAL = 20  # milliseconds

Save = Callable[[int], Any]  # saves the text of this round and returns the response


def saves_of(times: int) -> Iterator[tuple[str, Save, int]]:
    """Create a project with so many times the rows; yields a name, how one record of it is saved, and the status."""
    period = reference_period(f"SAVES-{times}", times)
    contribution = Contribution.objects.filter(period=period).order_by("pk").first()
    assert contribution is not None
    Contribution.objects.filter(pk=contribution.pk).update(state="open", submitted_at=None, submitted_by=None)
    focal_point = _browser(period, contribution, Membership.Role.FOCAL_POINT, times)
    row = ActivityEntry.objects.filter(contribution=contribution).latest("pk")
    indicator = IndicatorEntry.objects.filter(contribution=contribution).latest("pk")
    answer = Answer.objects.filter(contribution=contribution).earliest("pk")
    question = f"q-{answer.question_id}-all"
    for name, section, prefix, anchor, field in (
        ("Work row", "activities", f"a-{row.uid}", f"row-{row.uid}", "progress"),
        ("Indicator", "indicators", f"i-{indicator.uid}", f"row-{indicator.uid}", "progress"),
        ("Answer", "texts", question, question, "text"),
    ):
        url = reverse("contributions:row", args=[contribution.uid, section, anchor])
        yield name, _poster(focal_point, url, prefix, field), 200
    coordinator = _browser(period, contribution, Membership.Role.COORDINATOR, times)
    args = [period.project.code, period.code, answer.question.section.key]
    url = reverse("reports:section", args=args)
    yield "Joint text", _poster(coordinator, url, f"j-{answer.question_id}-all", "text"), 302


def _poster(browser: Client, url: str, prefix: str, field: str) -> Save:
    """Return what saves one field, based on the text that the round before wrote."""
    text = {"now": ""}

    def save(number: int) -> Any:
        based_on, text["now"] = text["now"], f"Text number {number}."
        # The first round knows only the version: it is not measured.
        base = Base(number + 1, {field: digest(based_on)} if number else {})
        sent = {f"{prefix}-base": base.dump(), f"{prefix}-{field}": text["now"]}
        return browser.post(url, sent, headers={"HX-Request": "true"})

    return save


def _browser(period: ReportingPeriod, contribution: Contribution, role: str, times: int) -> Client:
    person, _created = User.objects.get_or_create(email=f"{role}-{times}@example.org")
    Membership.objects.create(user=person, role=role, project=period.project, office=contribution.office)
    browser = Client()
    browser.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return browser


def milliseconds(save: Save, status: int) -> float:
    """Return the median of processor milliseconds of some saves, after a few that warm up."""
    used = []
    for number in range(WARM_UP + ROUNDS):
        began = process_time()
        response = save(number)
        used.append((process_time() - began) * 1000)
        if number and response.status_code != status:
            raise RuntimeError(f"The save answered {response.status_code}")
    return median(used[WARM_UP:])


def lines() -> Iterator[str]:
    """Return what to print: one line per kind of record, with the figures per size of the project."""
    found: dict[str, list[float]] = {}
    for times in TIMES:
        for name, save, status in saves_of(times):
            found.setdefault(name, []).append(milliseconds(save, status))
    yield f"{'Saving one record, processor milliseconds':<46}" + "".join(f"{ROWS * n:>8}" for n in TIMES)
    for name, figures in found.items():
        goal = f"{name} (goal {GOAL})"
        yield f"{goal:<46}" + "".join(f"{figure:>8.1f}" for figure in figures)
