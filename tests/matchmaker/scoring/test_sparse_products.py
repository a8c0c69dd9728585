"""The split product is the plain product, wherever the split falls."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.scoring import sparse_products
from matchmaker.scoring.sparse_products import Features, Product

ROWS = st.lists(st.dictionaries(st.integers(0, 5), st.integers(1, 9).map(float), max_size=6), min_size=1, max_size=12)


def plain(rows: list[dict[int, float]]) -> np.ndarray:
    matrix = np.zeros((len(rows), 6))
    for place, row in enumerate(rows):
        for column, value in row.items():
            matrix[place, column] = value
    return matrix


@pytest.mark.parametrize("dense_share", [0.0, 0.2, 2.0])
@given(ROWS, ROWS)
def test_blocks_and_hits_give_the_plain_product(dense_share: float, left: list, right: list) -> None:
    expected = plain(left) @ plain(right).T
    before, sparse_products.DENSE_SHARE = sparse_products.DENSE_SHARE, dense_share
    try:
        product = Product(Features.of(left, 6), Features.of(right, 6))
    finally:
        sparse_products.DENSE_SHARE = before
    some = np.arange(len(left))[::2]
    assert product.block(some).tolist() == expected[some].tolist()
    a, b = (grid.ravel() for grid in np.indices(expected.shape))
    assert product.hits(a, b).sums(len(a)).tolist() == expected.ravel().tolist()


def test_a_hit_names_the_pair_the_feature_and_both_entries() -> None:
    left, right = Features.of([{}, {1: 2.0, 3: 5.0}], 4), Features.of([{0: 1.0, 3: 7.0}], 4)
    hits = Product(left, right).hits(np.array([0, 1]), np.array([0, 0]))
    assert (hits.pairs.tolist(), hits.columns.tolist(), hits.values.tolist()) == ([1], [3], [35.0])
    assert (left.columns[hits.left].tolist(), right.columns[hits.right].tolist()) == ([3], [3])
