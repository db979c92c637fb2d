"""Reading projects."""

from django.db.models import OuterRef, Subquery

from projects.models import Portfolio


def time_zone_of(project: str) -> Subquery:
    """Return a subquery: the time zone of the first portfolio of the project at this path."""
    portfolios = Portfolio.objects.filter(projects=OuterRef(project)).order_by("code")
    return Subquery(portfolios.values("time_zone")[:1])
