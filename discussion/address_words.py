"""Places of a report in words, in the order of the form."""

from collections.abc import Collection, Mapping

from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from activities.models import Activity
from discussion.registry import FIELD_LABELS
from indicators.models import Indicator
from projects import addresses
from projects.conditions import belongs
from projects.models import Outcome, Question, ReportingPeriod, Section
from projects.place_words import indicator_words, outcome_words, row_words

LENGTH = 120  # characters of a title


def address_words(period: ReportingPeriod) -> dict[str, str]:
    """Return every place of a report with its words, in the form's order (at most five queries)."""
    words = {addresses.REPORT: _("The report as a whole"), addresses.COVER: _("Cover")}
    questions: dict[int, list[Question]] = {}
    for question in Question.objects.filter(section__edition_id=period.edition_id).order_by("position", "pk"):
        if belongs(question.condition, period):
            questions.setdefault(question.section_id, []).append(question)
    sections = list(Section.objects.filter(edition_id=period.edition_id).order_by("position", "pk"))
    outcomes: list[Outcome] = []
    if any(section.kind == Section.Kind.PER_OUTCOME for section in sections):
        outcomes = list(Outcome.objects.filter(project_id=period.project_id))
    for section in sections:
        if section.kind != Section.Kind.COVER:
            words[addresses.section(section.key)] = _short(section.heading)
        asked = questions.get(section.pk, [])
        if section.kind == Section.Kind.PER_OUTCOME:
            for outcome in outcomes:
                lead = outcome_words(outcome.code)
                words |= {
                    addresses.question(item.key, outcome.uid): f"{lead}: {item.short}" for item in asked
                }
        else:
            words |= {addresses.question(item.key): item.short for item in asked}
        if section.kind == Section.Kind.INDICATORS:
            words |= _indicators(period)
        elif section.kind == Section.Kind.ANNEX1:
            words |= _rows(period)
    words[addresses.MONEY] = _("Budget and expenditure")
    return words


def words_at(period: ReportingPeriod, wanted: Collection[str]) -> dict[str, str]:
    """Return some places of a report with their words, as `address_words`; what is not in the report is left out.

    One query for rows, one for indicators, at most five where a question or a section is among them.
    """
    kinds = {address.partition("/")[0] for address in wanted}
    if kinds & {"question", "section"}:
        words = address_words(period)
    else:
        words = {
            addresses.REPORT: _("The report as a whole"),
            addresses.COVER: _("Cover"),
            addresses.MONEY: _("Budget and expenditure"),
        }
        words |= _rows(period) if "activity" in kinds else {}
        words |= _indicators(period) if "indicator" in kinds else {}
    return {address: words[address] for address in wanted if address in words}


def _short(text: str) -> str:
    return Truncator(text).chars(LENGTH)


def _rows(period: ReportingPeriod) -> dict[str, str]:
    rows = Activity.objects.of_project(period.project_id).rows().in_form_order()
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=period.starts_on))
    return {
        addresses.activity(uid): f"{row_words(number)}: {_short(title)}"
        for number, (uid, title) in enumerate(rows.values_list("uid", "title"), start=1)
    }


def _indicators(period: ReportingPeriod) -> dict[str, str]:
    found = Indicator.objects.filter(project_id=period.project_id).values_list("uid", "code", "title")
    return {
        addresses.indicator(uid): f"{indicator_words(code)}: {_short(title)}" for uid, code, title in found
    }


def words_of(address: str, words: Mapping[str, str]) -> str:
    """Return a place in words; one that left the framework since is named by its kind."""
    gone = {
        "activity": _("A work row that is no longer in the report"),
        "indicator": _("An indicator that is no longer in the report"),
        "question": _("A question that is not asked in this report"),
        "section": _("A part of the form"),
    }
    return words.get(address) or gone.get(address.split("/")[0], address)


def field_words(address: str, field: str) -> str:
    """Return a field of a place as its form calls it; empty for the place as a whole, and for a question's text."""
    if not field or field == "text":
        return ""
    labels = FIELD_LABELS.get()(address.partition("/")[0])
    return str(labels.get(field) or field.replace("_", " ").capitalize())


def where_in(address: str, words: str, field: str) -> str:
    """Return a place, given in words, with one of its fields: "Row 3, progress achieved"."""
    name = field_words(address, field)
    return f"{words}, {name[0].lower()}{name[1:]}" if name else words
