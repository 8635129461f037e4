"""Check: after it, everything is known that a look at the finished outputs can tell.

`looks.py` is the step. It is not loaded with the package: every build reads the blocks of pictures
with two modules of it, and looks at nothing.
"""
