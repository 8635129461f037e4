"""What every result rests on besides a campaign's own files: our code, the libraries, the theme."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path

import generator
from generator.cache.signatures import of_tree

_COMPILED = frozenset(["__pycache__"])


@cache
def ground() -> str:
    """A hash that changes with the code, the theme, Python, and the version of any library."""
    package = Path(generator.__file__).parent
    seen = [
        generator.__version__,
        sys.version,
        sorted(_libraries()),
        sorted(of_tree(package, but=_COMPILED).items()),
        sorted(of_tree(generator.default_templates(), but=_COMPILED).items()),
    ]
    return blake2b(repr(seen).encode(), digest_size=16).hexdigest()


def _libraries() -> set[str]:
    """The names of installed packages, which hold their versions."""
    found: set[str] = set()
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 - a tenth of the time
            found.update(name for name in names if name.endswith(".dist-info"))
        except OSError:
            continue
    return found
