"""Handbill: a folder of Markdown and YAML becomes a campaign site for any static host."""

__version__ = "0.1.0"
