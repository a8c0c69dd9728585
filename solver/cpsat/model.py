"""The variables that all rules share."""

from dataclasses import dataclass, field

from solver.instance.instance import Instance
from solver.wrappers.cp_sat import cp_model

Lit = cp_model.BoolVarT


@dataclass
class Model:
    """`meets[e][t]`: pair e meets in slot t (allowed slots only); `used[p][t]`: person p has a meeting there.

    Filled if needed: `starts[p][t]`: a run of p's meetings starts in slot t; `touched[p][k]`: p has a meeting in block
    k; `seats[e][t, k]`: pair e meets in slot t at table k.
    """

    instance: Instance
    cp: cp_model.CpModel
    meets: list[dict[int, Lit]]
    used: list[dict[int, Lit]]
    starts: list[dict[int, Lit]] = field(default_factory=list)
    touched: list[dict[int, Lit]] = field(default_factory=list)
    seats: list[dict[tuple[int, int], Lit]] = field(default_factory=list)

    def at(self, person: int) -> list[int]:
        """The person's pairs."""
        offsets, pairs = self.instance.incident
        return [int(e) for e in pairs[offsets[person] : offsets[person + 1]]]


def new_model(instance: Instance) -> Model:
    """The variables, without any rule."""
    cp = cp_model.CpModel()
    meets: list[dict[int, Lit]] = [{int(t): cp.new_bool_var("") for t in row.nonzero()[0]} for row in instance.allowed]
    used: list[dict[int, Lit]] = [{} for _ in range(instance.people)]
    for e, slots in enumerate(meets):
        for t in slots:
            for p in (int(instance.a[e]), int(instance.b[e])):
                if t not in used[p]:
                    used[p][t] = cp.new_bool_var("")
    return Model(instance, cp, meets, [dict(sorted(u.items())) for u in used])
