"""The rules of accessibility on a page as it stands, wide and narrow, and whether anything sticks out sideways."""

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from core.tests.sizes import WHOLE

# The default rules, which hold the tags wcag2a to wcag21aa and best practice, and the one of wcag22aa besides.
# No preloading: it needs a style of axe's own, which the content policy refuses.
OPTIONS: dict[str, Any] = {
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": False,
}
WIDE, NARROW, PHONE = 1280, 320, 375

# Elements that reach over the right edge without a frame of their own that scrolls.
STICKS_OUT = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  const framed = element => { for (let up = element.parentElement; up; up = up.parentElement)
    if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX)) return true; return false; };
  return [...document.body.querySelectorAll('*')]
    .filter(element => element.getBoundingClientRect().right > edge + 1 && !framed(element))
    .slice(0, 3).map(element => element.outerHTML.slice(0, 160))
    .concat(['the page is ' + document.documentElement.scrollWidth + ' wide']);
}"""

UNFOLD = """() => { for (const part of document.querySelectorAll('details:not([open])')) {
  part.open = true; part.dataset.unfolded = ''; } }"""
FOLD_AGAIN = """() => { for (const part of document.querySelectorAll('details[data-unfolded]')) {
  part.open = false; delete part.dataset.unfolded; } }"""


@dataclass
class Findings:
    """What was found on the pages looked at so far."""

    exempt: frozenset[str] = frozenset()
    pages: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def look(self, page: Page, where: str, *, narrow: bool = True) -> None:
        """Look at a page at 1280, 375 and 320 px, with everything unfolded; then it is folded as it was.

        Without `narrow` at 1280 px alone, where the same page is looked at elsewhere. The rules are asked at both
        widths only in the whole; in the sample at 1280 px and 320 px in turn, page by page.
        """
        self.pages.append(where)
        ruled = (WIDE, NARROW) if WHOLE else (NARROW,) if narrow and len(self.pages) % 2 == 0 else (WIDE,)
        page.wait_for_load_state()
        page.evaluate(UNFOLD)
        for width in (WIDE, PHONE, NARROW) if narrow else (WIDE,):
            page.set_viewport_size({"width": width, "height": 900})
            if width != WIDE:
                self.problems += [f"{where}, {width} px: {found}" for found in page.evaluate(STICKS_OUT)]
            if width in ruled:
                self._axe(page, f"{where}, {width} px")
        page.set_viewport_size({"width": WIDE, "height": 900})
        page.evaluate(FOLD_AGAIN)

    def _axe(self, page: Page, where: str) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        for violation in page.evaluate(
            "options => axe.run(options).then(found => found.violations)", OPTIONS
        ):
            if violation["id"] in self.exempt:
                continue
            nodes = [
                f"{node['html'][:200]} ({node['failureSummary'][:300]})" for node in violation["nodes"][:2]
            ]
            self.problems.append(
                f"{where}: {violation['id']} ({len(violation['nodes'])}): {violation['help']}: {'; '.join(nodes)}"
            )

    def __str__(self) -> str:
        return "\n".join(self.problems)
