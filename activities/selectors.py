"""Reading activities."""

from datetime import date

from django.db.models import Q

from activities.models import Activity


def row_numbers(project_id: int, *, since: date | None = None) -> dict[int, int]:
    """Return the running number of every work row of a project, as Annex 1 prints it (one query).

    Rows that ended before the period began, `since`, have none; without `since` all rows are counted.
    """
    rows = Activity.objects.of_project(project_id).rows().in_form_order()
    if since is not None:
        rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=since))
    return {pk: number for number, pk in enumerate(rows.values_list("pk", flat=True), start=1)}
