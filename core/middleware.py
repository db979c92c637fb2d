"""Answers that hold for every page: wrong state is 409, signed-in pages are not kept by the browser."""

from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from core.decisions import WrongState
from core.typed_text import kept_texts, signed_out


class NoStoreMiddleware:
    """Keep signed-in pages out of every cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class WrongStateMiddleware:
    """Answer an act in the wrong state with 409, one sentence, and what was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, WrongState):
            return None
        context: dict[str, object] = {"reason": str(exception)}
        if "HX-Request" in request.headers:
            # One row was sent: its fields stay on the page, the sentence goes into its state line.
            response = render(request, "_notice.html", {**context, "kind": "error", "text": str(exception)})
            response.status_code, response["HX-Reswap"] = 409, "innerHTML"
            return response
        if request.method == "POST":
            kept = kept_texts(request.POST.lists())
            context |= {"kept": kept, "back_url": request.path if kept else ""}
        return render(request, "409.html", context, status=409)


class KeepingLoginRequiredMiddleware(LoginRequiredMiddleware):
    """Close every page by default; a form sent after the session has ended comes back with its text."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if request.method == "POST":
            return signed_out(request)
        return super().handle_no_permission(request, view_func)
