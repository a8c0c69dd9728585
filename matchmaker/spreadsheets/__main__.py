"""Read a file in a process with limited memory and time: the file on standard input, JSON on standard output.

Started by `matchmaker.roster.importing.reading.read_table`. A decompression bomb affects nothing but this process.
"""

from __future__ import annotations

import json
import resource
import signal
import sys

from matchmaker.spreadsheets.limits import MEMORY, SECONDS, RefusedError
from matchmaker.spreadsheets.read_file import Wanted, read_file


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.setitimer(signal.ITIMER_PROF, SECONDS)  # ends the process
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    wanted = Wanted(**json.loads(sys.argv[1]))
    try:
        answer = read_file(sys.stdin.buffer.read(), wanted).as_json()
    except RefusedError as error:
        answer = {"refused": {"code": error.code, "params": error.params}}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
