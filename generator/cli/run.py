"""The command as the shell starts it: whatever goes wrong ends in a sentence and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import click

from generator.cli.options import GOOD, INPUT, INTERRUPTED, OUR_FAULT, handbill
from generator.problems import EnvironmentFault


def main(args: list[str] | None = None) -> None:
    """The `handbill` command; exits with one of the codes above."""
    sys.exit(_run(partial(handbill.main, args=args, standalone_mode=False)))


def entry() -> None:
    """The same for the shell, which need not wait while a large site is taken apart."""
    try:
        main()
    except SystemExit as end:
        with suppress(BrokenPipeError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(int(end.code or GOOD))


def _run(command: Callable[[], Any]) -> int:
    try:
        return command() or GOOD
    except EnvironmentFault as fault:
        if "--json" in sys.argv:
            import json  # a tenth of what --help takes

            click.echo(json.dumps({"written": False, "error": str(fault), "hint": fault.hint}))
        click.echo(f"error: {fault}" + (f"\n   hint: {fault.hint}" if fault.hint else ""), err=True)
        return INPUT
    except click.ClickException as error:
        error.show()
        return INPUT
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; nothing was changed", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; what Python flushes on its way out must not fail too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return GOOD
    except Exception as error:
        from generator.report import crash  # loaded here, as it is hardly ever needed

        click.echo(crash(error), err=True)
        return OUR_FAULT
