"""Uids are short, readable on the phone, and stay with their record."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.http import QueryDict

from core.models import WithUid
from core.uids import ALPHABET, LENGTH, act_key, key_of, new_uid, plain_key
from projects.models import Project


def test_a_uid_has_ten_characters_without_vowels_and_look_alikes():
    uids = {new_uid() for _ in range(2000)}
    assert len(uids) == 2000
    assert all(len(uid) == LENGTH == 10 and set(uid) <= set(ALPHABET) for uid in uids)
    assert not set(ALPHABET) & set("aeiouy01l")


def test_no_form_can_alter_a_uid():
    models = [model for model in apps.get_models() if issubclass(model, WithUid)]
    assert len(models) > 10
    assert not [model for model in models if model._meta.get_field("uid").editable]


@pytest.mark.django_db
@pytest.mark.database
def test_two_records_never_share_a_uid(pve_1: Project, pve_2: Project):
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=pve_2.pk).update(uid=pve_1.uid)


@pytest.mark.parametrize(
    ("posted", "key"),
    [
        ({"key": "aB3_-9"}, "aB3_-9"),
        ({"key": "a\x00.b"}, "ab"),
        ({"key": "x" * 300}, "x" * 24),
        ({"key": "\x00" * 50 + "k"}, "k"),
        ({"key": "<é \ud800'>"}, ""),
        ({}, ""),
        (None, ""),
    ],
)
def test_of_a_key_only_what_can_be_stored_is_taken(posted, key):
    assert key_of(posted).partition(".")[0] == key
    assert plain_key(key_of(posted)) == key_of(posted)


def test_a_page_that_comes_back_keeps_its_key_and_a_new_page_has_a_new_one():
    assert act_key({"key": "k\x00ept"}) == "kept"
    first, second = act_key(), act_key({"key": "\x00"})
    assert first != second
    assert key_of({"key": first}).startswith(f"{first}.")
    assert key_of({"key": second}).startswith(f"{second}.")


def test_a_key_tells_the_same_words_from_others_whatever_else_the_page_sends():
    form = QueryDict("key=k&places=a&places=b&note=One&csrfmiddlewaretoken=x")
    again = QueryDict("note=One&key=k&places=a&places=b&csrfmiddlewaretoken=another")
    assert key_of(form) == key_of(again)
    for other in ("key=k&places=a&places=b&note=Two", "key=k&places=a&note=One", "key=k&note=One"):
        assert key_of(QueryDict(other)) != key_of(form)
