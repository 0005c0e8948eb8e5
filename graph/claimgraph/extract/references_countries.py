"""Which country "the island nation", "the government" or "his government" is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimgraph.extract.gazetteer import countries
from claimgraph.extract.mentions_grid import Grid
from claimgraph.extract.references_base import Resolver
from claimgraph.extract.references_ledger import Referent, best_of, regions_of
from claimgraph.extract.references_people import fill
from claimgraph.extract.spans import Span
from claimgraph.model import fold

_NEW = frozenset(
    "a an another any every each some no one many several few most various other all both".split()
)
_OTHER = frozenset(
    "other another third neighbouring neighboring foreign host receiving member every each "
    "developing poor rich western recipient sending friendly hostile first only".split()
)
# A country once called one of these is meant by the others.
_ALIKE = (frozenset({"regime", "junta", "dictatorship"}), frozenset({"administration"}))


_ADJECTIVES = {
    "African": "Africa",
    "Asian": "Asia",
    "European": "Europe",
    "Latin American": "Latin America",
    "Central American": "Central America",
    "South American": "South America",
    "West African": "West Africa",
    "East African": "East Africa",
    "Caribbean": "Caribbean",
    "Middle Eastern": "Middle East",
    "Southeast Asian": "Southeast Asia",
    "South Asian": "South Asia",
    "Balkan": "Balkans",
    "Baltic": "Baltics",
    "Gulf": "Gulf",
    "Sahelian": "Sahel",
    "Pacific": "Oceania",
}


class Countries(Resolver):
    """Resolve descriptions of countries and of their governments."""

    __slots__ = ()

    def country(
        self,
        span: Span,
        grid: Grid,
        modifiers: Sequence[str],
        determiner: str,
        excluded: frozenset[str] = frozenset(),
    ) -> Span:
        """Return "the island nation" or "the government" with the country meant.

        ``excluded`` are folded names that it cannot be: who acts on it, who speaks of it.
        """
        if determiner in _NEW or set(modifiers) & _OTHER:
            return replace(span, referent=False)
        noun = grid.lemmas[span.head]
        government = noun in self.lexicon.governments or grid.keys[span.head] == "authorities"
        before = self.before(span, grid)
        alike = next((words for words in _ALIKE if noun in words), frozenset())
        regimes = {
            one.name for one in self.ledger.states.values() if alike & one.nouns and before(one)
        }
        regions = set(self._regions(span, grid))

        def fits(one: Referent) -> bool:
            return (
                one.type == "Country"
                and one.identifier is not None
                and before(one)
                and not (regimes and one.name not in regimes)
                and fold(one.name) not in excluded
                and self._kind_fits(one, noun, modifiers)
                and (not regions or bool(regions & regions_of(one.identifier)))
            )

        if determiner not in {"the", "this", "that", "its"} and not (government and not determiner):
            return replace(span, referent=False)
        found = self.ledger.recent(grid.index, 12, fits)
        # Who speaks for a country makes it present: "the government" is that of the speaker.
        scores = {
            one.name: score + (0.25 if one.sentence == grid.index else 0.0) for score, one in found
        }
        by_name = {one.name: one for _score, one in found}
        if government or noun in {"country", "nation"}:
            for score, person in self.ledger.recent(
                grid.index, 3, lambda one: one.type == "Person"
            ):
                name = next(iter(person.represents or self.stances.of(person.name)), "")
                known = self.ledger.known("State", name)
                if known is not None and fits(known):
                    by_name[name] = known
                    scores[name] = max(
                        scores.get(name, 0.0), score * (0.95 if government else 0.75)
                    )
        ranked = sorted(
            ((score, by_name[name]) for name, score in scores.items()),
            key=lambda pair: (-pair[0], pair[1].name),
        )
        best = best_of(ranked, margin=0.05)
        if best is None or (not ranked[0][0] > 0.12):
            return replace(span, referent=False)
        return fill(span, best[0], best[1] - 0.05)

    def _regions(self, span: Span, grid: Grid) -> list[str]:
        """Return the region that an adjective names: "the West African nation"."""
        words = grid.text(span.first, span.head)
        best = [place for adjective, place in _ADJECTIVES.items() if adjective in words]
        longest = max(best, key=len, default="")
        return [longest] if longest else []

    def _kind_fits(self, one: Referent, noun: str, modifiers: Sequence[str]) -> bool:
        code = one.identifier or ""
        if noun in {"island", "archipelago"} or "island" in modifiers:
            return code in self.data["islands"]
        if noun == "kingdom":
            return code in self.data["kingdoms"]
        return True

    def owned_government(self, span: Span, owner: Span) -> Span:
        """Return "his government" as the country that its owner stands for."""
        stance = (*self._stands_for(owner), *owner.nations)
        country = next((name for name in stance if name in countries()), None)
        if country is None:
            return replace(span, referent=False)
        known = countries()[country]
        return replace(
            span,
            name=known.name,
            type="Country",
            identifier=known.identifier,
            confidence=round(min(owner.confidence, 0.9), 3),
            referent=True,
        )

    def _stands_for(self, owner: Span) -> tuple[str, ...]:
        if owner.type == "Country":
            return (owner.name,)
        return owner.represents or self.stances.of(owner.name)
