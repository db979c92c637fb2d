"""Measurements of `make bench`: documents, saves, and pages with many projects."""
