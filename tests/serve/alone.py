"""A preview of the folder that is named, as a process of its own; its press may be slow to end."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from generator.problems import EnvironmentFault
from generator.serve.run import Wishes, serve
from generator.serve.telling import Teller
from serve.clients import described
from serve.presses import FolderPress


def main(folder: str, port: str, host: str, seconds: str) -> None:
    root = Path(folder)
    teller = Teller(
        root,
        lambda words: print(words, flush=True),
        lambda words: print(words, file=sys.stderr, flush=True),
        datetime.now,
    )
    wishes = Wishes(int(port) if port else None, host or None, opens=False)
    try:
        serve(root, FolderPress(root, float(seconds)), wishes, teller, described)
    except EnvironmentFault as fault:
        print(f"fault: {fault}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main(*sys.argv[1:])
