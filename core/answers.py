"""Texts that fill a field and say nothing: a dash, "n/a", "tbd". Pure."""

_EMPTY = frozenset({"na", "tbd", "tbc", "tba", "none", "nil", "notapplicable", "нд", "нетданных"})


def says_nothing(text: str) -> bool:
    """Tell whether a text is no answer: no letter or digit, a single letter, or only a word such as "N/A" or "none".

    A number is an answer, and so is "No".
    """
    bare = "".join(filter(str.isalnum, text)).casefold()
    return not bare or bare in _EMPTY or (len(bare) == 1 and bare.isalpha())


def says_something(text: str) -> bool:
    """Tell whether a text is an answer."""
    return not says_nothing(text)
