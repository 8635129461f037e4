"""What the operating system refuses while a site is written, in words."""

from __future__ import annotations

import errno

from generator.problems import EnvironmentFault

_UNTOUCHED = "what stood there before is untouched"
_SPACE = ("there is no space left to write '{}'", f"free some space and build again; {_UNTOUCHED}")
_DENIED = (
    "writing '{}' is not allowed",
    "see who owns it and the folder around it, and whether another program holds it open",
)
_FIXED = (
    "'{}' cannot be replaced in one step: it is a mounted folder or lies on another disk",
    "give a folder inside it with --output, or remove it first",
)

_WORDS: dict[int | None, tuple[str, str]] = {
    errno.ENOSPC: _SPACE,
    errno.EDQUOT: _SPACE,
    errno.EFBIG: (
        "there is not enough space allowed to write '{}': a file is larger than the limit",
        f"raise the limit on the size of files, or use another disk; {_UNTOUCHED}",
    ),
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: ("'{}' lies on a disk that can only be read", "choose another with --output"),
    errno.EXDEV: _FIXED,
    errno.EBUSY: _FIXED,
    errno.ENAMETOOLONG: (
        "a file of '{}' has a name that is too long for this disk",
        "give the page a shorter 'slug', or its picture a shorter name",
    ),
}


def as_fault(error: OSError, shown: str) -> EnvironmentFault:
    """`error`, met while the folder `shown` was written, as one sentence and what to do."""
    reason = error.strerror or type(error).__name__
    otherwise = (f"'{{}}' could not be written: {reason}", _UNTOUCHED)
    sentence, hint = _WORDS.get(error.errno, otherwise)
    return EnvironmentFault(sentence.format(shown), hint)
