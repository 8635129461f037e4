"""Jinja, an environment for each language: sandboxed, escaping all, refusing unknown names."""

from __future__ import annotations

import dataclasses
import os
import stat
import sys
from collections.abc import MutableMapping
from functools import cache
from pathlib import Path
from types import BuiltinMethodType, FunctionType
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context, Macro
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from generator.kinds.values import Record
from generator.render.speech import Speech, filters, functions
from generator.render.views import LanguageView, SiteView
from generator.render.words import Words


@cache
def public_names(kind: type) -> frozenset[str] | None:
    """What a template may ask of a record or a view: its fields and properties, and no method.

    None for other types, which Jinja's sandbox judges. Pydantic's own methods would read files.
    """
    if issubclass(kind, Record):
        fields = set(kind.model_fields)
    elif dataclasses.is_dataclass(kind):
        fields = {field.name for field in dataclasses.fields(kind)}
    else:
        return None
    ours = (c for c in kind.__mro__ if c.__module__.startswith("generator."))
    named = {name for c in ours for name, value in vars(c).items() if isinstance(value, property)}
    return frozenset(name for name in fields | named if not name.startswith("_"))


# What can bear no mark that it is unsafe, or that it wants to be given the context.
_PLAIN = frozenset({Words, BuiltinMethodType})


class Sandbox(SandboxedEnvironment):
    """Jinja's sandbox, with what our own types show told by a table instead of by guessing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._ready: dict[str, Template] = {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        names = public_names(obj.__class__)
        if names is None:
            return super().getattr(obj, attribute)
        if attribute in names:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def call(self, context: Context, function: Any, /, *args: Any, **named: Any) -> Any:
        """Of most that is called, Jinja need not ask whether it is safe or wants the context."""
        kind = type(function)
        plain = kind in _PLAIN or (kind is FunctionType and not function.__dict__)
        if not plain and kind is not Macro:
            return super().call(context, function, *args, **named)
        # Jinja adds these for functions that want the context, and takes them away as well.
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        if kind is Macro:
            return function(context.eval_ctx, *args, **named)
        return function(*args, **named)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Templates share the one mapping: Jinja's chain of two is slow, and asked on each page."""
        return super().make_globals(d) if d else self.globals

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's own name
    ) -> Template:
        """A template by name; templates do not change during a build, so each is loaded once."""
        if isinstance(name, Template) or globals is not None:
            return super().get_template(name, parent, globals)
        if name not in self._ready:
            self._ready[name] = super().get_template(name, parent)
        return self._ready[name]


class CompiledTemplates(BytecodeCache):
    """Compiled templates, those of the default theme kept on disk.

    They are kept beside the theme as Python keeps its own compiled modules, and where that folder
    cannot be written they are not kept. A site's own templates never are: what a stranger sends
    must not bring code along that was compiled elsewhere.
    """

    def __init__(self, theme: Path) -> None:
        self._theme = str(theme)
        self._code: dict[str, bytes] = {}
        folder = theme / "__pycache__"
        self._disk: BytecodeCache | None = None
        self._keeps = not sys.dont_write_bytecode
        try:
            if self._keeps:
                folder.mkdir(exist_ok=True)
            if _writable(folder):
                self._disk = FileSystemBytecodeCache(str(folder))
        except OSError:
            # Without a folder, templates are compiled anew in each build: slower, and no worse.
            self._disk = None

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """The compiled template, from memory or disk, empty where there is none yet."""
        # Jinja works constants out when it compiles (`{{ 0|number }}`), in one language's digits.
        own_name = f"{environment.globals['speaks']}/{name}"
        bucket = super().get_bucket(environment, own_name, filename, source)
        if bucket.code is None and self._disk and str(filename).startswith(self._theme):
            self._disk.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()
        code = bucket.code
        if self._disk and self._keeps and code and str(code.co_filename).startswith(self._theme):
            self._disk.dump_bytecode(bucket)


def _writable(folder: Path) -> bool:
    """Whether it is ours to write and nobody else's: code is read from it."""
    state = folder.stat()
    owner = getattr(os, "getuid", lambda: state.st_uid)()
    return state.st_uid == owner and not state.st_mode & stat.S_IWOTH and os.access(folder, os.W_OK)


def environment(speech: Speech, code: BytecodeCache, **more: Any) -> Sandbox:
    """The environment of one language; `more` are further global functions and values."""
    env = Sandbox(
        loader=FileSystemLoader([str(folder) for folder in speech.book.theme.folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=speech.say,
        bytecode_cache=code,
        auto_reload=False,
        cache_size=-1,
    )
    env.globals.update(functions(speech))
    env.globals.update(more, speaks=f"{speech.locale.tag}-{speech.locale.numerals}")
    env.filters.update(filters(speech))
    env.tests["past"] = speech.is_past
    fixed: dict[tuple[str, Any], Markup] = {}

    def same_on_every_page(name: str, site: SiteView, lang: LanguageView) -> Markup:
        """A part that knows only the site and the language is drawn once (for each open entry)."""
        key = (name, site.menu)
        if key not in fixed:
            fixed[key] = Markup(env.get_template(name).render(site=site, lang=lang))
        return fixed[key]

    env.globals["fixed"] = same_on_every_page
    return env
