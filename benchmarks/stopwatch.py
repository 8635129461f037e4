"""Runs the command behind it and prints its wall seconds, CPU seconds and peak memory in bytes.

It is a process of its own that loads next to nothing: Linux never tells a smaller peak of a child
than its parent held when the child began.
"""

import os
import sys
import time


def main(command: list[str]) -> int:
    """The command's exit code; what it says is thrown away, what it warns of is not."""
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    started = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=silent)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - started
    unit = 1 if sys.platform == "darwin" else 1024
    print(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
