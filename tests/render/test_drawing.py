from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from generator.problems import EnvironmentFault, Place
from generator.read.media import Picture
from generator.render import drawing as module
from generator.render.drawing import Easel
from render.drawings import PLACE, THEME, Kept, card, drawn, opened, street


@pytest.fixture(scope="module")
def easel() -> Easel:
    return Easel((THEME,))


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Picture:
    return street(tmp_path_factory.mktemp("media"))


def test_what_is_remembered_is_not_drawn_again(
    easel: Easel, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Kept()
    first = drawn(easel, card(), card("preview"), card(), memory=memory)
    monkeypatch.setattr("concurrent.futures.process.ProcessPoolExecutor", None)
    again = drawn(easel, card(), card("preview"), card(), memory=memory)
    assert [made.data for made in again] == [made.data for made in first]
    assert first[0].data == first[2].data


def test_a_memory_that_keeps_nothing_costs_only_time(easel: Easel) -> None:
    class Forgetful(Kept):
        def put(self, key: str, data: bytes) -> None:
            pass

    assert all(made.data for made in drawn(easel, card(), card(), memory=Forgetful()))


def test_the_key_knows_all_that_a_card_is_made_from(tmp_path: Path, photo: Picture) -> None:
    plain = Easel((THEME,))
    base = replace(card(), photo=photo)
    others = [
        replace(base, values=card(words="Other").values),
        replace(base, template="poster.typ"),
        replace(base, form="JPEG"),
        replace(base, width=1081),
        replace(base, photo=replace(photo, digest="0" * 64)),
        replace(base, focus=(0.0, 0.5)),
        replace(base, see_through=True),
    ]
    keys = {plain.key(one) for one in [base, *others]}
    assert len(keys) == len(others) + 1
    site = tmp_path / "kit"
    site.mkdir()
    (site / "parts.typ").write_text((THEME / "kit/parts.typ").read_text("utf-8") + "\n", "utf-8")
    keys.add(Easel((tmp_path, THEME)).key(base))
    (site / "parts.typ").unlink()
    (site / "fonts").mkdir()
    shutil.copy(THEME / "kit/fonts/NotoSans-Bold.ttf", site / "fonts/Ours.ttf")
    keys.add(Easel((tmp_path, THEME)).key(base))
    assert len(keys) == len(others) + 3
    elsewhere = replace(base, place=Place("content/other.yaml"), what="another")
    assert plain.key(elsewhere) == plain.key(base)


LONG = "This sentence goes on for much longer than any card can hold. " * 20


def test_what_does_not_fit_is_told_when_it_is_remembered_too(easel: Easel) -> None:
    memory = Kept()
    for _ in range(2):
        made = drawn(easel, card(words=LONG), memory=memory)[0]
        assert not made.problems
        (fit,) = made.tight
        assert (fit.name, fit.size) == ("text", 36)
        assert 1.2 < fit.excess < 1.7
    assert len(memory) == 1


def test_one_word_that_is_too_long_is_told(easel: Easel) -> None:
    assert [fit.name for fit in drawn(easel, card(words="W" * 80))[0].tight] == ["text"]


def test_long_compounds_are_cut_rather_than_made_small(easel: Easel) -> None:
    words = "Rindfleischetikettierungsüberwachungsaufgabengesetz jetzt"
    german, swiss = drawn(easel, *(card(lang=lang, words=words) for lang in ("de", "de-CH")))
    assert not german.problems
    assert not swiss.problems
    # Large type fills more of the card than one line of it would.
    white = {c: n for n, c in opened(german.data).convert("RGB").getcolors(256)}[(255, 255, 255)]
    assert white > 80_000


def test_too_heavy_a_card_is_a_warning(easel: Easel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    (problem,) = drawn(easel, card())[0].problems
    assert problem.code == "card-heavy"
    assert problem.place == PLACE


def test_a_broken_template_is_told_and_not_remembered(tmp_path: Path) -> None:
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit/card.typ").write_text("#nothing\n", "utf-8")
    memory = Kept()
    (problem,) = drawn(Easel((tmp_path, THEME)), card(), memory=memory)[0].problems
    assert str(problem.place) == "templates/kit/card.typ:1:2"
    assert not memory


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "'card.typ' draws 595 × 842 pixels, and 1080 × 1080 are wanted"),
        ("#pagebreak()", "'card.typ' makes 2 pages of one picture"),
    ],
)
def test_a_card_of_another_size_is_told_once(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit/card.typ").write_text(f'#import "parts.typ": *\n{text}\n', "utf-8")
    first = card()
    made = drawn(Easel((tmp_path, THEME)), first, card("preview"), card("story"))
    (problem,) = (problem for one in made for problem in one.problems)
    assert problem.message == f"{message} (first in the {first.what})"
    assert problem.place == Place("templates/kit/card.typ")
    assert not any(one.data for one in made)


def test_what_is_wrong_with_the_sites_own_files_is_told(tmp_path: Path) -> None:
    (tmp_path / "kit/fonts").mkdir(parents=True)
    (tmp_path / "kit/fonts/Web.woff2").write_bytes(b"wOF2")
    (tmp_path / "kit/card.typ").write_bytes(b"\xff")
    codes = [problem.code for problem in Easel((tmp_path, THEME)).problems]
    assert codes == ["kit-font", "encoding"]


def test_no_process_and_no_file_is_left_when_nobody_wants_more(
    easel: Easel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    running = easel.draw_all([easel.proof(card(words=str(n)))[0] for n in range(12)], Kept())
    next(running)
    assert multiprocessing.active_children()
    assert list(tmp_path.iterdir())
    running.close()
    assert not multiprocessing.active_children()
    assert not list(tmp_path.iterdir())


def test_as_many_processes_draw_as_are_asked_for(
    easel: Easel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "processors", lambda: 2)
    cards = [easel.proof(card(words=str(n)))[0] for n in range(20)]
    for workers in (1, 2):
        running = easel.draw_all(cards, Kept(), workers=workers)
        next(running)
        assert len(multiprocessing.active_children()) == workers
        running.close()


def test_a_process_that_dies_is_told_in_plain_words(easel: Easel) -> None:
    running = easel.draw_all([easel.proof(card(words=str(n)))[0] for n in range(40)], Kept())
    next(running)
    for child in multiprocessing.active_children():
        os.kill(child.pid, signal.SIGKILL)
    with pytest.raises(EnvironmentFault, match="a process that draws cards ended by itself"):
        list(running)


_KILLED = """
import multiprocessing, os, signal
from generator.render.drawing import Easel
from render.drawings import THEME, Kept, card

if __name__ == "__main__":
    easel = Easel((THEME,))
    running = easel.draw_all([easel.proof(card(words=str(n)))[0] for n in range(12)], Kept())
    next(running)
    print(*[child.pid for child in multiprocessing.active_children()], flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_processes_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "draws.py"
    script.write_text(_KILLED, "utf-8")
    folder = tmp_path / "scratch"
    folder.mkdir()
    tests = Path(__file__).parents[1]
    paths = os.pathsep.join([str(tests), str(tests.parent)])
    done = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": paths, "TMPDIR": str(folder)},
    )
    # The pipe ends when the last process that holds it does.
    assert done.returncode == -signal.SIGKILL
    assert done.stdout.split()
    assert not list(folder.iterdir())
