"""WCAG 2.2 AA by axe: no violation on any page, in light and dark, on a phone and a desk."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from sites import PROJECT, BuiltSite

from .server import Host
from .visits import opened

AXE = PROJECT / "node_modules" / "axe-core" / "axe.min.js"

# In the dark only what a change of colours can change.
SCHEMES = {
    "light": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}

SIZES = {"phone": (390, 844), "desktop": (1280, 800)}

# Languages have the same layouts and colours, so all is seen in the dark at both sizes.
DARK_AT = {"en": "phone", "ar": "desktop"}

# On the whole page, or `within` what a selector finds.
_RUN = """async ({ within, ...options }) => {
  const place = within ? document.querySelector(within) : document;
  const { violations } = await axe.run(place, { ...options, resultTypes: ["violations"] });
  return violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id} ${node.target.join(" ")} ${node.failureSummary}`));
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        pytest.fail("no axe-core: npm install (in the project's folder)", pytrace=False)
    return AXE.read_text("utf-8")


def violations(page: Page, url: str, axe: str, dark: Collection[str] = SIZES) -> list[str]:
    """What is wrong at each size: in light, and at the sizes in `dark` besides in dark."""
    page.goto(url)
    page.evaluate(axe)
    found = []
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme, rules in SCHEMES.items():
            if scheme == "dark" and size not in dark:
                continue
            page.emulate_media(color_scheme=scheme)
            faults = page.evaluate(_RUN, {"runOnly": rules})
            found += [f"{size}, {scheme}: {fault}" for fault in faults]
    return found


# In parts, which processes can share among them.
@pytest.mark.parametrize("part", range(3))
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_has_a_violation(
    browser: Browser, sample: BuiltSite, host: Host, axe: str, language: str, part: int
) -> None:
    pages = [name for name in sample.pages() if name.startswith("ar/") == (language == "ar")]
    pages = pages[part::3]
    assert len(pages) > 7
    # The pages' own policy forbids what axe does; that they obey it is tested elsewhere.
    with opened(browser, bypass_csp=True) as page:
        dark = (DARK_AT[language],)
        found = {name: violations(page, host.url + name, axe, dark) for name in pages}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_axe_sees_what_it_is_there_for(browser: Browser, tmp_path: Path, axe: str) -> None:
    (tmp_path / "index.html").write_text(
        "<!doctype html><html lang='en'><title>x</title><style>:root{color-scheme:light dark}"
        "@media (prefers-color-scheme: dark){p{color:#555;background:#444}}"
        "a{display:inline-block;width:9px;height:9px;overflow:hidden}</style>"
        "<main><img src='x.png'><p>Hello</p><a href='#'>x</a><a href='#'>y</a></main></html>"
    )
    with opened(browser, bypass_csp=True) as page:
        found = " ".join(violations(page, (tmp_path / "index.html").as_uri(), axe))
    for fault in ("image-alt", "target-size", "desktop, dark: color-contrast"):
        assert fault in found
