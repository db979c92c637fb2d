"""Whatever the order in which two people open, type and save: no text is overwritten unseen, no clash is false."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from audit.models import LogEntry
from contributions.models import ActivityEntry, Contribution
from contributions.services import save_activity_entry
from core.saving import Base, base_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FIELDS = ("progress", "next_steps", "status")
VALUES = {
    "progress": st.sampled_from(["", "a", "b", "c"]),
    "next_steps": st.sampled_from(["", "x", "y"]),
    "status": st.sampled_from(["", "ongoing", "completed"]),
}
TYPED = st.fixed_dictionaries({}, optional=VALUES)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from("AB"), st.just("open"), st.just({})),
        st.tuples(st.sampled_from("AB"), st.just("save"), TYPED),
    ),
    min_size=2,
    max_size=12,
)


@dataclass
class Editor:
    """One browser: what it shows, on which base, and which fields the other person wrote since."""

    by: User
    base: Base = field(default_factory=lambda: Base(0, {}))
    shown: dict[str, Any] = field(default_factory=dict)
    written_by_other: set[str] = field(default_factory=set)

    def open(self, entry: ActivityEntry) -> None:
        self.base = base_of(entry, FIELDS)
        self.shown = {name: getattr(entry, name) for name in FIELDS}
        self.written_by_other = set()


@given(acts=ACTS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_silent_overwrite_and_no_false_clash(
    acts: list[tuple[str, str, dict[str, Any]]],
    input_of: Callable[[str, str, str], Contribution],
    person: Callable[[str], User],
):
    row = input_of("UNICEF", "KGZ-PVE-1", "2021-H1").activity_entries.order_by("pk")[0]

    def current() -> ActivityEntry:
        return ActivityEntry.objects.select_related("contribution__office").get(pk=row.pk)

    with transaction.atomic():
        editors = {"A": Editor(person("unicef")), "B": Editor(person("writer"))}
        for editor in editors.values():
            editor.open(current())
        for name, act, typed in acts:
            editor, other = editors[name], editors["B" if name == "A" else "A"]
            if act == "open":
                editor.open(current())
                continue
            before = {field_: getattr(current(), field_) for field_ in FIELDS}
            lines = LogEntry.objects.count()
            # A page posts every field, the untouched ones as they were shown.
            saved = save_activity_entry(row, by=editor.by, base=editor.base, values=editor.shown | typed)
            after = {field_: getattr(current(), field_) for field_ in FIELDS}
            altered = {field_ for field_ in typed if typed[field_] != editor.shown[field_]}
            if saved.is_clash:
                assert after == before
                assert LogEntry.objects.count() == lines
                for clash in saved.clashes:
                    assert clash.name in altered & editor.written_by_other
                    assert clash.stored == before[clash.name] != clash.typed == typed[clash.name]
                continue
            for field_ in FIELDS:
                assert after[field_] == (typed[field_] if field_ in altered else before[field_])
                if after[field_] != before[field_]:
                    assert before[field_] == editor.shown[field_], "overwrote a text that was not shown"
                    other.written_by_other.add(field_)
            assert set(saved.changed) == {field_ for field_ in FIELDS if after[field_] != before[field_]}
            assert LogEntry.objects.count() == lines + bool(saved.changed)
            editor.open(row)
            assert editor.shown == after
        transaction.set_rollback(True)
