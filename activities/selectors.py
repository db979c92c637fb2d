"""Reading activities."""

from datetime import date

from django.db.models import Q, QuerySet

from activities.models import ROW_ORDER, Activity


def row_numbers(project_id: int, *, since: date | None = None) -> dict[int, int]:
    """Return the running number of every work row of a project, as Annex 1 prints it (one query).

    Rows that ended before the period began, `since`, have none; without `since` all rows are counted.
    """
    rows = _numbered(project_id, since)
    return {pk: number for number, pk in enumerate(rows.values_list("pk", flat=True), start=1)}


def row_number(row: Activity, *, since: date | None = None) -> int:
    """Return the running number of one work row, counted by the database whatever the number of rows (two queries)."""
    rows = _numbered(row.project_id, since)
    stands_at = Activity.objects.filter(pk=row.pk).values(*ROW_ORDER).get()
    before, same = Q(), Q()
    for name in ROW_ORDER:
        before |= same & Q(**{f"{name}__lt": stands_at[name]})
        same &= Q(**{name: stands_at[name]})
    return rows.filter(before).count() + 1


def _numbered(project_id: int, since: date | None) -> QuerySet[Activity]:
    rows = Activity.objects.of_project(project_id).rows().in_form_order()
    return rows if since is None else rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=since))
