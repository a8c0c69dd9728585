"""Runs a command in its own process and measures exit status, seconds, CPU seconds and peak memory.

A child process inherits the peak memory of the process that forks it, so a small launcher (this module run as a
program) starts the command; wait4 in the launcher then returns the command's own usage.
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
    """Usage of one command: wall and CPU seconds (user and system, all threads), peak memory in MB."""

    status: int
    seconds: float
    cpu: float
    megabytes: float
    stderr: str


def run(*command: str, memory: float = 0, timeout: float = 0) -> Usage:
    """Run the command. `memory`: limit of its address space in gigabytes; `timeout`: in seconds; 0: none."""
    launcher = [sys.executable, "-S", str(Path(__file__)), str(memory), str(timeout), *command]
    done = subprocess.run(launcher, check=True, capture_output=True, text=True, cwd=ROOT)
    return Usage(**json.loads(done.stdout), stderr=done.stderr.strip())


def main() -> None:
    """`resource_usage.py GIGABYTES SECONDS COMMAND...`: print the usage as JSON."""
    memory, timeout, command = float(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (int(memory * GIGABYTE),) * 2)
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    begin = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=quiet)
    if timeout:
        signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
        signal.setitimer(signal.ITIMER_REAL, timeout)
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
