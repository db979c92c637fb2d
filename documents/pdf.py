"""The report as a tagged PDF, made from its HTML by WeasyPrint and from nothing else."""

from __future__ import annotations

import gc
import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from html import escape
from typing import Any

from documents.data import Report
from documents.html import render_html

_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
# One at a time in a process: a slow document must not share memory and processor with others like it.
_one_at_a_time = threading.Lock()


@lru_cache(maxsize=1)
def _engine() -> Any:
    """Load the engine, which takes more than a second, and quieten it."""
    from weasyprint import HTML

    # A warning for each sign that no font has would fill the log; loading sets a level, so this comes after.
    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)
    return HTML


@lru_cache(maxsize=1)
def _closed_fetcher() -> Any:
    """Return a fetcher that refuses every address; the document comes out without what it asked for."""
    from weasyprint.urls import URLFetcher, URLFetchingError

    class ClosedFetcher(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            raise URLFetchingError("Documents are made from their own text only.")

    return ClosedFetcher(allowed_protocols=())


@contextmanager
def _without_collection() -> Iterator[None]:
    """Keep the garbage collector from walking the growing page trees; it saves a tenth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
            gc.collect(1)  # the trees of this document are all young; no need to walk what was there before


def html_to_pdf(html: str, *, title: str | None = None) -> bytes:
    """Return a self-contained HTML file as PDF/UA-1; no address in it is ever opened.

    `title` replaces the title of the file.
    """
    if title is not None:
        html = _TITLE.sub(lambda _match: f"<title>{escape(title)}</title>", html, count=1)
    with _one_at_a_time, _without_collection():
        document = _engine()(string=html, url_fetcher=_closed_fetcher())
        content: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return content


def render_pdf(report: Report) -> bytes:
    """Return the report as a tagged PDF."""
    return html_to_pdf(render_html(report))
