"""The command: what it asks on a terminal, what it says where nobody can answer, its exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import generator.deploy
from generator import cli
from generator.deploy import Ending, Outcome, Wishes
from generator.deploy.talk import Talk
from generator.options import Options
from generator.problems import Place, Problem
from generator.targets.plan import Plan
from generator.write.manifest import spoken

Run = Callable[..., int]
PUBLISHED = Outcome(
    "live", "a place", Ending.PUBLISHED, "ab" * 32, Plan(("a",), (), (), 9), ("A note",)
)
FAILED = Outcome("mirror", "", Ending.FAILED, message="nobody answers", hint="wait")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in a site, with what is to happen in place of a deploy."""
    (tmp_path / "site.yaml").write_text("title: A small campaign\n")

    def start(does: Callable[[Wishes, Talk], list[Outcome] | None], *args: str) -> int:
        def instead(
            root: Path, options: Options, wishes: Wishes, talk: Talk, environ: Mapping[str, str]
        ) -> list[Outcome] | None:
            assert not options.drafts
            return does(wishes, talk)

        monkeypatch.setattr(generator.deploy, "deploy", instead)
        with pytest.raises(SystemExit) as ended:
            cli.main(["--site", str(tmp_path), "deploy", *args])
        return int(ended.value.code or 0)

    return start


def test_what_came_of_each_target_is_told(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(lambda wishes, talk: [PUBLISHED, FAILED], "--all") == 2
    said = capsys.readouterr()
    assert said.out == (
        f"live: published and read back, root hash {spoken(PUBLISHED.root)}\n  A note\n"
    )
    assert said.err == "error: mirror: nobody answers\n   hint: wait\n"


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ([PUBLISHED], 0),
        ([Outcome("a", "b", Ending.UNCHANGED)], 0),
        ([Outcome("a", "b", Ending.PLANNED)], 0),
        ([Outcome("a", "b", Ending.DECLINED)], 2),
        ([PUBLISHED, FAILED], 2),
        (None, 2),
    ],
)
def test_the_exit_code_says_whether_all_is_well(
    run: Run, outcomes: list[Outcome] | None, code: int
) -> None:
    assert run(lambda wishes, talk: outcomes) == code


def test_options_become_wishes(run: Run) -> None:
    seen: list[Wishes] = []

    def note(wishes: Wishes, talk: Talk) -> list[Outcome]:
        seen.append(wishes)
        return []

    run(note, "mirror", "--dry-run")
    run(note, "--rollback")
    run(note, "--all", "--forget")
    run(note, "--sign", "key.pub")
    assert seen == [
        Wishes(name="mirror", dry=True),
        Wishes(rollback=True),
        Wishes(every=True, forget=True),
        Wishes(key="key.pub"),
    ]


@pytest.mark.parametrize(
    "options",
    [
        ("mirror", "--all"),
        ("--rollback", "--forget"),
        ("--rollback", "--dry-run"),
        ("--forget", "--dry-run"),
        ("--forget", "--sign", "key"),
    ],
)
def test_options_that_cannot_both_hold_are_refused(run: Run, options: tuple[str, ...]) -> None:
    def never(wishes: Wishes, talk: Talk) -> list[Outcome]:
        raise AssertionError("something was done")

    assert run(never, *options, "--yes") == 2


def test_what_holds_for_every_target_is_told_once(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = [Problem("lost-address", f"/{page}.html", Place("site.yaml")) for page in "ab"]

    def tells(wishes: Wishes, talk: Talk) -> list[Outcome]:
        talk.problems(lost[:1])
        talk.problems(lost)
        return [PUBLISHED]

    assert run(tells, "--all") == 0
    said = capsys.readouterr().err
    assert [said.count(f"/{page}.html") for page in "ab"] == [1, 1]


def asks(*, grave: bool) -> Callable[[Wishes, Talk], list[Outcome]]:
    def ask(wishes: Wishes, talk: Talk) -> list[Outcome]:
        agreed = talk.agrees("Publish to a place?", grave=grave)
        return [PUBLISHED if agreed else Outcome("live", "a place", Ending.DECLINED)]

    return ask


@pytest.mark.parametrize(("grave", "option"), [(False, "--yes"), (True, "--replace")])
def test_where_nobody_can_answer_an_option_does(
    run: Run, capsys: pytest.CaptureFixture[str], grave: bool, option: str
) -> None:
    assert run(asks(grave=grave), option) == 0
    assert run(asks(grave=grave), "--replace" if option == "--yes" else "--yes") == 2
    assert f"say {option}" in capsys.readouterr().err


def test_a_deploy_that_is_stopped_says_what_readers_find(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(wishes: Wishes, talk: Talk) -> list[Outcome]:
        raise KeyboardInterrupt

    assert run(stopped) == 130
    assert "readers find a whole site" in capsys.readouterr().err


def test_programs_get_json(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    def tells(wishes: Wishes, talk: Talk) -> list[Outcome]:
        talk.tell("for people")
        return [PUBLISHED, FAILED]

    assert run(tells, "--json") == 2
    said = json.loads(capsys.readouterr().out)
    assert [(one["target"], one["ending"], one["error"]) for one in said["targets"]] == [
        ("live", "published", None),
        ("mirror", "failed", "nobody answers"),
    ]
    assert said["targets"][0]["added"] == ["a"]
    assert said["problems"] == []
