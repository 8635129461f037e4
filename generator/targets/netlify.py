"""A site at Netlify, by its API for digests: what it has already is not sent again.

The API is described at docs.netlify.com/api and open-api.netlify.com (read 2026-11-21).
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

from generator.kinds.deployment import NetlifyTarget
from generator.targets.faults import DeployFault, Passing, patiently
from generator.targets.http import Response, checked, read_json, request
from generator.targets.plan import Plan
from generator.targets.release import Release
from generator.targets.target import Live, Mark, Older, Step, Surroundings, Target
from generator.write.manifest import MANIFEST, parse

_AT_ONCE = 4  # uploads; 500 requests in a minute are allowed
_SYNCHRONOUS = 100  # files; of more, it tells later which ones it needs
_PAUSE, _LONGEST = 1.0, 900  # seconds between two questions, and until we stop asking
_PAGE, _MOST_PAGES = 100, 50

_KEY_HINT = "make one at Netlify, below User settings, Applications, Personal access tokens"
_ID = re.compile(r"[0-9a-f]{24}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TITLE = re.compile(r"Root hash: ([0-9a-f]{64})")
_RAW = "application/vnd.bitballoon.v1.raw"

# States of a deploy in which it is told what is missing, and those in which it never will be live.
_PREPARED = {"prepared", "uploading", "uploaded", "processing", "ready"}
_FAILED = {"error", "rejected", "canceled", "cancelled", "deleted"}

# Netlify reads these itself, and gives them to nobody.
_TAKEN_IN = ("_headers", "_redirects")


def open_netlify(settings: NetlifyTarget, around: Surroundings) -> Target:
    """The site; nothing is asked of it yet. Raises DeployFault without a key."""
    key = around.secrets.need("NETLIFY_AUTH_TOKEN", _KEY_HINT)
    return NetlifySite(settings, around, key)


class NetlifySite:
    """Its deploys are whole by themselves: one is live when all of its files are there."""

    def __init__(
        self,
        settings: NetlifyTarget,
        around: Surroundings,
        key: str,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.where = f"the site '{settings.site}' at Netlify"
        self.remarks: tuple[str, ...] = ()
        self._api = settings.api.rstrip("/")
        self._site = f"/sites/{quote(_named(settings.site), safe='')}"
        self._secrets, self._keep, self._sleep = around.secrets, around.keep, sleep
        self._key = {"Authorization": f"Bearer {key}", "Accept": "application/json"}
        self._files: dict[str, Mark] = {}
        self._address = ""  # of the live deploy alone
        self._published: Release | None = None

    def look(self) -> Live:
        live = self._live()
        self._address = _text(live, "deploy_ssl_url")
        self._files = self._listed() if live else {}
        manifest = self.read(MANIFEST)
        for path, (size, _) in ((parse(manifest) if manifest else None) or {}).items():
            if path in _TAKEN_IN:
                self._files.setdefault(path, Mark(size))
        return Live(manifest, dict(self._files), version=_text(live, "id"))

    def publish(self, release: Release, plan: Plan, live: Live, step: Step) -> None:
        self._still(live.version)
        digests = {path: hashlib.sha1(release.read(path)).hexdigest() for path in release.files}
        deploy = self._begin(release, digests)
        sent = self._send(deploy, release, digests, live.version, step)
        step(max(0, plan.size - sent))  # what it had already, from other releases
        self._await(_text(deploy, "id"), {"ready"})
        self._confirm(_text(deploy, "id"))
        self._published = release
        with suppress(DeployFault):  # the site is out; next time there is another chance
            self.forget(self.older()[self._keep :])

    def read(self, path: str) -> bytes | None:
        mark = self._files.get(path)
        if mark is None:
            return None
        if path in _TAKEN_IN and self._published and path in self._published.files:
            return self._published.read(path)
        found = self._raw(f"{self._api}{self._site}/files/{quote(path)}", self._key)
        if hashlib.sha1(found or b"").hexdigest() != mark.tag and self._address:
            # Some accounts get a description in place of the file: then as readers do.
            found = self._raw(f"{self._address}/{quote(path)}", {})
        return found

    def older(self) -> Sequence[Older]:
        live = _text(self._live(), "id")
        found: list[Older] = []
        newer = True  # the last one comes first, and the live one stands among them
        for deploy in self._deploys():
            ours = _TITLE.fullmatch(_text(deploy, "title"))
            name = _text(deploy, "id")
            newer &= name != live
            if ours and name != live and deploy.get("state") == "ready":
                found.append(Older(name, ours[1], newer))
        return sorted(found, key=lambda one: one.newer)

    def go_back(self, older: Older) -> None:
        self._ask("POST", f"{self._site}/deploys/{quote(older.name, safe='')}/restore")
        self._confirm(older.name)

    def forget(self, older: Sequence[Older]) -> None:
        for one in older:
            address = f"{self._api}{self._site}/deploys/{quote(one.name, safe='')}"
            patiently(partial(self._delete, address), self._sleep)

    def close(self) -> None:
        pass

    def _begin(self, release: Release, digests: Mapping[str, str]) -> Mapping[str, Any]:
        """A new deploy, which says in `required` what it lacks."""
        later = len(digests) > _SYNCHRONOUS
        body = {"files": {f"/{path}": digest for path, digest in digests.items()}, "async": later}
        title = urlencode({"title": f"Root hash: {release.root}"})
        deploy = _record(self._ask("POST", f"{self._site}/deploys?{title}", body), self.where)
        return self._await(_text(deploy, "id"), _PREPARED) if later else deploy

    def _send(
        self,
        deploy: Mapping[str, Any],
        release: Release,
        digests: Mapping[str, str],
        seen: str,
        step: Step,
    ) -> int:
        """Send what is missing; the number of bytes. With the last file the deploy is live."""
        paths = {digest: path for path, digest in digests.items()}
        required = deploy.get("required") or []
        missing = [paths[digest] for digest in required if digest in paths]
        deploy_id = _text(deploy, "id")

        def send(path: str) -> int:
            data = release.read(path)
            patiently(lambda: self._put(deploy_id, path, data), self._sleep)
            step(len(data))
            return len(data)

        sent = 0
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            try:
                sent += sum(pool.map(send, missing[:-1]))
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
        if missing:
            self._last_look(deploy_id, seen)
        return sent + sum(map(send, missing[-1:]))

    def _last_look(self, deploy_id: str, seen: str) -> None:
        """Whether the site is as we found it, before the file that puts another in its place."""
        try:
            self._still(seen)
        except DeployFault:
            with suppress(DeployFault):
                self._ask("POST", f"/deploys/{quote(deploy_id, safe='')}/cancel")
            raise

    def _put(self, deploy_id: str, path: str, data: bytes) -> None:
        address = f"{self._api}/deploys/{quote(deploy_id, safe='')}/files/{quote(path)}"
        headers = {**self._key, "Content-Type": "application/octet-stream"}
        answer = request("PUT", address, headers=headers, body=data, secrets=self._secrets)
        if answer.status == 401:
            # The key was good a moment ago: under load it is refused now and then.
            raise Passing(f"{self.where} does not accept the key (401)", "deploy again")
        checked(answer, self.where)

    def _await(self, deploy_id: str, states: set[str]) -> Mapping[str, Any]:
        """The deploy when it is in one of these states. Raises DeployFault where it fails."""
        for _ in range(int(_LONGEST / _PAUSE)):
            deploy = _record(self._ask("GET", f"/deploys/{quote(deploy_id, safe='')}"), self.where)
            state = deploy.get("state")
            if state in states:
                return deploy
            if state in _FAILED:
                said = self._secrets.scrub(_text(deploy, "error_message"))[:160] or str(state)
                raise DeployFault(f"{self.where} did not take the release: {said}")
            self._sleep(_PAUSE)
        hint = "look at the site's deploys there, and deploy again"
        raise DeployFault(f"{self.where} is still working on the release", hint)

    def _confirm(self, deploy_id: str) -> None:
        def is_live() -> None:
            if _text(self._live(), "id") != deploy_id:
                hint = "if publishing is locked there, unlock it; else deploy again"
                raise Passing(f"{self.where} has the release, and does not show it", hint)

        patiently(is_live, self._sleep)

    def _still(self, seen: str) -> None:
        if _text(self._live(), "id") != seen:
            message = f"somebody else has published at {self.where} in the meantime"
            raise DeployFault(message, "deploy again: you will be shown what stands there now")

    def _live(self) -> Mapping[str, Any]:
        """The deploy that readers see; empty where there is none yet."""
        site = _record(self._ask("GET", self._site), self.where)
        return _record(site.get("published_deploy") or {}, self.where)

    def _listed(self) -> dict[str, Mark]:
        rows = self._rows(self._ask("GET", f"{self._site}/files"))
        return {
            _text(row, "path").removeprefix("/"): Mark(_size(row), _text(row, "sha"))
            for row in rows
        }

    def _deploys(self) -> Iterator[Mapping[str, Any]]:
        """All of them, the last one first."""
        for page in range(1, _MOST_PAGES + 1):
            part = urlencode({"page": page, "per_page": _PAGE})
            rows = self._rows(self._ask("GET", f"{self._site}/deploys?{part}"))
            yield from rows
            if len(rows) < _PAGE:
                return

    def _rows(self, found: object) -> list[Mapping[str, Any]]:
        return [_record(row, self.where) for row in found] if isinstance(found, list) else []

    def _raw(self, address: str, key: Mapping[str, str]) -> bytes | None:
        """A file's bytes; their address without a key is that of readers."""
        headers = {**key, "Content-Type": _RAW, "Accept": _RAW} if key else {}

        def fetch() -> Response:
            answer = request("GET", address, headers=headers, secrets=self._secrets)
            return answer if answer.status == 404 else checked(answer, self.where)

        answer = patiently(fetch, self._sleep)
        return None if answer.status == 404 else answer.body

    def _delete(self, address: str) -> None:
        answer = request("DELETE", address, headers=self._key, secrets=self._secrets)
        if answer.status != 404:
            checked(answer, self.where)

    def _ask(self, method: str, path: str, body: object = None) -> object:
        headers = {**self._key, "Content-Type": "application/json"}
        data = b"" if body is None else json.dumps(body).encode()

        def ask() -> Response:
            address = f"{self._api}{path}"
            answer = request(method, address, headers=headers, body=data, secrets=self._secrets)
            return checked(answer, self.where)

        answer = patiently(ask, self._sleep)
        return read_json(answer, self.where) if answer.body.strip() else {}


def _named(site: str) -> str:
    """By its id, or by its domain: a bare name is that of a domain of Netlify's."""
    return site if _ID.fullmatch(site) or "." in site else f"{site}.netlify.app"


def _record(found: object, where: str) -> Mapping[str, Any]:
    if not isinstance(found, dict):
        raise DeployFault(f"{where} gave an answer that cannot be read")
    return found


def _text(record: Mapping[str, Any], name: str) -> str:
    found = record.get(name)
    return found if isinstance(found, str) else ""


def _size(record: Mapping[str, Any]) -> int:
    found = record.get("size")
    return found if isinstance(found, int) else 0
