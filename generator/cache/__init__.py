"""Cache: what was found out before, and whether it still holds; nothing here is ever needed.

Everything lies in the site's private folder, is sealed with a key that only this user has, and is
ignored when it is damaged, foreign or unreadable. So a folder that a stranger sends brings nothing
along, and whatever is missing is made again.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

PRIVATE = ".handbill"


def private_folder(site_root: Path, *below: str) -> Path | None:
    """The site's private folder, or one below it, whether it is there yet or not.

    None where one of them is no folder of our own: a link could lead to anybody's files.
    """
    folder = site_root / PRIVATE
    for part in ("", *below):
        folder = folder / part
        try:
            facts = folder.lstat()
        except FileNotFoundError:
            continue
        except OSError:
            return None
        own = getattr(os, "getuid", lambda facts=facts: facts.st_uid)()
        if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != own:
            return None
    return folder
