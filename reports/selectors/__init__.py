"""Loading a report: its period, its sources, its versions."""

from reports.selectors.parts import joint_answer
from reports.selectors.periods import changed_since_taken, get_period, periods_for_report, versions_of
from reports.selectors.sources import ALL_PARTS, load_sections, load_sources

__all__ = [
    "ALL_PARTS",
    "changed_since_taken",
    "get_period",
    "joint_answer",
    "load_sections",
    "load_sources",
    "periods_for_report",
    "versions_of",
]
