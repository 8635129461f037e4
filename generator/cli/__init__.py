"""The command line: options in, one call, a report out."""

from generator.cli import deploying, hosting, new, packing, posts, serving, site, verifying
from generator.cli.options import handbill, now
from generator.cli.run import entry, main

__all__ = [
    "deploying",
    "entry",
    "handbill",
    "hosting",
    "main",
    "new",
    "now",
    "packing",
    "posts",
    "serving",
    "site",
    "verifying",
]
