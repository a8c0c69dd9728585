"""What several tests of the commands on problem files need."""

from tests.solver.conftest import no_proofs

__all__ = ["no_proofs"]
