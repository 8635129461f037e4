"""Where packed copies go: all files of a copy at once, or none."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from generator.problems import EnvironmentFault
from generator.write.faults import as_fault
from generator.write.target import settle, shown


def checked(folder: Path, root: Path, output: Path) -> Path:
    """The real folder behind the one that is wanted for copies of the site in `root`.

    Raises EnvironmentFault when it is no place for them: the campaign's own files, or the site.
    """
    real, site = settle(folder, root), Path(os.path.realpath(output))
    if real == site or site in real.parents:
        raise EnvironmentFault(
            f"'{shown(folder, root)}' is where the site itself is", "choose another with --output"
        )
    return real


def fill(folder: Path, make: Callable[[Path], None], stale: Callable[[str], bool]) -> list[Path]:
    """Put into `folder` what `make` writes into an empty one; the files, sorted by name.

    Of the files that stood there those that are `stale` are removed, unless they were made anew.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".handbill-pack-", dir=folder))
    except OSError as error:
        raise as_fault(error, folder.name) from error
    try:
        make(stage)
        names = sorted(file.name for file in stage.iterdir())
        for name in names:
            (stage / name).chmod(0o644)
            (stage / name).replace(folder / name)
        for file in folder.iterdir():
            if stale(file.name) and file.name not in names:
                file.unlink()
    except OSError as error:
        raise as_fault(error, folder.name) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return [folder / name for name in names]
