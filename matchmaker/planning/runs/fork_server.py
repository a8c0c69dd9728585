"""The program of a process that has imported what the solver needs, and forks a child for each run.

Importing takes seconds, a fork takes milliseconds. Standard input is a socket to the worker. The server writes one byte
when it is ready; then each message brings the four file descriptors of a child (its standard input, output and error,
and a pipe for its exit code), and the answer is the child's process id with a descriptor of the process. The server
ends when the worker closes the socket, even by dying, and its children end with it.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import signal
import socket
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from matchmaker.planning.runs import solver_child

READY = b"+"
PID_BYTES = 8
DESCRIPTORS = 4
_MADV_DONTNEED = 4  # linux/mman.h


class Server:
    """Forks children and passes on their exit codes. It must stay the only thread of its process."""

    def __init__(self, worker: socket.socket) -> None:
        self._worker = worker
        self._codes: dict[int, int] = {}
        """Where to write the exit code of each living child, by process id."""

    def run(self) -> None:
        """Serve until the worker closes the socket."""
        signal.signal(signal.SIGCHLD, lambda *_: self._reap())
        self._worker.sendall(READY)
        while True:
            message, descriptors, _, _ = socket.recv_fds(self._worker, 1, DESCRIPTORS)
            if not message:
                return
            self._fork(descriptors)

    def _fork(self, descriptors: list[int]) -> None:
        *standard, code = descriptors
        with _signals_blocked():  # so that a child that ends at once is known when it is reaped
            pid = os.fork()
            if not pid:
                self._worker.close()
                for other in (code, *self._codes.values()):
                    os.close(other)
                _become_child(standard)
            self._codes[pid] = code
        for descriptor in standard:
            os.close(descriptor)
        process = os.pidfd_open(pid)
        socket.send_fds(self._worker, [pid.to_bytes(PID_BYTES, "big")], [process])
        os.close(process)

    def _reap(self) -> None:
        while self._codes:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            code = self._codes.pop(pid)
            os.write(code, str(os.waitstatus_to_exitcode(status)).encode())
            os.close(code)


def load() -> None:
    """Import what the runs need, and load the machine code of the loops."""
    import solver.explain.gain.openings
    import solver.explain.why.why
    import solver.repair.repair
    import solver.solve  # noqa: F401
    from matchmaker.planning.runs import child_tasks  # noqa: F401
    from solver.timetable.annealing.loops import LOOPS

    for loop in LOOPS:
        loop.compile()


def release_code() -> None:
    """Give back the pages of libraries' machine code, tens of megabytes, most of which ran only while it was loaded.

    They are never written to. What a child needs of them is mapped again from the system's file cache, without reading.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    for line in Path("/proc/self/maps").read_text().splitlines():
        span, permissions, _, _, inode, *path = line.split(maxsplit=5)
        if permissions == "r-xp" and inode != "0" and path:
            start, end = (int(address, 16) for address in span.split("-"))
            libc.madvise(start, end - start, _MADV_DONTNEED)


@contextmanager
def _signals_blocked() -> Iterator[None]:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _become_child(standard: list[int]) -> NoReturn:
    """Carry out one run in this forked process, then end it without returning into the server."""
    code = 1
    try:
        os.setsid()  # Ctrl-C in the terminal must not reach it
        for number, descriptor in enumerate(standard):
            os.dup2(descriptor, number)
            os.close(descriptor)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - lives as long as the process
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        solver_child.main(solver_child.Channel())
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - reported, and the process ends
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def main() -> None:
    """Take the socket from standard input, load, and serve."""
    worker = socket.socket(fileno=os.dup(0))
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.close(nothing)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    load()
    if len(list(Path("/proc/self/task").iterdir())) > 1:
        sys.exit("The solver's libraries started threads, so no child can be forked.")
    gc.collect()
    gc.freeze()  # the collector then leaves the pages that children share untouched
    release_code()
    with contextlib.suppress(ConnectionError):  # the worker has ended, as when it closes the socket
        Server(worker).run()


if __name__ == "__main__":
    main()
