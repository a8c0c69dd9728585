"""The refusal of a problem, a schedule file or a request about them: where the fault is, and what is wrong, as data."""

from __future__ import annotations

from solver.problem.finding import Finding, Value


class ProblemError(ValueError):
    """Something is invalid; `place`: the path of the fault in the file, empty if it has none; `finding`: the fault."""

    def __init__(self, place: str, code: str, **params: Value) -> None:
        super().__init__(place, code, params)
        self.place = place
        self.finding = Finding(code, params)

    def __str__(self) -> str:
        """Place, code and parameters, for logs: whoever shows the error makes the sentence."""
        details = ", ".join(f"{name}: {value}" for name, value in self.finding.params.items())
        fault = f"{self.finding.code} ({details})" if details else self.finding.code
        return f"{self.place}: {fault}" if self.place else fault
