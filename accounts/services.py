"""Everything that changes a person."""

from django.db import transaction

from accounts.models import User
from audit.services import created, record


def ensure_person(email: str, *, name: str, by: User) -> User:
    """Return the person with this address, creating one who cannot sign in before accepting the invitation."""
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, name=name)
        created(user, by=by)
    return user


def accept_invitation(user: User, *, name: str, password: str) -> None:
    """Give a new person their name and password; the link does not work again."""
    with transaction.atomic():
        before = user.name
        user.name = name
        user.set_password(password)
        user.save(update_fields=["name", "password"])
        record(by=user, action="accept_invitation", on=user, changes={"name": [before, name]})
