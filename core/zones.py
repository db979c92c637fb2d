"""Times are shown where the project is: the time zone of its portfolio, for the rest of the request."""

from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponse
from django.utils import timezone


def use_time_zone(name: str | None) -> None:
    """Show times in this zone from here on; an unknown name leaves the portal's own zone."""
    timezone.activate(zone_named(name))


def zone_named(name: str | None) -> tzinfo:
    """Return a time zone; the portal's own where the name is empty or unknown."""
    try:
        return ZoneInfo(name) if name else timezone.get_default_timezone()
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.get_default_timezone()


def zone_shown() -> str:
    """Return the name of the time zone that this page is shown in."""
    return timezone.get_current_timezone_name()


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
