"""Whether the head of every page leads to the queue: looked up at sign-in and with the first page, kept in the session.

It only shows a link; who may see the queue is asked by the queue itself.
"""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.models import User
from projects.models import Membership

KEY = "reviews"


def remember(request: HttpRequest, *, reviews: bool) -> None:
    """Keep whether this person reviews or approves a portfolio; writes the session only where that changed."""
    if request.session.get(KEY, False) != reviews:
        request.session[KEY] = reviews


@receiver(user_logged_in, dispatch_uid="agenda.navigation")
def look_up(sender: Any, request: HttpRequest, user: User, **_more: Any) -> None:
    """Look it up when somebody signs in."""
    roles = Membership.objects.of(user).in_force().filter(role__in=Membership.PORTFOLIO_ROLES)
    remember(request, reviews=roles.exists())
