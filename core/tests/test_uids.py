"""Uids are short, readable on the phone, and stay with their record."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from core.models import WithUid
from core.uids import ALPHABET, LENGTH, new_uid
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
