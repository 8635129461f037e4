"""Jinja, one environment for each language: sandboxed, escaping everything, refusing unknown names."""

from __future__ import annotations

from typing import Any

from jinja2 import BytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.sandbox import SandboxedEnvironment

from generator.render import speech as sp


class _SharedCode(BytecodeCache):
    """Compiled templates, shared by the environments of all languages for the length of a build."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.code:
            bucket.bytecode_from_string(self.code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key] = bucket.bytecode_to_string()


def shared_code() -> BytecodeCache:
    return _SharedCode()


def environment(speech: sp.Speech, code: BytecodeCache, **more: Any) -> SandboxedEnvironment:
    """The environment of one language; `more` are further global functions and values."""
    env = SandboxedEnvironment(
        loader=FileSystemLoader([str(folder) for folder in speech.book.theme.folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=speech.say,
        bytecode_cache=code,
        auto_reload=False,
        cache_size=-1,
    )
    env.globals.update(sp.functions(speech))
    env.globals.update(more)
    env.filters.update(sp.filters(speech))
    env.tests["past"] = speech.is_past
    return env
