"""The base of components whose value is the product of two people's features."""

from __future__ import annotations

from matchmaker.scoring.sparse_products import Floats, Floats32, Hits, Ints, Product


class SharedFeatures:
    """A component (`matchmaker.scoring.formula.Component`) of features that two people share."""

    def __init__(self, product: Product) -> None:
        self._product = product

    def block(self, people: Ints) -> Floats32:
        return self._product.block(people)

    def hits(self, a: Ints, b: Ints) -> Hits:
        """One hit per shared feature; its column is the feature's number."""
        return self._product.hits(a, b)

    def pairs(self, a: Ints, b: Ints) -> Floats:
        return self.hits(a, b).sums(len(a))
