"""Ctrl-C reaches the program's own handler while a solver library works, and after it has ended."""

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
    """CP-SAT replaces the handler, and then restores the default one, unless it is configured not to."""
    ended = subprocess.run([sys.executable, "-c", PROGRAM], check=False, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "handled\n", "")


CHOICE = """
import signal, threading
import solver.clock
from solver.clock import Clock
from solver.instance.compile import compile_instance
from solver.parameters import DEFAULT_PARAMETERS
from solver.selection.integer_program import SelectionObjective
from solver.selection.selector import Selector
from tests.solver.test_large_event import large_event

assert solver.clock.CHECK_INTERVAL > 0.001
solver.clock.CHECK_INTERVAL = 0.001  # the library works for a few hundredths of a second only
handled = threading.Event()

class Pressing(Clock):
    pressed = missed = 0
    def over(self):
        if threading.current_thread().daemon:  # the watch, while the library works
            handled.clear()
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
            Pressing.pressed += 1
            Pressing.missed += not handled.wait(5)
        return False

def choose():
    while Pressing.pressed < 20 and not Pressing.missed:  # several times in each choice, from its beginning to its end
        selector = Selector(compile_instance(large_event()), DEFAULT_PARAMETERS.selection)
        selector.select(SelectionObjective(1, 0), Pressing(60.0))

signal.signal(signal.SIGINT, lambda *_: handled.set())
chooser = threading.Thread(target=choose)
chooser.start()
chooser.join()
print(f"{Pressing.missed} missed")
"""


def test_ctrl_c_while_pairs_are_chosen_reaches_the_handler():
    """SCIP catches Ctrl-C while it works unless it is configured not to."""
    ended = subprocess.run([sys.executable, "-c", CHOICE], check=False, capture_output=True, text=True, timeout=120)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "0 missed\n", "")
