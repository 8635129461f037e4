"""X's own way of counting, as its published library has it, to measure ours by."""

import warnings
from importlib import import_module

with warnings.catch_warnings():
    # It asks for its data in a way that is going out of use.
    warnings.simplefilter("ignore")
    parsing = import_module("twitter_text.parse_tweet")
    # The package has a function of the same name.
    extraction = import_module("twitter_text.extract_urls")


def weight(text: str) -> int:
    return int(parsing.parse_tweet(text).weightedLength)


def links(text: str) -> list[tuple[int, int]]:
    """By their places: the texts of links are too short where a path repeats what sticks to a name.

    (In JavaScript, `replace` replaces the first; in Python, all.)
    """
    return [tuple(one["indices"]) for one in extraction.extract_urls_with_indices(text)]


def any_name(domain: str) -> str:
    """What the library in JavaScript does, which X's page runs: it makes an ASCII form of anything.

    The one in Python refuses names that mix directions, and thereby drops addresses without
    https:// that Arabic words stick to; it refuses labels of over 63 characters, too.
    """
    return domain


extraction.idna_to_ascii = any_name  # type: ignore[attr-defined]
