"""The banner's clock, run in Node with a page made of almost nothing: when it is there, and once."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scripts import node
from sites import BuiltSite

MakeSite = Callable[..., BuiltSite]

SITE = """title: Turn it red
url: https://campaign.example.org/
share: {banner: {text: Act now, starts: 2026-06-01T10:00+02:00, ends: 2026-06-02}}
"""

# A page, and a clock that stands still until a step moves it. A step is an ISO moment, "load" for
# the script, "ready" for the page's end, or a key; after each, what stands in the page is told.
_PAGE = """
const [file, steps] = process.argv.slice(1);
const code = require("node:fs").readFileSync(file, "utf8");
const bars = [], timers = [], listeners = {};
let now = 0;
Date.now = () => now;
class Element {
  constructor() { this.style = {}; this.children = []; }
  appendChild(child) { this.children.push(child); }
  attachShadow() { return (this.root = new Element()); }
  setAttribute(name, value) { this[name] = value; }
  addEventListener() {}
  remove() { bars.splice(bars.indexOf(this), 1); }
}
const body = { prepend: (element) => bars.unshift(element) };
globalThis.setTimeout = (run, wait) => {
  if (!(wait > 0)) throw new Error(`waits ${wait}`);
  timers.push([now + wait, run]);
};
globalThis.window = globalThis;
globalThis.document = {
  documentElement: { attachShadow: true },
  createElement: () => new Element(),
  addEventListener: (name, run) => (listeners[name] ??= new Set()).add(run),
  removeEventListener: (name, run) => listeners[name]?.delete(run),
};
const fire = (name, event) => [...(listeners[name] ?? [])].forEach((run) => run(event));
const walk = (to) => {
  timers.sort(([a], [b]) => a - b);
  while (timers.length && timers[0][0] <= to) {
    const [at, run] = timers.shift();
    now = at;
    run();
    timers.sort(([a], [b]) => a - b);
  }
  now = to;
};
const told = JSON.parse(steps).map((step) => {
  if (step === "load") (0, eval)(code);
  else if (step === "ready") { document.body = body; fire("DOMContentLoaded"); }
  else if (step === "click") bars[0].root.children[0].children[2].onclick();
  else if (/^\\d/.test(step)) walk(Date.parse(step));
  else fire("keydown", { key: step.replace("prevented ", ""), defaultPrevented: step.startsWith("p") });
  return bars.length;
});
console.log(JSON.stringify(told));
"""


@pytest.fixture
def script(site: MakeSite) -> Path:
    made = site({"site.yaml": SITE})
    made.build()
    return made.output / "kit" / "banner-en.js"


def shown(script: Path, *steps: str) -> list[int]:
    """How many bars stand in the page after each step."""
    command = [node(), "-e", _PAGE, str(script), json.dumps(steps)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    found: Any = json.loads(done.stdout)
    return list(found)


BEFORE, START, LATER = "2026-06-01T07:59:00Z", "2026-06-01T08:00:00Z", "2026-06-02T23:59:59Z"
END = "2026-06-03T00:00:00Z"


def test_it_is_there_from_its_start_to_its_end(script: Path) -> None:
    steps = (BEFORE, "ready", "load", START, LATER, END, "2026-06-04T00:00:00Z")
    assert shown(script, *steps) == [0, 0, 0, 1, 1, 0, 0]


def test_in_its_time_it_is_there_at_once(script: Path) -> None:
    assert shown(script, LATER, "ready", "load", END) == [0, 0, 1, 0]


def test_in_a_page_s_head_it_waits_for_the_page(script: Path) -> None:
    assert shown(script, LATER, "load", "ready") == [0, 0, 1]


def test_after_its_end_it_does_nothing(script: Path) -> None:
    assert shown(script, END, "ready", "load", "2027-01-01T00:00:00Z") == [0, 0, 0, 0]


def test_loaded_twice_it_is_there_once(script: Path) -> None:
    assert shown(script, LATER, "load", "load", "ready", "load") == [0, 0, 0, 1, 1]


@pytest.mark.parametrize("closing", ["click", "Escape"])
def test_what_was_closed_stays_closed(script: Path, closing: str) -> None:
    steps = (START, "ready", "load", closing, "load", LATER, "Escape", END)
    assert shown(script, *steps) == [0, 0, 1, 0, 0, 0, 0, 0]


def test_other_keys_and_keys_that_the_page_uses_close_nothing(script: Path) -> None:
    steps = (LATER, "ready", "load", "Enter", "prevented Escape")
    assert shown(script, *steps) == [0, 0, 1, 1, 1]
