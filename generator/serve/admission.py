"""Who may ask the preview: our own pages and our own people, and no page of another tab."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

# What the browser itself says of a request that none but our pages, or a typed address, can cause
# (https://www.w3.org/TR/fetch-metadata/, read 2026-11-21). Older browsers say nothing.
_OURS = ("", "none", "same-origin")


@dataclass(frozen=True, slots=True)
class Gate:
    """The rules of one start: the hosts that we answer to, and the token that was drawn for it.

    `shared` says that other machines can reach us: then nobody gets anything without the token.
    """

    hosts: frozenset[str]
    token: str
    port: int
    shared: bool = False

    def knows_host(self, headers: Mapping[str, str]) -> bool:
        """A page of another name that was led to our address has that name in its requests."""
        return headers.get("Host", "").lower() in self.hosts

    def knows_origin(self, origin: str) -> bool:
        scheme, _, host = origin.lower().partition("://")
        return scheme == "http" and host in self.hosts

    def is_ours(self, headers: Mapping[str, str]) -> bool:
        """Whether no page of another site has a hand in it; it may lead people here, though."""
        origin = headers.get("Origin")
        if not self.knows_host(headers) or (origin is not None and not self.knows_origin(origin)):
            return False
        if headers.get("Sec-Fetch-Site", "") in _OURS:
            return True
        mode, target = headers.get("Sec-Fetch-Mode"), headers.get("Sec-Fetch-Dest")
        return mode == "navigate" and target == "document"

    def opens(self, token: str) -> bool:
        """Whether it is the token, in a time that tells nothing of it."""
        return hmac.compare_digest(token.encode("utf-8", "replace"), self.token.encode())

    @property
    def cookie(self) -> str:
        """Cookies of one host are shared by all its ports: each start has a name of its own."""
        return f"handbill-{self.port}"

    def is_member(self, headers: Mapping[str, str]) -> bool:
        """Whether the browser has been given the token already, where one is needed."""
        if not self.shared:
            return True
        try:
            held = SimpleCookie(headers.get("Cookie", "")).get(self.cookie)
        except CookieError:
            return False
        return held is not None and self.opens(held.value)

    def as_cookie(self) -> str:
        return f"{self.cookie}={self.token}; Path=/; HttpOnly; SameSite=Strict"
