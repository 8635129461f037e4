"""`python -m generator.cli`, for where the command is not on the path."""

from generator.cli import entry

if __name__ == "__main__":
    entry()
