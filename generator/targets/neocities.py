"""A site at Neocities, by its API (neocities.org/api, and its source; read 21 November 2026)."""

from __future__ import annotations

import hashlib
import re
import secrets as randomness
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import quote, urlencode

from generator.check.hosts import FOR_HOSTS, HOSTS
from generator.kinds.deployment import NeocitiesTarget
from generator.targets.faults import DeployFault, Passing
from generator.targets.file_by_file import FileByFile
from generator.targets.http import Response, checked, read_json, request
from generator.targets.plan import Plan
from generator.targets.release import Release
from generator.targets.secrets import Secrets
from generator.targets.store import ContentKind
from generator.targets.target import Live, Mark, Step, Surroundings, Target
from generator.write.manifest import SIGNATURES, SUMS, parse, sums

# What no page needs: the frame of a release, and what is written for other hosts.
_NEEDLESS = FOR_HOSTS | {SUMS, *SIGNATURES}
_LEFT_OUT = "it does not take, and readers will not find there: "
_INDEX = "index.html"  # cannot be deleted there
_PROBE = "handbill.probe"
_NAME = re.compile(r"[a-z0-9-]+")


def open_neocities(settings: NeocitiesTarget, around: Surroundings) -> Target:
    """The site as a target. Raises DeployFault where there is no key."""
    key = around.secrets.need("NEOCITIES_API_KEY", "it stands in the site's settings there")
    store = Neocities(settings.api.rstrip("/"), settings.address, around.secrets, key)
    return _Site(store, around, settings.leave)


class _Site(FileByFile):
    """Keeps to what Neocities takes: sites that are not paid for hold files of some types alone.

    Files that nobody there would miss are left out, and reported as if they were there: else every
    deploy would find the site altered.
    """

    def __init__(self, store: Neocities, around: Surroundings, leave: Sequence[str]) -> None:
        super().__init__(store, around, leave)
        self._site = store
        self._left_out: dict[str, bytes] = {}

    def look(self) -> Live:
        live = super().look()
        listed = parse(live.manifest) if live.manifest else None
        if listed is None or live.files is None:
            return live
        sizes = {path: size for path, (size, _) in listed.items() if path in _NEEDLESS}
        sizes[SUMS] = len(sums(listed))
        sizes |= {path: len(data) for path, data in self._left_out.items()}
        return replace(live, files={**{p: Mark(size) for p, size in sizes.items()}, **live.files})

    def read(self, path: str) -> bytes | None:
        return self._left_out[path] if path in self._left_out else super().read(path)

    def publish(self, release: Release, plan: Plan, live: Live, step: Step) -> None:
        refused = [path for path in plan.sent if not _is_free(path)]
        is_free = bool(refused) and self._try(self._site.is_free)
        if is_free:
            _refuse([path for path in refused if path not in _NEEDLESS])
            self._left_out = {path: release.read(path) for path in refused}
            self.remarks = [_LEFT_OUT + ", ".join(f"'{path}'" for path in refused)]
            plan = replace(
                plan,
                added=tuple(path for path in plan.added if _is_free(path)),
                changed=tuple(path for path in plan.changed if _is_free(path)),
            )
        super().publish(release, plan, live, step)


class Neocities:
    """A store of files that are written by the API, and read where everybody reads them."""

    def __init__(self, api: str, address: str, secrets: Secrets, key: str) -> None:
        self.where = "Neocities"
        self._api = api
        self._address = address.rstrip("/")
        self._secrets = secrets
        self._key = {"Authorization": f"Bearer {key}"}
        self._sent: dict[str, str] = {}  # what was put by this very object, by its SHA-1

    def list(self) -> Mapping[str, Mark]:
        found = dict(self._listed())
        # A new site has a page that cannot be deleted; if there is no more, nothing is there.
        return {} if found.keys() == {_INDEX} else found

    def get(self, path: str) -> bytes | None:
        """The file, as readers get it; raises Passing while they get another one than is listed."""
        digest = self._sent.get(path) or dict(self._listed()).get(path, Mark(0)).tag
        if not digest:
            return None
        # What stands between the site and its readers keeps files by their whole address.
        url = f"{self._public()}/{quote(path)}?{digest[:12]}"
        data = checked(request("GET", url, secrets=self._secrets), self.where).body
        if _sha1(data) != digest:
            raise Passing(f"{self.where} still shows an older '{path}'", "look again in a minute")
        return data

    def put(self, path: str, data: bytes, kind: ContentKind) -> None:
        """Neocities serves a file by the ending of its name, whatever it is said to be."""
        self._told(self._upload(path, data, kind.media_type))
        self._sent[path] = _sha1(data)

    def remove(self, paths: Sequence[str]) -> None:
        """If one file is not there, none is deleted: so we ask for those that are."""
        for path in paths:
            self._sent.pop(path, None)
        there = dict(self._listed())
        names = [("filenames[]", path) for path in paths if path in there and path != _INDEX]
        if names:
            typed = {"Content-Type": "application/x-www-form-urlencoded"}
            self._told(self._ask("POST", "delete", typed, urlencode(names).encode()))

    def close(self) -> None:
        """Nothing is held open."""

    def is_free(self) -> bool:
        """Whether the site is not paid for: nothing but an attempt tells. It leaves nothing."""
        answer = self._upload(_PROBE, b"Handbill asks whether this may be here.\n", "text/plain")
        if answer.status == 400 and b"invalid_file_type" in answer.body:
            return True
        self._told(answer)
        self.remove([_PROBE])
        return False

    def _listed(self) -> Iterable[tuple[str, Mark]]:
        answer = self._told(self._ask("GET", "list"))
        files = answer.get("files")
        try:
            return [
                (str(one["path"]), Mark(int(one["size"]), str(one["sha1_hash"])))
                for one in (files if isinstance(files, list) else ())
                if not one["is_directory"]
            ]
        except (TypeError, LookupError, ValueError) as error:
            raise self._unreadable() from error

    def _public(self) -> str:
        """Where readers find the site."""
        if not self._address:
            info = self._told(self._ask("GET", "info")).get("info")
            name = info.get("sitename") if isinstance(info, dict) else None
            if not isinstance(name, str) or not _NAME.fullmatch(name):
                raise self._unreadable()
            self._address = f"https://{name}.neocities.org"
        return self._address

    def _upload(self, path: str, data: bytes, media_type: str) -> Response:
        """One file as a form: its field is called by the file's path."""
        border = randomness.token_hex(16)
        name = path.replace('"', "%22")
        head = (
            f'--{border}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n'
            f"Content-Type: {media_type}\r\n\r\n"
        )
        body = head.encode() + data + f"\r\n--{border}--\r\n".encode()
        typed = {"Content-Type": f"multipart/form-data; boundary={border}"}
        return self._ask("POST", "upload", typed, body)

    def _ask(
        self, method: str, call: str, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Response:
        given = {**self._key, **(headers or {})}
        url = f"{self._api}/{call}"
        return request(method, url, headers=given, body=body, secrets=self._secrets)

    def _told(self, answer: Response) -> dict[str, object]:
        if answer.status in (401, 403):
            hint = "set NEOCITIES_API_KEY anew; it stands in the site's settings there"
            raise DeployFault(f"{self.where} does not accept the key ({answer.status})", hint)
        said = read_json(checked(answer, self.where), self.where)
        if not isinstance(said, dict) or said.get("result") != "success":
            raise self._unreadable()
        return said

    def _unreadable(self) -> DeployFault:
        hint = "look whether 'api' is right; it is seldom needed"
        return DeployFault(f"{self.where} gave an answer that cannot be read", hint)


def _sha1(data: bytes) -> str:
    """What Neocities knows a file's content by; it guards nothing."""
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


def _is_free(path: str) -> bool:
    """Whether a site may hold it that is not paid for, by the ending of its name."""
    return PurePosixPath(path).suffix.lower() in (HOSTS["neocities"].endings or ())


def _refuse(paths: Sequence[str]) -> None:
    """Raises DeployFault where files that pages need cannot be there."""
    if paths:
        kinds = Counter("." + path.rpartition(".")[2] for path in paths)
        told = ", ".join(f"{number} × {kind}" for kind, number in sorted(kinds.items()))
        message = f"Neocities takes no such files on a site that is not paid for: {told}"
        hint = f"'{paths[0]}' is the first; take them out of the site, or become a supporter there"
        raise DeployFault(message, hint)
