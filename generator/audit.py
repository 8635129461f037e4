"""The line of `check`: everything that a build makes, or has made, looked at and not written."""

from __future__ import annotations

import time
from pathlib import Path, PurePosixPath

from generator.build import Options, Prepared, made, prepare, refused, unkept
from generator.cache.store import Store
from generator.check.external import check_external
from generator.check.looks import check_outputs
from generator.guard import Leak
from generator.model import Output, Result
from generator.problems import EnvironmentFault, Problem, has_errors
from generator.render import RenderFault
from generator.write.manifest import Listing


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


def audit_written(root: Path, options: Options, listing: Listing) -> tuple[Prepared, list[Problem]]:
    """Every problem of a site that has just been built, of which `listing` has all files.

    What is published is what is looked at: the files as they lie in the output.
    """
    prepared = prepare(root, options, Store(root))
    if prepared.book is None or has_errors(prepared.problems):
        return prepared, prepared.problems
    assert prepared.resolved is not None
    assert prepared.guard is not None
    try:
        outputs = [Output(PurePosixPath(p), (options.output / p).read_bytes()) for p in listing]
    except OSError as error:
        message = f"the site in '{options.output.name}' cannot be read: {error.strerror}"
        raise EnvironmentFault(message, "build it again") from error
    found = check_outputs(outputs, prepared.book.site, prepared.resolved.bodies)
    return prepared, [*prepared.problems, *map(prepared.guard.discreet, found)]
