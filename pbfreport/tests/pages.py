"""A browser without scripts for tests: reads a page as HTML, fills its forms, clicks its links and buttons."""

import re
from typing import Any
from urllib.parse import urldefrag, urljoin

import lxml.html
from django.test import Client


def words_of(element):
    """Return the text of an element with single spaces."""
    return " ".join(element.text_content().split())


def found_in(text, pattern):
    """Return what the pattern finds in a text, its first group where it has one."""
    match = re.search(pattern, str(text))
    assert match, f"{pattern} is not in {text[:300]}"
    return match[match.lastindex or 0]


class Page:
    """One answer of the portal, read as HTML."""

    def __init__(self, response):
        self.response = response
        self.status = response.status_code
        self.source = response.content.decode()
        self.root = lxml.html.fromstring(self.source or "<html></html>")

    @property
    def title(self):
        return words_of(self.root.find(".//title"))

    @property
    def words(self):
        return words_of(self.root)

    @property
    def ids(self):
        return [element.get("id") for element in self.root.iter() if element.get("id") is not None]

    @property
    def summary(self):
        """Return (address, sentence) of each line of the error summary."""
        lines = self.root.xpath("//div[contains(@class, 'error-summary')]//li")
        return [
            (line.find("a").get("href") if line.find("a") is not None else "", words_of(line))
            for line in lines
        ]

    def part(self, anchor):
        """Return the element with this id."""
        found = self.root.xpath("//*[@id=$anchor]", anchor=anchor)
        assert len(found) == 1, f"{len(found)} elements with the id {anchor}"
        return found[0]

    def words_in(self, anchor):
        return words_of(self.part(anchor))

    def field(self, name):
        """Return what a field of the page holds."""
        for form in self.root.forms:
            values = form_values(form)
            if name in values:
                return values[name]
        raise AssertionError(f"no field {name}")

    def check_summary(self):
        """Check that every line of the summary leads to a place on the page and stands at its field too."""
        assert self.title.startswith("Error: ")
        assert self.summary
        for web_address, _sentence in self.summary:
            assert web_address.startswith("#") and web_address[1:] in self.ids, web_address
        assert len(self.ids) == len(set(self.ids)), "an id stands twice on the page"


def form_values(form):
    """Return what a browser would post from a form, without the button: field -> text or list of texts."""
    values: dict[str, Any] = {}

    def add(name, value):
        if name in values:
            values[name] = [*(values[name] if isinstance(values[name], list) else [values[name]]), value]
        else:
            values[name] = value

    for element in form.iter("input", "textarea", "select"):
        name = element.get("name")
        if not name or element.get("disabled") is not None:
            continue
        if element.tag == "textarea":
            add(name, (element.text or "").removeprefix("\n").replace("\n", "\r\n"))
        elif element.tag == "select":
            chosen = [o for o in element.iter("option") if o.get("selected") is not None]
            for option in chosen or list(element.iter("option"))[:1]:
                add(name, option.get("value", option.text or ""))
        elif element.get("type") in ("checkbox", "radio"):
            if element.get("checked") is not None:
                add(name, element.get("value", "on"))
        elif element.get("type") not in ("submit", "button"):
            add(name, element.get("value", ""))
    return values


class Browser:
    """A person at a browser without scripts; `clicks` counts links and buttons."""

    def __init__(self, client=None):
        self.client = client or Client()
        self.clicks = 0
        self.url = "/"
        self.typed: dict[str, Any] = {}
        self.unticked: set[str] = set()
        self.page: Any = None

    def open(self, url):
        self.url = urldefrag(urljoin(self.url, url)).url
        response = self.client.get(self.url, follow=True)
        if response.redirect_chain:
            self.url = urldefrag(urljoin(self.url, response.redirect_chain[-1][0])).url
        return self._show(response)

    def _show(self, response):
        self.page, self.typed, self.unticked = Page(response), {}, set()
        return self.page

    def type(self, name, value):
        """Type into the field of this name."""
        assert self.page.root.xpath("//*[@name=$name]", name=name), f"no field {name}"
        self.typed[name] = value

    def untick(self, name):
        self.unticked.add(name)

    def click(self, words):
        """Follow the link, or press the button, that has these words."""
        self.clicks += 1
        for link in self.page.root.iter("a"):
            if words_of(link) == words:
                return self.open(link.get("href"))
        for form in self.page.root.forms:
            for button in form.iter("button"):
                if words_of(button) == words and button.get("type", "submit") == "submit":
                    return self.send(form, button)
        raise AssertionError(f"neither a link nor a button says {words!r}: {self.page.words[:600]}")

    def send(self, form, button=None):
        data = {**form_values(form)}
        names = {e.get("name") for e in form.iter("input", "textarea", "select")}
        data |= {name: value for name, value in self.typed.items() if name in names}
        for name in self.unticked:
            data.pop(name, None)
        if button is not None and button.get("name"):
            data[button.get("name")] = button.get("value", "")
        self.url = urldefrag(urljoin(self.url, form.get("action") or self.url)).url
        response = self.client.post(self.url, data, follow=True)
        if response.redirect_chain:
            self.url = urldefrag(urljoin(self.url, response.redirect_chain[-1][0])).url
        return self._show(response)
