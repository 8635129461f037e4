"""Bare repositories that sites are pushed to, and what stands in them."""

from __future__ import annotations

import base64
import io
import os
import subprocess
import tarfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Remote:
    """A bare repository in `path`, asked without anybody's settings."""

    path: Path

    def git(self, *command: str, stdin: bytes = b"") -> str:
        """What git says of it."""
        return self._raw(*command, stdin=stdin).decode()

    def _raw(self, *command: str, stdin: bytes = b"") -> bytes:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        clean |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        for who in ("AUTHOR", "COMMITTER"):
            clean |= {f"GIT_{who}_NAME": "Amina Example", f"GIT_{who}_EMAIL": "amina@example.org"}
        done = subprocess.run(
            ["git", f"--git-dir={self.path}", *command],
            check=True,
            capture_output=True,
            input=stdin,
            env=clean,
        )
        return done.stdout

    def tip(self, branch: str = "gh-pages") -> str:
        return self.git("for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}").strip()

    def refs(self) -> dict[str, str]:
        rows = self.git("for-each-ref", "--format=%(refname) %(objectname)").splitlines()
        return dict(row.split(" ") for row in rows)

    def files(self, commit: str = "gh-pages") -> dict[str, bytes]:
        """Everything that a commit holds."""
        with tarfile.open(fileobj=io.BytesIO(self._raw("archive", commit))) as tar:
            found = {member.name: tar.extractfile(member) for member in tar if member.isfile()}
            return {name: file.read() for name, file in found.items() if file}

    def commit(self, files: Mapping[str, bytes], *, parent: str = "") -> str:
        """Somebody else's commit, which becomes the branch."""
        rows = []
        for name, data in files.items():
            blob = self.git("hash-object", "-w", "--stdin", stdin=data).strip()
            rows.append(f"100644 blob {blob}\t{name}\n")
        tree = self.git("mktree", stdin="".join(rows).encode()).strip()
        above = ["-p", parent] if parent else []
        made = self.git("commit-tree", *above, "-m", "By hand", tree).strip()
        self.git("update-ref", "refs/heads/gh-pages", made)
        return made

    def hook(self, script: str, name: str = "pre-receive") -> None:
        path = self.path / "hooks" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)


def bare(path: Path) -> Remote:
    """A new bare repository."""
    remote = Remote(path)
    subprocess.run(["git", "init", "--quiet", "--bare", "--template=", str(path)], check=True)
    return remote


@dataclass
class GitHttp:
    """A server of the repositories in `folder`, for whoever has the token; as hosts do it.

    `status` is what it answers in place of anything else, `location` where it sends people.
    """

    folder: Path
    token: str
    port: int = 0
    status: int = 0
    location: str = ""
    keys: list[str] = field(default_factory=list)

    def address(self, remote: Remote) -> str:
        return f"http://127.0.0.1:{self.port}/{remote.path.name}"


@contextmanager
def git_http(folder: Path, token: str) -> Iterator[GitHttp]:
    state = GitHttp(folder, token)
    handler = type("Handler", (_Handler,), {"state": state})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        state.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    """Hands requests to `git http-backend`, as a web server does by CGI."""

    state: GitHttp

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        said = self.headers.get("Authorization", "")
        self.state.keys.append(base64.b64decode(said.removeprefix("Basic ")).decode())
        if self.state.status:
            headers = {"Location": self.state.location} if self.state.location else {}
            return self._say(self.state.status, headers, b"")
        if self.state.keys[-1].partition(":")[2] != self.state.token:
            return self._say(401, {"WWW-Authenticate": 'Basic realm="git"'}, b"")
        done = subprocess.run(
            ["git", "http-backend"], input=body, capture_output=True, env=self._cgi(), check=True
        )
        head, _, rest = done.stdout.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        return self._say(int(headers.pop("Status", "200")[:3]), headers, rest)

    do_GET = do_POST = _answer  # noqa: N815

    def _cgi(self) -> dict[str, str]:
        parts = urlsplit(self.path)
        return {
            "PATH": os.environ["PATH"],
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_PROJECT_ROOT": str(self.state.folder),
            "GIT_HTTP_EXPORT_ALL": "1",
            "REMOTE_USER": "somebody",
            "REQUEST_METHOD": self.command,
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": self.headers.get("Content-Length", ""),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }

    def _say(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass
