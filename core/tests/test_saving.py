"""Two people on the same row: different fields merge, the same field answers with both texts."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from audit.models import LogEntry
from contributions.models import ActivityEntry, Contribution
from contributions.services import save_activity_entry
from core import saving
from core.saving import Base, base_of, digest, plain_value

pytestmark = [pytest.mark.django_db, pytest.mark.database]
FIELDS = ActivityEntry.FIELDS


@pytest.fixture
def entry(input_of: Callable[[str, str, str], Contribution]) -> ActivityEntry:
    return input_of("UNICEF", "KGZ-PVE-1", "2021-H1").activity_entries.order_by("pk")[0]


@pytest.fixture
def first(person: Callable[[str], User]) -> User:
    return person("unicef")


@pytest.fixture
def second(person: Callable[[str], User]) -> User:
    return person("writer")


def again(entry: ActivityEntry) -> ActivityEntry:
    """Return the row as a second browser reads it."""
    return ActivityEntry.objects.select_related("contribution__office").get(pk=entry.pk)


def stored(entry: ActivityEntry) -> dict[str, Any]:
    return ActivityEntry.objects.filter(pk=entry.pk).values(*FIELDS, "version", "updated_by_id")[0]


def test_a_write_counts_up_the_version_and_names_its_author(entry: ActivityEntry, first: User):
    before = entry.version
    saved = save_activity_entry(entry, by=first, base=base_of(entry, FIELDS), values={"progress": "Mine"})
    assert saved.changed == ("progress",)
    assert not saved.merged
    assert (stored(entry)["version"], stored(entry)["updated_by_id"]) == (before + 1, first.pk)
    assert (entry.version, entry.progress, entry.updated_by) == (before + 1, "Mine", first)


def test_different_fields_of_two_people_merge(entry: ActivityEntry, first: User, second: User):
    mine, theirs = again(entry), again(entry)
    base = base_of(entry, FIELDS)
    everything = {name: getattr(entry, name) for name in FIELDS}
    save_activity_entry(mine, by=first, base=base, values=everything | {"progress": "First person"})
    saved = save_activity_entry(
        theirs, by=second, base=base, values=everything | {"next_steps": "Second person"}
    )
    assert saved.merged
    assert saved.changed == ("next_steps",)
    now = stored(entry)
    assert (now["progress"], now["next_steps"]) == ("First person", "Second person")


def test_the_same_field_clashes_with_both_texts_and_nothing_is_written(
    entry: ActivityEntry, first: User, second: User
):
    base = base_of(entry, FIELDS)
    save_activity_entry(again(entry), by=first, base=base, values={"progress": "First person"})
    before, lines = stored(entry), LogEntry.objects.count()
    saved = save_activity_entry(
        again(entry), by=second, base=base, values={"progress": "Second person", "next_steps": "Also typed"}
    )
    (clash,) = saved.clashes
    assert (clash.name, clash.stored, clash.typed) == ("progress", "First person", "Second person")
    assert clash.stored_by == str(first)
    assert saved.is_clash
    assert saved.changed == ()
    assert stored(entry) == before
    assert LogEntry.objects.count() == lines


def test_going_on_after_an_own_save_never_clashes(entry: ActivityEntry, first: User):
    for text in ("One", "Two", "Three"):
        saved = save_activity_entry(entry, by=first, base=base_of(entry, FIELDS), values={"progress": text})
        assert not saved.is_clash
    assert stored(entry)["progress"] == "Three"


def test_an_own_save_of_another_field_never_clashes_with_an_old_page(entry: ActivityEntry, first: User):
    base = base_of(entry, FIELDS)
    save_activity_entry(again(entry), by=first, base=base, values={"progress": "One"})
    saved = save_activity_entry(again(entry), by=first, base=base, values={"next_steps": "Two"})
    assert not saved.is_clash
    assert (stored(entry)["progress"], stored(entry)["next_steps"]) == ("One", "Two")


def test_pressing_save_twice_writes_once(entry: ActivityEntry, first: User):
    base, values = base_of(entry, FIELDS), {"progress": "Pressed twice"}
    save_activity_entry(again(entry), by=first, base=base, values=values)
    before, lines = stored(entry), LogEntry.objects.count()
    saved = save_activity_entry(again(entry), by=first, base=base, values=values)
    assert not saved.is_clash
    assert saved.changed == ()
    assert stored(entry) == before
    assert LogEntry.objects.count() == lines


def test_two_people_who_type_the_same_text_do_not_clash(entry: ActivityEntry, first: User, second: User):
    base = base_of(entry, FIELDS)
    for person in (first, second):
        saved = save_activity_entry(again(entry), by=person, base=base, values={"progress": "Same"})
        assert not saved.is_clash
    assert stored(entry)["updated_by_id"] == first.pk


def test_after_a_merge_the_page_shows_what_both_wrote(entry: ActivityEntry, first: User, second: User):
    base, theirs = base_of(entry, FIELDS), again(entry)
    save_activity_entry(again(entry), by=first, base=base, values={"progress": "First person"})
    save_activity_entry(theirs, by=second, base=base, values={"next_steps": "Second person"})
    assert (theirs.progress, theirs.next_steps) == ("First person", "Second person")
    assert base_of(theirs, FIELDS) == base_of(again(entry), FIELDS)


def test_a_field_that_was_not_altered_never_overwrites_what_someone_else_wrote(
    entry: ActivityEntry, first: User, second: User
):
    base, shown = base_of(entry, FIELDS), entry.progress
    save_activity_entry(again(entry), by=first, base=base, values={"progress": "First person"})
    saved = save_activity_entry(
        again(entry), by=second, base=base, values={"progress": shown, "next_steps": "Second person"}
    )
    assert not saved.is_clash
    assert stored(entry)["progress"] == "First person"


def test_a_change_that_was_taken_back_is_no_clash(entry: ActivityEntry, first: User, second: User):
    base, shown = base_of(entry, FIELDS), entry.progress
    mine = again(entry)
    save_activity_entry(mine, by=first, base=base, values={"progress": "For a moment"})
    save_activity_entry(mine, by=first, base=base_of(mine, FIELDS), values={"progress": shown})
    saved = save_activity_entry(again(entry), by=second, base=base, values={"progress": "Second person"})
    assert not saved.is_clash


def test_a_base_that_lost_a_field_never_overwrites_a_newer_text(
    entry: ActivityEntry, first: User, second: User
):
    damaged = Base(entry.version, {})
    save_activity_entry(
        again(entry), by=first, base=base_of(entry, FIELDS), values={"progress": "First person"}
    )
    saved = save_activity_entry(again(entry), by=second, base=damaged, values={"progress": "Second person"})
    assert saved.is_clash
    assert stored(entry)["progress"] == "First person"


def test_a_write_between_reading_and_writing_is_merged_not_overwritten(
    entry: ActivityEntry, first: User, second: User, monkeypatch: pytest.MonkeyPatch
):
    """The other person's write lands after the row was read and before the UPDATE: the UPDATE finds no row."""
    base, compare = base_of(entry, FIELDS), saving._difference

    def interrupted(*args: Any) -> Any:
        monkeypatch.setattr(saving, "_difference", compare)
        result = compare(*args)
        save_activity_entry(again(entry), by=first, base=base, values={"next_steps": "In between"})
        return result

    monkeypatch.setattr(saving, "_difference", interrupted)
    saved = save_activity_entry(again(entry), by=second, base=base, values={"progress": "Slower"})
    assert saved.merged
    now = stored(entry)
    assert (now["progress"], now["next_steps"], now["version"]) == ("Slower", "In between", base.version + 2)


def test_a_clash_that_comes_between_reading_and_writing_is_found(
    entry: ActivityEntry, first: User, second: User, monkeypatch: pytest.MonkeyPatch
):
    base, compare = base_of(entry, FIELDS), saving._difference

    def interrupted(*args: Any) -> Any:
        monkeypatch.setattr(saving, "_difference", compare)
        result = compare(*args)
        save_activity_entry(again(entry), by=first, base=base, values={"progress": "Faster"})
        return result

    monkeypatch.setattr(saving, "_difference", interrupted)
    saved = save_activity_entry(again(entry), by=second, base=base, values={"progress": "Slower"})
    assert saved.is_clash
    assert stored(entry)["progress"] == "Faster"


def test_the_base_of_a_form_survives_its_way_through_the_page(entry: ActivityEntry):
    base = base_of(entry, FIELDS)
    assert Base.load(base.dump()) == base


@pytest.mark.parametrize("posted", ["", "{", "[]", "null", "3", '{"f_progress": "x"}', '{"v": "no"}', "{}"])
def test_a_damaged_base_is_none_instead_of_an_error(posted: str):
    assert Base.load(posted) is None


def test_values_that_read_alike_have_one_digest():
    assert digest(Decimal("1.50")) == digest(Decimal("1.5000"))
    assert digest(Decimal("0.00")) == digest(Decimal(0))
    assert digest([]) == digest(())


@pytest.mark.parametrize(
    ("one", "other"), [(None, ""), (None, Decimal(0)), ("1", Decimal(2)), ("a", "a "), ([], ["x"])]
)
def test_values_that_differ_have_different_digests(one: Any, other: Any):
    assert digest(one) != digest(other)


def test_plain_values_can_be_kept_as_json(entry: ActivityEntry):
    assert plain_value(Decimal("1E+3")) == "1000"
    assert plain_value(date(2021, 6, 30)) == "2021-06-30"
    assert plain_value(entry) == entry.uid
