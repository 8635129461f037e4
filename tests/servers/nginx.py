"""A real nginx on a free port of 127.0.0.1, which serves a folder as a printed configuration says.

`running` starts any server that stays in the foreground, and stops it by its own process id.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
_PATIENCE = 30  # seconds until a server must have answered

# The Debian package that each of the programs is in.
_PACKAGES = {"nginx": "nginx-light", "apache2": "apache2-bin", "caddy": "caddy", "wrk": "wrk"}

# As root, nginx would give its work to a user who may not read a test's folder.
_AROUND = """\
{user}
daemon off;
worker_processes {workers};
pid {folder}/nginx.pid;
error_log stderr warn;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    sendfile on;
    {site}
}}
"""


_CERTIFY = (
    "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 2 "
    f"-subj /CN=loopback -addext subjectAltName=IP:{HOST}"
).split()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said; names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Web:
    """A server that runs: over TLS where it has a `certificate`, which is trusted."""

    port: int
    certificate: Path | None = None

    def get(self, path: str, /, **headers: str) -> Answer:
        """The answer to a request for a path; headers are named with underscores."""
        connection = self._connection()
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers=named)
            answer = connection.getresponse()
            found = answer.getheaders()
            names = [name.lower() for name, _ in found]
            assert len(names) == len(set(names)), f"a header is sent twice: {names}"
            return Answer(answer.status, {n.lower(): v for n, v in found}, answer.read())
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        if not self.certificate:
            return http.client.HTTPConnection(HOST, self.port, timeout=_PATIENCE)
        trusted = ssl.create_default_context(cafile=str(self.certificate))
        return http.client.HTTPSConnection(HOST, self.port, timeout=_PATIENCE, context=trusted)


@contextmanager
def nginx(
    folder: Path,
    root: Path,
    text: str,
    *,
    certificate: Path | None = None,
    workers: int = 1,
    beside: str = "",
) -> Iterator[Web]:
    """nginx as the configuration `text` says, but here: its port and root are changed.

    `folder` is made. The key of a certificate lies beside it, and ends in .key. Another
    configuration `beside` this one is taken as it is.
    """
    folder.mkdir(parents=True)
    port = free_port()
    tls = (
        f"ssl_certificate {certificate};\nssl_certificate_key {key_of(certificate)};"
        if certificate
        else ""
    )
    text = re.sub(r"^ *listen .*;\n", "", text, flags=re.M)
    listening = f"listen {HOST}:{port}{' ssl' if certificate else ''};\n{tls}"
    text, servers = re.subn(r"^server \{\n", f"server {{\n{listening}\n", text, flags=re.M)
    text, roots = re.subn(r"^( *)root .*;$", rf"\1root {root};", text, flags=re.M)
    assert (servers, roots) == (1, 1), "the configuration is not one server with one root"
    (folder / "site.conf").write_text(f"{text}\n{beside}")
    around = _AROUND.format(
        folder=folder,
        workers=workers,
        user="user root;" if os.geteuid() == 0 else "",
        site=f"include {folder}/site.conf;",
    )
    (folder / "nginx.conf").write_text(around)
    command = [program("nginx"), "-p", f"{folder}", "-c", f"{folder}/nginx.conf", "-e", "stderr"]
    with running(command, port):
        yield Web(port, certificate)


@contextmanager
def running(
    command: Sequence[str], port: int, env: Mapping[str, str] | None = None
) -> Iterator[None]:
    """A server that has begun to listen; what it warns of is told where it does not."""
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env
    ) as process:
        try:
            if not _listens(process, port):
                process.kill()
                said = process.communicate()[0].decode(errors="replace")
                raise AssertionError(f"{command[0]} did not start:\n{said}")
            yield
        finally:
            process.terminate()
            process.communicate(timeout=_PATIENCE)


def _listens(process: subprocess.Popen[bytes], port: int) -> bool:
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends and process.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False


def program(name: str) -> str:
    """Where a server's program is; servers are often not on the path of an ordinary user."""
    found = shutil.which(name, path=os.pathsep.join([os.environ["PATH"], "/usr/sbin", "/sbin"]))
    assert found, f"{name} is needed: .ci/apt {_PACKAGES[name]}"
    return found


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        return int(taken.getsockname()[1])


def certified(folder: Path) -> Path:
    """A certificate for 127.0.0.1, signed by itself, in a folder."""
    certificate = folder / "loopback.crt"
    subprocess.run(
        [*_CERTIFY, "-keyout", str(key_of(certificate)), "-out", str(certificate)],
        check=True,
        capture_output=True,
        timeout=_PATIENCE,
    )
    return certificate


def key_of(certificate: Path) -> Path:
    return certificate.with_suffix(".key")
