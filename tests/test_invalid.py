"""Each folder of tests/invalid holds one mistake, and the exact report that it must give.

A folder is named after the problem's code, with `+more` behind it where a code has several. What a
site needs besides is filled in: site.yaml, content/index.md. `expected.txt` is the report.
"""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.build import Options, prepare
from generator.problems import CODES
from generator.report import Printer

FOLDER = Path(__file__).parent / "invalid"
CASES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
DEFAULTS = {
    "site.yaml": "title: Example\nurl: https://example.org/\n",
    "content/index.md": "---\ntitle: Home\ndescription: An example.\n---\n\nWords.\n",
}

# What no folder can hold everywhere, or rendering alone finds, is tested where it is found.
ELSEWHERE = {
    "unfit-name",
    "name-clash",
    "too-long",
    "template-error",
    "card-heavy",
    "card-left-out",
    "card-overflow",
    "emoji-dropped",
    "kit-font",
    "kit-template",
    "no-glyph",
    "no-typst",
    "no-fetch",
    "not-editable",
    "post-incomplete",
    "post-known",
    "no-permalink",
    "no-such-post",
    "wrong-answer",
    "post-dead",
    "post-blocked",
    "post-unsure",
    "post-alive",
    "capture-changed",
    "no-hash",
    "superseding-loop",
    "hidden-value",
    "unsearchable",
    "still-known",
    "lost-address",
    "host-limit",
    "import-author",
    "import-cleaned",
    "import-cut",
    "import-missing",
    "import-private",
    "import-shared",
    "import-skipped",
    "import-syntax",
    "import-unknown",
}

# Found in the finished pages; tests/check holds their cases.
CHECKED_IN_OUTPUT = {
    "output-link",
    "output-anchor",
    "no-alt",
    "one-heading",
    "heading-skipped",
    "empty-heading",
    "empty-link",
    "no-label",
    "no-table-header",
    "tab-order",
    "repeated-id",
    "page-language",
    "outside-contact",
    "blocked-inline",
    "no-policy",
    "script-link",
    "over-budget",
    "second-round-trip",
    "no-title",
    "no-description",
    "same-title",
    "same-description",
    "machine-path",
    "machine-name",
    "picture-metadata",
    "html-comment",
    "translation-missing",
    "translation-older",
    "translation-differs",
    "one-wording",
    "link-dead",
    "link-blocked",
    "link-unsure",
}


def report(root: Path) -> str:
    prepared = prepare(root, Options(root / "output", datetime(2026, 1, 1, tzinfo=UTC), kit=False))
    problems = sorted(set(prepared.problems), key=lambda problem: problem.sort_key)
    return Printer(root, colour=False).problems(problems) + "\n"


@pytest.mark.parametrize("case", CASES)
def test_the_report_is_exactly_the_expected_one(case: str, tmp_path: Path) -> None:
    shutil.copytree(FOLDER / case, tmp_path, dirs_exist_ok=True)
    for name, text in DEFAULTS.items():
        file = tmp_path / name
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
    expected = (FOLDER / case / "expected.txt").read_text("utf-8")
    assert report(tmp_path) == expected
    assert f"[{case.split('+')[0]}]" in expected


def test_every_code_of_the_sources_has_a_case() -> None:
    shown = {case.split("+")[0] for case in CASES}
    assert CHECKED_IN_OUTPUT | ELSEWHERE | shown == set(CODES)
