"""One question to another site: does this address still lead to something?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

from generator.check.connection import Connection, Trouble, Unanswered

REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 5

# Where sites send those whom they show nothing.
LOGIN = re.compile(r"(?i)/(?:accounts?/)?(?:log-?in|sign-?in|checkpoint|consent)(?![\w-])")


class State(StrEnum):
    """What is known of a link; many sites turn programs away, which says nothing of the link."""

    FINE = "fine"
    BLOCKED = "blocked"
    DEAD = "dead"
    UNSURE = "unsure"


# What is not named here leaves it open.
_STATES = {
    Trouble.NO_NAME: State.DEAD,
    Trouble.UNKNOWN: State.DEAD,
    Trouble.CERTIFICATE: State.BLOCKED,
    Trouble.LOGIN: State.BLOCKED,
}

# These say nothing of other addresses of the host.
_OF_ONE_PAGE = (Trouble.NO_PAGE, Trouble.TOO_BIG, Trouble.MISLED, Trouble.LOGIN)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking; `for_host` when any address of the host would get the same answer."""

    state: State
    why: str = ""
    for_host: bool = False
    unknown_host: bool = False


@dataclass(frozen=True, slots=True)
class Visitor:
    """How to ask: seconds for each step, and for an answer; `allow_local` is there for tests."""

    timeout: float = 10.0
    limit: float = 30.0
    allow_local: bool = False

    def ask(self, url: str) -> Answer:
        """Asks with HEAD, and once more with GET where that fails: some hosts know only GET."""
        answer = self._follow("HEAD", url)
        if answer.state is State.FINE or answer.for_host:
            return answer
        return self._follow("GET", url)

    def _follow(self, method: str, url: str) -> Answer:
        connection = Connection(self.timeout, self.limit, self.allow_local)
        location = ""
        for redirects in range(_MOST_REDIRECTS + 1):
            try:
                url = urljoin(url, location)
                said = connection.request(method, urlsplit(url))
            except Unanswered as fault:
                answer = refused(fault)
                # What is wrong with the host of a redirect says nothing of the first host.
                return Answer(answer.state, answer.why) if redirects else answer
            except ValueError:
                return Answer(State.DEAD, "that is no web address")
            location = said.headers.get("location", "")
            if said.status not in REDIRECTS or not location:
                return judged(said.status, said.headers)
            if LOGIN.search(location.partition("?")[0]):
                return Answer(State.BLOCKED, "the site wants visitors to log in")
        return Answer(State.UNSURE, f"it leads on more than {_MOST_REDIRECTS} times")


def refused(fault: Unanswered) -> Answer:
    """What having no answer says of a link."""
    state = _STATES.get(fault.trouble, State.UNSURE)
    for_host = fault.trouble not in _OF_ONE_PAGE
    return Answer(state, str(fault), for_host, unknown_host=fault.trouble is Trouble.UNKNOWN)


def judged(status: int, headers: Mapping[str, str]) -> Answer:
    """What the status of an answer says of a link."""
    if status in (404, 410):
        return Answer(State.DEAD, f"the site says that there is no such page ({status})")
    if "cf-mitigated" in headers:
        return Answer(State.BLOCKED, "the site wants visitors to show that they are people")
    if status == 429:
        return Answer(State.BLOCKED, "the site was asked too often (429)", for_host=True)
    if 500 <= status < 600:
        return Answer(State.UNSURE, f"the site has trouble ({status})")
    # 999 is LinkedIn's word for a visitor it takes for a program.
    if status >= 400:
        return Answer(State.BLOCKED, f"the site turns programs away ({status})")
    return Answer(State.FINE)
