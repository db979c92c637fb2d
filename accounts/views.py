"""Accepting an invitation: the one page besides signing in that is open to everyone."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.forms import AcceptInvitationForm
from accounts.invitations import tokens
from accounts.models import User
from accounts.services import accept_invitation


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Let a person who was invited choose a name and password, and go on to their work."""
    user = User.objects.filter(uid=uid, is_active=True).first()
    if user is None or not tokens.check_token(user, token):
        return render(request, "accounts/invitation_over.html", status=404)
    form = AcceptInvitationForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        accept_invitation(user, name=form.cleaned_data["name"], password=form.cleaned_data["password"])
        login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
        messages.success(request, _("Welcome. Your account is ready."))
        return redirect("home")
    context = {"form": form, "person": user}
    return render(request, "accounts/invitation.html", context, status=422 if form.errors else 200)
