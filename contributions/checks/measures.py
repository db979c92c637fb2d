"""Points about indicators: a figure or a reason, the split by sex and age, and figures that cannot be. Pure."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from contributions.checks.data import Finding, Material, Measure
from core.empty import says_nothing
from core.formatting import number, percent

FAR_ABOVE = Decimal("1.5")  # of the target
# A text with one of these gives a reason; what the reason is worth, a reader judges.
_REASON = re.compile(
    r"\b(?:because|due\s+to|owing\s+to|corrected|correction|recount(?:ed)?|(?:counted|reported)\s+twice|"
    r"double[\s-]count\w*|(?:earlier|previous)\s+(?:figure|number|value)s?)\b",
    re.IGNORECASE,
)


def indicator_without_answer(material: Material) -> Iterator[Finding]:
    """Find indicators that are due and have neither a figure nor a reason; a text is enough where no unit is set."""
    for measure in material.measures:
        if not measure.is_due or measure.value is not None:
            continue
        if not says_nothing(measure.not_measured_because) or measure.is_expected:
            continue
        if says_nothing(measure.progress):
            sentence = _("No figure yet. Write it, or say why it was not measured or when it is expected.")
            yield _about_measure(measure, "value", sentence, about=measure.progress)
        elif measure.unit.strip():
            sentence = _(
                "A text without its figure. Write the number in its own field, or say why there is none."
            )
            yield _about_measure(measure, "value", sentence, about=measure.progress)


def off_track_without_reason(material: Material) -> Iterator[Finding]:
    """Find indicators that are off track and give no reason."""
    for measure in material.measures:
        if not measure.needs_reason or not says_nothing(measure.variance_reason):
            continue
        achieved = measure.percent_achieved
        if achieved is None or not 0 <= achieved < 100:  # a ceiling that is passed, or a step back
            sentence = _("Off track, and no reason is given. Write in one or two sentences what held it up.")
        else:
            sentence = _(
                "Off track at %(percent)s of the way to the target, and no reason is given. "
                "Write in one or two sentences what held it up."
            ) % {"percent": percent(achieved)}
        yield _about_measure(measure, "variance_reason", sentence, about=_figures(measure.value))


def split_missing(material: Material) -> Iterator[Finding]:
    """Find figures of people without the split by sex or age that the indicator asks for."""
    for measure in material.measures:
        if not measure.value:  # nobody to split
            continue
        missing = _missing_parts(measure)
        if missing:
            sentence = _(
                "The split is not complete; missing: %(parts)s. Write the number, or say in the progress "
                "why it is not known."
            ) % {"parts": ", ".join(words for _field, words in missing)}
            yield _about_measure(measure, missing[0][0], sentence, about=_parts(measure))


def _missing_parts(measure: Measure) -> list[tuple[str, str]]:
    wanted = (
        (measure.asks_sex, measure.women, "women", _("women")),
        (measure.asks_sex, measure.men, "men", _("men")),
        (measure.asks_age, measure.under_30, "under_30", _("people under 30")),
    )
    return [(field, words) for is_asked, value, field, words in wanted if is_asked and value is None]


def split_above_total(material: Material) -> Iterator[Finding]:
    """Find splits that are larger than the figure they split; a percentage is not the total of its people."""
    for measure in material.measures:
        if measure.value is None or is_percent(measure) or not (measure.asks_sex or measure.asks_age):
            continue
        if measure.asks_sex:
            yield from _sexes_above_total(measure, measure.value)
        if measure.under_30 is not None and measure.under_30 > measure.value:
            sentence = _(
                "%(young)s people under 30, but only %(total)s in all. Correct the number that is wrong, "
                "or explain it in one sentence."
            ) % {"young": number(measure.under_30), "total": number(measure.value)}
            yield _about_measure(measure, "under_30", sentence, about=_parts(measure))


def _sexes_above_total(measure: Measure, total: Decimal) -> Iterator[Finding]:
    women, men = measure.women or 0, measure.men or 0
    if women + men <= total:
        return
    if women and men:
        sentence = _(
            "%(women)s women and %(men)s men make %(sum)s, but the figure is %(total)s. "
            "Correct the number that is wrong, or explain it in one sentence."
        )
    elif women:
        sentence = _(
            "%(women)s women, but only %(total)s in all. Correct the number that is wrong, "
            "or explain it in one sentence."
        )
    else:
        sentence = _(
            "%(men)s men, but only %(total)s in all. Correct the number that is wrong, "
            "or explain it in one sentence."
        )
    figures = {
        "women": number(women),
        "men": number(men),
        "sum": number(women + men),
        "total": number(total),
    }
    yield _about_measure(measure, "women" if women else "men", sentence % figures, about=_parts(measure))


def cumulative_falls(material: Material) -> Iterator[Finding]:
    """Find figures counted since the start that are lower than last time; a share may fall, and some ought to."""
    for measure in material.measures:
        value, last = measure.value, measure.last_value
        if value is None or last is None or value >= last:
            continue
        if not measure.is_cumulative or measure.is_lower_better or is_percent(measure):
            continue
        if gives_reason(measure):
            continue
        sentence = _(
            "Counted since the start of the project, yet it falls from %(last)s to %(value)s. Correct it "
            "(perhaps only this period was counted), or explain it in one sentence."
        ) % {"last": number(last), "value": number(value)}
        yield _about_measure(measure, "value", sentence, about=_figures(last, value))


def far_above_target(material: Material) -> Iterator[Finding]:
    """Find figures above 150 % of the target, or above a ceiling at all, without a word on why."""
    for measure in material.measures:
        value, target = measure.value, measure.target
        if value is None or target is None or target <= 0 or measure.is_lower_better:
            continue
        if value <= (target if measure.target_is_ceiling else target * FAR_ABOVE):
            continue
        if measure.needs_reason or gives_reason(measure):  # the first asks for the reason already
            continue
        yield _about_measure(
            measure, "variance_reason", _above_words(measure, value, target), about=_figures(value, target)
        )


def _above_words(measure: Measure, value: Decimal, target: Decimal) -> str:
    if measure.target_is_ceiling:
        sentence = _(
            "The target is “up to %(target)s”, and the figure is %(value)s. Say in one sentence why, "
            "or correct the number."
        )
    else:
        sentence = _(
            "%(value)s is %(percent)s of the target of %(target)s. Say in one sentence why it is so far above, "
            "or correct the number."
        )
    figures = {"value": number(value), "target": number(target), "percent": percent(value / target * 100)}
    return sentence % figures


def gives_reason(measure: Measure) -> bool:
    """Tell whether a reason for the figure is written: in its own field, or in the progress in so many words."""
    return not says_nothing(measure.variance_reason) or bool(_REASON.search(measure.progress))


def is_percent(measure: Measure) -> bool:
    """Tell whether the figure is a share of something."""
    unit = measure.unit.strip().lower()
    return "%" in unit or unit.startswith(("percent", "per cent"))


def _figures(*values: Decimal | int | None) -> str:
    return " / ".join("-" if value is None else number(value) for value in values)


def _parts(measure: Measure) -> str:
    return _figures(measure.value, measure.women, measure.men, measure.under_30)


def _about_measure(measure: Measure, field: str, sentence: str, *, about: str) -> Finding:
    return Finding(
        place=measure.place,
        field=field,
        where=measure.where,
        office=measure.office,
        sentence=sentence,
        about=about,
    )
