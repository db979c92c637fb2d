"""The sentences that a reviewer uses often: kept, removed, put into a comment."""

from django.db import transaction

from accounts.models import User
from discussion.models import Phrase


def keep(user: User, text: str) -> Phrase:
    """Keep a phrase; one that is there already is not kept twice, however often it is sent at the same moment."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # who keeps a phrase waits for the one before
        found = Phrase.objects.filter(user=user, text=text).first()
        return found or Phrase.objects.create(user=user, text=text)


def remove(user: User, pk: int) -> bool:
    """Remove one of the person's own phrases; False where there is none such."""
    return Phrase.objects.filter(user=user, pk=pk).delete()[0] > 0


def with_phrase(text: str, phrase: str) -> str:
    """Return a text with a phrase after it, on a line of its own."""
    return f"{text.rstrip()}\n{phrase}" if text.strip() else phrase
