"""Targets: places that take a release; each kind a file or a folder, and a row of the table."""
