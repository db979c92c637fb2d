"""How long documents take, printed as warm medians; `manage.py bench` calls it."""

import logging
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

from documents.data import Report
from documents.excel import render_excel
from documents.html import render_html
from documents.pdf import html_to_pdf, render_pdf
from documents.word.render import render_word

ROUNDS = 5


def _seconds(work: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Return the medians of wall and processor seconds of some rounds, after one that warms up."""
    work()
    wall, processor = [], []
    for _round in range(rounds):
        began, used = perf_counter(), process_time()
        work()
        wall.append(perf_counter() - began)
        processor.append(process_time() - used)
    return median(wall), median(processor)


def _pdf_against_bare(report: Report) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the seconds of our PDF and of the bare engine on the same page, taken in turns."""
    from weasyprint import HTML

    html = render_html(report)
    ours: list[tuple[float, float]] = []
    bare: list[tuple[float, float]] = []
    html_to_pdf(html)
    for _round in range(ROUNDS):
        # In turns, so that whatever else the machine does slows down both.
        ours.append(seconds_once(lambda: render_pdf(report)))
        bare.append(seconds_once(lambda: HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")))
    return medians(ours), medians(bare)


def seconds_once(work: Callable[[], object]) -> tuple[float, float]:
    """Return the wall and processor seconds of one round."""
    began, used = perf_counter(), process_time()
    work()
    return perf_counter() - began, process_time() - used


def medians(pairs: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the medians of wall and of processor seconds."""
    return median(wall for wall, _used in pairs), median(used for _wall, used in pairs)


def _pair(seconds: tuple[float, float], width: int, digits: int = 3) -> str:
    return f"{seconds[0]:.{digits}f} / {seconds[1]:.{digits}f}".rjust(width)


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def run(
    report: Report,
    large: Report,
    *,
    assembly: Callable[[], object] | None = None,
    large_assembly: Callable[[], object] | None = None,
    points: Callable[[], object] | None = None,
    large_points: Callable[[], object] | None = None,
) -> None:
    """Print the medians for a reference report and for one with ten times the rows.

    `assembly` and `large_assembly` build the same from the database, where there is one; `points` and `large_points`
    find all points to check of it.
    """
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    _print("Warm medians in seconds (wall / processor)        30 rows          300 rows")
    works: list[tuple[str, Callable[[], object] | None, Callable[[], object] | None]] = [
        ("Assembly", assembly, large_assembly),
        ("Points to check (goal 1.0 for 300 rows)", points, large_points),
        ("HTML", lambda: render_html(report), lambda: render_html(large)),
        ("Word (goal 0.15)", lambda: render_word(report), lambda: render_word(large)),
        ("Excel (goal 0.10)", lambda: render_excel(report), lambda: render_excel(large)),
    ]
    for name, small_work, large_work in works:
        if small_work is None:
            continue
        large_seconds = _pair(_seconds(large_work, 3), 18) if large_work else ""
        _print(f"{name:<46}{_pair(_seconds(small_work), 16)}{large_seconds}")
    ours, bare = _pdf_against_bare(report)
    large_pdf = _seconds(lambda: render_pdf(large), 1)
    _print(f"{'PDF (goal 1.5)':<46}{_pair(ours, 16, 2)}{_pair(large_pdf, 18, 2)}")
    _print(f"{'PDF by the bare engine on the same page':<46}{_pair(bare, 16, 2)}")
    _print(f"PDF against the bare engine (goal 1.10 at most): {ours[1] / bare[1]:.2f} by processor time")
    _print("The engine dominates the PDF: breaking lines, then painting, then laying out table rows.")
