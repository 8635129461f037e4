"""What a campaign is made of: a module for each kind of content, and the table of kinds."""

from generator.kinds.table import KINDS, Kind

__all__ = ["KINDS", "Kind"]
