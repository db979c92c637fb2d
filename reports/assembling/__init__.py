"""One assembly of plain sources into the frozen report that every document prints. Pure: no ORM, no request."""

from reports.assembling.whole import assemble, notes_on_behalf

__all__ = ["assemble", "notes_on_behalf"]
