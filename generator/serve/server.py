"""The preview's HTTP server: Tornado's, with an application of our own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from socket import socket

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from generator.serve.admission import Gate
from generator.serve.desk import Desk
from generator.serve.handlers import (
    OWN_NAMES,
    Describe,
    OutputHandler,
    OwnHandler,
    StateHandler,
)
from generator.serve.tabs import LiveTab, Tabs

# Nobody has anything to send us but the line and the headers of a request.
_LARGEST_HEADER, _LARGEST_BODY, _LARGEST_MESSAGE = 32_768, 1024, 65_536


def application(gate: Gate, desk: Desk, tabs: Tabs, root: Path, describe: Describe) -> Application:
    """All addresses, and who answers there. Not among them is livereload's /forcereload."""
    given = {"gate": gate, "desk": desk, "describe": describe}
    own = "|".join(map(re.escape, OWN_NAMES))
    return Application(
        [
            (
                # livereload.js puts its fixed name behind every address.
                r"/_handbill/live/([^/]*)(?:/livereload)?",
                LiveTab,
                {"gate": gate, "desk": desk, "tabs": tabs, "root": root},
            ),
            (r"/_handbill/state\.json", StateHandler, given),
            (rf"/_handbill/({own})", OwnHandler, given),
            (r".*", OutputHandler, given),
        ],
        default_handler_class=OutputHandler,
        default_handler_args=given,
        log_function=_unlogged,
        websocket_max_message_size=_LARGEST_MESSAGE,
        # A machine that fell asleep never says that its tabs are gone.
        websocket_ping_interval=20,
    )


def _unlogged(handler: RequestHandler) -> None:
    """The terminal is for what is wrong with the site."""


def open_server(application: Application, sockets: Iterable[socket]) -> HTTPServer:
    server = HTTPServer(
        application, max_header_size=_LARGEST_HEADER, max_body_size=_LARGEST_BODY, xheaders=False
    )
    server.add_sockets(sockets)
    return server
