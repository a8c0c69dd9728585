"""Solves a problem file by one method, in its own process, and verifies the schedule."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from matchmaker.messages import Message
from solver.files.formats import read_problem, read_schedule
from solver.verify import tier_values, verify
from tests.benchmarks.cases import SHARED
from tests.benchmarks.resource_usage import Usage, run

VERIFIER = SHARED / "checks" / "check_schedule.py"
OURS, ONE_MODEL, GREEDY = "matchmaker", "one CP-SAT model", "greedy by score"
PEERS = {ONE_MODEL: "cp_sat", GREEDY: "greedy"}
GRACE = 60.0  # seconds beyond twice the time limit after which a peer is killed


@dataclass(frozen=True)
class Effort:
    """The resources of a method; `memory`: gigabytes for a peer."""

    time_limit: float
    seed: int = 0
    memory: float = 8.0
    workers: int = 2
    parameters: tuple[str, ...] = ()  # for our solver, as `stage.name=value`; empty: the defaults


@dataclass(frozen=True)
class Result:
    """A method's schedule in figures. `seconds`: from the schedule file; `values`, `breaches`: from the verifier."""

    method: str
    status: str
    seconds: float
    usage: Usage
    meetings: int = 0
    tiers: Mapping[str, tuple[int, float | None]] | None = None
    values: Mapping[str, int] | None = None
    breaches: Sequence[str] = ()
    conflict: Sequence[str] = ()

    @property
    def gap(self) -> float | None:
        """(bound - value) / bound of the score; None without a bound."""
        value, bound = (self.tiers or {}).get("score", (0, None))
        return (bound - value) / bound if bound else None


def solve_by(method: str, problem: Path, schedule: Path, effort: Effort, *options: str) -> Result:
    """Run the method; `options`: further options of `matchmaker solve`."""
    schedule.unlink(missing_ok=True)
    common = ["--time-limit", str(effort.time_limit), "--workers", str(effort.workers), "--seed", str(effort.seed)]
    if method == OURS:
        program = ["tests.benchmarks.with_parameters"] if effort.parameters else ["web.cli", "solve"]
        changes = [text for value in effort.parameters for text in ("--set", value)]
        command = [*program, str(problem), "-o", str(schedule), "--quiet", *common, *options, *changes]
        usage = run(sys.executable, "-m", *command)
    else:
        command = [f"tests.benchmarks.peers.{PEERS[method]}", str(problem), str(schedule), *common]
        timeout = 2 * effort.time_limit + GRACE
        usage = run(sys.executable, "-m", *command, memory=effort.memory, timeout=timeout)
    if not schedule.exists():
        return Result(method, "failed", usage.seconds, usage)
    return _read(method, problem, schedule, usage)


def _read(method: str, problem: Path, schedule: Path, usage: Usage) -> Result:
    body = json.loads(schedule.read_text(encoding="utf-8"))
    breaches, values = verify_files(problem, schedule) if body["meetings"] else ([], {})
    return Result(
        method,
        body["status"],
        body["seconds"],
        usage,
        len(body["meetings"]),
        {t["tier"]: (t["value"], t["bound"]) for t in body["tiers"]},
        values,
        breaches,
        body.get("conflict", ()),
    )


def verify_files(problem: Path, schedule: Path) -> tuple[list[str], dict[str, int]]:
    """Breaches and recomputed values, by the independent verifier if it is available, else by the project's own."""
    if not VERIFIER.exists():
        question, answer = read_problem(problem.read_bytes()), read_schedule(schedule.read_bytes())
        breaches = [str(Message.of(breach.finding)) for breach in verify(question, answer)]
        return breaches, {str(name): value for name, value in tier_values(question, answer.meetings).items()}
    command = [sys.executable, str(VERIFIER), str(problem), str(schedule)]
    lines = subprocess.run(command, check=False, capture_output=True, text=True).stdout.splitlines()
    figures = json.loads(lines[-1])
    return lines[:-1], {name: figures[name] for name in ("minimums", "score", "gaps", "moves")}
