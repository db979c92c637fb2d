"""When a request cannot be taken, what was typed is shown again: expired session, lost role, stale token, too large."""

from collections.abc import Iterable
from contextlib import suppress
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import (
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render

# Fields that are the page's own or say nothing without it, not typed. What has "password" in its name is never shown
# again either.
PAGES_OWN = frozenset(
    {
        "csrfmiddlewaretoken",
        "key",
        "sending",
        "seen",
        "back",
        "dismiss",
        "bring_back",
        "save_points",
        "next",
        "login",
        "base",
        "row",
        "submit",
        "take",
        "at",
        "shared",
        "addresses",
        "written_with",
    }
)
MOST_FIELDS = 20_000  # of these the text is kept; no page of the portal has as many
LONGEST_BODY = 60 * 1024 * 1024  # bytes; more than anyone types, less than hurts


def kept_texts(posted: Iterable[tuple[str, list[str]]]) -> list[tuple[str, str]]:
    """Return (name, text) of what a person typed, without tokens, passwords and hidden versions."""
    kept = []
    for name, values in posted:
        plain = name.rsplit("-", 1)[-1]
        if plain in PAGES_OWN or "password" in name.lower() or name.startswith("keep-"):
            continue
        if name.startswith("sentence-"):  # a point's: the rest of the name is its key
            plain = "sentence"
        kept += [(plain.replace("_", " ").capitalize(), value) for value in values if value.strip()]
    return kept


@login_not_required
def stale_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is out of date with everything that was typed (CSRF_FAILURE_VIEW)."""
    kept = kept_texts(request.POST.lists()) if request.method == "POST" else []
    return render(request, "403_csrf.html", {"kept": kept}, status=403)


def signed_out(request: HttpRequest) -> HttpResponse:
    """Answer a form that was sent after the session had ended with everything that was typed."""
    kept = kept_texts(request.POST.lists())
    context = {"kept": kept, "back_url": urlsplit(request.get_full_path()).path}
    return render(request, "401.html", context, status=401)


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer a request over the limits with everything that was typed."""
    kept: list[tuple[str, str]] = []
    body = getattr(request, "_body", None)
    try:
        raw = body if body is not None else request.read(LONGEST_BODY)
        if request.content_type == "application/x-www-form-urlencoded":
            fields = QueryDict(mutable=True)
            pairs = raw.decode("utf-8", "replace").split("&", MOST_FIELDS)[:MOST_FIELDS]
            for pair in filter(None, pairs):
                fields.update(QueryDict(pair))
            kept = kept_texts(fields.lists())
    except (OSError, ValueError):
        kept = []
    request.user  # noqa: B018 - loaded before the page asks for it
    context = {"kept": kept, "back_url": urlsplit(request.get_full_path()).path}
    return render(request, "413.html", context, status=413)


TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def refused(request: HttpRequest, exception: Exception, *, status: int) -> HttpResponse:
    """Answer what this person may not do (403), or does not find (404), with what was typed."""
    kept: list[tuple[str, str]] = []
    user = getattr(request, "user", None)
    # Who has not signed in is not served by reading a whole body for a page that is not there.
    if request.method == "POST" and user is not None and user.is_authenticated:
        with suppress(SuspiciousOperation, MultiPartParserError, UnreadablePostError):
            kept = kept_texts(request.POST.lists())
    return render(request, f"{status}.html", {"exception": str(exception), "kept": kept}, status=status)
