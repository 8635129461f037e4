"""What libyaml says of a file that is not YAML, in plain words."""

from __future__ import annotations


def in_plain_words(said: str) -> tuple[str, str]:
    """A message and a hint."""
    for fragment, message, hint in _MESSAGES:
        if fragment in said:
            return message, hint
    return f"this is not YAML: {said}", _QUOTES


_QUOTES = 'put the text in quotes: "…"'

_MESSAGES = (
    ("mapping values are not allowed", "a second ': ' stands on this line", _QUOTES),
    ("could not find expected ':'", "a line without ': '", "is a ': ' or an indentation missing?"),
    (
        "did not find expected key",
        "this line is not indented as its neighbours",
        "align it with them",
    ),
    (
        "did not find expected '-' indicator",
        "this line does not fit into the list above",
        "align it",
    ),
    ("found character that cannot start any token", "a value cannot begin with this sign", _QUOTES),
    ("found unexpected end of stream", "a quotation mark is never closed", "close it"),
    (
        "did not find expected node content",
        "a '[' or '{' is never closed",
        "close it with ']' or '}'",
    ),
    (
        "did not find expected ',' or ']'",
        "a '[' is never closed, or a comma is missing",
        "close it with ']'",
    ),
    (
        "did not find expected ',' or '}'",
        "a '{' is never closed, or a comma is missing",
        "close it with '}'",
    ),
    (
        "did not find expected <document start>",
        "this does not belong to what stands above",
        _QUOTES,
    ),
    (
        "did not find expected alphabetic or numeric",
        "'*' and '&' have a meaning of their own",
        _QUOTES,
    ),
    ("found undefined tag", "'!' has a meaning of its own", _QUOTES),
    (
        "block sequence entries are not allowed",
        "a '- ' cannot stand here",
        "begin it on a line of its own",
    ),
    ("found unknown escape character", "a backslash in double quotes", "use single quotes"),
)
