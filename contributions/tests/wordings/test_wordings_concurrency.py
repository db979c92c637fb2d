"""Fifty clicks at the same moment, on real transactions of PostgreSQL."""

import pytest
from django.db import connection

from audit.models import LogEntry
from contributions.models import Suggestion
from contributions.tests.wordings.test_wordings_services import BETTER, made, row_of
from contributions.wordings import services
from core.decisions import WrongState
from pbfreport.tests.test_concurrency import at_once, db, input_of, person

__all__ = ["db"]

pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


def test_fifty_who_accept_at_once_change_the_text_once():
    suggestion, entry = made(input_of("OHCHR")), row_of(input_of("OHCHR"))
    lines = LogEntry.objects.count()
    results = at_once(
        50, lambda _number: services.accept(Suggestion.objects.get(pk=suggestion.pk), by=person("ohchr"))
    )
    assert results.count(True) == 1
    assert len([result for result in results if isinstance(result, WrongState)]) == 49
    now = row_of(input_of("OHCHR"))
    assert (now.progress, now.version) == (BETTER, entry.version + 1)
    assert LogEntry.objects.count() == lines + 2  # the answer, and the text


def test_of_two_who_answer_at_once_differently_one_is_heard():
    suggestion = made(input_of("OHCHR"), "unicef")
    acts = [
        lambda item: services.accept(item, by=person("ohchr")),
        lambda item: services.withdraw(item, by=person("unicef")),
    ]
    results = at_once(12, lambda number: acts[number % 2](Suggestion.objects.get(pk=suggestion.pk)))
    assert results.count(True) == 1
    state = Suggestion.objects.get(pk=suggestion.pk).state
    assert (row_of(input_of("OHCHR")).progress == BETTER) == (state == "accepted")
