"""The worker that keeps the site in a visitor's browser, for when the network goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model import Kept, Output
from generator.render.book import Book


def with_worker(outputs: Iterable[Output | Kept], book: Book) -> Iterator[Output | Kept]:
    """All outputs, and behind them the worker, which names them by what they hold."""
    yield from outputs
