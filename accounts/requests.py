"""The request of a page that only signed-in people reach (all of them, unless a view says otherwise)."""

from django.http import HttpRequest

from accounts.models import User


class PortalRequest(HttpRequest):
    """A request whose user is a person; used in annotations only."""

    user: User
