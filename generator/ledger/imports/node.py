"""A value of a file, asked for what it ought to hold: what is of another type counts as absent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.ledger.imports.opening import Number
from generator.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Account:
    """Who an archive belongs to: `handle` begins with '@'."""

    handle: str = ""
    name: str = ""


NOBODY = Account()


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its place; `told` collects what is wrong, `account` is whose archive it is.

    `label` is the name that an archive's script gives to its list.
    """

    value: object
    place: Place
    told: list[Problem] = field(default_factory=list)
    account: Account = NOBODY
    label: str = ""

    def tell(self, code: str, message: str, hint: str = "") -> None:
        self.told.append(Problem(code, message, self.place, hint))

    @property
    def fields(self) -> Mapping[str, object]:
        return self.value if isinstance(self.value, dict) else {}

    def has(self, name: str) -> bool:
        return self.fields.get(name) is not None

    def text(self, *names: str) -> str:
        """The words under the first of these names that has any."""
        for name in names:
            value = self.fields.get(name)
            if isinstance(value, str) and not isinstance(value, Number):
                if value.strip():
                    return value
            elif value is not None:
                self._wrong(name, "words")
        return ""

    def id(self, *names: str) -> str:
        """An id, which is written as a number or as a word; '' where there is none."""
        values = (self.fields.get(name) for name in names)
        return next((str(v) for v in values if isinstance(v, str) and v), "")

    def number(self, name: str) -> int | None:
        """A small whole number, or None."""
        value = self.fields.get(name)
        fits = isinstance(value, Number) and len(value) <= 9 and value.isdecimal()
        return int(str(value)) if fits else None

    def at(self, name: str) -> Node:
        """The object under a name; an empty one where there is none."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, dict):
            self._wrong(name, "an object")
        return self.of(value if isinstance(value, dict) else {})

    def each(self, name: str) -> Iterator[Node]:
        """The objects in the list under a name; one object counts as a list of one."""
        value = self.fields.get(name)
        if isinstance(value, dict):
            value = [value]
        if not isinstance(value, list):
            if value is not None:
                self._wrong(name, "a list")
            return
        for item in value:
            if isinstance(item, dict):
                yield self.of(item)
            else:
                self._wrong(name, "a list of objects")

    def of(self, value: object) -> Node:
        """A value that stands at the same place."""
        return Node(value, self.place, self.told, self.account, self.label)

    def _wrong(self, name: str, wanted: str) -> None:
        problem = Problem(
            "import-skipped", f"'{name}' is not {wanted}, so it is left out", self.place
        )
        if problem not in self.told[-20:]:
            self.told.append(problem)
