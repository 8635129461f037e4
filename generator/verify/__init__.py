"""A copy of a site against its manifest: what is true, what was changed."""
