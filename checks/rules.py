"""The one table of rules: each with its severity. What each says in words: docs/points-to-check.md."""

from checks import dates, figures, framework, language, readings, repeats, rows
from checks.data import CheckInput, CheckResult, Rule, Severity, text_hash

STOP, FIGURE, HINT = Severity.STOP, Severity.FIGURE, Severity.HINT

RULES: tuple[Rule, ...] = (
    Rule("row_without_progress", STOP, rows.row_without_progress),
    Rule("required_unanswered", STOP, rows.required_unanswered),
    Rule("indicator_without_answer", STOP, readings.indicator_without_answer),
    Rule("off_track_without_reason", STOP, readings.off_track_without_reason),
    Rule("split_above_total", FIGURE, readings.split_above_total),
    Rule("cumulative_falls", FIGURE, readings.cumulative_falls),
    Rule("far_above_target", FIGURE, readings.far_above_target),
    Rule("figure_against_indicator", FIGURE, figures.figure_against_indicator),
    Rule("sum_does_not_add_up", FIGURE, figures.sum_does_not_add_up),
    Rule("words_against_figures", FIGURE, figures.words_against_figures),
    Rule("split_missing", HINT, readings.split_missing),
    Rule("over_limit", HINT, rows.over_limit),
    Rule("completed_but_planned", HINT, rows.completed_but_planned),
    Rule("open_without_next_step", HINT, rows.open_without_next_step),
    Rule("work_open_after_end", HINT, rows.work_open_after_end),
    Rule("date_outside_period", HINT, dates.date_outside_period),
    Rule("same_paragraph_twice", HINT, repeats.same_paragraph_twice),
    Rule("acronym_unexplained", HINT, language.acronym_unexplained),
    Rule("jargon", HINT, language.jargon),
    Rule("aims_not_achievements", HINT, language.aims_not_achievements),
    Rule("mixed_script", HINT, language.mixed_script),
    Rule("number_repeats_or_skips", HINT, framework.number_repeats_or_skips),
    Rule("unknown_activity", HINT, framework.unknown_activity),
    Rule("gender_share_low", HINT, framework.gender_share_low),
    Rule("more_than_four_outcomes", HINT, framework.more_than_four_outcomes),
)
SEVERITY_ORDER = {STOP: 0, FIGURE: 1, HINT: 2}


def find_points(check_input: CheckInput) -> list[CheckResult]:
    """Return every point of an input or report, the stops first; within a severity in the order of the table."""
    return [
        CheckResult(
            rule=rule.key,
            severity=rule.severity,
            address=found.address,
            field=found.field,
            where=found.where,
            office=found.office,
            sentence=str(found.sentence),
            text_hash=text_hash(found.about),
        )
        for rule in RULES
        for found in rule.find(check_input)
    ]
