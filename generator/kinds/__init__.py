"""What a campaign is made of: a module for each kind of content, and the table of kinds."""

import os

# Pydantic would look through all installed packages for plug-ins, which have no business here.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from generator.kinds.table import KINDS, Kind

__all__ = ["KINDS", "Kind"]
