"""WsgiDAV, written in Python: another reading of WebDAV than rclone's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from servers.rclone import KEY, SECRET, Served
from servers.starting import free_port, program, running


@contextmanager
def wsgidav(folder: Path, settings: Path, *, digest: bool = False) -> Iterator[Served]:
    """Serves the folder; its settings are written beside it. With `digest` it takes no other key."""
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    said = {
        "host": "127.0.0.1",
        "port": port,
        "provider_mapping": {"/": str(folder)},
        "http_authenticator": {
            "accept_basic": not digest,
            "accept_digest": digest,
            "default_to_digest": digest,
        },
        "simple_dc": {"user_mapping": {"*": {KEY: {"password": SECRET}}}},
    }
    settings.write_text(json.dumps(said))
    with running([program("wsgidav"), "--config", str(settings), "-q"], port):
        yield Served(f"http://127.0.0.1:{port}", folder)
