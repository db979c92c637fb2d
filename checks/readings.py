"""Points about indicators: a figure or a reason, the split by sex and age, and figures that cannot be. Pure."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from checks.data import CheckInput, Finding, IndicatorReading
from core.answers import says_nothing
from core.formatting import number, percent

FAR_ABOVE = Decimal("1.5")  # of the target
# A text with one of these gives a reason; what the reason is worth, a reader judges.
_REASON = re.compile(
    r"\b(?:because|due\s+to|owing\s+to|corrected|correction|recount(?:ed)?|(?:counted|reported)\s+twice|"
    r"double[\s-]count\w*|(?:earlier|previous)\s+(?:figure|number|value)s?)\b",
    re.IGNORECASE,
)


def indicator_without_answer(check_input: CheckInput) -> Iterator[Finding]:
    """Find indicators that are due and have neither a figure nor a reason; a text is enough where no unit is set."""
    for indicator_reading in check_input.indicator_readings:
        if not indicator_reading.is_due or indicator_reading.value is not None:
            continue
        if indicator_reading.has_reason:
            continue
        if says_nothing(indicator_reading.progress):
            sentence = _("No figure yet. Write it, or say why it was not measured or when it is expected.")
            yield _about_measure(indicator_reading, "value", sentence, about=indicator_reading.progress)
        elif indicator_reading.unit.strip():
            sentence = _(
                "A text without its figure. Write the number in its own field, or say why there is none."
            )
            yield _about_measure(indicator_reading, "value", sentence, about=indicator_reading.progress)


def off_track_without_reason(check_input: CheckInput) -> Iterator[Finding]:
    """Find indicators that are off track and give no reason."""
    for indicator_reading in check_input.indicator_readings:
        if not indicator_reading.needs_reason or not says_nothing(indicator_reading.variance_reason):
            continue
        achieved = indicator_reading.percent_achieved
        if achieved is None or not 0 <= achieved < 100:  # a ceiling that is passed, or a step back
            sentence = _("Off track, and no reason is given. Write in one or two sentences what held it up.")
        else:
            sentence = _(
                "Off track at %(percent)s of the way to the target, and no reason is given. "
                "Write in one or two sentences what held it up."
            ) % {"percent": percent(achieved)}
        yield _about_measure(
            indicator_reading, "variance_reason", sentence, about=_figures(indicator_reading.value)
        )


def split_missing(check_input: CheckInput) -> Iterator[Finding]:
    """Find figures of people without the split by sex or age that the indicator asks for."""
    for indicator_reading in check_input.indicator_readings:
        if not indicator_reading.value:  # nobody to split
            continue
        missing = _missing_parts(indicator_reading)
        if missing:
            sentence = _(
                "The split is not complete; missing: %(parts)s. Write the number, or say in the progress "
                "why it is not known."
            ) % {"parts": ", ".join(words for _field, words in missing)}
            yield _about_measure(indicator_reading, missing[0][0], sentence, about=_parts(indicator_reading))


def _missing_parts(indicator_reading: IndicatorReading) -> list[tuple[str, str]]:
    wanted = (
        (indicator_reading.asks_sex, indicator_reading.women, "women", _("women")),
        (indicator_reading.asks_sex, indicator_reading.men, "men", _("men")),
        (indicator_reading.asks_age, indicator_reading.under_30, "under_30", _("people under 30")),
    )
    return [(field, words) for is_asked, value, field, words in wanted if is_asked and value is None]


def split_above_total(check_input: CheckInput) -> Iterator[Finding]:
    """Find splits that are larger than the figure they split; a percentage is not the total of its people."""
    for indicator_reading in check_input.indicator_readings:
        if (
            indicator_reading.value is None
            or is_percent(indicator_reading)
            or not (indicator_reading.asks_sex or indicator_reading.asks_age)
        ):
            continue
        if indicator_reading.asks_sex:
            yield from _sexes_above_total(indicator_reading, indicator_reading.value)
        if indicator_reading.under_30 is not None and indicator_reading.under_30 > indicator_reading.value:
            sentence = _(
                "%(young)s people under 30, but only %(total)s in all. Correct the number that is wrong, "
                "or explain it in one sentence."
            ) % {"young": number(indicator_reading.under_30), "total": number(indicator_reading.value)}
            yield _about_measure(indicator_reading, "under_30", sentence, about=_parts(indicator_reading))


def _sexes_above_total(indicator_reading: IndicatorReading, total: Decimal) -> Iterator[Finding]:
    women, men = indicator_reading.women or 0, indicator_reading.men or 0
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
    yield _about_measure(
        indicator_reading, "women" if women else "men", sentence % figures, about=_parts(indicator_reading)
    )


def cumulative_falls(check_input: CheckInput) -> Iterator[Finding]:
    """Find figures counted since the start that are lower than last time; a share may fall, and some ought to."""
    for indicator_reading in check_input.indicator_readings:
        value, last = indicator_reading.value, indicator_reading.last_value
        if value is None or last is None or value >= last:
            continue
        if (
            not indicator_reading.is_cumulative
            or indicator_reading.is_lower_better
            or is_percent(indicator_reading)
        ):
            continue
        if gives_reason(indicator_reading):
            continue
        sentence = _(
            "Counted since the start of the project, yet it falls from %(last)s to %(value)s. Correct it "
            "(perhaps only this period was counted), or explain it in one sentence."
        ) % {"last": number(last), "value": number(value)}
        yield _about_measure(indicator_reading, "value", sentence, about=_figures(last, value))


def far_above_target(check_input: CheckInput) -> Iterator[Finding]:
    """Find figures above 150 % of the target, or above a ceiling at all, without a word on why."""
    for indicator_reading in check_input.indicator_readings:
        value, target = indicator_reading.value, indicator_reading.target
        if value is None or target is None or target <= 0 or indicator_reading.is_lower_better:
            continue
        if value <= (target if indicator_reading.target_is_ceiling else target * FAR_ABOVE):
            continue
        if indicator_reading.needs_reason or gives_reason(
            indicator_reading
        ):  # the first asks for the reason already
            continue
        yield _about_measure(
            indicator_reading,
            "variance_reason",
            _above_words(indicator_reading, value, target),
            about=_figures(value, target),
        )


def _above_words(indicator_reading: IndicatorReading, value: Decimal, target: Decimal) -> str:
    if indicator_reading.target_is_ceiling:
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


def gives_reason(indicator_reading: IndicatorReading) -> bool:
    """Tell whether a reason for the figure is written: in its own field, or in the progress in so many words."""
    return not says_nothing(indicator_reading.variance_reason) or bool(
        _REASON.search(indicator_reading.progress)
    )


def is_percent(indicator_reading: IndicatorReading) -> bool:
    """Tell whether the figure is a share of something."""
    unit = indicator_reading.unit.strip().lower()
    return "%" in unit or unit.startswith(("percent", "per cent"))


def _figures(*values: Decimal | int | None) -> str:
    return " / ".join("-" if value is None else number(value) for value in values)


def _parts(indicator_reading: IndicatorReading) -> str:
    return _figures(
        indicator_reading.value, indicator_reading.women, indicator_reading.men, indicator_reading.under_30
    )


def _about_measure(indicator_reading: IndicatorReading, field: str, sentence: str, *, about: str) -> Finding:
    return Finding(
        address=indicator_reading.address,
        field=field,
        where=indicator_reading.where,
        office=indicator_reading.office,
        sentence=sentence,
        about=about,
    )
