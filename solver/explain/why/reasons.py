"""The direct reasons why two people do not meet in a given schedule."""

from collections.abc import Iterator

from solver.explain.cost.displacements import Swap, allowed, swaps
from solver.explain.cost.insertion_cost import Fit, best_fit
from solver.explain.results import Reason
from solver.explain.view import View
from solver.explain.why.slot_status import SlotStatus, slot_status
from solver.instance.grid import bits
from solver.problem import Finding, Rule, TierName


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
    return Reason("not-listed", Finding("why.not-listed", {"a": a, "b": b}), (a, b))


def _never(view: View, e: int) -> Iterator[Reason]:
    """Rules that exclude every slot in any schedule."""
    problem, instance, pair = view.problem, view.instance, view.problem.pairs[e]
    if instance.allowed[e].any():
        return
    both, who = instance.available[instance.a[e]] & instance.available[instance.b[e]], (pair.a, pair.b)
    named = {"a": pair.a, "b": pair.b}
    common = view.slots(both.nonzero()[0].tolist())
    if not common:
        yield Reason(Rule.NOT_AVAILABLE, Finding("why.not-available", named), who)
        return
    outside = tuple(s for s in common if pair.slots is not None and s not in pair.slots)
    if outside:
        yield Reason(
            Rule.PAIR_SLOTS,
            Finding("why.pair-slots", {**named, "slots": outside}),
            who,
            outside,
        )
    closed = tuple(s for s in common if s not in outside)
    if closed:
        own = problem.tables[int(instance.bound_table[e])].id if instance.bound_table[e] >= 0 else None
        if own is None:
            yield Reason(Rule.TABLE_CLOSED, Finding("why.tables-closed", {"slots": closed}), who, closed)
        else:
            finding = Finding("why.own-table-closed", {"slots": closed, "table": own})
            yield Reason(Rule.TABLE_CLOSED, finding, who, closed, (own,))


def _limits_reached(view: View, e: int) -> Iterator[Reason]:
    grid = view.grid
    for p in (grid.a[e], grid.b[e]):
        limit = view.problem.people[p].max_meetings
        if limit is not None and grid.count[p] >= limit:
            name = view.person(p)
            reached = Finding("why.max-meetings", {"person": name, "count": limit})
            none = Finding("why.no-meetings", {"person": name})
            meetings = tuple(sorted(f for f in grid.at[p] if f >= 0))
            yield Reason(Rule.MAX_MEETINGS, reached if limit else none, (name,), pairs=meetings)


def _busy(view: View, e: int, found: SlotStatus) -> Iterator[Reason]:
    """Slots in which one of them has another meeting."""
    grid, slots = view.grid, list(bits(found.busy))
    if not slots:
        return
    parts, others = [], []
    for t in slots:
        here = [(p, grid.at[p][t]) for p in (grid.a[e], grid.b[e]) if grid.at[p][t] >= 0]
        others += [f for _, f in here]
        meetings = tuple(_meets(view, p, f) for p, f in here)
        parts.append(Finding("why.busy-at", {"slot": view.problem.slots[t].id, "meetings": meetings}))
    pair = view.problem.pairs[e]
    finding = _share(len(slots), grid.allowed[e].bit_count(), _cut(parts))
    yield Reason(Rule.DOUBLE_BOOKED, finding, (pair.a, pair.b), view.slots(slots), pairs=(*others,))


def _meets(view: View, p: int, f: int) -> Finding:
    code = "why.meets-required" if view.instance.required[f] else "why.meets"
    return Finding(code, {"person": view.person(p), "other": view.other(f, p)})


def _share(busy: int, usable: int, where: tuple[Finding, ...]) -> Finding:
    """In how many of the usable slots one of the two is busy."""
    if usable == 1:
        return Finding("why.busy-only-slot", {"where": where})
    if busy == usable:
        return Finding("why.busy-everywhere", {"count": usable, "where": where})
    return Finding("why.busy", {"busy": busy, "count": usable, "where": where})


def _cut(parts: list[Finding]) -> tuple[Finding, ...]:
    if len(parts) <= 8:
        return tuple(parts)
    return (*parts[:7], Finding("why.and-so-on", {"count": len(parts) - 7}))


def _excluded(view: View, e: int, found: SlotStatus) -> Iterator[Reason]:
    """Slots in which both are free, but which a rule excludes."""
    pair = view.problem.pairs[e]
    both = (pair.a, pair.b)
    for rule in found.excluded:
        slots = view.slots(list(bits(rule.slots)))
        finding = Finding(rule.finding.code, {**rule.finding.params, "slots": slots})
        yield Reason(rule.rule, finding, rule.people or both, slots, rule.tables, rule.pairs)


def _open_slot(view: View, e: int, fit: Fit) -> Reason:
    """The pair fits: adding it gains something, gains nothing, or costs an earlier tier something."""
    pair, who = view.problem.pairs[e], (view.problem.pairs[e].a, view.problem.pairs[e].b)
    slot, table = view.problem.slots[fit.slot].id, view.problem.tables[fit.table].id
    room = {"a": pair.a, "b": pair.b, "slot": slot}
    changed = [tier for tier in view.problem.objective if fit.worse[tier.tier]]
    worse = [tier.tier for tier in changed if fit.worse[tier.tier] > 0]
    if len(worse) == len(changed):
        code, finding = "no-gain", Finding("why.no-gain", room)
    elif changed[0].tier in worse:
        gains = tuple(_tier(tier.tier) for tier in changed if tier.tier not in worse)
        code = "tier-order"
        finding = Finding("why.tier-order", {**room, "loss": _amount(fit, worse[0]), "gains": gains})
    elif worse and changed[0].slack:
        code = "tier-order"
        finding = Finding("why.slack", {**room, "loss": _amount(fit, worse[0]), "tier": _tier(changed[0].tier)})
    else:
        code = "fits"
        finding = Finding("why.fits", {**room, "gain": _amount(fit, changed[0].tier)})
    return Reason(code, finding, who, (slot,), (table,), (e,))


def _amount(fit: Fit, tier: TierName) -> Finding:
    return Finding(f"why.{tier}", {"count": abs(int(fit.worse[tier]))})


def _tier(tier: TierName) -> Finding:
    return Finding(f"why.the-{tier}")


def _displaced(view: View, e: int) -> Iterator[Reason]:
    """The meetings to cancel in the slot in which they score least."""
    every = [s for s in swaps(view, e) if allowed(view.grid, e, s)]
    if every:
        best = every[0]
        pair, slot = view.problem.pairs[e], view.problem.slots[best.slot].id
        code, finding = _compared(view, e, best)
        yield Reason(code, finding, (pair.a, pair.b), (slot,), pairs=best.out)


def _compared(view: View, e: int, best: Swap) -> tuple[str, Finding]:
    pair, slot = view.problem.pairs[e], view.problem.slots[best.slot].id
    who = {"a": pair.a, "b": pair.b}
    if best.required:
        return "required-meetings", Finding("why.required-meetings", who)
    out = tuple(_named(view, f) for f in best.out)
    if best.loss < 0:
        return "swap-gains", Finding("why.swap-gains", {"slot": slot, "out": out, "count": -int(best.loss)})
    if best.loss:
        return "better-used", Finding("why.better-used", {**who, "out": out, "score": int(view.instance.score[e])})
    return "better-used", Finding("why.as-good-elsewhere", {**who, "out": out})


def _named(view: View, f: int) -> Finding:
    pair = view.problem.pairs[f]
    return Finding("why.meeting", {"a": pair.a, "b": pair.b, "score": int(view.instance.score[f])})
