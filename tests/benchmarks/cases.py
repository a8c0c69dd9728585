"""The cases of the solver's bench: how each problem is generated, and its target."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.resource_usage import ROOT

SHARED = ROOT.parent / "shared"
B2B = SHARED / "benchmarks" / "b2bsp"
NO_REDUCTIONS: Mapping[str, float] = {}


@dataclass(frozen=True)
class Target:
    """`seconds`: also the time limit. `gap`: of the score, as a share of its bound. `closed`: tiers to prove optimal.

    `fewer`: by tier, the highest share of the value before the tier was improved. `best`: the known optimum of the only
    tier. `meetings`: the lowest number of meetings.
    """

    seconds: float
    gap: float | None = None
    optimal: bool = False
    closed: tuple[str, ...] = ()
    fewer: Mapping[str, float] = field(default_factory=lambda: NO_REDUCTIONS)
    megabytes: float | None = None
    best: int | None = None
    infeasible: bool = False
    meetings: int | None = None


@dataclass(frozen=True)
class Case:
    """`write(path)` writes the problem file. `kind`: generated, original, variant, real or bundled."""

    name: str
    kind: str
    target: Target
    write: Callable[[Path], None]
    seed: int = 0


@dataclass(frozen=True)
class Generated:
    """A line of arguments for the problem generator, and its target."""

    line: str
    target: Target


GENERATED = (
    Generated("100 12 40 --cap 8", Target(1, gap=0.0, optimal=True)),
    Generated("400 20 160 --sided 0.35 --booths 0.3", Target(5, gap=1e-4)),
    Generated("300 12 150", Target(10, gap=2e-3)),
    Generated(
        "1000 20 400 --cap 12 --min 4 --tiers minimums,score",
        Target(5, gap=1e-4, closed=("minimums",)),
    ),
    Generated("1000 20 500 --available 0.8", Target(30, gap=2e-3)),
    Generated("2200 40 700 --sided 0.32 --top 60 --available 0.95", Target(60, gap=5e-4)),
    Generated("300 16 120 --cap 10 --tiers score,gaps --slack 0.005", Target(60, fewer={"gaps": 1 / 20})),
    Generated(
        "1000 20 400 --cap 12 --tiers score,gaps,moves --slack 0.005",
        Target(60, fewer={"gaps": 1 / 12, "moves": 1 / 2}),
    ),
)
LARGE = Generated("10000 30 4000 --cap 15", Target(60, gap=1e-4, megabytes=2048))
TENTH = Generated("1000 30 400 --cap 15", Target(60, gap=1e-4))
"""As many slots, and tables and meetings per person, as the large case: to compare the time per pair."""
EVENT = Generated("1000 20 400 --cap 12", Target(60))
"""The event that is planned again after absences."""


def generated(spec: Generated, seed: int) -> Case:
    """The case of one line and one seed; seed 0 uses the line unchanged."""
    name = spec.line + (f" --seed {seed}" if seed else "")
    return Case(name, "generated", spec.target, lambda path: _generate(name, path), seed)


def b2b(folder: str) -> Iterator[Case]:
    """The published instances of one folder, with their known answers."""
    expected = json.loads((B2B / "expected.json").read_text(encoding="utf-8"))
    for path in sorted((B2B / folder).glob("*.json")):
        known = expected[path.stem]
        target = Target(60, optimal=not known["infeasible"], best=known["gaps"], infeasible=known["infeasible"])
        yield Case(path.stem, folder.removesuffix("s"), target, _copy_of(path))


def real() -> Iterator[Case]:
    """Real attendee lists, scored as the product scores them."""
    researchers = Target(3, gap=1e-3, meetings=1500, closed=("minimums",))
    yield Case("500 researchers, six meetings in six slots", "real", researchers, _people("researchers"))
    scientists = Target(60, gap=0.0, optimal=True)
    yield Case("40 scientists, five slots", "real", scientists, _people("scientists"))


def bundled() -> Iterator[Case]:
    """Cases that need no files beside the project."""
    yield Case("the sample event", "bundled", Target(30), _people("sample"))


def _generate(line: str, path: Path) -> None:
    command = [sys.executable, str(SHARED / "benchmarks" / "make_problem.py"), *line.split()]
    with path.open("wb") as file:
        subprocess.run(command, check=True, stdout=file)


def _copy_of(source: Path) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(source.read_bytes())

    return write


def _people(name: str) -> Callable[[Path], None]:
    command = [sys.executable, "-m", "tests.benchmarks.real_problems", name]

    def write(path: Path) -> None:
        subprocess.run([*command, str(path), str(SHARED / "data")], check=True, cwd=ROOT)

    return write
