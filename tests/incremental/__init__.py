"""Incremental builds, held to what a build from nothing makes of the same files."""
