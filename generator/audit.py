"""The line of `check`: everything that a build makes, looked at and not written."""

from __future__ import annotations

import time
from pathlib import Path

from generator.build import Options, made, prepare, refused, unkept
from generator.cache.store import Store
from generator.check.external import check_external
from generator.check.looks import check_outputs
from generator.guard import Leak
from generator.model import Output, Result
from generator.problems import has_errors
from generator.render import RenderFault


def audit(root: Path, options: Options, *, external: bool = False) -> Result:
    """Every problem of the sources and of the site made of them; nothing is written."""
    started = time.perf_counter()
    store = Store(root, forgetful=not options.cache)
    prepared = prepare(root, options, store)
    problems = prepared.problems
    if prepared.book is None or has_errors(problems):
        return refused(problems, started)
    try:
        every = made(prepared, store, strict=options.strict)
        outputs = tuple(output for output in every if isinstance(output, Output))
    except (RenderFault, Leak) as fault:
        unkept(prepared, store)
        return refused([*problems, *fault.problems], started)
    assert prepared.resolved is not None
    assert prepared.guard is not None
    found = check_outputs(outputs, prepared.book.site, prepared.resolved.bodies)
    problems += [prepared.guard.discreet(problem) for problem in found]
    clean = {str(output.path): output.data for output in outputs}
    problems += prepared.guard.aftermath(options.output, clean)
    if external:
        problems += check_external(outputs)
    return refused(problems, started)
