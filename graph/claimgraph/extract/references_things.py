"""Which country, mission, measure, body or group a description or "it" stands for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from claimgraph.extract.gazetteer import countries
from claimgraph.extract.mentions_grid import Grid
from claimgraph.extract.mentions_lexicon import Lexicon
from claimgraph.extract.mentions_missions import mission_name
from claimgraph.extract.references_ledger import (
    Ledger,
    Referent,
    best_of,
    parallel,
    reference_data,
    regions_of,
)
from claimgraph.extract.references_people import fill
from claimgraph.extract.references_stance import Stances
from claimgraph.extract.spans import Form, Span
from claimgraph.model import Ontology, fold

_NEW = frozenset(
    "a an another any every each some no one many several few most various other all both".split()
)
_OTHER = frozenset(
    "other another third neighbouring neighboring foreign host receiving member every each "
    "developing poor rich western recipient sending friendly hostile first only".split()
)
_PLAIN = frozenset("new latest same such 's ' punitive".split())
# Only people have these: "their" before them is no measure's and no mission's.
HUMAN = frozenset(
    """family families relative relatives spouse wife wives husband child children parents life
    lives passport passports visa visas home homes homeland salary salaries wages colleagues
    patients hands eyes heart""".split()
)
# A country once called one of these is meant by the others.
_ALIKE = (frozenset({"regime", "junta", "dictatorship"}), frozenset({"administration"}))
_FAR = 30


def family_of(kind: str, ontology: Ontology) -> str:
    """Return the widest class that one thing's mentions share: what tells namesakes apart."""
    for top in ("Person", "Mission", "Measure", "Event", "Agreement", "Place", "Group"):
        if ontology.is_a(kind, top):
            return top
    for top in ("Organization", "State"):
        if ontology.is_a(kind, top):
            return top
    return kind


class Things:
    """Resolve the things of one article that are no persons."""

    __slots__ = ("data", "ledger", "lexicon", "ontology", "stances")

    def __init__(
        self, ledger: Ledger, lexicon: Lexicon, ontology: Ontology, stances: Stances
    ) -> None:
        self.stances = stances
        self.ledger = ledger
        self.lexicon = lexicon
        self.ontology = ontology
        self.data = reference_data()

    def _before(self, span: Span, grid: Grid) -> Callable[[Referent], bool]:
        return lambda one: (one.sentence, one.token) < (grid.index, span.head)

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
            return replace(span, referent=determiner not in {"the", ""})
        noun = grid.lemmas[span.head]
        government = noun in self.lexicon.governments or grid.keys[span.head] == "authorities"
        before = self._before(span, grid)
        alike = next((words for words in _ALIKE if noun in words), frozenset())
        regimes = {
            one.name
            for one in self.ledger.referents
            if one.type == "Country" and alike & one.nouns and before(one)
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
        words = grid.text(span.first, span.head)
        named = {name for code in ("",) for name in regions_of(code)}
        known = {
            region
            for one in self.ledger.referents
            if one.type == "Country"
            for region in regions_of(one.identifier)
        } | named
        adjectives = {
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
        best = [place for adjective, place in adjectives.items() if adjective in words]
        longest = max(best, key=lambda place: len(place), default="")
        return [longest] if longest and (longest in known or best) else []

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

    def mission(self, span: Span, grid: Grid, modifiers: Sequence[str], determiner: str) -> Span:
        """Return "the programme" with the mission meant; a bare one with its nation."""
        before = self._before(span, grid)
        nations, places = set(span.nations), set(span.places)
        medical = span.type == "MedicalMission"
        peace = span.type == "PeacekeepingMission"

        def fits(one: Referent) -> bool:
            return (
                self.ontology.is_a(one.type, "Mission")
                and one.known
                and before(one)
                and not (medical and one.type == "PeacekeepingMission")
                and not (peace and one.type == "MedicalMission")
                and not (nations and one.nations and not nations & set(one.nations))
                and not (places and one.places and not places & set(one.places))
            )

        if set(modifiers) & {"first", "second", "third", "fourth", "fifth", "another"}:
            return span
        bare = not nations and not places
        pointing = determiner in {"the", "this", "that", "these", "those", "its", "their", "said"}
        staff = grid.keys[span.head] in self.lexicon.peace_staff
        cued = peace and (staff or set(modifiers) & self.lexicon.peace_cues)
        if staff and not set(modifiers) & {"un", "u.n.", "nations"}:
            return self.same_noun(span, grid, modifiers, determiner, "Mission")
        if determiner in {"a", "an", "another"} or not bare or (cued and span.plural):
            return span
        if cued and {"un", "u.n.", "nations"} & set(modifiers) and determiner != "this":
            return span
        found = self.ledger.recent(grid.index, _FAR if pointing else 12, fits)
        if span.plural or determiner in {"its", "their"}:
            # All of them, not the one in some country.
            found = [pair for pair in found if not pair[1].places] or found
        same = [pair for pair in found if span.plural == pair[1].plural]
        named = [pair for pair in found if pair[1].named]
        if pointing:
            if not medical and determiner in {"the", "this", "that"} and named and not span.plural:
                found = named if grid.lemmas[span.head] in {"mission", "force"} else found
            best = best_of(found, margin=0.04) or best_of(same, margin=0.02)
            if best is not None:
                return fill(span, best[0], best[1])
            if found:
                return fill(span, found[0][1], 0.6)
            return replace(span, referent=bool(span.type != "Mission"))
        if medical and found:
            return replace(
                fill(span, found[0][1], 0.7),
                name=mission_name(found[0][1].nations, (), "medical mission") or found[0][1].name,
            )
        return span

    def measure(self, span: Span, grid: Grid, modifiers: Sequence[str], determiner: str) -> Span:
        """Return "the restrictions" with the measure meant."""
        if span.nations and not determiner:
            return span
        before = self._before(span, grid)
        noun = grid.lemmas[span.head]
        generic = noun in self.data["generic_measures"] and not found_cue(modifiers, self.lexicon)
        nations = set(span.nations)
        pointing = determiner in {"the", "this", "that", "these", "those", "such", "its", "said"}

        def fits(one: Referent) -> bool:
            if not self.ontology.is_a(one.type, "Measure") or not before(one) or not one.known:
                return False
            if nations and one.nations and not nations & set(one.nations):
                return False
            if noun in one.nouns and (span.type == one.type or span.type == "Measure"):
                return True
            if not pointing:
                return span.type == one.type and noun in one.nouns
            if generic and noun in {"measure", "step", "move", "penalty", "decision"}:
                return True
            if generic and span.type in ("Measure", "Sanction"):
                return noun == "sanction" or any(noun in word for word in fold(one.name).split())
            return span.type == one.type and span.type not in ("Measure", "Sanction")

        content = set(modifiers) - {determiner} - _PLAIN
        if determiner in {"a", "an", "another"} or (not pointing and "new" in modifiers):
            return span
        if generic and noun in self.data["generic_measures"] and content and not nations:
            return span
        found = self.ledger.recent(grid.index, _FAR if pointing else 10, fits)
        if not found:
            if generic and pointing and noun in {"measure", "step", "move", "decision"}:
                return replace(span, referent=False)
            return span
        found = sorted(
            ((score + (0.3 if noun in one.nouns else 0.0), one) for score, one in found),
            key=lambda pair: (-pair[0], pair[1].name),
        )
        best = best_of(found, margin=0.03)
        chosen, confidence = best if best is not None else (found[0][1], 0.6)
        if span.nations and not chosen.nations:
            return span
        return fill(span, chosen, confidence - (0.0 if pointing else 0.05))

    def body(self, span: Span, grid: Grid, modifiers: Sequence[str], determiner: str) -> Span:
        """Return "the commission" with the organisation meant."""
        if determiner in _NEW or span.nations or span.places or _proper(span):
            return span
        noun = grid.lemmas[span.head]
        before = self._before(span, grid)
        generic = noun in self.data["generic_bodies"]

        def fits(one: Referent) -> bool:
            if not self.ontology.is_a(one.type, "Organization") or not before(one):
                return False
            if not one.known:
                return False
            if noun in fold(one.name).split() or noun in one.nouns:
                return True
            if noun in {"bloc", "union"}:
                return one.type == "InternationalOrganization"
            wide = span.type in ("Organization", one.type) or (
                one.type == "InternationalOrganization"
                and noun in {"agency", "body", "secretariat"}
            )
            return generic and one.named and wide

        if determiner not in {"the", "this", "that"}:
            return span
        best = best_of(self.ledger.recent(grid.index, _FAR, fits), margin=0.04)
        if best is None:
            only = set(modifiers) - {determiner}
            return span if only else replace(span, referent=False)
        return fill(span, best[0], best[1] - 0.05)

    def same_noun(
        self, span: Span, grid: Grid, modifiers: Sequence[str], determiner: str, family: str
    ) -> Span:
        """Return "the summit" or "these officials" with what the same noun named before."""
        noun = grid.lemmas[span.head]
        pointing = determiner in {"the", "this", "that", "these", "those", "said"}
        if not pointing or span.nations or span.places or _proper(span):
            return span
        extra = set(modifiers) - {determiner}
        before = self._before(span, grid)
        generic = {
            "Agreement": self.data["generic_agreements"],
            "Event": self.data["generic_events"],
        }.get(family, ())

        def fits(one: Referent) -> bool:
            return (
                family_of(one.type, self.ontology) == family
                and one.known
                and before(one)
                and one.name != span.name
                and (noun in one.nouns or (noun in generic and bool(one.nouns & set(generic))))
                and extra <= set(fold(one.name).split()) | one.nouns
            )

        found = self.ledger.recent(grid.index, 8, fits)
        best = best_of(found, margin=0.03)
        return fill(span, best[0], best[1] - 0.05) if best is not None else span

    def pronoun(
        self,
        span: Span,
        grid: Grid,
        *,
        excluded: frozenset[str],
        human: bool,
        local: str | None = None,
        quoted: bool = False,
    ) -> Span:
        """Return "it" or "they" with its antecedent, or ``referent=False``.

        ``local`` names the subject of the clause that a possessive stands in; ``quoted`` tells
        that a speaker says it, so that it means what the speaker spoke of.
        """
        before = self._before(span, grid)
        plural = fold(span.name) in {"they", "them", "their", "theirs", "themselves"}
        is_a = self.ontology.is_a
        people = grid.deps[span.head] == "poss" and grid.keys[grid.heads[span.head]] in HUMAN

        def fits(one: Referent) -> bool:
            if not before(one) or fold(one.name) in excluded:
                return False
            if one.type == "Person" or (one.type == "Group" and not one.known):
                return False
            if people and plural:
                return one.type == "Group" or bool(one.members) or is_a(one.type, "Mission")
            if quoted and not (one.quoted or one.sentence == grid.index):
                return False
            if plural and human:
                return one.type == "Group" or bool(one.members) or self._acts(one)
            if plural:
                return (
                    one.plural
                    or bool(one.members)
                    or is_a(one.type, "Organization")
                    or is_a(one.type, "Mission")
                )
            if human:
                return is_a(one.type, "Organization") or one.type == "Country"
            return (not one.plural or is_a(one.type, "Mission")) and one.type not in (
                "Group",
                "Place",
            )

        found = self.ledger.recent(grid.index, 2, fits)
        ranked = sorted(
            (
                (score + self._liking(one, span, grid, plural=plural, local=local), one)
                for score, one in found
            ),
            key=lambda pair: -pair[0],
        )
        best = best_of(ranked, margin=0.06)
        least = 0.25 if grid.deps[span.head] == "poss" else 0.35
        least = 0.5 if grid.deps[span.head] in {"dobj", "pobj"} else least
        if best is None or ranked[0][0] < least or not best[0].known:
            return replace(span, referent=False)
        return fill(span, best[0], best[1] - 0.08)

    def _acts(self, one: Referent) -> bool:
        """Tell whether something can say, agree or decide."""
        return any(self.ontology.is_a(one.type, kind) for kind in ("Organization", "Mission"))

    def _liking(
        self, one: Referent, span: Span, grid: Grid, *, plural: bool, local: str | None
    ) -> float:
        liking = parallel(one, grid, span.head)
        if local is not None and fold(one.name) == local:
            liking += 0.35
        if plural:
            actor = one.type == "Group" or bool(one.members) or self._acts(one)
            return liking + (0.12 if one.plural or one.members else -0.15) + 0.1 * actor
        actor = one.type == "Country" or self.ontology.is_a(one.type, "Organization")
        return liking + (0.1 if actor else 0.0)


def _proper(span: Span) -> bool:
    """Tell whether a description holds a name of its own: "the state-run Anadolu agency"."""
    return any(word[:1].isupper() for word in span.name.split()[:-1])


def found_cue(modifiers: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether a measure's modifiers say which kind it is."""
    return any(word in lexicon.measure_cues for word in modifiers)


def is_bare(span: Span) -> bool:
    """Tell whether a description names no country."""
    return span.form is Form.DESCRIPTION and not span.nations and not span.places
