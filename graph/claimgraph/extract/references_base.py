"""What the resolvers of an article share: its ledger, the vocabularies, who stands for whom."""

from __future__ import annotations

from collections.abc import Callable

from claimgraph.extract.mentions_grid import Grid
from claimgraph.extract.mentions_lexicon import Lexicon
from claimgraph.extract.references_ledger import Ledger, Referent, reference_data
from claimgraph.extract.references_stance import Stances
from claimgraph.extract.spans import Span
from claimgraph.model import Ontology


def family_of(kind: str, ontology: Ontology) -> str:
    """Return the widest class that one thing's mentions share: what tells namesakes apart."""
    for top in ("Person", "Mission", "Measure", "Event", "Agreement", "Place", "Group"):
        if ontology.is_a(kind, top):
            return top
    for top in ("Organization", "State"):
        if ontology.is_a(kind, top):
            return top
    return kind


class Resolver:
    """Resolve some kind of reference of one article."""

    __slots__ = ("data", "ledger", "lexicon", "ontology", "stances")

    def __init__(
        self, ledger: Ledger, lexicon: Lexicon, ontology: Ontology, stances: Stances
    ) -> None:
        self.stances = stances
        self.ledger = ledger
        self.lexicon = lexicon
        self.ontology = ontology
        self.data = reference_data()

    def before(self, span: Span, grid: Grid) -> Callable[[Referent], bool]:
        """Return a test for what was mentioned before a span."""
        return lambda one: (one.sentence, one.token) < (grid.index, span.head)
