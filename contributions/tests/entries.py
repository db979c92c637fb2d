"""Finding the entries of an input in tests, and the names under which a page posts them."""

from activities.selectors import row_numbers
from contributions.models import ActivityEntry, Contribution, IndicatorEntry
from contributions.services import return_contribution
from projects.models import Membership


def rows_of(contribution):
    """Return the office's work rows by their running number."""
    numbers = row_numbers(contribution.period.project_id)
    entries = ActivityEntry.objects.filter(contribution=contribution).select_related("activity")
    return {
        numbers[entry.activity_id]: entry
        for entry in sorted(entries, key=lambda item: numbers[item.activity_id])
    }


def indicators_of(contribution):
    """Return the office's indicators in the order of the form."""
    return list(
        IndicatorEntry.objects.filter(contribution=contribution)
        .select_related("indicator")
        .order_by("indicator__position")
    )


def reopened(contribution):
    """Open a submitted input again, as its coordinator, and return it."""
    coordinator = Membership.objects.get(
        project=contribution.period.project, role=Membership.Role.COORDINATOR
    ).user
    contribution = Contribution.objects.get(pk=contribution.pk)
    return_contribution(contribution, by=coordinator, note="A figure has to change.")
    return Contribution.objects.get(pk=contribution.pk)


def name(entry, field):
    """Return the name under which a field of an entry is posted."""
    return f"{'a' if isinstance(entry, ActivityEntry) else 'i'}-{entry.uid}-{field}"


def web_address(contribution, *rest):
    """Return the address of an input, or of a page of it."""
    return "/inputs/" + "/".join([contribution.uid, *rest]) + "/"
