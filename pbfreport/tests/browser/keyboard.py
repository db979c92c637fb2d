"""A person at a browser with a keyboard and no mouse; on every stop of the way the focus can be seen."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from pbfreport.tests.browser.access import Findings

# What somebody hears or sees of the element that has the focus; a ring of two pixels or more, on it or around it.
FOCUSED = """() => {
  const at = document.activeElement;
  const label = at.labels && at.labels.length ? at.labels[0].innerText : at.innerText;
  const rings = element => { const style = getComputedStyle(element);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 ? 'ring' : style.boxShadow; };
  const shown = [at, at.closest('.task')].filter(Boolean);
  const focused = shown.map(rings);
  const box = at.getBoundingClientRect();
  at.blur();
  const plain = shown.map(rings);
  at.focus({preventScroll: true, focusVisible: true});
  return {tag: at.tagName, words: (label || at.value || '').replace(/\\s+/g, ' ').replace(/ ([:,])/g, '$1').trim(),
          differs: focused.some((ring, n) => ring !== plain[n]),
          inView: box.bottom > 0 && box.top < innerHeight && box.width > 0};
}"""


def tab_to(page: Page, words: str, tag: str = "", at_most: int = 60, key: str = "Tab") -> None:
    """Press Tab until the focus is on what carries these words; every stop on the way must be visible."""
    page.wait_for_load_state()
    passed: list[str] = []
    for _ in range(at_most):
        page.keyboard.press(key)
        at = page.evaluate(FOCUSED)
        passed.append(f"{at['tag']} {at['words'][:40]!r}")
        if passed.count("A 'Skip to the content'") > 1:
            break
        if at["tag"] == "BODY":
            continue
        assert at["differs"], f"no visible focus on {passed[-1]}"
        assert at["inView"], f"out of view: {passed[-1]}"
        if words in at["words"] and tag in at["tag"]:
            return
    raise AssertionError(f"{words!r} was not reached; the stops were {passed}")


class Hands:
    """What a person does with the keys: reach a link, press it, fill a field, open what is folded."""

    def __init__(self, page: Page, found: Findings, name: str) -> None:
        self.page, self.found, self.name = page, found, name

    def opens(self, web_address: str) -> None:
        """Open an address, as from a bookmark or a mail."""
        self.page.goto(web_address)

    def reaches(self, words: str, tag: str = "") -> None:
        tab_to(self.page, words, tag, at_most=250)

    def presses(self, words: str, tag: str = "", key: str = "Enter") -> None:
        """Reach a link or a button, press it, and wait until the next page stands."""
        self.reaches(words, tag)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def unfolds(self, words: str) -> None:
        self.reaches(words, "SUMMARY")
        self.page.keyboard.press("Enter")

    def writes(self, label: str, text: str, tag: str = "") -> None:
        """Reach a field and put this in place of what it holds."""
        self.reaches(label, tag)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(text)

    def chooses(self, label: str, option: str) -> None:
        self.reaches(label, "SELECT")
        self.page.keyboard.type(option)

    def ticks(self, label: str) -> None:
        self.reaches(label, "INPUT")
        self.page.keyboard.press("Space")

    def attaches(self, label: str, file: Path) -> None:
        self.page.on("filechooser", lambda _chooser: None)  # taken over before a key opens it
        self.reaches(label, "INPUT")
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Enter")
        chooser.value.set_files(file)

    def downloads(self, words: str, folder: Path) -> bytes:
        """Press a link that sends a file and return its bytes."""
        self.reaches(words, "A")
        with self.page.expect_download() as waiting:
            self.page.keyboard.press("Enter")
        target = folder / f"{len(list(folder.iterdir()))}-{waiting.value.suggested_filename}"
        waiting.value.save_as(target)
        return target.read_bytes()

    def looks(self, where: str, *, narrow: bool = True) -> None:
        """Look at the page for violations of axe's rules and for what sticks out sideways."""
        self.found.look(self.page, f"{self.name}: {where}", narrow=narrow)

    def reads(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()
