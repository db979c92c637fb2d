"""The document on points to check names every rule, with its severity."""

import re

import pytest
from django.conf import settings

from checks.rules import RULES, SEVERITY_ORDER

ROW = re.compile(
    r"^\| `(?P<key>\w+)` \| (?P<severity>\w+) \| (?P<says>[^|]+) \| (?P<source>[^|]+) \|$", re.MULTILINE
)


def documented() -> dict[str, re.Match[str]]:
    text = (settings.BASE_DIR / "docs" / "points-to-check.md").read_text(encoding="utf-8")
    table = text.split("## The rules", 1)[1].split("\n## ", 1)[0]
    return {row["key"]: row for row in ROW.finditer(table)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_the_document_has_the_rule_with_its_severity(rule):
    row = documented().get(rule.key)
    assert row is not None, f"{rule.key} is missing from the table in docs/points-to-check.md"
    assert row["severity"] == rule.severity
    assert row["says"].strip() and row["source"].strip()


def test_the_document_has_no_rule_that_is_gone_and_the_same_order():
    assert list(documented()) == [rule.key for rule in RULES]


def test_the_rules_have_one_key_each_and_stand_in_the_order_of_their_severity():
    keys = [rule.key for rule in RULES]
    assert len(set(keys)) == len(keys)
    assert [rule.severity for rule in RULES] == sorted(
        (rule.severity for rule in RULES), key=SEVERITY_ORDER.__getitem__
    )
