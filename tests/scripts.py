"""The theme's scripts called in Node: their pure functions, as a page's script calls them."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[1] / "templates" / "assets" / "js"

# Answers each line of JSON, `[function, arguments]`, with one of `[value]`.
_LOOP = """
const script = require(process.argv[1]);
const lines = require("node:fs").readFileSync(0, "utf8").split("\\n").filter(Boolean);
const more = eval(process.argv[2]);
for (const [name, args] of lines.map((line) => JSON.parse(line)))
  console.log(JSON.stringify([script[name](...args, ...more)]));
"""


def node() -> str:
    """Node's path; a failure that says how to get it where it is missing."""
    found = shutil.which("node")
    if not found:
        pytest.fail("no node: apt-get install nodejs", pytrace=False)
    return found


def answers(
    script: str, *calls: tuple[str, list[Any]], folder: Path = FOLDER, more: str = "[]"
) -> list[Any]:
    """What each function of a script returns for its arguments.

    `more` is a list in JavaScript that goes behind them: JSON holds no functions.
    """
    asked = "\n".join(map(json.dumps, calls))
    command = [node(), "-e", _LOOP, str(folder / script), more]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return [json.loads(line)[0] for line in done.stdout.split("\n") if line]
