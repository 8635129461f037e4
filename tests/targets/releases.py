"""Small releases for tests of targets: a folder of files with its manifest, and what is around."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from generator.deploy.state import State, judge
from generator.targets.plan import Plan, plan
from generator.targets.release import Release
from generator.targets.secrets import Secrets
from generator.targets.target import Live, Surroundings, Target
from generator.write.manifest import MANIFEST, SUMS, manifest, root_hash, sums

SITE = "https://campaign.example.org/"


def release(folder: Path, files: Mapping[str, str | bytes], site: str = SITE) -> Release:
    """A release of these files, written into the folder."""
    written = {
        path: text.encode() if isinstance(text, str) else text for path, text in files.items()
    }
    facts = {path: (len(data), hashlib.sha256(data).hexdigest()) for path, data in written.items()}
    frame = {SUMS: sums(facts), MANIFEST: manifest(facts, site)}
    for path, data in {**written, **frame}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    framed = {p: (len(data), hashlib.sha256(data).hexdigest()) for p, data in frame.items()}
    return Release(folder, {**facts, **framed}, root_hash(facts), site)


def site(version: int, pages: int = 6) -> dict[str, str]:
    """A site whose every page names its version and shows a style of that version."""
    found = {f"assets/site.{version:010x}.css": f"p {{ order: {version} }}"}
    found |= {f"assets/photo-{n}.txt": f"Picture {n} of version {version}" for n in range(pages)}
    for n in range(pages):
        name = "index.html" if n == 0 else f"ü/page-{n}.html"
        up = "" if n == 0 else "../"
        found[name] = (
            f'<link href="{up}assets/site.{version:010x}.css"><img src="{up}assets/photo-{n}.txt">'
            f"Version {version}"
        )
    found[f"only-in-{version}.html"] = f'<link href="assets/site.{version:010x}.css">'
    return {**found, "feed.xml": f"<feed>{version}</feed>", "sw.js": f"// {version}"}


def around(root: Path, **environ: str) -> Surroundings:
    return Surroundings("live", root, root / "private", Secrets("live", environ), environ=environ)


def deploy(target: Target, new: Release) -> tuple[State, Plan]:
    """What the line does: look, plan, publish; what was found and what was done."""
    live: Live = target.look()
    standing = judge(live, None, new.site)
    changes = plan(new.files, standing.files, standing.odd)
    target.publish(new, changes, live, lambda size: None)
    return standing.state, changes
