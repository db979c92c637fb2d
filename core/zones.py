"""Times are shown where the project is: the time zone of its portfolio, for the rest of the request."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponse
from django.utils import timezone


def use_time_zone(name: str | None) -> None:
    """Show times in this zone from here on; an unknown name leaves the portal's own zone."""
    try:
        timezone.activate(ZoneInfo(name or "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        timezone.deactivate()


def today() -> date:
    """Return the day on which roles begin and end: the same for everyone, by universal time."""
    return datetime.now(UTC).date()


class TimeZoneMiddleware:
    """Let no request inherit the zone of the one before it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        timezone.deactivate()
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()
