"""One command in a process of its own: its exit status, seconds, CPU seconds and peak memory.

A child starts with the peak memory of whoever forks it, so a small launcher (this module run as a program) stands
between the bench and the command; what it reads with wait4 is the command's own.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

GIGABYTE = 1 << 30
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Usage:
    """What one command took: wall and CPU seconds (user and system, all threads), peak memory in MB; `said`: stderr."""

    status: int
    seconds: float
    cpu: float
    megabytes: float
    said: str


def run(*command: str, memory: float = 0, longest: float = 0) -> Usage:
    """Run the command to its end; `memory`: gigabytes of address space it may ask for, `longest`: seconds until it is
    killed; 0 is no limit."""
    launcher = [sys.executable, "-S", str(Path(__file__)), str(memory), str(longest), *command]
    done = subprocess.run(launcher, check=True, capture_output=True, text=True, cwd=ROOT)
    return Usage(**json.loads(done.stdout), said=done.stderr.strip())


def main() -> None:
    """`measuring.py GIGABYTES SECONDS COMMAND...`: prints the figures as JSON."""
    memory, longest, command = float(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (int(memory * GIGABYTE),) * 2)
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    begin = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=quiet)
    if longest:
        signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
        signal.setitimer(signal.ITIMER_REAL, longest)
    _, status, usage = os.wait4(child, 0)
    figures = {
        "status": os.waitstatus_to_exitcode(status),
        "seconds": time.perf_counter() - begin,
        "cpu": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss / 1024,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
