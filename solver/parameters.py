"""The search parameters of a solve: how much work each stage does, and when it stops.

Results depend on them and on the seed. Defaults are tuned on the benchmark. Work is measured in deterministic units
(steps, sweeps, conflicts, CP-SAT's deterministic time) or as a share, never in seconds.
"""

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True)
class InfeasibilityParameters:
    """The search for a smallest set of rules that cannot hold together (`infeasibility/`)."""

    max_choices: int = 600_000  # (pair, slot) choices up to which the SAT model is built
    conflicts: int = 5_000_000  # work for the first core
    conflicts_per_check: int = 20_000  # work for each check after that; undecided counts as satisfiable
    trims: int = 5  # repeated solves with the core as the only assumptions
    obvious_conflicts: int = 20_000  # work for the first core of an obvious contradiction
    obvious_pairs: int = 60  # pairs of an obvious contradiction up to which it is minimised
    obvious_tries: int = 5  # obvious contradictions minimised, those with the fewest pairs first


@dataclass(frozen=True)
class FirstCandidateParameters:
    """The search for any timetable of the required meetings (`tiers/first_candidate`)."""

    conflicts: int = 5_000_000  # work of the SAT solver if edge colouring fails


@dataclass(frozen=True)
class AnnealingParameters:
    """Settings of all annealing runs (`timetable/annealing/`)."""

    unhurried_share: float = (
        0.25  # of the time: before that the cooling ignores the clock, so that results are repeatable
    )
    max_chain_meetings: int = 100  # meetings that one Kempe chain may move
    directed_share: float = 0.5  # of the shifts: those that try to close a person's gap
    draws: int = 12  # random draws in the search for a person or a slot


@dataclass(frozen=True)
class EdgeColoringParameters:
    """Assigning slots to chosen pairs (`timetable/edge_coloring`)."""

    chains_per_person: int = 60  # chains tried for each person of a meeting that fits in no slot
    steps_per_meeting: float = 0.05  # random chains between two attempts to place the remaining pairs
    min_steps: int = 50
    rounds_per_meeting: int = 10  # attempts for each meeting
    max_rounds: int = 10_000
    total_steps: int = 5_000_000  # random chains of all rounds, which limits large problems


@dataclass(frozen=True)
class SlotMatchingParameters:
    """Re-solving one slot as a maximum-weight matching (`timetable/slot_matching`)."""

    candidates_per_person: int = 12  # those with the largest weights
    price_steps: int = 12  # bisection steps in the search for the price of a seat
    margin: float = 0.06  # of the largest weight: pairs this far below their price can still be matched


@dataclass(frozen=True)
class SelectionParameters:
    """Choosing who meets whom (`selection/`)."""

    whole_program_pairs: int = 5_000  # pairs up to which the integer program holds all pairs
    max_undecided_pairs: int = 6_000  # tied pairs of the relaxation that the program decides
    price_steps: int = 16  # bisection steps in the search for one price
    prices: int = 8  # capacities priced for one bound
    slot_families: int = 12  # families of slots considered, those with the most pairs first
    odd_set_people: int = 1_200  # people up to which odd sets are searched; one flow per person


@dataclass(frozen=True)
class FewGapsParameters:
    """Choosing pairs that allow timetables with few gaps (`selection/few_gaps`)."""

    flows: int = 14  # flows in the search for the price of the score
    min_flows: int = 4
    total_pairs: int = 600_000  # pairs of all those flows, which limits large problems
    gaps_per_minimum: int = 2  # weight of a filled minimum in the flow, in gaps
    open_gaps: float = 0.1  # reduced cost, in gaps, up to which the integer program decides a pair
    max_open_pairs: int = 6_000


@dataclass(frozen=True)
class PairChoiceParameters:
    """Choosing pairs for the tiers minimums and score until they have a timetable (`tiers/pair_choice`)."""

    rounds: int = 8  # selections at most, each with the cuts found in the previous round
    max_choices: int = 3_000  # (pair, slot) choices up to which CP-SAT decides whether the pairs have a timetable
    proof_work: float = 1.0  # deterministic units for that


@dataclass(frozen=True)
class ScoreParameters:
    """Sweeps of slot matchings for the tiers minimums and score (`tiers/minimums_and_score`)."""

    sweeps: int = 36  # over all slots: the first without shuffling, then cooling, the last two without heat
    sweep_work: int = 400_000  # people times slots of all sweeps, which limits large problems
    min_sweeps: int = 8
    close_share: float = 1e-3  # of the bound: a gap to it below which `close_sweeps` are enough
    close_sweeps: int = 12
    optimal_share: float = 2e-5  # of the bound: a gap to it below which no sweeps are run
    hot_share: float = 0.012  # of the mean score of a meeting
    cold_share: float = 0.001
    chains_per_meeting: int = 20  # random chains between two sweeps
    max_chains: int = 160_000
    useful_share: float = 0.08  # of the mean score: a pair this far below its people's prices is not considered


@dataclass(frozen=True)
class FairnessParameters:
    """Raising the worst-off (`tiers/fairness`)."""

    sweeps: int = 12
    time_share: float = 0.3  # of the time left, where later tiers keep only the floor
    share_sweeps: int = 4  # sweeps once only shares can be raised
    patience: int = 3  # sweeps in a row without a change in a number of meetings or the lowest share
    chains_per_meeting: int = 8  # random chains between two sweeps
    pressures: int = 24  # powers of two tried for the weight of the score
    extra_pressures: int = 5  # tried after the first if the timetable loses too much of the score
    proof_work: float = 1.0  # deterministic units for the proof of each level
    max_share_price: int = 200  # the largest price of a share in the weights of meetings
    level_weight: int = 4  # a meeting of a person with fewer meetings weighs this many times the best pair of shares
    share_steepness: float = 20.0  # weight decays by a factor e per 1/20 (5 %) of share
    share_limit_pairs: int = 60_000  # pairs up to which the limit of the lowest share is computed
    share_price_steps: int = 10_000  # to which prices of the linear program are rounded, up to the largest price


@dataclass(frozen=True)
class GapsParameters:
    """Annealing for fewer gaps (`tiers/gaps`)."""

    steps_per_meeting: int = 5_000
    exchange_steps_per_meeting: int = 1_000  # with exchanges of meetings, if the score has slack
    exchange_share: float = 0.5  # of these steps
    exchange_time_share: float = 0.12  # of the time for fewer gaps
    steps_per_meeting_before_proof: int = 800  # if every pair is required: the SAT solver does the rest
    min_steps: int = 150_000  # small problems get more steps: they cost little time
    max_steps: int = 40_000_000
    hot: float = 0.3  # one additional gap is accepted one time in thirty
    cold: float = 0.06
    reserve_share: float = 0.14  # of the time left, for later tiers
    proof_reserve_share: float = 0.35  # the same if a proof may follow


@dataclass(frozen=True)
class AllRequiredParameters:
    """Proving the minimum of the gaps by SAT if every pair is required (`tiers/gaps_all_required`)."""

    max_choices: int = 60_000  # (pair, slot) choices up to which it is tried
    conflicts: int = 5_000_000
    time_share: float = 0.8  # of the time left if other tiers follow


@dataclass(frozen=True)
class SeatingParameters:
    """Assigning tables to meetings (`tiers/seating`)."""

    sweeps: int = 30  # over the slots at most, as long as they save moves


@dataclass(frozen=True)
class ProofParameters:
    """Proving a tier with CP-SAT (`tiers/proof`)."""

    max_choices: int = 12_000  # (pair, slot) choices up to which a proof is tried
    max_fairness_decisions: int = 1_600  # (person, level) decisions up to which fairness is proven or kept
    max_seat_choices: int = 25_000  # (pair, slot, table) choices up to which moves are proven
    work: float = 3.0  # deterministic units for the proof of a tier
    work_all_required: float = 400.0  # the same if every pair is required, when no other search is left


@dataclass(frozen=True)
class RepairParameters:
    """Changing a schedule as little as necessary (`repair/`)."""

    steps_per_meeting: int = 150  # of annealing
    min_steps: int = 100_000
    max_steps: int = 2_000_000
    hot_share: float = 0.1  # of the mean score of a meeting; a gap weighs as much as a meeting of mean score
    cold_share: float = 0.005
    exchange_share: float = 0.5  # of the annealing steps
    sweeps: int = 2  # over all slots: matchings around the kept meetings
    required_weight: int = 1_000  # weight of placing a required meeting, in best scores
    proof_work: float = 1.0  # deterministic units for one search


@dataclass(frozen=True)
class ExplainParameters:
    """Exploring decisions and openings from a schedule (`explain/`)."""

    max_choices: int = 300  # (pair, slot) choices up to which the whole problem is solved with the decision
    slots_tried: int = 6  # slots in which a meeting is tried, those with the smallest loss first
    max_pair_changes: int = 150  # a selection with more changed pairs is not near
    open_pairs: int = 1_400  # candidate pairs kept free: smallest absolute reduced cost
    max_bound_gap: int = 10  # skip if the optimality gap exceeds this many best scores
    max_chain_meetings: int = 24  # meetings that one chain may move when closing gaps
    gap_rounds: int = 3
    openings: int = 5  # openings reported
    openings_tried: int = 4  # hours and places tried, half as many tables
    slots_per_place: int = 3  # slots of a person re-solved for one more meeting


@dataclass(frozen=True)
class SearchParameters:
    """All search parameters of one solve, repair or explanation, by stage."""

    infeasibility: InfeasibilityParameters = field(default_factory=InfeasibilityParameters)
    first_candidate: FirstCandidateParameters = field(default_factory=FirstCandidateParameters)
    annealing: AnnealingParameters = field(default_factory=AnnealingParameters)
    edge_coloring: EdgeColoringParameters = field(default_factory=EdgeColoringParameters)
    slot_matching: SlotMatchingParameters = field(default_factory=SlotMatchingParameters)
    selection: SelectionParameters = field(default_factory=SelectionParameters)
    few_gaps: FewGapsParameters = field(default_factory=FewGapsParameters)
    pair_choice: PairChoiceParameters = field(default_factory=PairChoiceParameters)
    score: ScoreParameters = field(default_factory=ScoreParameters)
    fairness: FairnessParameters = field(default_factory=FairnessParameters)
    gaps: GapsParameters = field(default_factory=GapsParameters)
    all_required: AllRequiredParameters = field(default_factory=AllRequiredParameters)
    seating: SeatingParameters = field(default_factory=SeatingParameters)
    proof: ProofParameters = field(default_factory=ProofParameters)
    repair: RepairParameters = field(default_factory=RepairParameters)
    explain: ExplainParameters = field(default_factory=ExplainParameters)


DEFAULT_PARAMETERS: Final = SearchParameters()
