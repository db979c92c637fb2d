"""The frozen report and its renderers: plain data in, a page, PDF, Word or Excel file out; no ORM, no request."""
