"""Requests to a target's server: encrypted, bounded, and told of in words when they fail."""

from __future__ import annotations

import ipaddress
import json
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from functools import lru_cache
from http.client import HTTPException, HTTPResponse
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPRedirectHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from generator.targets.faults import DeployFault, Passing
from generator.targets.secrets import Secrets

_LARGEST = 256 * 2**20  # bytes of an answer; a site's largest file is far smaller
_LARGEST_REFUSAL = 64 * 2**10
_SAID = 160  # characters of a server's own words that a message repeats

_PASSING = {408, 425, 429, 500, 502, 503, 504}
_SENDING = {"POST", "PUT", "PATCH"}  # their length is sent even if there is nothing to send
_ASKING = {"GET", "HEAD"}

# What a status means for somebody who publishes a site: the message after the server's name, hint.
_MEANING = {
    401: ("does not accept the key", "look whether it is still valid and set the new one"),
    403: ("forbids this", "look whether the key may write to this site"),
    404: ("knows no such place", "look at the target's settings in site.yaml"),
    413: ("finds a file too large", "make the file smaller, or publish it elsewhere"),
    429: ("asks to be left alone for a while", "wait some minutes and deploy again"),
    507: ("is full", "make room there and deploy again"),
}


@dataclass(frozen=True, slots=True)
class Response:
    """An answer, whatever its status; the names of `headers` are in lower case.

    The body of a refusal is without our secrets, as some servers repeat what they were sent.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


def request(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    timeout: float = 60,
    secrets: Secrets,
    limit: int = _LARGEST,
) -> Response:
    """The answer to one request; `timeout` is in seconds for each step, `limit` in bytes.

    Raises Passing where no answer came and DeployFault where none will. Redirects are followed
    for GET and HEAD, and on the same server alone: keys go nowhere else.
    """
    host = _checked_host(url)
    data = body if body or method in _SENDING else None
    asked = Request(url, data, {"User-Agent": "handbill", **_typed(headers, data)}, method=method)
    try:
        with _opener(direct=is_local(host)).open(asked, timeout=timeout) as answer:
            return _response(answer, limit, host)
    except HTTPError as error:
        with error:
            return _refusal(error, secrets)
    except URLError as error:
        raise _unanswered(error.reason, host) from None
    except (OSError, HTTPException) as error:
        raise _unanswered(error, host) from None


def checked(response: Response, where: str) -> Response:
    """The response if it is a success; raises Passing for a server's bad moment, else DeployFault.

    `where` is how the message names the server.
    """
    status = response.status
    if 200 <= status < 300:
        return response
    if 300 <= status < 400:
        hint = "if that is right, set the new address in site.yaml"
        raise DeployFault(f"{where} sends us to another address ({status})", hint)
    meaning, hint = _MEANING.get(status, ("failed" if status >= 500 else "refuses this", ""))
    said = _said(response.body)
    message = f"{where} {meaning} ({status})" + (f": {said}" if said else "")
    if status in _PASSING:
        raise Passing(message, hint or "deploy again in some minutes")
    raise DeployFault(message, hint)


def read_json(response: Response, where: str) -> object:
    """What a body says. Raises DeployFault where it is no JSON."""
    try:
        return json.loads(response.body)
    except (ValueError, RecursionError) as error:
        message = f"{where} gave an answer that cannot be read"
        raise DeployFault(message, "look whether the address in site.yaml is right") from error


class _SameServer(HTTPRedirectHandler):
    """Follows a redirect only where the key may go; others are answers like any."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        if req.get_method() not in _ASKING or _origin(newurl) != _origin(req.full_url):
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


# Made once: reading all certificates of the machine takes longer than a request.
@lru_cache(maxsize=2)
def _opener(direct: bool) -> OpenerDirector:
    return build_opener(_SameServer, *([ProxyHandler({})] if direct else []))


def _checked_host(url: str) -> str:
    """The server's name. Raises DeployFault for what would send a key in the open."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host:
        raise DeployFault("the address of the target's server is not one of the web")
    if parts.scheme == "http" and not is_local(host):
        message = f"the connection to '{host}' is not encrypted, and the key would be read on it"
        raise DeployFault(message, "use an address that begins with https://")
    return host


def is_local(host: str) -> bool:
    """Whether a server is this very machine, so that nobody listens on the way."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.rpartition("@")[2]


def _typed(headers: Mapping[str, str] | None, data: bytes | None) -> dict[str, str]:
    given = dict(headers or {})
    if data is not None and "content-type" not in {name.lower() for name in given}:
        given["Content-Type"] = "application/octet-stream"
    return given


def _response(answer: HTTPResponse, limit: int, host: str) -> Response:
    body = answer.read(limit + 1)
    if len(body) > limit:
        raise DeployFault(f"the answer of '{host}' is too large")
    if answer.length:  # what is still to come, though nothing comes any more
        raise _unanswered(None, host)
    return Response(answer.status, _named(answer.headers), body)


def _named(headers: Message) -> dict[str, str]:
    """By their names in small letters; of several of one name, all."""
    return {name.lower(): ", ".join(headers.get_all(name, ())) for name in set(headers)}


def _refusal(error: HTTPError, secrets: Secrets) -> Response:
    """An answer that urllib takes for an error. Of a page that explains it, a part is enough."""
    try:
        body = error.read(_LARGEST_REFUSAL)
    except (OSError, HTTPException):
        body = b""  # the status has come, and tells more than a broken connection
    told = secrets.scrub(body.decode(errors="replace"))
    return Response(error.code, _named(error.headers), told.encode())


def _unanswered(reason: object, host: str) -> DeployFault:
    """What to say where there was no answer; never the system's own words, which name addresses."""
    if isinstance(reason, ssl.SSLCertVerificationError):
        hint = "look at the address and at this machine's clock; nothing was sent"
        return DeployFault(f"the certificate of '{host}' cannot be trusted", hint)
    if isinstance(reason, ssl.SSLError) and not isinstance(reason, ssl.SSLEOFError):
        return DeployFault(f"'{host}' does not speak the encryption of the web")
    hint = "look whether the network is there, and deploy again"
    if isinstance(reason, socket.gaierror):
        kind = Passing if reason.errno == socket.EAI_AGAIN else DeployFault
        return kind(f"no server is known by the name '{host}'", hint)
    if isinstance(reason, TimeoutError):
        return Passing(f"'{host}' does not answer", hint)
    if isinstance(reason, ConnectionRefusedError):
        return Passing(f"no server answers at '{host}'", hint)
    return Passing(f"the connection to '{host}' broke off", hint)


def _said(body: bytes) -> str:
    """A server's own reason, if it gives one as JSON: one short line."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(found, dict):
        return ""
    said = next((found[key] for key in ("message", "error") if isinstance(found.get(key), str)), "")
    line = "".join(char if char.isprintable() else " " for char in said)
    return " ".join(line.split())[:_SAID]
