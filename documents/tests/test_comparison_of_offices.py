"""What each office says is compared with what the same office said, whatever the order and the sharing."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from documents import data
from documents.comparison import compare
from pbfreport.bench.samples import sample_report, section_of, with_section

SAMPLE = sample_report()


def with_row(
    change: Callable[[data.ActivityRow], data.ActivityRow], report: data.Report = SAMPLE
) -> data.Report:
    """Return the report with its first work row, a joint one of UNDP and OHCHR, changed."""
    groups = section_of(report, "annex1").activity_groups
    rows = (change(groups[0].rows[0]), *groups[0].rows[1:])
    return with_section(report, "annex1", activity_groups=(replace(groups[0], rows=rows), *groups[1:]))


def with_progress(*parts: data.Part) -> data.Report:
    return with_row(lambda row: replace(row, cells={**row.cells, "progress": parts}))


def told(old: data.Report, new: data.Report) -> list[tuple[str, str, str, str]]:
    return [
        (change.cell.where, change.cell.office, change.kind, change.after) for change in compare(old, new)
    ]


def test_each_office_is_compared_with_itself_whatever_the_order():
    old = with_progress(data.Part("UNDP", "One"), data.Part("OHCHR", "Two"))
    new = with_progress(data.Part("UNICEF", "Three"), data.Part("OHCHR", "Two!"), data.Part("UNDP", "One"))
    assert told(old, new) == [
        ("Row 1, progress achieved", "UNICEF", "added", "Three"),
        ("Row 1, progress achieved", "OHCHR", "changed", "Two!"),
    ]


def test_what_an_office_no_longer_says_is_removed_and_names_the_older_text():
    old = with_progress(data.Part("UNDP", "One"), data.Part("OHCHR", "Two"))
    [change] = compare(old, with_progress(data.Part("UNDP", "One")))
    assert (change.kind, change.cell.office, change.before, change.after) == ("removed", "OHCHR", "Two", "")
    assert change.words == [("delete", "Two")]


def test_a_change_is_told_word_by_word():
    old, new = with_progress(data.Part("", "Two men came")), with_progress(data.Part("", "Two women came"))
    [change] = compare(old, new)
    assert change.words == [("equal", "Two "), ("delete", "men"), ("insert", "women"), ("equal", " came")]


def test_a_text_that_learns_whose_it_is_has_not_changed():
    assert compare(with_progress(data.Part("", "One")), with_progress(data.Part("", "One", "UNDP"))) == []


def test_a_text_that_learns_whose_it_is_and_changes_is_one_change():
    old, new = with_progress(data.Part("", "One")), with_progress(data.Part("", "One more", "UNDP"))
    assert told(old, new) == [("Row 1, progress achieved", "UNDP", "changed", "One more")]


def test_a_text_that_now_speaks_for_another_office_too_is_one_change_that_names_both():
    old = with_row(
        lambda row: replace(
            row, cells={"progress": (data.Part("UNDP", "One", "UNDP"),)}, missing_from=("OHCHR", "UNICEF")
        )
    )
    new = with_row(
        lambda row: replace(
            row,
            cells={"progress": (data.Part("UNDP, OHCHR", "One", "UNDP, OHCHR"),)},
            missing_from=("UNICEF",),
        )
    )
    [change] = compare(old, new)
    assert (change.before, change.after) == ("UNDP:\nOne", "UNDP, OHCHR:\nOne")


def test_equal_texts_of_two_offices_stay_with_their_offices():
    old = with_progress(data.Part("UNDP", "Same"), data.Part("OHCHR", "Same"))
    new = with_progress(data.Part("UNDP", "Other"), data.Part("OHCHR", "Same"))
    assert told(old, new) == [("Row 1, progress achieved", "UNDP", "changed", "Other")]


def test_a_text_that_changes_and_speaks_for_another_office_too_is_one_change():
    old = with_progress(data.Part("UNDP", "One"), data.Part("OHCHR", "Two"))
    new = with_progress(data.Part("OHCHR, UNICEF", "Two and three"), data.Part("UNDP", "One"))
    [change] = compare(old, new)
    assert (change.before, change.after) == ("OHCHR:\nTwo", "OHCHR, UNICEF:\nTwo and three")


def test_an_office_s_own_text_goes_before_one_that_it_shares():
    old = with_progress(data.Part("UNDP", "One"), data.Part("OHCHR", "Two"))
    new = with_progress(
        data.Part("UNDP, UNICEF", "Three"), data.Part("UNDP", "One!"), data.Part("OHCHR", "Two")
    )
    assert [(change.kind, change.before, change.after) for change in compare(old, new)] == [
        ("added", "", "Three"),
        ("changed", "One", "One!"),
    ]


def test_of_two_organisations_of_one_name_the_one_that_left_is_told():
    def with_amounts(*amounts: int) -> data.Report:
        recipients = tuple(
            data.Recipient("CSO", "Network", False, Decimal(amount), None) for amount in amounts
        )
        return replace(SAMPLE, cover=replace(SAMPLE.cover, recipients=recipients))

    found = compare(with_amounts(100, 200), with_amounts(200))
    assert ("approved", "removed", "100.00") in [
        (change.cell.field, change.kind, change.before) for change in found
    ]
