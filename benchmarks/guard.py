"""What the search for hidden values costs, by default with 100 people among 1,000 posts."""

from __future__ import annotations

import random
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from build import RUNS, build
from campaign import sentence
from measured import Run, described, heads, row, summary

LEVELS = ("handle", "name", "words")

_HOW = """\
Two campaigns of {posts:,} posts show the same: one protects {protected:,} people, the other never
knew them, so nothing is searched for. They are built in turn, cold and with `--no-kit`, {times}
times each; what counts is the ratio."""


def main(posts: int, protected: int) -> None:
    how = _HOW.format(posts=posts, protected=protected, times=2 * RUNS)
    with described("The search for what is hidden", how):
        compare(posts, protected)


def compare(posts: int, protected: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        roots = {name: Path(folder) / name for name in ("guarded", "bare")}
        for name, root in roots.items():
            write_site(root, posts, protected, guarded=name == "guarded")
        runs: dict[str, list[Run]] = {name: [] for name in roots}
        for number in range(2 * RUNS + 1):
            for name, root in roots.items():
                run = build(root)
                runs[name] += [run] if number else []
    heads("", "wall s, median", "smallest", "CPU s, median")
    found = {name: figures(of_one) for name, of_one in runs.items()}
    for name, values in found.items():
        row(name, *(f"{value:.2f}" for value in values))
    ratios = (one / other for one, other in zip(found["guarded"], found["bare"], strict=True))
    row("ratio", *(f"{ratio:.3f}" for ratio in ratios))
    print()


def figures(runs: list[Run]) -> tuple[float, float, float]:
    of = summary(runs)
    return of.wall, of.least, of.cpu


def write_site(root: Path, posts: int, protected: int, *, guarded: bool) -> None:
    """A campaign in two languages with a file for each post."""
    words = random.Random(posts)
    (root / "content" / "posts").mkdir(parents=True)
    (root / "site.yaml").write_text(
        "title: A bench\nurl: https://bench.example.org/\n"
        "languages: {en: English, ar: العربية}\nsources: {report: {title: A report}}\n",
        "utf-8",
    )
    for ending in ("", ".ar"):
        home = f"---\ntitle: Home {ending}\ndescription: A bench {ending}.\n---\n\nWords.\n"
        (root / "content" / f"index{ending}.md").write_text(home, "utf-8")
    for number in range(posts):
        hides = number < protected
        text = post(words, number, LEVELS[number % 3] if hides else "", guarded=guarded)
        (root / "content" / "posts" / f"post-{number:05}.yaml").write_text(text, "utf-8")


def post(words: random.Random, number: int, level: str, *, guarded: bool) -> str:
    """A record; a bare one has no more than what a guarded one shows."""
    # Five words in a row that two posts share by chance would be told as a leak.
    said = " ".join(f"{sentence(words, 3)} {number:05}" for _ in range(10))
    handle, name = f"example_{number:05}_q", f"Personne{number:05}a Exempla{number:05}b"
    shown = name if level in ("", "handle") else ""
    lines = ["network: x", "posted: 2016-04-30", "source: report", "consent: {status: given}"]
    if guarded or not level:
        lines += [f'author: {{name: {name}, handle: "@{handle}", shown_as: a resident}}']
        lines += [f"url: https://twitter.com/{handle}/status/{726435235995504640 + (number << 30)}"]
    else:
        lines += [f"author: {{{f'name: {shown}, ' if shown else ''}shown_as: a resident}}"]
    lines += [f"protect: {level}"] if guarded and level else []
    lines += [f"text: {said}"] if guarded or level != "words" else []
    lines += [f"paraphrase: Somebody says something, number {number}."] if level else []
    return "\n".join([*lines, "lang: en", ""])


if __name__ == "__main__":
    parser = ArgumentParser(description="What the search for hidden values costs a build.")
    parser.add_argument("posts", type=int, nargs="?", default=1000)
    parser.add_argument("protected", type=int, nargs="?", default=100)
    given = parser.parse_args()
    main(given.posts, given.protected)
