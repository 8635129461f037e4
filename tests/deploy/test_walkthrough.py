"""docs/deploy.md, "In ten minutes": followed as printed, from an empty folder to a site and back."""

from __future__ import annotations

import http.client
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from manual import FENCE, section
from servers.starting import free_port
from sites import PROJECT

PRINTED = "8080"  # the port that the page names; whoever runs the tests may need it
SENTENCE = "This sentence is new."
_PATIENCE = 300  # seconds until a command must be through


@dataclass
class Reader:
    """Somebody at a shell, who types one line after another and remembers in which folder."""

    start: Path
    environ: dict[str, str]
    port: int = field(default_factory=free_port)
    folder: Path = field(init=False)

    def __post_init__(self) -> None:
        self.folder = self.start
        self._blocks = list(FENCE.finditer(section("deploy.md", "In ten minutes")))

    def follow(self) -> str:
        """Do what the next example says; what the commands of it printed."""
        block = self._blocks.pop(0)
        text = block[4].replace(PRINTED, str(self.port))
        if block[3]:
            # "at the end of"
            with (self.folder / block[3]).open("a") as file:
                file.write(text)
            return ""
        assert block[2] == "console"
        return "".join(self._type(line) for line in text.splitlines())

    def is_through(self) -> bool:
        return not self._blocks

    def page(self, path: str) -> tuple[str, http.client.HTTPMessage]:
        """A page and its headers, as a browser gets them."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            assert answer.status == 200
            return answer.read().decode(), answer.headers
        finally:
            connection.close()

    def _type(self, line: str) -> str:
        here, errors = self.start.with_name("here"), self.start.with_name("errors")
        # Into a file: a server that stays would hold a pipe open.
        with errors.open("w") as stream:
            ended = subprocess.run(
                ["sh", "-c", f"{line} && pwd > {shlex.quote(str(here))}"],
                cwd=self.folder,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=stream,
                text=True,
                timeout=_PATIENCE,
                check=False,
            )
        assert ended.returncode == 0, f"{line}\n{ended.stdout}{errors.read_text()}"
        self.folder = Path(here.read_text().rstrip("\n"))
        conf = self.folder / "nginx.conf"
        if conf.is_file():
            conf.write_text(conf.read_text().replace(f":{PRINTED};", f":{self.port};"))
        return ended.stdout


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    """A reader whose `handbill` is this tree's; the server that they start is stopped."""
    assert shutil.which("nginx", path=_PATH), "nginx is missing: apt-get install nginx-light"
    programs, home, empty = (tmp_path / name for name in ("bin", "home", "empty"))
    for folder in (programs, home, empty):
        folder.mkdir()
    command = programs / "handbill"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m generator.cli "$@"\n')
    command.chmod(0o755)
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "HANDBILL_"))}
    path = f"{programs}{os.pathsep}{_PATH}"
    yield Reader(empty, {**plain, "PATH": path, "HOME": str(home), "PYTHONPATH": str(PROJECT)})
    with suppress(FileNotFoundError, ProcessLookupError):
        os.kill(int((empty / "nginx.pid").read_text()), signal.SIGKILL)


_PATH = f"{os.environ['PATH']}{os.pathsep}/usr/sbin"


def test_the_ten_minutes_go_as_printed(reader: Reader) -> None:
    reader.follow()
    assert (reader.folder / "site.yaml").is_file()
    reader.follow()
    looked, published = reader.follow().split("live: nothing was sent (--dry-run)\n")
    assert "live: published and read back" in published
    assert "nothing stands there yet" in looked
    assert "nothing stands there yet" in published

    reader.follow()
    before, headers = reader.page("/about.html")
    assert SENTENCE not in before
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "a true copy" in reader.follow()

    again = reader.follow()
    assert "2 changed: about.html, sw.js" in again
    assert "a true copy" in again
    assert SENTENCE in reader.page("/about.html")[0]

    back = reader.follow()
    assert "live: the older release is live" in back
    assert "a true copy" in back
    assert reader.page("/about.html")[0] == before

    reader.follow()
    assert reader.is_through()
    assert not (reader.start / "nginx.pid").exists()
    with pytest.raises(ConnectionRefusedError):
        reader.page("/about.html")
