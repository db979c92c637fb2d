"""Many rows for one office, for tests of size: made in bulk, a third of them joint, all written."""

from activities.models import Activity, ActivityResponsibility
from contributions.models import ActivityEntry, Contribution, IndicatorEntry
from indicators.models import Indicator, IndicatorResponsibility
from projects.models import Outcome, Output


def give_rows(contribution, total):
    """Give the office so many work rows that it has `total` of them in this period."""
    project = contribution.period.project
    output = Output.objects.filter(outcome__project=project).first()
    parents = Activity.objects.bulk_create(
        Activity(project=project, output=output, position=500 + n, code=f"9.{n}", title=f"Activity {n}")
        for n in range(10)
    )
    wanted = total - ActivityEntry.objects.filter(contribution=contribution).count()
    rows = Activity.objects.bulk_create(
        Activity(project=project, parent=parents[n % 10], position=n, title=f"Work row {n}")
        for n in range(wanted)
    )
    others = list(Contribution.objects.filter(period=contribution.period).exclude(pk=contribution.pk))
    before = Contribution.objects.filter(
        office=contribution.office, period__project=project, period__code="2020-ANNUAL"
    )
    inputs = {}
    for n, row in enumerate(rows):
        inputs[row.pk] = [contribution, *(others[:1] if n % 3 == 0 else []), *before]
    ActivityResponsibility.objects.bulk_create(
        ActivityResponsibility(activity=row, office=item.office, position=position)
        for row in rows
        for position, item in enumerate(inputs[row.pk])
        if item.period_id == contribution.period_id
    )
    ActivityEntry.objects.bulk_create(
        ActivityEntry(
            contribution=item,
            activity=row,
            progress=f"Text {row.pk}",
            next_steps="Next",
            status="ongoing",
            counts_as_written=True,
        )
        for row in rows
        for item in inputs[row.pk]
    )


def give_indicators(contribution, total):
    """Give the office so many indicators that it has `total` of them in this period."""
    project = contribution.period.project
    outcome = Outcome.objects.filter(project=project).first()
    wanted = total - IndicatorEntry.objects.filter(contribution=contribution).count()
    indicators = Indicator.objects.bulk_create(
        Indicator(
            project=project,
            outcome=outcome,
            position=500 + n,
            code=f"9.{n}",
            title=f"Indicator {n}",
            unit="persons",
            baseline_value=0,
            target_value=100,
            by_sex=True,
        )
        for n in range(wanted)
    )
    others = list(Contribution.objects.filter(period=contribution.period).exclude(pk=contribution.pk))
    pairs = [
        (indicator, item)
        for n, indicator in enumerate(indicators)
        for item in [contribution, *(others[:1] if n % 3 == 0 else [])]
    ]
    IndicatorResponsibility.objects.bulk_create(
        IndicatorResponsibility(indicator=indicator, office=item.office) for indicator, item in pairs
    )
    IndicatorEntry.objects.bulk_create(
        IndicatorEntry(
            contribution=item, indicator=indicator, progress="Text", value=50, counts_as_written=True
        )
        for indicator, item in pairs
    )
