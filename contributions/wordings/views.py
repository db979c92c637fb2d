"""Pages of suggested wordings."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import PortalRequest
from contributions.models import Contribution, Suggestion
from contributions.permissions import can_read
from contributions.wordings import permissions, services
from contributions.wordings.forms import SuggestForm
from contributions.wordings.selectors import Shown, target_of, wordings_of
from contributions.wordings.texts import input_of
from core.decisions import require
from core.markup import clean
from core.textdiff import difference
from core.uids import act_key, key_of
from discussion.address_words import address_words, words_of
from discussion.selectors import Target, get_period, read_target
from discussion.views import back, frame, warn_unsent
from projects.actor import Actor
from projects.capabilities import Capability
from projects.models import ReportingPeriod
from projects.stage import stage_of

SHOWN = {"open": gettext_lazy("Waiting"), "all": gettext_lazy("All")}


def list_url(period: ReportingPeriod) -> str:
    return reverse("wordings:list", args=[period.project.code, period.code])


@require_safe
def list_wordings(request: PortalRequest, code: str, period: str) -> HttpResponse:
    """Show the suggested wordings of a report, by place."""
    reporting, actor = get_period(request.user, code, period)
    require(permissions.can_read_wordings(actor))
    show = "all" if request.GET.get("show") == "all" else "open"
    wordings = wordings_of(reporting, actor, request.get_full_path(), only_open=show == "open")
    words = address_words(reporting)
    order = {address: number for number, address in enumerate(words)}
    groups: dict[str, list[Shown]] = {}
    for address, _field, _office in sorted(
        wordings.suggestions, key=lambda key: (order.get(key[0], len(order)), key[1], key[2] or 0)
    ):
        groups.setdefault(address, []).extend(wordings.suggestions[address, _field, _office])
    context = {
        "wordings": wordings,
        "groups": [(address, words_of(address, words), items) for address, items in groups.items()],
        "filters": [(key, label, key == show) for key, label in SHOWN.items()],
    }
    crumbs = frame(reporting, actor, (_("Suggested wordings"), None))
    return render(request, "contributions/wordings/list.html", {**crumbs, **context})


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PortalRequest, code: str, period: str) -> HttpResponse:
    """Suggest another wording for one text."""
    reporting, actor = get_period(request.user, code, period)
    require(permissions.can_read_wordings(actor))
    data = request.POST if request.method == "POST" else request.GET
    target, words = read_target(reporting, clean(data.get("at") or data.get("spot", ""))[0])
    is_writable = stage_of(reporting).is_writable
    require(services.can_suggest(reporting, target, actor, is_writable=is_writable))
    text = services.text_of(reporting, target)
    if text is None:
        raise Http404
    form = SuggestForm(request.POST if request.method == "POST" else None, prefix=target.at, text=text)
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            return _suggest(request, reporting, target, form)
        except services.TextMoved as moved:
            refused = str(moved)
            form = form.based_on_now()
            form.add_error("wording", refused)
    if request.method == "POST":
        warn_unsent(request, target.at)
    context = {
        "form": form,
        "words": words,
        "text": text,
        "at": target.at,
        "key": act_key(request.POST),
        "next": data.get("next", ""),
        "cancel_url": list_url(reporting),
    }
    crumbs = frame(reporting, actor, (_("Suggested wordings"), list_url(reporting)), (words, None))
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "contributions/wordings/write.html", {**crumbs, **context}, status=status)


def _suggest(
    request: PortalRequest, period: ReportingPeriod, target: Target, form: SuggestForm
) -> HttpResponse:
    review = stage_of(period)
    suggestion = services.suggest(
        period,
        target,
        by=request.user,
        proposed=form.cleaned_data["wording"],
        note=form.cleaned_data["note"],
        base=form.cleaned_data["base"],
        review=review,
        key=key_of(request.POST),
    )
    warn_unsent(request, target.at)
    if suggestion is None:
        messages.info(request, _("This wording was sent already."))
        return back(request, list_url(period))
    messages.success(request, _("Your wording was sent to the people who write this text."))
    if not review.is_writable:
        messages.info(
            request,
            _(
                "It waits until the report comes back. Comment on it too: a return opens what was commented on."
            ),
        )
    return back(request, list_url(period), f"wording-{suggestion.uid}")


@require_POST
def accept(request: PortalRequest, code: str, period: str, uid: str) -> HttpResponse:
    """Accept a wording: it takes the place of the text."""
    reporting, actor, suggestion = _found(request, code, period, uid)
    writable = stage_of(reporting).is_writable
    return _answered(
        request,
        actor,
        suggestion,
        lambda key: services.accept(suggestion, by=request.user, is_writable=writable, key=key),
        _("The wording was accepted: the text reads so now."),
    )


@require_POST
def apply(request: PortalRequest, code: str, period: str, uid: str) -> HttpResponse:
    """Apply a wording that its owner has not answered, as the coordinator."""
    _reporting, actor, suggestion = _found(request, code, period, uid)
    return _answered(
        request,
        actor,
        suggestion,
        lambda key: services.apply(suggestion, by=request.user, key=key),
        _("The wording was applied: the text reads so now, and its writers are told."),
    )


@require_POST
def decline(request: PortalRequest, code: str, period: str, uid: str) -> HttpResponse:
    """Decline a wording, with a note if there is something to say."""
    _reporting, actor, suggestion = _found(request, code, period, uid)
    note = clean(request.POST.get(f"{uid}-note", ""))[0].strip()
    return _answered(
        request,
        actor,
        suggestion,
        lambda key: services.decline(suggestion, by=request.user, note=note, key=key),
        _("The wording was declined: the text stays as it is."),
    )


@require_POST
def withdraw(request: PortalRequest, code: str, period: str, uid: str) -> HttpResponse:
    """Take back one's own suggestion."""
    _reporting, actor, suggestion = _found(request, code, period, uid)
    return _answered(
        request,
        actor,
        suggestion,
        lambda key: services.withdraw(suggestion, by=request.user, key=key),
        _("Your wording was withdrawn."),
    )


def _found(
    request: PortalRequest, code: str, period: str, uid: str
) -> tuple[ReportingPeriod, Actor, Suggestion]:
    """Return a suggestion that this person reads; what they do not read is not there."""
    reporting, actor = get_period(request.user, code, period)
    require(permissions.can_read_wordings(actor))
    suggestions = Suggestion.objects.select_related("period__project", "office__organisation", "made_by")
    suggestion = get_object_or_404(suggestions, period=reporting, uid=uid)
    inputs = Contribution.objects.filter(period=reporting, office=suggestion.office_id)
    is_readable = inputs.readable_in_report().exists()
    if not permissions.can_read_suggestion(
        actor,
        address=suggestion.address,
        office_id=suggestion.office_id,
        made_by_id=suggestion.made_by_id,
        is_readable=is_readable,
    ):
        raise Http404
    return reporting, actor, suggestion


def _answered(
    request: PortalRequest,
    actor: Actor,
    suggestion: Suggestion,
    act: Callable[[str], bool],
    words: str,
) -> HttpResponse:
    """Perform an act and lead back; where the text is another one by now, show both texts."""
    period = suggestion.period
    try:
        act(key_of(request.POST))
    except services.TextMoved as moved:
        if not _reads_now(actor, suggestion):
            raise
        now = services.text_of(period, target_of(suggestion)) or ""
        context = {
            "reason": str(moved),
            "now": now,
            "suggestion": suggestion,
            "difference": difference(now, suggestion.proposed),
            "cancel_url": list_url(period),
        }
        crumbs = frame(period, actor, (_("Suggested wordings"), list_url(period)), (_("Compare"), None))
        return render(request, "contributions/wordings/compare.html", {**crumbs, **context}, status=409)
    messages.success(request, words)
    warn_unsent(request, suggestion.uid)
    return back(request, list_url(period))


def _reads_now(actor: Actor, suggestion: Suggestion) -> bool:
    """Answer whether the person reads the text as it is today, and not only what was quoted of it."""
    if suggestion.office_id is None:
        return actor.may(Capability.READ_DRAFTS)
    contribution = input_of(suggestion.period, suggestion.office_id)
    return contribution is not None and bool(can_read(actor, contribution))
