"""Everything that changes the joint report."""

from reports.services.texts import (
    ensure_report,
    save_cover,
    save_indicator_text,
    save_section_text,
    take_over_answer,
    take_over_entry,
)

__all__ = [
    "ensure_report",
    "save_cover",
    "save_indicator_text",
    "save_section_text",
    "take_over_answer",
    "take_over_entry",
]
