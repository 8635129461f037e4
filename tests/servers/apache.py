"""A real Apache on a free port of 127.0.0.1: a printed host, or a folder with its .htaccess."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from servers.nginx import HOST, Web, free_port, program, running

_MODULES = Path("/usr/lib/apache2/modules")
_LOADED = "mpm_event authz_core dir mime alias headers deflate filter setenvif".split()

_BY_HTACCESS = """\
<VirtualHost *:80>
DocumentRoot "{root}"
<Directory "{root}">
Require all granted
AllowOverride All
</Directory>
</VirtualHost>
"""


@contextmanager
def apache(folder: Path, root: Path, text: str = _BY_HTACCESS) -> Iterator[Web]:
    """Apache as the configuration `text` says, but here; without one, .htaccess files are read."""
    folder.mkdir(parents=True)
    port = free_port()
    text = text.replace("{root}", str(root)).replace("*:80>", f"{HOST}:{port}>")
    text = re.sub(r"^ServerName .*$", f"ServerName {HOST}:{port}", text, flags=re.M)
    text = re.sub(r'"/srv/www/[^"]*"', f'"{root}"', text)
    lines = [f"LoadModule {name}_module {_MODULES}/mod_{name}.so" for name in _LOADED]
    lines += [f"ServerRoot {folder}", f"PidFile {folder}/pid", f"Listen {HOST}:{port}"]
    lines += [f"DefaultRuntimeDir {folder}", "ErrorLog /dev/stderr", "ServerName loopback"]
    # The machine's own table would hide what the site's settings lack.
    (folder / "types").write_text("")
    lines += [f"TypesConfig {folder}/types"]
    if os.geteuid() == 0:
        # Whoever serves has to be able to read a test's folder; Apache refuses to do so as root.
        folder_of_all(root)
        lines += ["User www-data", "Group www-data"]
    lines += ["<Directory />", "Require all denied", "AllowOverride None", "</Directory>"]
    (folder / "apache.conf").write_text("\n".join([*lines, text, ""]))
    command = [program("apache2"), "-f", f"{folder}/apache.conf", "-DFOREGROUND"]
    with running(command, port):
        yield Web(port)


def folder_of_all(root: Path) -> None:
    """Let every user of the machine go through to a folder of a test's, which holds nothing secret."""
    for above in (root, *root.parents):
        if above.stat().st_uid == os.geteuid() and not above.stat().st_mode & 0o001:
            above.chmod(above.stat().st_mode | 0o001)
