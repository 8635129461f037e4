"""A workflow that publishes from GitHub, GitLab or Forgejo: with every push, and in due time."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from textwrap import fill

from generator.kinds.deployment import (
    Destination,
    GitTarget,
    S3Target,
    SshTarget,
    own_variable,
)
from generator.problems import EnvironmentFault
from generator.scaffold.pins import package, pins

# Late at night in UTC and not on the hour, when everybody's schedules start.
_DAILY = (17, 3)
# A schedule names days without a year: what lies further ahead would come too early.
_AHEAD = timedelta(days=300)
_MOST = 8

_MARK = "# Written by 'handbill new --ci {host}', which may be run again at any time. "
_MARKED = re.compile(r"# Written by 'handbill new --ci \w+'.*\[([0-9a-f]{16})\]\n")

# What a kind of target reads from the environment, and the extra that it needs to be installed.
_SECRETS: Mapping[str, tuple[str, ...]] = {
    "git": ("GIT_TOKEN",),
    "s3": ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
    "gs": ("GOOGLE_APPLICATION_CREDENTIALS",),
    "az": ("AZURE_STORAGE_ACCOUNT_NAME", "AZURE_STORAGE_ACCOUNT_KEY"),
    "netlify": ("NETLIFY_AUTH_TOKEN",),
    "neocities": ("NEOCITIES_API_KEY",),
    "webdav": ("WEBDAV_USER", "WEBDAV_PASSWORD"),
}
_EXTRAS = frozenset({"s3", "ssh"})


@dataclass(frozen=True, slots=True)
class Host:
    """Where a host looks for its workflow, and how that writes what differs."""

    path: str
    cron: str
    secret: str
    env: str
    ssh: str
    line: str = "          {name}: {value}"
    indent: int = 10  # of commands of several lines
    pages: str = ""  # the template for campaigns that name no target, where the host itself is one


_AGENT = """\
install -d -m 700 ~/.ssh
printf '%s\\n' "$SSH_KNOWN_HOSTS" >> ~/.ssh/known_hosts
eval "$(ssh-agent -a /tmp/agent)" && printf '%s\\n' "$SSH_KEY" | ssh-add -q -"""
_STEP = """\
      # The key is in memory alone, and ssh asks for nothing that is not in known_hosts.
      - name: Give the key to the agent
        env:
          SSH_KEY: ${{{{ secrets.SSH_KEY }}}}
          SSH_KNOWN_HOSTS: ${{{{ vars.SSH_KNOWN_HOSTS }}}}
        run: |
{agent}"""

HOSTS: Mapping[str, Host] = {
    "github": Host(
        path=".github/workflows/publish.yml",
        cron='    - cron: "{cron}"{what}',
        secret="${{{{ secrets.{name} }}}}",
        env="        env:\n{lines}",
        ssh=_STEP,
    ),
    "forgejo": Host(
        path=".forgejo/workflows/publish.yml",
        cron='    - cron: "{cron}"{what}',
        secret="${{{{ secrets.{name} }}}}",
        env="        env:\n{lines}",
        ssh=_STEP,
    ),
    "gitlab": Host(
        path=".gitlab-ci.yml",
        cron="#   {cron}{what}",
        secret="",
        env="# Secrets are masked variables of the project (Settings, CI/CD, Variables):\n{lines}",
        line="#   {name}",
        indent=6,
        ssh="    # SSH_KEY and SSH_KNOWN_HOSTS are variables of the project.\n    - |\n{agent}",
        pages="gitlab-pages.yml",
    ),
}


def workflow(
    host: str,
    targets: Mapping[str, Destination],
    moments: Iterable[datetime],
    now: datetime,
    branch: str,
    theme: Path,
    root: Path,
) -> tuple[str, bytes]:
    """A workflow's path and text for the campaign in `root`.

    `moments` are those at which time alone changes the site.
    """
    row = HOSTS[host]
    needs_key = any(_needs_key(one) for one in targets.values())
    extras = {_kind(one) for one in targets.values()} & _EXTRAS
    writes = host == "github" and any(_is_at_github(one) for one in targets.values())
    values = {
        "branch": branch,
        "crons": "\n".join(row.cron.format(cron=c, what=w) for c, w in _crons(moments, now)),
        "contents": "write" if writes else "read",
        "package": package(root, extras),
        "pins": _wrapped(pins(extras), " " * row.indent),
        "ssh": _agent(row) if needs_key else "",
        "env": _env(host, row, targets, needs_key=needs_key),
    }
    template = f"{host}.yml" if targets or not row.pages else row.pages
    text = _filled((theme / "ci" / template).read_text("utf-8"), values)
    return row.path, (_head(host, text) + text).encode()


def _wrapped(words: Iterable[str], indent: str) -> str:
    return fill(
        " ".join(words),
        100,
        initial_indent=indent,
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled in; a line of one that is empty goes."""
    for name, value in values.items():
        place = f"{{{{{name}}}}}"
        text = text.replace(place, value) if value else text.replace(f"{place}\n", "")
    return text


def put(root: Path, path: str, data: bytes) -> None:
    """Write a workflow. Raises EnvironmentFault, also where somebody has changed what is there."""
    file = root / path
    try:
        if file.exists() and not _is_as_written(file.read_text("utf-8", "replace")):
            message = f"'{path}' was changed by hand, or is not ours"
            raise EnvironmentFault(message, "rename it or delete it, and run this again")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    except OSError as error:
        message = f"'{path}' cannot be written: {error.strerror or error}"
        raise EnvironmentFault(message, "make room there, or see who may write") from error


def _head(host: str, text: str) -> str:
    return f"{_MARK.format(host=host)}[{_sum(text)}]\n"


def _is_as_written(text: str) -> bool:
    found = _MARKED.match(text)
    return found is not None and found[1] == _sum(text[found.end() :])


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _crons(moments: Iterable[datetime], now: datetime) -> list[tuple[str, str]]:
    """Every day, and the next moments at which something is due: the minute after, in UTC."""
    coming = sorted(m for m in moments if now < m < now + _AHEAD)[:_MOST]
    found = [(f"{_DAILY[0]} {_DAILY[1]} * * *", "")]
    for moment in coming:
        at = moment.astimezone(UTC) + timedelta(minutes=1)
        found.append(
            (f"{at.minute} {at.hour} {at.day} {at.month} *", f"  # {at:%Y-%m-%d %H:%M} UTC")
        )
    return list(dict(found).items())


def _kind(settings: Destination) -> str:
    return str(settings.to)  # type: ignore[attr-defined]


def _needs_key(settings: Destination) -> bool:
    if isinstance(settings, GitTarget):
        remote = settings.remote
        return remote.startswith(("ssh:", "git+ssh:")) or ("://" not in remote and "@" in remote)
    return isinstance(settings, SshTarget)


def _agent(row: Host) -> str:
    indent = " " * row.indent
    return row.ssh.format(agent="\n".join(indent + line for line in _AGENT.splitlines()))


def _is_at_github(settings: Destination) -> bool:
    """Whether the job's own token may be meant for it: no other host is ever shown that."""
    return isinstance(settings, GitTarget) and settings.remote.startswith("https://github.com/")


def _reads(settings: Destination) -> tuple[str, ...]:
    """The variables that a target reads its secrets from."""
    if isinstance(settings, GitTarget):
        return _SECRETS["git"] if settings.remote.startswith("http") else ()
    kind = settings.url.partition(":")[0] if isinstance(settings, S3Target) else _kind(settings)
    return _SECRETS.get(kind, ())


def _env(host: str, row: Host, targets: Mapping[str, Destination], *, needs_key: bool) -> str:
    # GitLab runs all lines in one shell, which has it from the agent.
    values = {"SSH_AUTH_SOCK": _SOCKET} if needs_key and row.secret else {}
    counts = Counter(variable for one in targets.values() for variable in _reads(one))
    for name, settings in targets.items():
        for variable in _reads(settings):
            # Two targets of a kind have a key each.
            own = variable if counts[variable] == 1 else own_variable(name, variable)
            values[own] = row.secret.format(name=own)
            if host == "github" and _is_at_github(settings) and counts[variable] == 1:
                values[own] = "${{ github.token }}"
    lines = "\n".join(row.line.format(name=n, value=v) for n, v in values.items())
    return row.env.format(lines=lines) if values else ""


_SOCKET = "/tmp/agent"
