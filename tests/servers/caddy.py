"""A real Caddy on a free port of 127.0.0.1, which serves a folder as a printed Caddyfile says."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from servers.nginx import HOST, Web, free_port, program, running


@contextmanager
def caddy(folder: Path, root: Path, text: str) -> Iterator[Web]:
    """Caddy as the Caddyfile `text` says, but here, and without asking anybody for a certificate."""
    folder.mkdir(parents=True)
    port = free_port()
    text, sites = re.subn(r"^[\w.-]+ \{$", f"http://{HOST}:{port} {{", text, flags=re.M)
    text, roots = re.subn(r"^\troot \* .*$", f"\troot * {root}", text, flags=re.M)
    assert (sites, roots) == (1, 1), "the configuration is not one site with one root"
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n\tauto_https off\n}}\n{text}")
    command = [program("caddy"), "run", "--config", f"{folder}/Caddyfile", "--adapter", "caddyfile"]
    homes = {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    with running(command, port, {**os.environ, **homes}):
        yield Web(port)
