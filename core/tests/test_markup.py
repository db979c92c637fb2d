"""The small markup: what it keeps, what it drops, and that it never becomes anything but a few quiet tags."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.markup import CONTROL, Block, Run, characters, clean, parse, plain, printable, to_html

ALLOWED = {"p", "ul", "ol", "li", "strong", "a"}
ATTRIBUTES = {"p": {"dir"}, "ol": {"start"}, "a": {"href", "rel"}}
SIGNS = st.sampled_from(
    ["**", "[", "](", ")", "http://", "https://e.org/", "javascript:", "<", ">", "&", '"', "'", "- ", "1. "]
    + ["\n", "\r\n", "\x00", "\x1b", "<script>", "</p>", "{{ x }}", "ө", "😀", "\u202e", " ", "a"]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(SIGNS, max_size=40).map("".join))


class Tags(HTMLParser):
    """Collects tags with their attributes, the text between them, and whether they nest properly."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_paragraphs_bullets_numbers_bold_and_links_are_told_apart():
    text = "First **bold** word\n\n- one\n• two\n3. third\n4) fourth\nSee [the page](https://e.org/a) now"
    assert parse(text) == (
        Block("paragraph", (Run("First "), Run("bold", bold=True), Run(" word"))),
        Block("bullet", (Run("one"),)),
        Block("bullet", (Run("two"),)),
        Block("number", (Run("third"),), 3),
        Block("number", (Run("fourth"),), 4),
        Block("paragraph", (Run("See "), Run("the page", link="https://e.org/a"), Run(" now"))),
    )


def test_html_groups_list_lines_and_starts_a_list_at_its_number():
    assert to_html("Intro\n- one\n- two\n3. three\n4. four\nEnd") == (
        '<p dir="auto">Intro</p><ul><li>one</li><li>two</li></ul>'
        '<ol start="3"><li>three</li><li>four</li></ol><p dir="auto">End</p>'
    )


def test_plain_text_keeps_words_bullets_numbers_and_link_addresses():
    text = "A **bold** [page](https://e.org/a) and https://e.org/b.\n- one\n2. two"
    assert plain(text) == "A bold page (https://e.org/a) and https://e.org/b.\n• one\n2. two"


def test_plain_text_of_simple_lines_reads_the_same_a_second_time():
    text = "A line\n- one\n- two\n1. first\nhttps://e.org/x"
    assert plain(plain(text)) == plain(text)


def test_a_full_stop_after_a_bare_address_is_not_part_of_it():
    (block,) = parse("See https://e.org/a.")
    assert block.runs[1] == Run("https://e.org/a", link="https://e.org/a")
    assert block.text == "See https://e.org/a."


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//e.org"]
)
def test_only_http_addresses_become_links(target: str):
    html = to_html(f"[click]({target}) {target}")
    assert "<a " not in html
    assert "[click](" in html


def test_a_quote_in_an_address_cannot_leave_its_attribute():
    tags = Tags(to_html('[x](https://e.org/"onmouseover="alert(1))'))
    assert all(set(attributes) <= ATTRIBUTES.get(tag, set()) for tag, attributes in tags.found)


def test_a_year_or_a_long_number_does_not_open_a_list():
    assert [block.kind for block in parse("2021. A year\n1.5 million\n-5 degrees\n**a** b")] == [
        "paragraph"
    ] * 4


@given(TEXTS)
@example("<script>alert(1)</script>")
@example('<img src="file:///etc/passwd">')
@example("**<b>**[<i>](https://e.org/<u>)")
@example("- </ul><script>\n1. </ol>")
def test_hostile_text_never_becomes_any_other_tag(text: str):
    tags = Tags(to_html(text))
    assert {tag for tag, _attributes in tags.found} <= ALLOWED
    assert all(set(attributes) <= ATTRIBUTES.get(tag, set()) for tag, attributes in tags.found)
    links = [attributes["href"] or "" for tag, attributes in tags.found if tag == "a"]
    assert all(re.match(r"https?://", link) for link in links)
    assert tags.open == []


@given(TEXTS)
def test_no_word_is_lost_on_the_way_to_the_page(text: str):
    letters = "".join(block.text for block in parse(text))
    assert Tags(to_html(text)).text == letters


@given(TEXTS)
def test_every_other_sign_is_kept_by_the_blocks(text: str):
    """Only markup signs, addresses behind a label and space at the edges of lines may go."""
    kept = "".join(run.text + run.link for block in parse(text) for run in block.runs)
    gone = set(printable(text)) - set(kept)
    assert all(sign.isspace() or sign in "-*•·[]().0123456789" or sign.isdecimal() for sign in gone)


@given(TEXTS)
def test_cleaning_twice_changes_nothing_more_and_leaves_neither_cr_nor_nul(text: str):
    stored, had_nul = clean(text)
    assert clean(stored) == (stored, False)
    assert "\r" not in stored
    assert "\x00" not in stored
    assert had_nul == ("\x00" in text)
    stored.encode("utf-8")


def test_line_ends_are_stored_as_lf_and_a_dropped_nul_is_told():
    assert clean("a\r\nb\rc\nd") == ("a\nb\nc\nd", False)
    assert clean("a\x00b") == ("ab", True)


def test_other_control_characters_are_stored_and_shown_as_the_replacement_sign():
    stored, _nul = clean("bell\x07 tab\t escape\x1b")
    assert "\x07" in stored
    assert printable(stored) == "bell\ufffd tab\t escape\ufffd"
    assert "\x07" not in to_html(stored)


@given(TEXTS)
def test_nothing_that_xml_refuses_is_printed(text: str):
    assert not CONTROL.search(plain(text))
    assert not CONTROL.search(to_html(text))


def test_a_line_end_counts_as_one_character_however_it_was_sent():
    assert characters("ab\r\ncd") == characters("ab\ncd") == 5


def test_kyrgyz_letters_and_emoji_count_as_one_each():
    assert characters("өүң") == 3
    assert characters("😀") == 1
    decomposed, _nul = clean("и\u0306")
    assert characters(decomposed) == 1


def test_space_around_a_text_is_not_counted():
    assert characters("  ab \n") == 2
    assert characters(" \r\n ") == 0


@pytest.mark.parametrize(
    "sign", ["[", "[a", "[a](https://<", "**", "**a", "https://,", "- ", "ө", " ", "1. ", "\n", "\x00"]
)
def test_two_hundred_thousand_signs_are_read_whole_without_searching_them_again_and_again(sign: str):
    text = sign * (200_000 // len(sign))
    blocks = parse(text)
    assert sum(len(block.text) for block in blocks) <= len(text)
    assert bool(blocks) == bool(text.strip())
