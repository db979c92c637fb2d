from dataclasses import dataclass

from discussion.mentions import find


@dataclass
class Somebody:
    name: str
    email: str


ANN = Somebody("Ann", "a.lee@example.org")
ANN_LEE = Somebody("Ann Lee", "lee@example.org")
PEOPLE = [ANN, ANN_LEE]


def test_the_longest_name_that_fits_is_meant_whatever_its_case():
    assert find("Look at this, @ann lee, and say yes.", PEOPLE).people == [ANN_LEE]
    assert find("@ANN, look.", PEOPLE).people == [ANN]
    assert find("@Ann\nLee", PEOPLE).people == [ANN_LEE]


def test_an_address_and_its_first_part_are_names_too():
    assert find("@a.lee@example.org and @lee.", PEOPLE).people == [ANN, ANN_LEE]


def test_a_name_that_only_begins_alike_is_nobody():
    found = find("@Anna and @lee.other and @lee@other.org", PEOPLE)
    assert found.people == []
    assert found.unknown == ["Anna", "lee.other", "lee@other.org"]


def test_an_address_in_a_sentence_names_nobody():
    found = find("Write to desk@example.org.", PEOPLE)
    assert (found.people, found.unknown) == ([], [])


def test_who_is_named_twice_is_found_once():
    assert find("@Ann @Ann @ann", PEOPLE).people == [ANN]


def test_where_nobody_is_known_every_name_fits_nobody():
    assert find("@Ann", []).unknown == ["Ann"]
