"""What a campaign is made of: one module for each kind of content, and the table that lists them."""

from generator.kinds.table import KINDS, Kind

__all__ = ["KINDS", "Kind"]
