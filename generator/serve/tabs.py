"""The open tabs: which page each shows, and livereload's protocol that keeps it up to date."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler
from tornado.websocket import WebSocketClosedError

from generator.problems import EnvironmentFault
from generator.serve.admission import Gate
from generator.serve.desk import Desk
from generator.serve.dressing import BARE, Look, look
from generator.serve.edition import Edition
from generator.serve.opening import Unopened, open_in_editor
from generator.serve.paths import find

Message = dict[str, Any]

# The preview's own script takes it for itself, and asks what is wrong now.
_STATE: Message = {"command": "reload", "path": "/_handbill/state"}
_LOOPBACK = ("127.0.0.1", "::1")


def shown(edition: Edition, asked: str) -> Look:
    """What a tab with this address would show. Pages may have to be drawn for it."""
    found = find(edition, asked)
    html = (edition.get(found.path) if found.path else None) or BARE
    return look(edition, found.path, html)


def news(before: Look, now: Look, asked: str) -> list[Message]:
    """What a tab is told: to load its page or its sheets anew, or only to ask for its state."""
    if before.page != now.page:
        return [{"command": "reload", "path": asked, "liveCSS": False, "liveImg": False}]
    sheets = sorted(set(now.sheets) - set(before.sheets))
    swaps = [
        {"command": "reload", "path": f"/{name}", "liveCSS": True, "liveImg": False}
        for name, _ in sheets
    ]
    return [*swaps, _STATE]


@dataclass(slots=True)
class Tabs:
    """Every tab that said where it is."""

    desk: Desk
    open: set[LiveTab] = field(default_factory=set)

    async def tell(self, edition: Edition) -> None:
        """Bring all of them up to date; pages are looked at once, however many tabs show them."""
        looks: dict[str, Look] = {}
        for tab in list(self.open):
            if tab.asked not in looks:
                try:
                    looks[tab.asked] = await self.desk.read(shown, edition, tab.asked)
                except EnvironmentFault:
                    looks[tab.asked] = Look("")
            tab.update(looks[tab.asked])

    def tell_state(self) -> None:
        """What is wrong has changed, and nothing else."""
        for tab in self.open:
            tab.send_message(_STATE)

    def close(self) -> None:
        for tab in list(self.open):
            tab.close()


class LiveTab(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """The socket of one tab, for pages of ours that know the token alone."""

    SUPPORTED_METHODS = ("GET",)

    def initialize(self, gate: Gate, desk: Desk, tabs: Tabs, root: Path) -> None:
        self._gate = gate
        self._desk = desk
        self._tabs = tabs
        self._root = root
        self.asked = ""
        self._look: Look | None = None
        self._greeting: Message = {}

    def set_default_headers(self) -> None:
        self.clear_header("Server")

    def prepare(self) -> None:
        """Browsers alone say where a socket's page is from: without it there is none of ours."""
        headers = self.request.headers
        token = self.path_args[0] if self.path_args else ""
        known = self._gate.is_ours(headers) and self._gate.knows_origin(headers.get("Origin", ""))
        if not (known and self._gate.is_member(headers) and self._gate.opens(token)):
            self.set_status(403)
            self.finish()

    def check_origin(self, origin: str) -> bool:
        return self._gate.knows_origin(origin)

    def open(self, *args: str) -> None:
        """Nothing is said before the tab has greeted."""

    async def on_message(self, message: str | bytes) -> None:
        """Messages are JSON objects with a command; whatever else comes ends the conversation."""
        try:
            said = json.loads(message)
        except (ValueError, RecursionError):
            said = None
        command = said.get("command") if isinstance(said, dict) else None
        answer = _ANSWERS.get(command) if isinstance(command, str) else None
        if answer is None:
            self.close(1003)
        else:
            await answer(self, said)

    def on_close(self) -> None:
        self._tabs.open.discard(self)

    def send_message(self, message: Message | str) -> None:
        """A tab that has gone is no fault of ours."""
        text = message if isinstance(message, str) else json.dumps(message)
        try:
            self.write_message(text).add_done_callback(_overlook)
        except WebSocketClosedError:
            self._tabs.open.discard(self)

    def update(self, now: Look) -> None:
        for message in news(self._look or now, now, self.asked):
            self.send_message(message)
        self._look = now

    async def greet(self, said: Message) -> None:
        """The answer is livereload's own; what the tab shows stands in its greeting."""
        self._greeting = said
        super().on_message(json.dumps({"command": "hello"}))

    async def learn(self, said: Message) -> None:
        """The tab says where it is; one that slept, or was restored, may be behind."""
        url = said.get("url")
        if not isinstance(url, str):
            return
        try:
            self.asked = urlsplit(url).path or "/"
        except ValueError:  # such as "http://[x": no page of ours has such an address
            return
        edition = await self._desk.edition()
        now = await self._desk.read(shown, edition, self.asked)
        page, style = (str(self._greeting.get(key, "")) for key in ("snipver", "extver"))
        # Of sheets the tab knows only that some differ: it gets all of them anew.
        self._look = Look(page or now.page, now.sheets if style in ("", now.style) else ())
        self._tabs.open.add(self)
        self.update(now)

    async def open_source(self, said: Message) -> None:
        """Open a file in the editor of whoever sits at this machine."""
        if self.request.remote_ip not in _LOOPBACK:
            return self._refuse("Files can be opened on the machine that shows them only.")
        path, line, column = said.get("path"), said.get("line"), said.get("column")
        try:
            await asyncio.to_thread(
                open_in_editor, self._root, str(path), _number(line), _number(column)
            )
        except Unopened as fault:
            return self._refuse(str(fault))
        return self.send_message({"command": "opened"})

    def _refuse(self, message: str) -> None:
        self.send_message({"command": "alert", "message": message})


_ANSWERS: dict[str, Callable[[LiveTab, Message], Awaitable[None]]] = {
    "hello": LiveTab.greet,
    "info": LiveTab.learn,
    "open": LiveTab.open_source,
}


def _number(value: Any) -> int:
    """A line or a column; 1 for what is none."""
    fits = isinstance(value, int) and 0 < value < 10_000_000
    return int(value) if fits else 1


def _overlook(sent: asyncio.Future[None]) -> None:
    """Asking for a failure keeps asyncio from reporting it: the tab was closed meanwhile."""
    if not sent.cancelled():
        sent.exception()
