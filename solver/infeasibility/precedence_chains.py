"""Chains of precedence that are too long: each pair's earliest slot follows from the pairs before it."""

from collections import deque

from solver.instance.instance import Instance


def too_late(instance: Instance) -> list[int]:
    """A chain of required pairs, each before the next, that does not fit into the slots; empty if there is none."""
    after: dict[int, list[int]] = {}
    for i, j in instance.problem.before:
        if instance.required[i] and instance.required[j]:
            after.setdefault(i, []).append(j)
    earliest = {e: int(instance.allowed[e].argmax()) for i, later in after.items() for e in (i, *later)}
    predecessor: dict[int, int] = {}  # by pair, the pair that determined its earliest slot
    waiting = deque(after)
    while waiting:
        i = waiting.popleft()
        for j in after.get(i, ()):
            if earliest[j] > earliest[i]:
                continue
            predecessor[j] = i
            possible = instance.allowed[j, earliest[i] + 1 :].nonzero()[0]
            if not len(possible):
                return _chain(predecessor, j)
            earliest[j] = earliest[i] + 1 + int(possible[0])
            waiting.append(j)
    return []


def _chain(predecessor: dict[int, int], last: int) -> list[int]:
    """The pairs from the first to the last, or once around a cycle."""
    chain = [last]
    while chain[-1] in predecessor and predecessor[chain[-1]] not in chain:
        chain.append(predecessor[chain[-1]])
    return chain[::-1]
