"""The table of targets: what `to` in site.yaml names, and what opens it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import cast
from urllib.parse import quote

from generator.cache import private_folder
from generator.kinds.deployment import Destination
from generator.problems import EnvironmentFault, did_you_mean
from generator.targets.secrets import Secrets
from generator.targets.target import Surroundings, Target

# Loaded when it is wanted: nobody needs the libraries of all of them.
TARGETS: Mapping[str, tuple[str, str]] = {
    "folder": ("folder", "open_folder"),
    "zip": ("zip", "open_zip"),
    "git": ("git.branch", "open_git"),
    "ssh": ("ssh.opening", "open_ssh"),
    "s3": ("s3", "open_s3"),
    "netlify": ("netlify", "open_netlify"),
    "neocities": ("neocities", "open_neocities"),
    "webdav": ("webdav", "open_webdav"),
}


def open_target(
    name: str, settings: Destination, root: Path, environ: Mapping[str, str]
) -> tuple[Target, Surroundings]:
    """The target called `name` in site.yaml. Raises DeployFault."""
    around = Surroundings(
        name=name,
        root=root,
        private=private_of(root, name),
        secrets=Secrets(name, environ),
        keep=settings.keep,
        environ=environ,
    )
    module, function = TARGETS[kind_of(settings)]
    opened = getattr(import_module(f"generator.targets.{module}"), function)(settings, around)
    return cast(Target, opened), around


def private_of(root: Path, name: str) -> Path | None:
    """The folder in which a target of that name may keep things; None: there can be none."""
    return private_folder(root, "deploys", quote(name, safe="").replace(".", "%2E"))


def kind_of(settings: Destination) -> str:
    """What a target's settings say that it goes to."""
    return str(settings.to)  # type: ignore[attr-defined]


def chosen(deploy: Mapping[str, Destination], name: str | None, *, every: bool) -> list[str]:
    """The names of the targets that are meant: the first one where none is named."""
    if not deploy:
        hint = "add to site.yaml:  deploy: {live: {to: folder, path: …}}  (docs/deploy.md has all)"
        raise EnvironmentFault("site.yaml names no place to deploy to", hint)
    if every:
        return list(deploy)
    if name is None:
        return [next(iter(deploy))]
    if name not in deploy:
        known = f"there are: {', '.join(deploy)}"
        raise EnvironmentFault(f"there is no target '{name}'", did_you_mean(name, deploy, known))
    return [name]
