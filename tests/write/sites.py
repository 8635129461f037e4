"""Two small sites, and what of a site lies on the disk."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

Files = list[tuple[PurePosixPath, bytes]]

SAME = (PurePosixPath("ar/صفحة.html"), b"the same in both")
OLD: Files = [(PurePosixPath("index.html"), b"old"), SAME, (PurePosixPath("gone/x.html"), b"x")]
NEW: Files = [(PurePosixPath("index.html"), b"new"), SAME, (PurePosixPath("fresh/y.html"), b"y")]


def tree(output: Path) -> dict[str, bytes]:
    """The files of a site without the two that list them."""
    found = {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file()
    }
    del found["manifest.json"], found["SHA256SUMS"]
    return found


def expected(files: Files) -> dict[str, bytes]:
    return {str(path): data for path, data in files}
