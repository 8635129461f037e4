"""Letters: the links that open one, filled in, in a mail program or at a webmail provider."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

# A letter whose link is longer is copied by hand. No standard sets a limit; browsers and mail
# programs on Windows cut or refuse at 2,008 to 2,083 (support.microsoft.com/kb/208427, read
# 2026-11-21), and what providers take shrinks when they send a visitor to sign in first, where the
# whole address is encoded once more. They publish no figure of their own, so all have this one.
LONGEST_LINK = 1800


@dataclass(frozen=True, slots=True)
class Way:
    """A way to send a letter: its address with {to}, {subject} and {body}, and without a body.

    `plus` says whether an address with a plus sign arrives whole.
    """

    id: str
    pattern: str
    short: str
    plus: bool = True


WAYS: Mapping[str, Way] = {
    way.id: way
    for way in (
        # RFC 6068: the recipient, then `subject` and `body`, spaces %20 and line breaks %0D%0A.
        Way("mail", "mailto:{to}?subject={subject}&body={body}", "mailto:{to}?subject={subject}"),
        # Undocumented by Google, and in wide use for many years; seen to work and to be rewritten
        # to its present form: https://til.simonwillison.net/google/gmail-compose-url (2024-03-12,
        # read 2026-11-21).
        Way(
            "gmail",
            "https://mail.google.com/mail/?view=cm&fs=1&to={to}&su={subject}&body={body}",
            "https://mail.google.com/mail/?view=cm&fs=1&to={to}&su={subject}",
        ),
        # Described by Microsoft's staff: https://techcommunity.microsoft.com, discussion 3676541,
        # and blogs.msdn.microsoft.com/carloshm of 2016-01-16 (read 2026-11-21). Reported to turn a
        # plus sign in the recipient into a blank.
        Way(
            "outlook",
            "https://outlook.live.com/mail/0/deeplink/compose?to={to}&subject={subject}&body={body}",
            "https://outlook.live.com/mail/0/deeplink/compose?to={to}&subject={subject}",
            plus=False,
        ),
        # Undocumented by Yahoo; as mailgo (issue 66, tested 2020-08-27) and others make it (read
        # 2026-11-21).
        Way(
            "yahoo",
            "https://compose.mail.yahoo.com/?to={to}&subject={subject}&body={body}",
            "https://compose.mail.yahoo.com/?to={to}&subject={subject}",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it is sent: who gets it, what it is about, what it says."""

    to: str
    subject: str
    body: str


def ways_to(to: str) -> tuple[Way, ...]:
    """The ways that lead to an address."""
    return tuple(way for way in WAYS.values() if way.plus or "+" not in to)


def link(way: Way, letter: Letter) -> str:
    """The address with the letter in it; where it is long, with recipient and subject alone."""
    whole = whole_link(way, letter)
    return whole if len(whole) <= LONGEST_LINK else _filled(way.short, letter)


def whole_link(way: Way, letter: Letter) -> str:
    return _filled(way.pattern, letter)


def is_long(letter: Letter) -> bool:
    """Whether no mail program is sure to take the letter from a link."""
    return len(whole_link(WAYS["mail"], letter)) > LONGEST_LINK


def _filled(pattern: str, letter: Letter) -> str:
    is_mail = pattern.startswith("mailto:")
    subject = quote(" ".join(letter.subject.split()), safe="")
    body = quote(letter.body.replace("\r\n", "\n").replace("\n", "\r\n"), safe="")
    # RFC 6068, section 2: in a recipient the sign itself parts name and host.
    to = quote(letter.to, safe="@" if is_mail else "")
    return pattern.replace("{to}", to).replace("{subject}", subject).replace("{body}", body)


def dial(phone: str) -> str:
    """The `tel:` address of a number (RFC 3966); a zero in brackets is for callers at home."""
    number = phone.replace("(0)", "") if phone.startswith("+") else phone
    return "tel:" + "".join(char for char in number if char.isdigit() or char == "+")
