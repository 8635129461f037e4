"""Handbill: a folder of Markdown and YAML becomes a campaign site for any static host."""

from pathlib import Path

__version__ = "0.1.0"


def default_templates() -> Path:
    """The theme that comes with the package; a checkout has it beside the package instead."""
    package = Path(__file__).resolve().parent
    packed = package / "_theme"
    return packed if packed.is_dir() else package.parent / "templates"
