"""Reading activities."""

from activities.models import Activity


def row_numbers(project_id: int) -> dict[int, int]:
    """Return the running number of every work row of a project, as Annex 1 prints it (one query)."""
    rows = Activity.objects.of_project(project_id).rows().in_form_order().values_list("pk", flat=True)
    return {pk: number for number, pk in enumerate(rows, start=1)}
