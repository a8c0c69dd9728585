"""What several tests of the solver need."""

import pytest


@pytest.fixture
def no_proofs(monkeypatch):
    """Every problem counts as too large for the clause model."""
    for size in ("SMALL", "SEATS"):
        monkeypatch.setattr(f"solver.tiers.proof.{size}", -1)
