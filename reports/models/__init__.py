"""The joint report of a period: its cover, its joint texts, and the Word file that it is printed with."""

from reports.models.documents import DocumentTemplate
from reports.models.report import Report
from reports.models.texts import IndicatorText, IndicatorTextSource, SectionText, SectionTextSource

__all__ = [
    "DocumentTemplate",
    "IndicatorText",
    "IndicatorTextSource",
    "Report",
    "SectionText",
    "SectionTextSource",
]
