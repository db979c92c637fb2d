"""One frozen report as page, PDF, Word and Excel. Reads `reports.data` only: no request, no ORM."""
