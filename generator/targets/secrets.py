"""Secrets: read from the environment alone, and never repeated in a message."""

from __future__ import annotations

from collections.abc import Mapping

from generator.kinds.deployment import own_variable
from generator.targets.faults import DeployFault

_SHORTEST = 4  # of shorter ones, half of all messages would be struck out


class Secrets:
    """The secrets of one target, by the names of variables.

    Two mirrors of one kind have different keys: HANDBILL_<TARGET>_<VARIABLE> goes before
    <VARIABLE>.
    """

    def __init__(self, target: str, environ: Mapping[str, str]) -> None:
        self._target = target
        self._environ = environ
        self._known: set[str] = set()

    def get(self, variable: str) -> str:
        """The secret, or '' where there is none."""
        own = self._environ.get(own_variable(self._target, variable), "")
        found = (own or self._environ.get(variable, "")).strip()
        if len(found) >= _SHORTEST:
            self._known.add(found)
        return found

    def need(self, variable: str, hint: str = "") -> str:
        """The secret. Raises DeployFault where there is none."""
        if found := self.get(variable):
            return found
        message = f"the environment has no {variable}, which this target needs"
        own = f"set {variable}, or {own_variable(self._target, variable)} for this target alone"
        raise DeployFault(message, f"{own}; {hint}" if hint else own)

    def hide(self, made: str) -> str:
        """The text, which was made of secrets: it is no more repeated than they are."""
        self._known.add(made)
        return made

    def scrub(self, text: str) -> str:
        """The text without any of the secrets that were asked for."""
        for secret in sorted(self._known, key=len, reverse=True):
            text = text.replace(secret, "…")
        return text
