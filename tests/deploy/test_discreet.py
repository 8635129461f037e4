"""Whoever publishes is not known by it: no name, login, machine, place or secret gets anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from servers.git_remote import Remote, bare
from sites import PROJECT, small_site

# Words that no page, theme or library has.
HOME, LOGIN, HOST = "zanzibar-home", "quokka-login", "pangolin-host"
PERSON, SECRET = "Xylophone Wolpertinger", "tatterdemalion-secret"
TRAPS = (HOME, LOGIN, HOST, "xylophone", SECRET)

# Run by Python before anything else: whoever asks for the machine or for its user learns these.
ASKED = f"""\
import getpass, os, platform, socket
real = os.uname()
socket.gethostname = socket.getfqdn = platform.node = lambda *given: "{HOST}"
os.uname = lambda: os.uname_result((real.sysname, "{HOST}", *real[2:]))
os.getlogin = getpass.getuser = lambda: "{LOGIN}"
"""
YAML = """\
title: A small campaign
url: https://campaign.example.org/
deploy:
  live: {to: folder, path: ../public/live}
  stick: {to: zip, path: ../public/stick.zip}
  pages: {to: git, remote: ../public/site.git}
  nowhere: {to: git, remote: ../public/nowhere.git}
  blocked: {to: folder, path: ../public/stick.zip/live}
  outside: {to: folder, path: ..}
  keyless: {to: neocities}
"""
PAGE = "---\ntitle: Home\ndescription: A campaign of one page.\n---\n\n{text}\n"


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign in a home that must not be known, deployed three times: once to go back to."""
    home = tmp_path_factory.mktemp("homes") / HOME
    made = small_site(home / "campaign", {"site.yaml": YAML})
    (home / "public").mkdir()
    bare(home / "public/site.git")
    (home / "python").mkdir()
    (home / "python/sitecustomize.py").write_text(ASKED)
    (home / ".gitconfig").write_text(
        f"[user]\nname = {PERSON}\nemail = {LOGIN}@{HOST}\n[commit]\ngpgSign = true\n"
    )
    (home / ".netrc").write_text(f"machine 127.0.0.1 login {LOGIN} password {SECRET}\n")
    said = []
    for number, text in enumerate(["Hello.", "Hello again.", "Hello at last."]):
        made.write({"content/index.md": PAGE.format(text=text)})
        said.append(_handbill(made.root, "deploy", "--all", "--yes"))
        assert said[number].count("published and read back") == 3, said[number]
    said += [
        _handbill(made.root, "deploy", "pages", "--rollback", "--yes"),
        _handbill(made.root, "--json", "deploy", "--all", "--yes"),
        _handbill(made.root, "deploy", "live", "--forget", "--yes"),
        _handbill(made.root, "deploy", "missing"),
    ]
    (home / "said").write_text("\n".join(said))
    return made.root


def _handbill(root: Path, *args: str) -> str:
    """All that the command says, run by somebody who has set many a trap for it."""
    home = root.parent
    who = {f"GIT_{role}_{what}": PERSON for role in ("AUTHOR", "COMMITTER") for what in _WHAT}
    traps = {
        **who,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "USER": LOGIN,
        "LOGNAME": LOGIN,
        "USERNAME": LOGIN,
        "HOSTNAME": HOST,
        "EMAIL": f"{LOGIN}@{HOST}",
        "TZ": "Africa/Dar_es_Salaam",
        "GIT_TRACE": "1",
        "GIT_TRACE_CURL": "1",
        "GIT_TOKEN": SECRET,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "WEBDAV_PASSWORD": SECRET,
    }
    done = subprocess.run(
        [sys.executable, "-m", "generator.cli", *args],
        env={**os.environ, **traps, "PYTHONPATH": f"{home / 'python'}{os.pathsep}{PROJECT}"},
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


_WHAT = ("NAME", "EMAIL")


def betrayed(data: bytes) -> list[str]:
    """Which traps something has walked into."""
    text = data.decode("utf-8", "replace").casefold()
    return [trap for trap in TRAPS if trap in text]


def test_the_traps_are_seen() -> None:
    assert betrayed(f"/home/{HOME}/campaign".encode()) == [HOME]
    assert betrayed(b"committer XYLOPHONE Wolpertinger") == ["xylophone"]


def test_no_message_tells(campaign: Path) -> None:
    said = (campaign.parent / "said").read_text()
    for expected in (
        "nowhere",
        "blocked",
        "'..'",
        "NEOCITIES_API_KEY",
        "the older release is live",
    ):
        assert expected in said, said
    assert "Traceback" not in said
    assert betrayed(said.encode()) == []


def test_no_file_that_was_published_tells(campaign: Path) -> None:
    found = {name: betrayed(data) for name, data in _published(campaign.parent / "public")}
    assert len(found) > 20
    assert {name: traps for name, traps in found.items() if traps} == {}


def test_no_commit_tells(campaign: Path) -> None:
    remote = Remote(campaign.parent / "public/site.git")
    commits = remote.git("rev-list", "--all").split()
    assert len(commits) >= 3
    told = [remote.git("cat-file", "commit", commit) for commit in commits]
    assert betrayed("".join([*told, *remote.refs()]).encode()) == []
    files = [remote.files(commit) for commit in commits]
    assert [name for found in files for name, data in found.items() if betrayed(data)] == []
    who = set(
        remote.git("log", "--all", "--format=%an %ae %ad %cn %ce", "--date=format:%z").split()
    )
    assert who == {"site", "site@localhost", "+0000"}


def _published(public: Path) -> Iterator[tuple[str, bytes]]:
    """Every file and its name; of zips, what is within them as well."""
    for path in public.rglob("*"):
        if path.is_file():
            name = path.relative_to(public).as_posix()
            yield name, name.encode() + path.read_bytes()
        if path.suffix == ".zip" and path.is_file():
            with zipfile.ZipFile(path) as zipped:
                for one in zipped.infolist():
                    facts = one.filename.encode() + one.extra + one.comment
                    yield f"{path.name}/{one.filename}", facts + zipped.read(one)
