"""Pages about guests: inviting them, ending their link, and the one page that a guest sees."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import PortalRequest
from core.decisions import WrongState, require
from core.formatting import period as period_words
from core.typed_text import kept_texts
from core.uids import act_key, key_of
from discussion import guests, permissions
from discussion.address_words import address_words
from discussion.forms import GuestCommentForm, GuestForm
from discussion.models import Guest
from discussion.registry import GUEST_REPORT
from discussion.selectors import get_period, grouped_by_address
from discussion.views import frame, list_url
from projects.stage import stage_of


@require_http_methods(["GET", "HEAD", "POST"])
def invite_guests(request: PortalRequest, code: str, period: str) -> HttpResponse:
    """Show who was asked for comments, and ask somebody."""
    reporting, actor = get_period(request.user, code, period)
    require(permissions.can_invite_guest(actor))
    form = GuestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            guests.invite_guest(reporting, by=request.user, sending=actor.stage.sending, **form.cleaned_data)
        except WrongState as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(
                request, _("A link was mailed to %(who)s.") % {"who": form.cleaned_data["email"]}
            )
            return redirect("discussion:guests", code, period)
    invited = reporting.guests.select_related("invited_by")
    crumbs = frame(reporting, actor, (_("Comments"), list_url(reporting)), (_("Guests"), None))
    context = {
        "form": form,
        "guests": [(guest, bool(permissions.can_end_guest(actor, guest))) for guest in invited],
    }
    status = 422 if form.errors else 200
    return render(request, "discussion/guests.html", {**crumbs, **context}, status=status)


@require_POST
def end_guest(request: PortalRequest, code: str, period: str, uid: str) -> HttpResponse:
    """End a guest's link."""
    reporting, actor = get_period(request.user, code, period)
    require(permissions.can_invite_guest(actor))
    guest = get_object_or_404(Guest.objects.select_related("period__project"), period=reporting, uid=uid)
    if guests.end_guest(guest, by=request.user, sending=actor.stage.sending):
        messages.success(request, _("%(who)s's link has ended. The comments stay.") % {"who": guest.name})
    else:
        messages.info(request, _("This link had ended already."))
    return redirect("discussion:guests", code, period)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def guest_page(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Show a report to a guest, and take a comment; no account, no session."""
    response = _guest_page(request, uid, token)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _guest_page(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    guest = guests.find_guest(uid, token)
    if guest is None:
        over = {"kept": kept_texts(request.POST.lists()) if request.method == "POST" else []}
        return render(request, "discussion/guest_over.html", over, status=404)
    reporting = guest.period
    words = address_words(reporting)
    form = GuestCommentForm(request.POST if request.method == "POST" else None, words=words)
    if request.method == "POST" and form.is_valid():
        try:
            guests.add_guest_comment(
                guest,
                address=form.cleaned_data["address"],
                text=form.cleaned_data["text"],
                sending=stage_of(reporting).sending,
                key=key_of(request.POST),
            )
        except WrongState as refused:
            form.add_error("text", str(refused))
        else:
            return redirect(f"{guests.path_of(guest)}?saved=1#comments")
    context: dict[str, Any] = {
        "guest": guest,
        "period": reporting,
        "period_words": period_words(reporting.starts_on, reporting.ends_on),
        "form": form,
        "key": act_key(request.POST),
        "is_saved": "saved" in request.GET and request.method != "POST",
        "groups": grouped_by_address(guests.threads_for_guest(reporting), words),
        "report_html": GUEST_REPORT.get()(reporting),
    }
    status = 422 if form.errors else 200
    return render(request, "discussion/guest.html", context, status=status)
