"""One assembly of plain sources into the frozen report that every document prints. Pure: no ORM, no request."""

from reports.assembly.whole import assemble

__all__ = ["assemble"]
