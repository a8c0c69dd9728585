"""Which pairs may meet and become candidates."""

from __future__ import annotations

import pytest

from matchmaker.models import Audience
from matchmaker.pairs.meeting_rules import allowed_blocks
from matchmaker.schemas.weights import Weights
from tests.matchmaker.scoring.builders import people, reason, scored, scores

BUYERS, SELLERS = 7, 9
OPEN, RULED = (1, Audience.EVERYBODY), (2, Audience.RULES)


@pytest.mark.parametrize(
    ("blocks", "buyer_and_seller", "two_buyers", "buyer_and_no_group"),
    [
        ([OPEN], (1,), (1,), (1,)),
        ([RULED], (2,), (), ()),
        ([OPEN, RULED], (1, 2), (1,), (1,)),
        ([], (), (), ()),
    ],
)
def test_a_pair_may_use_open_blocks_and_those_a_rule_opens_to_it(
    blocks: list, buyer_and_seller: tuple, two_buyers: tuple, buyer_and_no_group: tuple
) -> None:
    allowed = allowed_blocks(blocks, [(BUYERS, SELLERS)])
    assert allowed.between(BUYERS, SELLERS) == allowed.between(SELLERS, BUYERS) == buyer_and_seller
    assert allowed.between(BUYERS, BUYERS) == two_buyers
    assert allowed.between(BUYERS, None) == allowed.between(None, None) == buyer_and_no_group


def test_a_rule_may_let_a_group_meet_among_itself() -> None:
    assert allowed_blocks([RULED], [(BUYERS, BUYERS)]).may_meet(BUYERS, BUYERS)


def test_without_an_agenda_everyone_may_meet() -> None:
    assert allowed_blocks([], []).may_meet(BUYERS, BUYERS)


def test_pairs_that_no_block_allows_are_no_candidates_even_where_one_asked() -> None:
    profiles = people({"group": BUYERS}, {"group": BUYERS}, {"group": SELLERS}, {})
    may_meet = allowed_blocks([RULED], [(BUYERS, SELLERS)]).may_meet
    assert set(scores(profiles, may_meet=may_meet, requests=[(0, 1, "must"), (3, 0, "must")])) == {(0, 2), (1, 2)}


def test_colleagues_meet_only_where_the_event_allows_it() -> None:
    profiles = people({"organisation": "Acme  Ltd"}, {"organisation": "ACME Ltd"}, {"organisation": ""}, {})
    others = {(0, 2), (0, 3), (1, 2), (1, 3), (2, 3)}
    assert set(scores(profiles)) == others
    assert set(scores(profiles, colleagues_may_meet=True)) == others | {(0, 1)}


def test_a_mutual_must_does_not_make_colleagues_candidates_but_an_agreement_does() -> None:
    profiles = people({"organisation": "Acme"}, {"organisation": "Acme"})
    assert scores(profiles, requests=[(0, 1, "must"), (1, 0, "must")]) == {}
    pair = scored(profiles, agreed=[(0, 1)])[0, 1]
    assert (pair.score, [reason["code"] for reason in pair.reasons]) == (60, ["agreed"])


@pytest.mark.parametrize("apart", ["no_thanks", "kept_apart"])
def test_neither_requests_nor_an_agreement_override_a_no_thanks_or_keep_apart(apart: str) -> None:
    profiles = people({"interests": ("chess",)}, {"interests": ("chess",)}, {"interests": ("chess",)})
    found = scores(profiles, requests=[(0, 1, "must"), (1, 0, "must")], agreed=[(0, 1)], **{apart: [(0, 1)]})
    assert set(found) == {(0, 2), (1, 2)}


def test_a_no_thanks_changes_nothing_that_others_can_see() -> None:
    """No score or reason reveals that another person, or one missing from the reader's list, answered no thanks."""
    twins = {"about": "stroke imaging", "interests": ("chess",)}
    profiles = people(twins, twins, {"about": "stroke memory"}, {"interests": ("chess", "go")}, {"interests": ("go",)})
    before, after = scored(profiles), scored(profiles, no_thanks=[(0, 1)])
    assert after == {pair: found for pair, found in before.items() if pair != (0, 1)}


def test_those_who_met_before_are_excluded_or_count_for_less() -> None:
    profiles = people(*[{"interests": ("chess",)}] * 3)
    assert set(scores(profiles, met_before=[(0, 1)], met_before_may_meet=False)) == {(0, 2), (1, 2)}
    found = scored(profiles, met_before=[(0, 1)], weights=Weights(met_before=40))
    assert [found[pair].score for pair in ((0, 1), (0, 2))] == [30, 75]
    assert reason(found[0, 1], "met_before") == {"code": "met_before"}
