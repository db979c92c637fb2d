"""What holds for every plan and every figure, searched for by hypothesis."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import MAX_EMAX, MIN_EMIN, Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.aggregation import (
    Accumulation,
    Combine,
    Direction,
    Milestone,
    MilestoneKind,
    Plan,
    Progress,
    Reading,
    Verdict,
    WhenMeasured,
    combine_offices,
    combine_periods,
    progress,
    target_to_date,
)

START, END = date(2019, 1, 1), date(2021, 12, 31)

ordinary = st.decimals(-10_000, 10_000, places=2)
exponents = st.one_of(
    st.integers(-40, 40), st.integers(-(10**7), 10**7), st.sampled_from([MAX_EMAX - 30, MIN_EMIN + 30])
)
wild = st.builds(
    lambda negative, digits, exponent: Decimal((int(negative), tuple(map(int, str(digits))), exponent)),
    st.booleans(),
    st.integers(0, 10**25),
    exponents,
)
any_amount = st.one_of(ordinary, wild, st.sampled_from([Decimal(0), Decimal("-0"), Decimal(100)]))
days = st.dates(date(2017, 1, 1), date(2024, 12, 31))


def plans(amounts: st.SearchStrategy[Decimal]) -> st.SearchStrategy[Plan]:
    milestones = st.builds(Milestone, st.sampled_from(MilestoneKind), st.none() | amounts, st.none() | days)
    return st.builds(
        Plan,
        unit=st.sampled_from(["persons", "percent", ""]),
        direction=st.sampled_from(Direction),
        baseline=st.none() | amounts,
        target=st.none() | amounts,
        target_on=st.none() | days,
        target_is_ceiling=st.booleans(),
        when_measured=st.sampled_from(WhenMeasured),
        accumulation=st.sampled_from(Accumulation),
        combine=st.sampled_from(Combine),
        milestones=st.lists(milestones, max_size=3).map(tuple),
        period_target=st.none() | amounts,
        baseline_denominator=st.none() | amounts,
    )


def readings(amounts: st.SearchStrategy[Decimal]) -> st.SearchStrategy[Reading]:
    return st.builds(
        Reading,
        office=st.sampled_from(["UNDP", "UNICEF", "OHCHR"]),
        value=st.none() | amounts,
        numerator=st.none() | amounts,
        denominator=st.none() | amounts,
        women=st.none() | amounts,
        men=st.none() | amounts,
        under_30=st.none() | amounts,
        measured_on=st.none() | days,
        period_starts=st.none() | days,
        period_ends=st.none() | days,
        not_measured=st.booleans(),
        expected_on=st.none() | days,
    )


# Short periods in one quarter, so that some touch, some overlap and some lie apart.
short_periods = st.builds(
    lambda value, first, length, not_measured: Reading(
        value=value,
        period_starts=START + timedelta(days=first),
        period_ends=START + timedelta(days=first + length),
        not_measured=not_measured,
    ),
    st.none() | ordinary,
    st.integers(0, 90),
    st.integers(0, 20),
    st.booleans(),
)


def measured(plan: Plan, value: Decimal | None, cut_off: date = END) -> Progress:
    return progress(plan, value, project_start=START, project_end=END, cut_off=cut_off)


def mirrored(plan: Plan) -> Plan:
    def negated(value: Decimal | None) -> Decimal | None:
        return None if value is None else -value

    return replace(
        plan,
        direction=Direction.LOWER if plan.direction == Direction.HIGHER else Direction.HIGHER,
        baseline=negated(plan.baseline),
        target=negated(plan.target),
        period_target=negated(plan.period_target),
        milestones=tuple(replace(step, value=negated(step.value)) for step in plan.milestones),
    )


@given(plans(ordinary), ordinary, days)
def test_falling_is_the_mirror_of_rising(plan, value, cut_off):
    # "Up to" has no mirror: a falling target is a ceiling by itself.
    plan = replace(plan, target_is_ceiling=False)
    one, other = measured(plan, value, cut_off), measured(mirrored(plan), -value, cut_off)
    assert one.verdict == other.verdict
    assert one.percent_achieved == other.percent_achieved
    assert one.percent_to_date == other.percent_to_date
    assert one.variance == (None if other.variance is None else -other.variance)


@given(ordinary, ordinary, st.sampled_from(Direction), st.booleans())
def test_the_baseline_is_0_percent_and_the_target_100(baseline, target, direction, ceiling):
    assume(baseline != target)
    plan = Plan(baseline=baseline, target=target, direction=direction, target_is_ceiling=ceiling)
    assert measured(plan, baseline).percent_achieved == 0
    assert measured(plan, target).percent_achieved == 100


@given(ordinary, ordinary, ordinary, ordinary, st.sampled_from(Direction), days)
def test_a_better_figure_never_has_a_worse_verdict(baseline, target, one, other, direction, cut_off):
    plan = Plan(baseline=baseline, target=target, direction=direction)
    assume(not plan.contradicts_itself)
    worse, better = sorted([one, other], reverse=direction == Direction.LOWER)
    if measured(plan, better, cut_off).verdict == Verdict.OFF_TRACK:
        assert measured(plan, worse, cut_off).verdict == Verdict.OFF_TRACK


@given(plans(any_amount), st.none() | any_amount, days, st.none() | days, st.none() | days, any_amount)
def test_progress_never_raises_and_never_holds_infinity(plan, value, cut_off, start, end, denominator):
    result = progress(
        plan, value, project_start=start, project_end=end, cut_off=cut_off, denominator=denominator
    )
    amounts = [result.variance, result.percent_achieved, result.percent_to_date, result.target_to_date.value]
    assert all(amount is None or amount.is_finite() for amount in amounts)
    assert result.reason_needed == (result.verdict == Verdict.OFF_TRACK)
    assert result.formula or result.note


@given(plans(any_amount), st.lists(readings(any_amount), max_size=4))
def test_combining_never_raises_and_never_holds_infinity(plan, given_readings):
    for combined in (combine_offices(plan, given_readings), combine_periods(plan, given_readings)):
        amounts = [combined.value, combined.numerator, combined.denominator, combined.women, combined.men]
        assert all(amount is None or amount.is_finite() for amount in amounts)
        assert combined.reported <= combined.expected == len(given_readings)
        assert combined.formula or combined.note


@given(st.lists(readings(ordinary), max_size=4), readings(ordinary), st.integers(0, 4))
def test_an_office_without_a_figure_never_changes_a_sum(given_readings, silent, place):
    plan = Plan(combine=Combine.SUM)
    silent = replace(silent, value=None)
    with_silent = [*given_readings[:place], silent, *given_readings[place:]]
    before, after = combine_offices(plan, given_readings), combine_offices(plan, with_silent)
    assert (before.value, before.women, before.men, before.under_30) == (
        after.value,
        after.women,
        after.men,
        after.under_30,
    )
    assert after.reported == before.reported < after.expected


@given(
    st.sampled_from(Combine),
    st.lists(readings(ordinary), min_size=1, max_size=4),
    readings(ordinary),
    st.integers(0, 4),
)
def test_an_office_without_a_figure_never_changes_any_rule(rule, given_readings, silent, place):
    # The lead alone may be silent for all, so the silent office comes after it.
    plan = Plan(combine=rule)
    silent = replace(silent, value=None, numerator=None)
    place = max(place, 1)
    with_silent = [*given_readings[:place], silent, *given_readings[place:]]
    assert combine_offices(plan, given_readings).value == combine_offices(plan, with_silent).value


@given(st.sampled_from([Combine.SUM, *Combine]), st.lists(short_periods, min_size=2, max_size=4))
def test_periods_are_added_only_by_the_rule_and_without_overlap(rule, given_readings):
    plan = Plan(combine=rule, accumulation=Accumulation.IN_PERIOD)
    combined = combine_periods(plan, given_readings)
    if combined.value is None:
        return
    assert rule == Combine.SUM
    used = [one for one in given_readings if one.value is not None and not one.not_measured]
    assert combined.value == sum(one.value for one in used)
    days_used = [
        one.period_starts + timedelta(days=day)
        for one in used
        for day in range((one.period_ends - one.period_starts).days + 1)
    ]
    assert len(days_used) == len(set(days_used))


@given(st.lists(st.tuples(ordinary, st.integers(1, 200), st.integers(1, 60)), min_size=2, max_size=5))
def test_periods_side_by_side_are_added(parts):
    day, spans = START, []
    for value, length, gap in parts:
        ends = day + timedelta(days=length)
        spans.append(Reading(value=value, period_starts=day, period_ends=ends))
        day = ends + timedelta(days=gap)
    plan = Plan(combine=Combine.SUM, accumulation=Accumulation.IN_PERIOD)
    assert combine_periods(plan, spans).value == sum(value for value, _length, _gap in parts)


@given(ordinary, ordinary, days)
def test_the_straight_way_stays_between_baseline_and_target(baseline, target, cut_off):
    plan = Plan(baseline=baseline, target=target)
    value = target_to_date(plan, START, cut_off, END).value
    assert value is not None
    assert min(baseline, target) <= value <= max(baseline, target)
