"""The Word document: filling, checking and building its template."""
