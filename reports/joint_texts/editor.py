"""The coordinator's pages: each joint text with the agencies' texts beside it, saved each by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from contributions.forms import AnswerForm, RecordForm
from contributions.models import Answer, IndicatorEntry
from contributions.pages.records import RecordEditor
from core.formatting import number, percent
from core.markup import to_html
from core.saving import Saved
from core.textdiff import difference
from projects import addresses
from projects.models import Question
from reports.assembling.answers import combine
from reports.assembling.loading_parts import joint_answer
from reports.assembling.sources import (
    AnswerSource,
    IndicatorSource,
    QuestionSource,
    ReportSources,
    SectionSource,
)
from reports.assembling.table import entry_words, measured, rounded, text_or_number, verdict_labels
from reports.joint_texts import services
from reports.joint_texts.forms import CoverForm, JointIndicatorTextForm
from reports.models import (
    JointAnswer,
    JointAnswerSource,
    JointIndicatorText,
    JointIndicatorTextSource,
    Report,
)
from reports.models.texts import TakenText
from reports.permissions import closed_text_words


@dataclass(slots=True)
class AgencyText:
    """One agency's text beside a joint text."""

    office: str
    html: str
    meta: str
    source_pk: int
    is_taken: bool = False
    changed: str = ""
    words: list[tuple[str, str]] = field(default_factory=list)

    def compare(self, source: TakenText | None, text: str) -> None:
        """Say whether the text was taken over, and what of it was changed since."""
        if source is None:
            return
        self.is_taken, self.meta = True, _("Taken over")
        if source.text != text:
            self.changed = _("%(office)s changed this since you took it") % {"office": self.office}
            self.words = difference(source.text, text)


@dataclass(slots=True)
class JointItem:
    """One joint text, or one indicator, with what stands beside it."""

    anchor: str
    title: str
    label: str
    form: RecordForm
    code: str = ""
    lead: str = ""
    agency_texts: list[AgencyText] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    lines: list[Any] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    formula: str = ""
    state: str = "todo"
    state_label: str = ""
    group: str = ""
    address: str = ""
    is_closed: bool = False  # a return opened other texts: this one stays as it was sent
    read: str = ""  # html of a closed text
    comments: Any = None  # discussion.selectors.Here
    wordings: list[Any] = field(default_factory=list)  # contributions.wordings.selectors.WordingHere

    @property
    def has_own_text(self) -> bool:
        """Answer whether a joint text is stored already, so that taking over adds to it."""
        initial = self.form.initial
        return bool(self.form.record.pk and (initial.get("text") or initial.get("progress")))

    @property
    def field_list(self) -> list[Any]:
        """Return the fields to show, in order."""
        form = self.form
        return form.own_fields if isinstance(form, AnswerForm) else list(form.visible_fields())


def _waiting(sources: ReportSources) -> list[str]:
    return [office.name for office in sources.offices if not office.is_readable]


def _answer_html(answer: AnswerSource, question: QuestionSource) -> str:
    labels = {"yes": _("Yes"), "no": _("No"), **{str(key): str(label) for key, label in question.options}}
    parts = [labels.get(answer.choice, answer.choice)] if answer.choice else []
    parts += [f"- {labels.get(choice, choice)}" for choice in answer.choices]
    if answer.amount is not None:
        parts.append(f"US$ {number(answer.amount)}")
    parts += [f"- {line.funder}: {number(line.amount)} {line.note}" for line in answer.lines]
    return to_html("\n".join([*parts, answer.text]))


class JointPage(RecordEditor[JointItem]):
    """One page of joint texts; each kind of page says what its items are, how one is written and taken over."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._items: list[JointItem] = []

    @property
    def items(self) -> Sequence[JointItem]:
        return self._items

    def closed_sentence(self) -> str:
        """Return why a text that was not returned is not written."""
        return closed_text_words()

    def put_back(self, unsaved: Mapping[str, JointItem]) -> None:
        """Show these texts as they were sent, among what is stored of the others."""
        self._items = [unsaved.get(item.anchor, item) for item in self._items]

    def is_offered(self, source_pk: int) -> bool:
        """Answer whether an agency's text stands on this page to be taken over."""
        return any(
            agency_text.source_pk == source_pk for item in self._items for agency_text in item.agency_texts
        )

    def take(self, source_pk: int, *, by: User) -> bool:
        """Take over an agency's text that stands on this page; returns whether there was one."""
        return False


class JointTexts(JointPage):
    """The questions of one section, per outcome where the section repeats."""

    def __init__(
        self, section: SectionSource, sources: ReportSources, report: Report, data: Any = None
    ) -> None:
        super().__init__(report)
        self.section, self.sources, self.data = section, sources, data
        records = JointAnswer.objects.filter(report=report.pk).select_related("updated_by")
        self.records = {(record.question_id, record.outcome_id): record for record in records}
        taken = JointAnswerSource.objects.filter(joint_answer__report=report.pk)
        self.taken = {(source.joint_answer_id, source.answer_id): source for source in taken}
        self._items = [
            self._item(question, outcome)
            for outcome in (sources.outcomes if section.kind == "per_outcome" else [None])
            for question in section.questions
        ]

    def _item(self, question: QuestionSource, outcome: Any) -> JointItem:
        outcome_id = outcome.pk if outcome else None
        answers = self.sources.answers_to(question, outcome_id)
        record = self.records.get((question.pk, outcome_id))
        combined = combine(question, answers, joint_answer(record) if record else None, self.sources)
        proposal: dict[str, Any] = {}
        if record is None and len(answers) <= 1:
            proposal = {"text": combined.text}
        if record is None:
            proposal |= {
                "choice": combined.choice,
                "choices": list(combined.choices),
                "amount": combined.amount,
            }
        prefix = f"j-{question.pk}-{outcome.uid if outcome else 'all'}"
        form = AnswerForm(
            self.data,
            prefix=prefix,
            record=record
            or JointAnswer(report=self.report, question_id=question.pk, outcome_id=outcome_id, version=0),
            question=question,  # type: ignore[arg-type]
            with_lines=False,
            initial=proposal,
        )
        item = JointItem(
            anchor=prefix,
            title=question.short,
            label=question.label,
            form=form,
            group=_("Outcome %(code)s: %(title)s") % {"code": outcome.code, "title": outcome.title}
            if outcome
            else "",
            address=addresses.question(question.key, outcome.uid if outcome else ""),
        )
        if question.who_answers != Question.Who.COORDINATOR:
            item.agency_texts = [self._agency_text(answer, question, record) for answer in answers]
            item.waiting = _waiting(self.sources)
        item.lines = list(combined.lines)
        self._set_state(item, record, answers, question)
        return item

    def _agency_text(
        self, answer: AnswerSource, question: QuestionSource, record: JointAnswer | None
    ) -> AgencyText:
        office = self.sources.office_name(answer.office_id)
        agency_text = AgencyText(office, _answer_html(answer, question), "", answer.pk)
        source = self.taken.get((record.pk, answer.pk)) if record else None
        agency_text.compare(source, answer.text)
        return agency_text

    def _set_state(
        self,
        item: JointItem,
        record: JointAnswer | None,
        answers: tuple[AnswerSource, ...],
        question: QuestionSource,
    ) -> None:
        if any(agency_text.changed for agency_text in item.agency_texts):
            item.state, item.state_label = "needs-you", _("Changed since you took it")
        elif record is not None and record.is_filled:
            item.state, item.state_label = "done", _("Your text")
        elif len(answers) == 1 or (answers and question.combine != Question.Combine.COORDINATOR):
            several = _("Combined from %(n)d") % {"n": len(answers)}
            item.state = "done"
            item.state_label = several if len(answers) > 1 else _("Stands as the agency wrote it")
        elif answers:
            item.state, item.state_label = "needs-you", _("Make one text of %(n)d") % {"n": len(answers)}
            item.lead = _("Until you do, the draft prints all of them under their names.")
        elif question.is_required:
            item.state, item.state_label = "todo", _("Nobody has written yet")
        else:
            item.state, item.state_label = "blocked", _("Optional")

    def write(self, item: JointItem, *, by: User) -> Saved:
        """Write one joint text, unless all of it still is what was proposed."""
        form = item.form
        assert isinstance(form, AnswerForm) and isinstance(form.record, JointAnswer)
        record, values = form.record, form.values()
        if not values:
            return Saved()
        sources = [agency_text.source_pk for agency_text in item.agency_texts] if form.proposed else []
        return services.save_joint_answer(
            self.report,
            record.question,
            record.outcome,
            by=by,
            base=form.based_on,
            values=values,
            made_from=sources[0] if len(sources) == 1 else None,
            as_it_reads=not form.proposal_moved,
        )

    def take(self, source_pk: int, *, by: User) -> bool:
        """Take over an agency's answer that may be read; returns whether there was one."""
        if not self.is_offered(source_pk):
            return False
        answer = Answer.objects.select_related("question", "outcome").get(pk=source_pk)
        services.take_over_answer(self.report, answer, by=by)
        return True


class JointIndicators(JointPage):
    """The indicators of the project: which are printed, and joint words where several offices report."""

    def __init__(self, sources: ReportSources, report: Report, data: Any = None) -> None:
        super().__init__(report)
        self.sources, self.data = sources, data
        taken = JointIndicatorTextSource.objects.filter(joint_indicator_text__report=report.pk)
        self.taken = {(source.joint_indicator_text_id, source.entry_id): source for source in taken}
        self._items = [self._item(indicator) for indicator in sources.indicators]

    def _address(self, indicator: IndicatorSource) -> str:
        for outcome in self.sources.outcomes:
            if indicator.outcome_id == outcome.pk:
                return _("Outcome %(code)s: %(title)s") % {"code": outcome.code, "title": outcome.title}
            for output in outcome.outputs:
                if indicator.output_id == output.pk:
                    return _("Output %(code)s: %(title)s") % {"code": output.code, "title": output.title}
        return ""

    def _item(self, indicator: IndicatorSource) -> JointItem:
        record = indicator.joint_record
        combined, progress, entries = measured(indicator, self.sources)
        is_joint = len(indicator.office_ids) > 1
        prefix = f"k-{indicator.uid}"
        form = JointIndicatorTextForm(
            self.data,
            prefix=prefix,
            record=record or JointIndicatorText(report=self.report, indicator_id=indicator.pk, version=0),
            is_joint=is_joint,
        )
        item = JointItem(
            anchor=prefix,
            title=f"{_('Indicator %(code)s') % {'code': indicator.code}} {indicator.title}",
            label="",
            form=form,
            group=self._address(indicator),
            address=addresses.indicator(indicator.uid),
        )
        item.facts = [
            (_("Baseline"), text_or_number(indicator.baseline_text, indicator.plan.baseline)),
            (_("Target"), text_or_number(indicator.target_text, indicator.plan.target)),
        ]
        if combined.value is not None:
            item.facts.append((_("Joint figure"), number(rounded(combined.value))))
        if progress.percent_achieved is not None:
            item.facts.append((_("Achieved"), percent(progress.percent_achieved)))
        verdict = verdict_labels().get(progress.verdict.value)
        if verdict:
            item.facts.append((_("Verdict"), verdict))
        item.formula = "; ".join(
            part for part in (combined.formula if is_joint else "", progress.formula) if part
        )
        for entry in entries:
            words = entry_words(entry)
            office = self.sources.office_name(entry.office_id)
            if not words:
                continue
            agency_text = AgencyText(office, to_html(words), "", entry.pk)
            source = self.taken.get((record.pk, entry.pk)) if record else None
            agency_text.compare(source, entry.progress)
            item.agency_texts.append(agency_text)
        written = {entry.office_id for entry in entries if entry_words(entry)}
        item.waiting = [self.sources.office_name(pk) for pk in indicator.office_ids if pk not in written]
        self._set_state(item, indicator, is_joint=is_joint)
        return item

    def _set_state(self, item: JointItem, indicator: IndicatorSource, *, is_joint: bool) -> None:
        if not indicator.is_included:
            item.state, item.state_label = "blocked", _("Not printed")
        elif any(agency_text.changed for agency_text in item.agency_texts):
            item.state, item.state_label = "needs-you", _("Changed since you took it")
        elif is_joint and indicator.joint_progress.strip():
            item.state, item.state_label = "done", _("Your text")
        elif is_joint and len(item.agency_texts) > 1:
            item.state, item.state_label = (
                "needs-you",
                _("Make one text of %(n)d") % {"n": len(item.agency_texts)},
            )
        elif item.agency_texts:
            item.state, item.state_label = "done", _("Stands as the agency wrote it")
        else:
            item.state, item.state_label = "todo", _("Nobody has written yet")

    def write(self, item: JointItem, *, by: User) -> Saved:
        """Write one indicator's choice and words."""
        form = item.form
        assert isinstance(form, JointIndicatorTextForm) and isinstance(form.record, JointIndicatorText)
        return services.save_joint_indicator_text(
            self.report, form.record.indicator, by=by, base=form.based_on, values=form.values()
        )

    def take(self, source_pk: int, *, by: User) -> bool:
        """Take over an agency's words that may be read; returns whether there were some."""
        if not self.is_offered(source_pk):
            return False
        entry = IndicatorEntry.objects.select_related("indicator").get(pk=source_pk)
        services.take_over_entry(self.report, entry, by=by)
        return True


class CoverPage(JointPage):
    """What the coordinator adds to the cover."""

    def __init__(self, report: Report, data: Any = None) -> None:
        super().__init__(report)
        form = CoverForm(data, prefix="cover", record=report)
        self._items = [JointItem(anchor="cover", title="", label="", form=form, address=addresses.COVER)]

    def write(self, item: JointItem, *, by: User) -> Saved:
        """Write the cover's fields."""
        return services.save_cover(self.report, by=by, base=item.form.based_on, values=item.form.values())
