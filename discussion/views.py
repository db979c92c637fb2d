"""Pages of comments and phrases: find, may they, form, service, message, back to where they came from."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import PortalRequest
from core.addresses import own_address
from core.decisions import require
from core.markup import clean
from core.saving import digest
from core.uids import act_key, key_of
from discussion import permissions, phrases, services
from discussion.about import fields_at
from discussion.address_words import address_words
from discussion.forms import CommentForm, PhraseForm
from discussion.models import Comment, Phrase
from discussion.selectors import (
    Target,
    chosen,
    discussion_of,
    get_period,
    grouped_by_address,
    phrases_of,
    read_target,
    threads_at,
)
from projects.actor import Actor
from projects.capabilities import Capability
from projects.models import ReportingPeriod
from projects.page_frame import Crumb, page_frame
from projects.stage import stage_of

SHOWN = {
    "open": gettext_lazy("Open"),
    "resolved": gettext_lazy("Resolved"),
    "mine": gettext_lazy("Mine"),
    "all": gettext_lazy("All"),
}


def frame(period: ReportingPeriod, actor: Actor, *crumbs: Crumb) -> dict[str, Any]:
    """Return the frame of a page about what is said; `crumbs` go on below the report, for who reads that."""
    project = period.project
    joint = _("Joint report %(period)s") % {"period": period.code}
    # Administrators read what is said about a report, not the report; the Secretariat what was sent to it.
    reads_report = actor.may(Capability.READ_DRAFTS) or actor.is_secretariat
    over = [(joint, reverse("reports:report", args=[project.code, period.code]))] if reads_report else []
    return page_frame(project, actor, *over, *crumbs, period=period)


def list_url(period: ReportingPeriod) -> str:
    return reverse("discussion:list", args=[period.project.code, period.code])


def back(request: PortalRequest, default: str, anchor: str = "") -> HttpResponse:
    """Lead back to the page that was posted from, if it is one of the portal's own."""
    target = own_address(request, request.POST.get("next", "").partition("#")[0]) or default
    return redirect(f"{target}#{anchor}" if anchor else target)


def warn_unsent(request: PortalRequest, sent: str) -> None:
    """Show again what was typed at other spots of a page: one button sends one text, and no other is lost."""
    for name, value in request.POST.items():
        prefix, _sign, field = name.rpartition("-")
        typed = clean(str(value))[0].strip()
        if not typed or prefix in ("", sent) or field not in ("text", "note", "wording"):
            continue
        base = request.POST.get(f"{prefix}-base", "")
        if field == "wording" and base in (digest(clean(str(value))[0]), digest(typed)):
            continue  # stands there as it was shown
        messages.warning(
            request,
            _("You had typed this elsewhere on the page, and it was not sent: %(text)s") % {"text": typed},
        )


@require_safe
def list_comments(request: PortalRequest, code: str, period: str) -> HttpResponse:
    """Show everything that is said about a report, by place."""
    reporting, actor = get_period(request.user, code, period)
    require(permissions.can_read_discussion(actor))
    show = request.GET.get("show", "open")
    show = show if show in SHOWN else "open"
    discussion = discussion_of(reporting, actor, request.get_full_path())
    threads = (
        discussion.threads if show == "all" else chosen(discussion.threads, show, request.user, reporting)
    )
    words = address_words(reporting)
    context = {
        "discussion": discussion,
        "groups": grouped_by_address(threads, words),
        "filters": [(key, label, key == show) for key, label in SHOWN.items()],
        "show": show,
        "targets": list(words.items()) if permissions.can_comment(actor) else [],
        "may_invite": bool(permissions.can_invite_guest(actor)),
        "may_keep_phrases": bool(permissions.can_keep_phrases(actor)),
    }
    frame_ = frame(reporting, actor, (_("Comments"), None))
    return render(request, "discussion/list.html", {**frame_, **context})


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PortalRequest, code: str, period: str) -> HttpResponse:
    """Write a comment on one spot of a report; also the page on which a comment that was refused is corrected."""
    reporting, actor = get_period(request.user, code, period)
    require(permissions.can_read_discussion(actor))
    data = request.POST if request.method == "POST" else request.GET
    target, words = read_target(
        reporting, clean(data.get("at") or data.get("insert") or data.get("spot", ""))[0]
    )
    require(permissions.can_comment(actor, target.address))
    return _write(request, reporting, actor, target, words)


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: PortalRequest, code: str, period: str, uid: str) -> HttpResponse:
    """Answer one comment."""
    reporting, actor = get_period(request.user, code, period)
    parent = _comment(reporting, actor, uid)
    require(permissions.can_comment(actor, parent.address))
    target = Target(parent.address, parent.field, parent.office)
    return _write(request, reporting, actor, target, _("Reply"), parent)


def _comment(period: ReportingPeriod, actor: Actor, uid: str) -> Comment:
    """Return a comment that this person reads; what they do not read is not there."""
    require(permissions.can_read_discussion(actor))
    comments = Comment.objects.filter(period=period, parent__isnull=True)
    if not actor.is_secretariat:
        comments = comments.filter(visibility=Comment.Visibility.ALL)
    return get_object_or_404(comments.select_related("period__project", "office__organisation"), uid=uid)


def _write(
    request: PortalRequest,
    period: ReportingPeriod,
    actor: Actor,
    target: Target,
    words: str,
    parent: Comment | None = None,
) -> HttpResponse:
    stays = parent is not None and parent.visibility == Comment.Visibility.SECRETARIAT
    prefix = parent.uid if parent else target.at
    options: dict[str, Any] = {
        "can_keep": actor.is_secretariat,
        "phrases": phrases_of(actor),
        "fields": () if parent else fields_at(period, target.address),
        "stays": stays,
    }
    posted = request.POST if request.method == "POST" else None
    form = CommentForm(posted, prefix=prefix, initial={"field": target.field}, **options)
    if posted is not None and "insert" in posted:
        form = CommentForm(initial=form.inserted(), prefix=prefix, **options)
    elif posted is not None and form.is_valid():
        if form.add_prefix("field") in posted:
            target = target._replace(field=form.cleaned_data.get("field", target.field))
        return _add(request, period, actor, target, form, parent)
    if posted is not None:
        warn_unsent(request, prefix)
    here = threads_at(period, actor, target.address).get(target.address, [])
    context = {
        "form": form,
        "words": words,
        "parent": next((item for item in here if parent and item.uid == parent.uid), None),
        "threads": [] if parent else here,
        "at": target.at,
        "key": act_key(request.POST),
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "is_unsaved": posted is not None,
        "cancel_url": list_url(period),
    }
    crumbs = frame(period, actor, (_("Comments"), list_url(period)), (words, None))
    status = 422 if form.errors else 200
    return render(request, "discussion/write.html", {**crumbs, **context}, status=status)


def _add(
    request: PortalRequest,
    period: ReportingPeriod,
    actor: Actor,
    target: Target,
    form: CommentForm,
    parent: Comment | None,
) -> HttpResponse:
    review = stage_of(period)
    added = services.add_comment(
        period,
        target,
        by=request.user,
        text=form.cleaned_data["text"],
        visibility=form.cleaned_data.get("visibility") or Comment.Visibility.ALL,
        parent=parent,
        sending=review.sending,
        is_with_reviewer=review.is_with_reviewer,
        key=key_of(request.POST),
    )
    warn_unsent(request, form.prefix or "")
    if added.comment is None:
        messages.info(request, _("This comment was saved already."))
        return back(request, list_url(period))
    messages.success(request, _("Your reply was saved.") if parent else _("Your comment was saved."))
    for name in added.unknown:
        messages.warning(request, _("Nobody here is called “%(name)s”: nobody was told.") % {"name": name})
    for name in added.cannot_read:
        messages.warning(request, _("%(name)s cannot read this comment, and was not told.") % {"name": name})
    uid = parent.uid if parent else added.comment.uid
    return back(request, list_url(period), f"comment-{uid}")


@require_POST
def resolve(request: PortalRequest, code: str, period: str, uid: str) -> HttpResponse:
    """Resolve one comment."""
    reporting, actor = get_period(request.user, code, period)
    comment = _comment(reporting, actor, uid)
    if services.resolve(comment, by=request.user, sending=actor.stage.sending):
        messages.success(request, _("The comment is resolved."))
    else:
        messages.info(request, _("The comment was resolved already."))
    warn_unsent(request, "")
    return back(request, list_url(reporting), f"comment-{uid}")


@require_POST
def reopen(request: PortalRequest, code: str, period: str, uid: str) -> HttpResponse:
    """Open one comment again."""
    reporting, actor = get_period(request.user, code, period)
    comment = _comment(reporting, actor, uid)
    if services.reopen(comment, by=request.user, sending=actor.stage.sending):
        messages.success(request, _("The comment is open again."))
    else:
        messages.info(request, _("The comment was open already."))
    warn_unsent(request, "")
    return back(request, list_url(reporting), f"comment-{uid}")


@require_http_methods(["GET", "HEAD", "POST"])
def keep_phrases(request: PortalRequest, code: str, period: str) -> HttpResponse:
    """Show the reviewer's own phrases and keep another one."""
    reporting, actor = get_period(request.user, code, period)
    require(permissions.can_keep_phrases(actor))
    form = PhraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        phrases.keep(request.user, form.cleaned_data["text"])
        messages.success(request, _("The phrase was kept."))
        return redirect("discussion:phrases", code, period)
    crumbs = frame(reporting, actor, (_("Comments"), list_url(reporting)), (_("Your phrases"), None))
    context = {"form": form, "phrases": phrases_of(actor)}
    status = 422 if form.errors else 200
    return render(request, "discussion/phrases.html", {**crumbs, **context}, status=status)


@require_POST
def remove_phrase(request: PortalRequest, code: str, period: str, pk: int) -> HttpResponse:
    """Remove one of the reviewer's own phrases."""
    _reporting, actor = get_period(request.user, code, period)
    require(permissions.can_keep_phrases(actor))
    phrase = get_object_or_404(Phrase, user=request.user, pk=pk)
    phrases.remove(request.user, phrase.pk)
    messages.success(request, _("The phrase was removed."))
    return redirect("discussion:phrases", code, period)
