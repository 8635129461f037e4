"""What concerns texts that are no Markdown as well: ends of lines, handles and hashtags."""

from __future__ import annotations

# Left alone, the sign of a handle or a hashtag lands behind its word in right-to-left text.
TAGGED = r"(?<![\w/@#&.\x03])(?:@[A-Za-z0-9_](?:[\w.@-]*\w)?|#\w*[^\W\d_]\w*)"


def one_newline(text: str) -> str:
    """The text with every line ended by a line feed alone."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
