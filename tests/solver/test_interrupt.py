"""Whoever handles Ctrl-C keeps doing so after a proof by clauses."""

import subprocess
import sys

PROGRAM = """
import signal
from solver.exact.search import Effort, search
from solver.instance import compile_instance
from solver.limits import Clock
from tests.solver.making import problem, slots

signal.signal(signal.SIGINT, lambda *_: print("handled"))
instance = compile_instance(problem("ann bob", "ann-bob", slots(2)))
assert search(instance, "score", {}, (), Effort(0, 10.0), Clock(60.0)).proven
signal.raise_signal(signal.SIGINT)
"""


def test_a_proof_leaves_the_handling_of_ctrl_c_as_it_was():
    """CP-SAT sets a handler of its own, and then the one that kills the process, unless it is told not to."""
    ended = subprocess.run([sys.executable, "-c", PROGRAM], check=False, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "handled\n", "")
