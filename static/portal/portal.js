// What a page does besides its forms; every page works without it. Texts come from data attributes of the page.
(function () {
  "use strict";

  var announcer = document.getElementById("announcer");
  var pause;

  function announce(words) {
    clearTimeout(pause);
    pause = setTimeout(function () { announcer.textContent = words; }, 700);
  }

  // Counters. The same count as the server's: code points, a line end as one, nothing for blanks at the ends.
  var blank = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
  var ends = new RegExp("^" + blank + "|" + blank + "$", "g");

  function characters(text) {
    var kept = text.replace(/\r\n?/g, "\n").replace(/\0/g, "").normalize("NFC").replace(ends, "");
    return Array.from(kept).length;
  }

  function count(field, aloud) {
    var line = document.querySelector('[data-counter-for="' + CSS.escape(field.id) + '"]');
    if (!line) return;
    var written = characters(field.value);
    var over = written - Number(field.dataset.limit);
    var number = new Intl.NumberFormat(document.documentElement.lang);
    var words = (over > 0 ? line.dataset.over : line.dataset.written)
      .replace("%n", number.format(written))
      .replace("%o", number.format(Math.max(over, 0)));
    line.querySelector(".counter-live").textContent = words;
    line.classList.toggle("is-over", over > 0);
    if (aloud) announce(words);
  }

  // What is typed and not saved: known per row (data-row), else per form (data-guard).
  function scopeOf(element) {
    return element.closest("[data-row]") || element.closest("form[data-guard]");
  }

  function say(scope, key) {
    var line = scope && scope.querySelector("[data-row-state]");
    if (!line) return;
    line.textContent = line.dataset[key];
    line.classList.toggle("is-unsaved", key === "unsavedWords");
  }

  document.addEventListener("input", function (event) {
    var field = event.target;
    if (field.dataset.limit) count(field, true);
    var scope = scopeOf(field);
    if (scope && field.closest("form[data-guard]") && !scope.hasAttribute("data-unsaved")) {
      scope.setAttribute("data-unsaved", "");
      say(scope, "unsavedWords");
    }
  });

  var leaving = false;

  window.addEventListener("beforeunload", function (event) {
    if (!leaving && document.querySelector("[data-unsaved], [data-busy]")) event.preventDefault();
  });

  // One act per press: the button rests after the first submit, until the page is shown again.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.hasAttribute("data-repeat")) return;
    if (form.hasAttribute("data-sent")) {
      event.preventDefault();
      return;
    }
    form.setAttribute("data-sent", "");
    leaving = true;
    setTimeout(function () {
      Array.from(form.elements).forEach(function (button) {
        if (button.type === "submit" && !button.disabled) {
          button.disabled = true;
          button.setAttribute("data-rests", "");
        }
      });
    }, 0);
  });

  window.addEventListener("pageshow", function () {
    leaving = false;
    document.querySelectorAll("[data-sent]").forEach(function (form) { form.removeAttribute("data-sent"); });
    document.querySelectorAll("[data-rests]").forEach(function (button) {
      button.disabled = false;
      button.removeAttribute("data-rests");
    });
  });

  // Rows that htmx saves. The answer brings the state line with the portal's own time, or replaces the row.
  // What is typed while a save is under way is not saved by it.
  document.addEventListener("htmx:beforeRequest", function (event) {
    var scope = scopeOf(event.detail.elt);
    if (!scope) return;
    scope.removeAttribute("data-unsaved");
    scope.setAttribute("data-busy", "");
    say(scope, "saving");
  });

  document.addEventListener("htmx:afterRequest", function (event) {
    // Where the row was replaced, the event names what surrounds it; the button that was pressed knows its row.
    var scope = scopeOf(event.detail.requestConfig.elt);
    if (!scope) return;
    scope = document.getElementById(scope.id) || scope;
    scope.removeAttribute("data-busy");
    if (!event.detail.successful) scope.setAttribute("data-unsaved", "");
    if (scope.hasAttribute("data-unsaved")) say(scope, "unsavedWords");
    else announce(scope.querySelector("[data-row-state]").textContent);
  });

  document.addEventListener("htmx:load", function (event) { prepare(event.detail.elt); });

  function prepare(part) {
    part.querySelectorAll("[data-limit]").forEach(function (field) { count(field, false); });
    // First of all the summary; in a row that came back by itself, the first thing to correct or to choose.
    var summary = part.querySelector(".error-summary, [aria-invalid=true], .two-texts input:checked");
    if (summary) summary.focus();
  }

  // Messages that are there from the start are read out only when they change.
  function readMessages() {
    var messages = document.querySelector(".messages");
    if (messages) setTimeout(function () { messages.replaceChildren.apply(messages, Array.from(messages.childNodes)); }, 300);
  }

  // A link to a folded row opens it.
  function unfold() {
    var row = location.hash && document.getElementById(location.hash.slice(1));
    if (row && row.tagName === "DETAILS") row.open = true;
  }

  window.addEventListener("hashchange", unfold);
  prepare(document);
  unfold();
  readMessages();
})();
