"""The refusal of a repair whose budget is too small."""

from solver.problem import ProblemError


class BudgetError(ProblemError):
    """The rules are proven to need at least `least` changes, more than the budget; changes of meetings or of people."""

    def __init__(self, *, least: int, budget: int, by_people: bool) -> None:
        code = "problem.budget-people" if by_people else "problem.budget-meetings"
        super().__init__("", code, count=least, budget=budget)
