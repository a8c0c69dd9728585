"""The direct reasons why two people do not meet in a given schedule."""

from collections.abc import Iterator, Sequence
from typing import Final

from solver.explain.cost.displacements import Swap, allowed, swaps
from solver.explain.cost.insertion_cost import Fit, best_fit
from solver.explain.results import Reason
from solver.explain.view import View
from solver.explain.why.slot_status import SlotStatus, slot_status
from solver.instance.grid import bits
from solver.lists_and_counts import counted, listed
from solver.problem import Rule, TierName

MOST: Final = 6  # names in a list; in a longer list the last one is `and 3 more`
IN_WORDS: dict[TierName, str] = {
    "minimums": "the minimums",
    "score": "the score",
    "gaps": "the gaps",
    "moves": "the changes of table",
    "fairness": "the fairness",
}
UNITS: dict[TierName, tuple[str, str]] = {
    "minimums": ("open minimum", "open minimums"),
    "score": ("point", "points"),
    "gaps": ("gap", "gaps"),
    "moves": ("change of table", "changes of table"),
    "fairness": ("meeting of those with the fewest", "meetings of those with the fewest"),
}


def reasons(view: View, e: int) -> tuple[Reason, ...]:
    """The reasons why pair e is not in the schedule: at least one, the simplest first."""
    never = tuple(_never(view, e))
    if never:
        return never
    found, limits = slot_status(view, e), tuple(_limits_reached(view, e))
    if found.open and not limits:
        return (_open_slot(view, e, best_fit(view, e, list(bits(found.open)))),)
    return (*limits, *_busy(view, e, found), *_excluded(view, e, found), *_displaced(view, e))


def not_listed(a: str, b: str) -> Reason:
    """Only listed pairs may meet."""
    return Reason("not-listed", f"{a} and {b} are not among the pairs that may meet.", (a, b))


def _never(view: View, e: int) -> Iterator[Reason]:
    """Rules that exclude every slot in any schedule."""
    problem, instance, pair = view.problem, view.instance, view.problem.pairs[e]
    if instance.allowed[e].any():
        return
    both, who = instance.available[instance.a[e]] & instance.available[instance.b[e]], (pair.a, pair.b)
    common = view.slots(both.nonzero()[0].tolist())
    if not common:
        yield Reason(Rule.NOT_AVAILABLE, f"There is no slot in which both {pair.a} and {pair.b} are available.", who)
        return
    outside = tuple(s for s in common if pair.slots is not None and s not in pair.slots)
    if outside:
        yield Reason(
            Rule.PAIR_SLOTS,
            f"{pair.a} and {pair.b} are both available at {_names(outside)}, but this pair may not meet then.",
            who,
            outside,
        )
    closed = tuple(s for s in common if s not in outside)
    if closed:
        own = problem.tables[int(instance.bound_table[e])].id if instance.bound_table[e] >= 0 else None
        where = "every unreserved table" if own is None else f"the table {own}, which they must use,"
        tables = () if own is None else (own,)
        yield Reason(Rule.TABLE_CLOSED, f"At {_names(closed)} {where} is closed.", who, closed, tables)


def _limits_reached(view: View, e: int) -> Iterator[Reason]:
    grid = view.grid
    for p in (grid.a[e], grid.b[e]):
        limit = view.problem.people[p].max_meetings
        if limit is not None and grid.count[p] >= limit:
            name = view.person(p)
            has = f"has {counted(limit, 'meeting')} already, the most allowed" if limit else "may hold no meetings"
            meetings = tuple(sorted(f for f in grid.at[p] if f >= 0))
            yield Reason(Rule.MAX_MEETINGS, f"{name} {has}.", (name,), pairs=meetings)


def _busy(view: View, e: int, found: SlotStatus) -> Iterator[Reason]:
    """Slots in which one of them has another meeting."""
    grid, slots = view.grid, list(bits(found.busy))
    if not slots:
        return
    parts, others = [], []
    for t in slots:
        here = [(p, grid.at[p][t]) for p in (grid.a[e], grid.b[e]) if grid.at[p][t] >= 0]
        others += [f for _, f in here]
        meets = listed([f"{view.person(p)} meets {view.other(f, p)}{_required(view, f)}" for p, f in here])
        parts.append(f"at {view.problem.slots[t].id} {meets}")
    usable = grid.allowed[e].bit_count()
    every = "the only slot" if usable == 1 else f"the {usable} slots"
    share = every if len(slots) == usable else f"{len(slots)} of {every}"
    pair = view.problem.pairs[e]
    sentence = f"In {share} that both could use, one of them is in another meeting: {'; '.join(_cut(parts))}."
    yield Reason(Rule.DOUBLE_BOOKED, sentence, (pair.a, pair.b), view.slots(slots), pairs=(*others,))


def _required(view: View, f: int) -> str:
    return " (required)" if view.instance.required[f] else ""


def _cut(parts: list[str]) -> list[str]:
    return parts if len(parts) <= 8 else [*parts[:7], f"and so on in {len(parts) - 7} more"]


def _excluded(view: View, e: int, found: SlotStatus) -> Iterator[Reason]:
    """Slots in which both are free, but which a rule excludes."""
    pair = view.problem.pairs[e]
    both = (pair.a, pair.b)
    for rule in found.excluded:
        slots = view.slots(list(bits(rule.slots)))
        sentence = rule.sentence.format(slots=_names(slots))
        yield Reason(rule.rule, sentence, rule.people or both, slots, rule.tables, rule.pairs)


def _open_slot(view: View, e: int, fit: Fit) -> Reason:
    """The pair fits: adding it gains something, gains nothing, or costs an earlier tier something."""
    pair, who = view.problem.pairs[e], (view.problem.pairs[e].a, view.problem.pairs[e].b)
    slot, table = view.problem.slots[fit.slot].id, view.problem.tables[fit.table].id
    place = f"There is room for {pair.a} and {pair.b} at {slot}"
    changed = [tier for tier in view.problem.objective if fit.worse[tier.tier]]
    worse = [tier.tier for tier in changed if fit.worse[tier.tier] > 0]
    if len(worse) == len(changed):
        code, sentence = "no-gain", f"{place}, but the meeting would gain nothing."
    elif changed[0].tier in worse:
        gains = listed([IN_WORDS[tier.tier] for tier in changed if tier.tier not in worse])
        code = "tier-order"
        sentence = f"{place}, but it would cost {_amount(fit, worse[0])}, which counts for more than {gains}."
    elif worse and changed[0].slack:
        code = "tier-order"
        given = f"and {IN_WORDS[changed[0].tier]} may give up a little to avoid that"
        sentence = f"{place}, but it would cost {_amount(fit, worse[0])}, {given}."
    else:
        code = "fits"
        gain = _amount(fit, changed[0].tier)
        sentence = f"{place}, and it would gain {gain}: it can simply be added to the schedule."
    return Reason(code, sentence, who, (slot,), (table,), (e,))


def _amount(fit: Fit, tier: TierName) -> str:
    return counted(abs(fit.worse[tier]), *UNITS[tier])


def _displaced(view: View, e: int) -> Iterator[Reason]:
    """The meetings to cancel in the slot in which they score least."""
    every = [s for s in swaps(view, e) if allowed(view.grid, e, s)]
    if every:
        best = every[0]
        pair, slot = view.problem.pairs[e], view.problem.slots[best.slot].id
        code, sentence = _compared(view, e, best)
        yield Reason(code, sentence, (pair.a, pair.b), (slot,), pairs=best.out)


def _compared(view: View, e: int, best: Swap) -> tuple[str, str]:
    pair, slot = view.problem.pairs[e], view.problem.slots[best.slot].id
    who = f"{pair.a} and {pair.b}"
    if best.required:
        return "required-meetings", f"In every slot that {who} could use, a required meeting is in the way."
    out = _names([_named(view, f) for f in best.out])
    if best.loss < 0:
        gain = counted(-best.loss, "point")
        return "swap-gains", f"At {slot} it could replace {out} and gain {gain}."
    worth = f"more than the {view.instance.score[e]} of" if best.loss else "as much as the meeting of"
    least = f"the cheapest to cancel would be {out}, worth {worth} {who}"
    return "better-used", f"Both are better used elsewhere: {least}."


def _names(names: Sequence[str]) -> str:
    return listed(names, most=MOST)


def _named(view: View, f: int) -> str:
    pair = view.problem.pairs[f]
    return f"{pair.a} with {pair.b} ({int(view.instance.score[f])})"
