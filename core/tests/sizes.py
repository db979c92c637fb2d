"""Two sizes of generated, crawled and property tests: a fixed sample in `make test`, the whole in `make soak`."""

import os
from typing import TypeVar

from hypothesis import settings

Value = TypeVar("Value")

WHOLE = os.environ.get("TESTS") == "whole"


def sized(sample: Value, whole: Value) -> Value:
    """Return what belongs to the size of this run."""
    return whole if WHOLE else sample


# The sample is the same in every run: a failure is never the luck of one machine. Only the whole goes searching.
settings.register_profile("sample", max_examples=40, derandomize=True, deadline=None)
settings.register_profile("whole", max_examples=1000, deadline=None, print_blob=True)
settings.load_profile(sized("sample", "whole"))
