"""Phrases that are sent at the same moment, on real transactions of PostgreSQL."""

import pytest
from django.db import connection

from discussion import phrases
from discussion.models import Phrase
from pbfreport.tests.test_concurrency import at_once, db, person

__all__ = ["db"]

pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


def test_a_phrase_that_is_sent_twenty_times_at_once_is_kept_once():
    kept = at_once(20, lambda _number: phrases.keep(person("secretariat"), "Say how you know."))
    assert {phrase.pk for phrase in kept} == {Phrase.objects.get(user=person("secretariat")).pk}


def test_two_phrases_at_once_are_both_kept():
    at_once(8, lambda number: phrases.keep(person("secretariat"), f"Phrase {number % 2}."))
    assert sorted(Phrase.objects.values_list("text", flat=True)) == ["Phrase 0.", "Phrase 1."]
