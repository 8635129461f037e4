"""Which editor is started, and how it is told the place."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from generator.serve import opening
from generator.serve.opening import EDITORS, Unopened, command, inside, start

FILE = Path("/site/content/a {line} b.md")


def words(environment: dict[str, str], *there: str) -> list[str]:
    """The command line where the programs `there` are on the path."""
    found = {name: f"/bin/{name}" for name in there}
    return command(FILE, 3, 5, environment, found.get)


@pytest.mark.parametrize(
    ("environment", "there", "expected"),
    [
        ({"HANDBILL_EDITOR": "ed '{file}' +{line}:{column}"}, "", ["ed", f"{FILE}", "+3:5"]),
        ({"HANDBILL_EDITOR": "kate -n"}, "code", ["kate", "-n", "-l", "3", "-c", "5", f"{FILE}"]),
        ({"HANDBILL_EDITOR": "/opt/mine"}, "", ["/opt/mine", f"{FILE}"]),
        ({"EDITOR": "subl -w"}, "code", ["/bin/code", "-g", f"{FILE}:3:5"]),
        ({"EDITOR": "subl -w"}, "", ["subl", "-w", f"{FILE}:3:5"]),
        ({"VISUAL": "gedit", "EDITOR": "vi"}, "", ["gedit", "+3:5", f"{FILE}"]),
        ({"EDITOR": "/usr/local/bin/mate"}, "", ["/usr/local/bin/mate", "-l", "3:5", f"{FILE}"]),
    ],
)
def test_the_editor_that_is_wanted_or_there(
    environment: dict[str, str], there: str, expected: list[str]
) -> None:
    assert words(environment, *there.split()) == expected


def test_the_desktop_is_asked_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    address = "vscode://file/site/content/a%20%7Bline%7D%20b.md:3:5"
    assert words({}, "xdg-open") == ["/bin/xdg-open", address]
    with pytest.raises(Unopened, match="No editor was found"):
        words({})


@pytest.mark.parametrize("editor", ["vim", "nano -w", "/usr/bin/emacs -nw", "micro"])
def test_a_terminals_editor_cannot_be_opened(editor: str) -> None:
    with pytest.raises(Unopened, match="opens in a terminal") as refused:
        words({"EDITOR": editor}, "xdg-open")
    assert "/" not in str(refused.value)


def test_a_quotation_mark_alone_is_told() -> None:
    with pytest.raises(Unopened, match="quotation mark"):
        words({"HANDBILL_EDITOR": "code 'x"})


@pytest.mark.parametrize("name", EDITORS)
def test_every_row_names_the_file_once_and_the_line(name: str) -> None:
    row = " ".join(EDITORS[name])
    assert row.count("{file}") == 1
    assert "{line}" in row


def test_a_program_that_fails_at_once_is_told_without_its_path(tmp_path: Path) -> None:
    for line in (["/no/such/thing"], [sys.executable, "-c", "raise SystemExit(3)"]):
        with pytest.raises(Unopened) as refused:
            start(line, tmp_path)
        assert "/" not in str(refused.value)


def test_a_program_that_stays_open_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_SOON", 0.01)
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    start([sys.executable, "-c", f"open({str(gate)!r}).read()"], tmp_path)
    gate.write_text("it may end")


def test_only_files_of_the_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    (tmp_path / "site-2").mkdir()
    (tmp_path / "site-2/a.md").write_text("x")
    (site / "content/a.md").write_text("x")
    (site / "out.md").symlink_to(tmp_path / "site-2/a.md")
    assert inside(site, "content/a.md").samefile(site / "content/a.md")
    for path in ("../site-2/a.md", str(tmp_path / "site-2/a.md"), "out.md", "", "content", "no"):
        with pytest.raises(Unopened):
            inside(site, path)
