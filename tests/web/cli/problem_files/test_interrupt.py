"""Whoever handles Ctrl-C keeps doing so while and after a library works."""

import subprocess
import sys

PROGRAM = """
import signal
from solver.cpsat.solve_model import Effort, search
from solver.instance.compile import compile_instance
from solver.clock import Clock
from tests.solver.builders import problem, slots

signal.signal(signal.SIGINT, lambda *_: print("handled"))
instance = compile_instance(problem("ann bob", "ann-bob", slots(2)))
assert search(instance, "score", {}, (), Effort(0, 10.0), Clock(60.0)).proven
signal.raise_signal(signal.SIGINT)
"""


def test_a_proof_leaves_the_handling_of_ctrl_c_as_it_was():
    """CP-SAT sets a handler of its own, and then the one that kills the process, unless it is told not to."""
    ended = subprocess.run([sys.executable, "-c", PROGRAM], check=False, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "handled\n", "")


CHOICE = """
import signal, threading
import solver.clock
from solver.instance.compile import compile_instance
from solver.clock import Clock
from solver.parameters import DEFAULT_PARAMETERS
from solver.selection.selector import Selector
from solver.selection.integer_program import SelectionObjective
from tests.solver.test_large_event import large_event

solver.clock.WATCH = 0.001  # the library works for a few hundredths of a second only

class Pressing(Clock):
    pressed = 0
    def over(self):
        if threading.current_thread().daemon and Pressing.pressed == 0:  # the watch, while the library works
            Pressing.pressed = 1
            signal.raise_signal(signal.SIGINT)
        return False

signal.signal(signal.SIGINT, lambda *_: print("handled"))
selector = Selector(compile_instance(large_event()), DEFAULT_PARAMETERS.selection)
choose = threading.Thread(target=lambda: selector.select(SelectionObjective(1, 0), Pressing(60.0)))
choose.start()
choose.join()
assert Pressing.pressed == 1
"""


def test_ctrl_c_while_pairs_are_chosen_reaches_who_handles_it():
    """SCIP takes Ctrl-C for itself while it works, unless it is told not to."""
    ended = subprocess.run([sys.executable, "-c", CHOICE], check=False, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "handled\n", "")
