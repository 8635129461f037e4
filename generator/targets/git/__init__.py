"""A branch of a git repository, written with git's own plumbing."""
