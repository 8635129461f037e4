"""Looking at a page: what it says, whom it asks, what it links to, which words it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, ConsoleMessage, Page

# A violation that a script swallows leaves no console message, but always an event.
WATCH = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`violates ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
"""

# Words in controls are left out: a script may add controls, and only controls.
_FACTS = """() => {
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data.replace(/\\s+/g, " ").trim();
    const parent = walker.currentNode.parentElement;
    if (text && !parent.closest("form, button, select, script, style")
        && parent.checkVisibility({ visibilityProperty: true })) words.push(text);
  }
  const linked = [...document.querySelectorAll("[href]:not(base)")].map((e) => e.href);
  const sets = [...document.querySelectorAll("[srcset]")].flatMap((e) => e.srcset.split(","));
  const sources = sets.map((part) => part.trim().split(/\\s+/)[0]);
  const pictures = [...document.images].map((e) => e.getAttribute("src")).concat(sources);
  return {
    words,
    links: linked.concat(pictures.map((address) => new URL(address, document.baseURI).href)),
    ids: [...document.querySelectorAll("[id]")].map((e) => e.id),
  };
}"""


@dataclass(frozen=True)
class Visit:
    """A page that was opened: the console's messages, the requests, the links, ids and words."""

    url: str
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


@contextmanager
def opened(browser: Browser, **options: object) -> Iterator[Page]:
    """A page of a context of its own."""
    context = browser.new_context(**options)
    try:
        yield context.new_page()
    finally:
        context.close()


def visit(browser: Browser, urls: Iterable[str], **options: object) -> list[Visit]:
    """Open one page after the other, and look at each."""
    visits = []
    with opened(browser, **options) as page:
        page.add_init_script(WATCH)
        said: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message: said.append(_spoken(message)))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        for url in urls:
            said.clear()
            asked.clear()
            page.goto(url, wait_until="load")
            facts = page.evaluate(_FACTS)
            visits.append(Visit(page.url, said.copy(), asked.copy(), **facts))
    return visits


def _spoken(message: ConsoleMessage) -> str:
    return f"{message.type}: {message.text}"
