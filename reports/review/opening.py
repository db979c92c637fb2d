"""What a return of the Secretariat opens: rows for their organisations, joint texts for the coordinator."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checks.data import Severity
from contributions.models import ActivityEntry, Answer, Contribution, IndicatorEntry
from contributions.points.results import stored_points_of
from contributions.services.states import open_after_return
from discussion.address_words import address_words, words_of
from indicators.models import Indicator
from projects import addresses
from projects.models import Outcome, Question, Section
from reports.models import JointAnswer, Report


@dataclass(slots=True)
class ToOpen:
    """What a return opens: commented places per input, and places of joint texts, or with a reason all of them."""

    rows: dict[int, list[str]] = field(default_factory=dict)
    joint: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)  # joint texts that were sent although a point stopped
    all_because: str = ""

    @property
    def texts(self) -> list[str]:
        """Return the places of joint texts, each once; none where all of them open."""
        return [] if self.all_because else list(dict.fromkeys([*self.joint, *self.stopped]))


class Opens(NamedTuple):
    """One line of what a return opens: what it is in words, and who can write it then."""

    words: str
    who: str


def what_to_open(
    report: Report, commented: Iterable[tuple[str, int | None]], inputs: Sequence[Contribution]
) -> ToOpen:
    """Return what a return opens where these (place, office) are commented on; `inputs` are all of the report.

    A comment on the whole, a note alone, or an organisation that is still to come opens every joint text. A comment
    without an office means every organisation that tells the place; where the coordinator wrote one text for all, it
    is the coordinator's alone.
    """
    wanted = list(dict.fromkeys(_with_rows(report, commented)))
    joint_addresses = [one for address, _office in wanted for one in _joint_addresses(report, address)]
    found = ToOpen(joint=list(dict.fromkeys(joint_addresses)))
    tellers = _tellers(report, [address for address, _office in wanted])
    joint = {
        addresses.question(text.question.key, text.outcome.uid if text.outcome else "")
        for text in JointAnswer.objects.filter(report=report).select_related("question", "outcome")
        if text.is_filled
    }
    answered = _answered(report)
    for address, office_id in wanted:
        for teller_office, contribution_id in tellers.get(address, ()):
            # A comment to nobody in particular is for those who wrote, if anybody did.
            is_covered = address not in answered or teller_office in answered[address]
            if office_id == teller_office or (office_id is None and address not in joint and is_covered):
                found.rows.setdefault(contribution_id, []).append(address)
    found.stopped = stopped_addresses(report)
    found.all_because = _why_all(report, found, inputs)
    return found


def _why_all(report: Report, found: ToOpen, inputs: Sequence[Contribution]) -> str:
    """Return why every joint text opens; empty where only some do."""
    if report.missing_reason:
        missing = [item.office.short_name for item in inputs if not item.is_handed_in]
        return ngettext(
            "%(offices)s was missing when the report was sent",
            "%(offices)s were missing when the report was sent",
            len(missing),
        ) % {"offices": ", ".join(missing)}
    if addresses.REPORT in found.joint:
        return _("a comment is on the report as a whole")
    if not found.rows and not any(map(is_joint_text, found.joint)):
        return _("no comment names a row or a text")
    return ""


def opens_in_words(report: Report, found: ToOpen, inputs: Sequence[Contribution]) -> list[Opens]:
    """Return everything that a return opens in words: rows and inputs of organisations, then the joint texts."""
    words = address_words(report.period)
    who: dict[str, list[str]] = {}
    for contribution in inputs:
        office = contribution.office.short_name
        commented = found.rows.get(contribution.pk, [])
        opened = open_after_return(contribution, commented)
        for address in opened or ():
            named = words_of(address, words)
            if address not in commented:
                named = _("%(address)s: open since an earlier return") % {"address": named}
            who.setdefault(named, []).append(office)
        if opened == []:
            who.setdefault(_("The whole input, because it was not handed in"), []).append(office)
    coordinator = _("Coordinator")  # whose the joint texts are
    if found.all_because:
        who[_("All joint texts, because %(reason)s") % {"reason": found.all_because}] = [coordinator]
    for address in filter(is_joint_text, found.texts):
        named = words_of(address, words)
        if address not in found.joint:
            named = _("%(address)s: sent with a point that stops") % {"address": named}
        who.setdefault(named, []).append(coordinator)
    return [Opens(named, ", ".join(dict.fromkeys(names))) for named, names in who.items()]


def stopped_addresses(report: Report) -> list[str]:
    """Return where points stopped the report and were passed with a reason: they can be mended after a return."""
    stored = stored_points_of(report.period, report.sendings).filter(severity=Severity.STOP)
    return list(stored.values_list("address", flat=True))


def is_joint_text(address: str) -> bool:
    return address.partition("/")[0] in ("question", "indicator", "cover")


def _with_rows(
    report: Report, commented: Iterable[tuple[str, int | None]]
) -> Iterator[tuple[str, int | None]]:
    """Yield what was commented on; the activity table as a whole stands for each of its rows."""
    for address, office_id in commented:
        yield address, office_id
        where = addresses.parse(address)
        if where is None or where.kind != "section":
            continue
        annex = Section.objects.filter(
            edition=report.period.edition_id, key=where.key, kind=Section.Kind.ANNEX1
        )
        if annex.exists():
            entries = ActivityEntry.objects.filter(contribution__period=report.period_id)
            for uid in entries.values_list("activity__uid", flat=True).distinct():
                yield addresses.activity(uid), office_id


def _answered(report: Report) -> dict[str, set[int]]:
    """Return, per question that somebody answered, the offices that did; a dash or "n/a" is no answer."""
    found: dict[str, set[int]] = {}
    answers = Answer.objects.filter(contribution__period=report.period_id, counts_as_written=True)
    for key, outcome_uid, office_id in answers.values_list(
        "question__key", "outcome__uid", "contribution__office_id"
    ):
        found.setdefault(addresses.question(key, outcome_uid or ""), set()).add(office_id)
    return found


def _answering(report: Report, address: str) -> list[tuple[int, int]]:
    """Return the (office, input) that are asked the question at a place, answered or not."""
    where = addresses.parse(address)
    if where is None or where.kind != "question":
        return []
    question = Question.objects.filter(section__edition=report.period.edition_id, key=where.key).first()
    inputs = Contribution.objects.filter(period=report.period_id)
    if question is None or question.who_answers == Question.Who.COORDINATOR:
        return []
    if question.who_answers == Question.Who.NAMED:
        inputs = inputs.filter(office__organisation__in=question.named.all())
    return list(inputs.values_list("office_id", "pk"))


def _joint_addresses(report: Report, address: str) -> list[str]:
    """Return the joint texts that a comment on a place opens: a section opens all of its own."""
    where = addresses.parse(address)
    if where is None or where.kind != "section":
        return [address]
    period = report.period
    section = Section.objects.filter(edition=period.edition_id, key=where.key).first()
    if section is None:
        return [address]
    if section.kind == Section.Kind.INDICATORS:
        uids = Indicator.objects.filter(project=period.project_id).values_list("uid", flat=True)
        return [address, *(addresses.indicator(uid) for uid in uids)]
    outcomes = [""]
    if section.kind == Section.Kind.PER_OUTCOME:
        outcomes = list(Outcome.objects.filter(project=period.project_id).values_list("uid", flat=True))
    keys = section.questions.values_list("key", flat=True)
    return [address, *(addresses.question(key, uid) for uid in outcomes for key in keys)]


def _tellers(report: Report, wanted: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
    """Return, per place, the (office, input) that tell it; of questions those at the wanted places."""
    of_period = {"contribution__period": report.period_id}
    names = ("contribution__office_id", "contribution_id")
    found: dict[str, list[tuple[int, int]]] = {}
    for uid, *who in ActivityEntry.objects.filter(**of_period).values_list("activity__uid", *names):
        found.setdefault(addresses.activity(uid), []).append((who[0], who[1]))
    for uid, *who in IndicatorEntry.objects.filter(**of_period).values_list("indicator__uid", *names):
        found.setdefault(addresses.indicator(uid), []).append((who[0], who[1]))
    found |= {address: _answering(report, address) for address in wanted if address.startswith("question/")}
    for pk, office_id in Contribution.objects.filter(period=report.period_id).values_list("pk", "office_id"):
        found.setdefault(addresses.MONEY, []).append((office_id, pk))
    return found
