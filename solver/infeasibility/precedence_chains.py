"""Precedences that leave no slot: each pair's earliest slot follows from those before it."""

from collections import deque

from solver.instance.instance import Instance


def too_late(instance: Instance) -> list[int]:
    """A chain of required pairs, each before the next, that is too long for the slots; empty if there is none."""
    after: dict[int, list[int]] = {}
    for i, j in instance.problem.before:
        if instance.required[i] and instance.required[j]:
            after.setdefault(i, []).append(j)
    earliest = {e: int(instance.allowed[e].argmax()) for i, later in after.items() for e in (i, *later)}
    behind: dict[int, int] = {}  # the pair that pushed this one to where it is
    waiting = deque(after)
    while waiting:
        i = waiting.popleft()
        for j in after.get(i, ()):
            if earliest[j] > earliest[i]:
                continue
            behind[j] = i
            possible = instance.allowed[j, earliest[i] + 1 :].nonzero()[0]
            if not len(possible):
                return _chain(behind, j)
            earliest[j] = earliest[i] + 1 + int(possible[0])
            waiting.append(j)
    return []


def _chain(behind: dict[int, int], last: int) -> list[int]:
    """From the first pair to the last, or once around where they go in a circle."""
    chain = [last]
    while chain[-1] in behind and behind[chain[-1]] not in chain:
        chain.append(behind[chain[-1]])
    return chain[::-1]
