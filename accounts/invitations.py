"""The link in an invitation: signed, used once, good for fourteen days."""

from datetime import datetime, timedelta

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import base36_to_int

from accounts.models import User
from core import mail

GOOD_FOR = timedelta(days=14)


class InvitationTokens(PasswordResetTokenGenerator):
    """Tokens that end with the first password or sign-in of the person, or after fourteen days."""

    key_salt = "accounts.invitations"

    def check_token(self, user: User | None, token: str | None) -> bool:
        if user is None or not token or "-" not in token:
            return False
        try:
            made = base36_to_int(token.split("-")[0])
        except ValueError:
            return False
        expected = self._make_token_with_timestamp(user, made, self.secret)
        if not constant_time_compare(expected, token):
            return False
        return timedelta(seconds=self._num_seconds(self._now()) - made) <= GOOD_FOR

    def _now(self) -> datetime:
        return datetime.now()


tokens = InvitationTokens()


def invitation_path(user: User) -> str:
    """Return the address on which a new person chooses a password."""
    return reverse("invitation", args=[user.uid, tokens.make_token(user)])


def mail_invitation(user: User, *, place: str, role: str, invited_by: str, base_url: str) -> None:
    """Write to a new or known person what they were invited to, when the transaction has been committed.

    `base_url` is the portal's address with a slash at the end.
    """
    is_new = not user.has_usable_password()
    path = invitation_path(user) if is_new else reverse("home")
    context = {
        "place": place,
        "role": role,
        "invited_by": invited_by,
        "is_new": is_new,
        "link": base_url.rstrip("/") + path,
        "days": GOOD_FOR.days,
    }
    mail.write([user], "accounts/mail/invitation", context)
