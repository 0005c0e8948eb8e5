"""Bodies, missions, measures, events and places by name: capitals around a telling noun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimgraph.extract.gazetteer import Country, Hit, Kind, countries
from claimgraph.extract.mentions_grid import MONTHS, Grid, entity_runs
from claimgraph.extract.mentions_lexicon import Lexicon, known_nouns
from claimgraph.extract.mentions_people import PersonName

_LINKS = frozenset({"of", "for", "on", "to", "in", "against", "de", "del", "do", "da"})
_INNER = frozenset({"the", "and", "&", "-", "/", "’", "la", "las", "los", "et", "y", "e"})
_NEVER = frozenset(
    """the a an this that these those i he she it we they but and or if when while after before in
    on at by for from as since until so yet not no his her its their our my who what why how where
    there here earlier later late early last next meanwhile however although though despite many
    some most several both all each every another other today yesterday tomorrow""".split()
)
_LAWS = frozenset(
    """act order resolution memorandum proclamation directive law bill regulations laws orders acts
    decree ordinance""".split()
)
_NO_BODIES = frozenset(
    """report war day week year prize award revolution street avenue road river mountain mount
    sea ocean virus disease crisis bible english spanish french arabic fund age era peak cup league
    season station square bridge valley lake bay airport house award medal
    book film album release""".split()
)
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj"})
_ENTITY_TYPES = {
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Facility",
    "EVENT": "Event",
    "LAW": "Measure",
}


@dataclass(frozen=True, slots=True)
class Named:
    """Hold the tokens of a name, what it is, and the countries written with it."""

    first: int
    last: int
    type: str
    name: str
    nations: tuple[str, ...] = ()
    identifier: str | None = None
    confidence: float = 1.0


def with_country(body: str, country: str) -> str:
    """Return a state body's name with its state.

    >>> with_country("Ministry of Health", "Kenya")
    'Ministry of Health of Kenya'
    >>> with_country("Department of Energy", "United States")
    'US Department of Energy'
    """
    known = countries().get(country)
    if known is None:
        return f"{body} of {country}"
    if known.adjective in ("US", "UK"):
        return f"{known.adjective} {body}"
    return f"{body} of {placed(known)}"


def ministry(noun: str, topic: str) -> str:
    """Return a ministry under its full name.

    >>> ministry("ministry", "health"), ministry("Ministry", "Foreign")
    ('Ministry of Health', 'Ministry of Foreign Affairs')
    """
    named = topic.title().replace(" And ", " and ")
    named = {"Foreign": "Foreign Affairs", "External": "External Affairs"}.get(named, named)
    return f"{noun.capitalize()} of {named}"


def placed(country: Country) -> str:
    """Return a country's name as it stands after a preposition: "the Bahamas"."""
    return f"the {country.name}" if country.article else country.name


class NameFinder:
    """Find the names of one sentence that are no persons."""

    __slots__ = ("_at", "_people", "grid", "hits", "lexicon", "medical", "peace")

    def __init__(
        self,
        grid: Grid,
        lexicon: Lexicon,
        hits: Sequence[Hit],
        people: Sequence[PersonName],
        *,
        medical: bool = False,
        peace: bool = False,
    ) -> None:
        self.grid = grid
        self.lexicon = lexicon
        self.hits = hits
        self.medical = medical
        self.peace = peace
        self._at = {place: hit for hit in hits for place in range(hit.first, hit.last)}
        self._people = {place for one in people for place in range(one.first, one.last)}

    def find(self) -> list[Named]:
        """Return the names in order, none overlapping; known phrases are left to the caller."""
        found: list[Named] = []
        taken: set[int] = set()
        place = 0
        while place < len(self.grid):
            end = self._run(place)
            if end > place:
                named = self._classify(place, end)
                if named is not None:
                    found.append(named)
                    taken.update(range(named.first, named.last))
                    place = max(named.last, place + 1)
                    continue
            place = place + 1 if end <= place else self._next(place, end)
        found.extend(self._entities(taken))
        for one in found:
            taken.update(range(one.first, one.last))
        found.extend(self._unknown(taken))
        return sorted(found, key=lambda one: one.first)

    def _next(self, place: int, end: int) -> int:
        """Return where to go on after a run that is no name: at its next word."""
        return place + 1 if end - place > 1 else end

    def _starts(self, place: int) -> bool:
        grid = self.grid
        return (
            grid.capital(place)
            and place not in self._people
            and grid.keys[place] not in _NEVER
            and grid.keys[place] not in MONTHS
            and grid.words[place].replace(".", "").replace("'", "").isalnum()
        )

    def _core(self, place: int) -> int:
        """Return the end of the capitals that begin at a token."""
        grid = self.grid
        while place < len(grid):
            if self._starts(place) or (
                grid.capital(place)
                and place not in self._people
                and place in self._at
                and self._at[place].first < place
            ):
                place += 1
            elif (
                grid.words[place] in {"-", "&", "/"}
                and self._starts(place + 1)
                and place + 1 < len(grid)
            ):
                place += 2
            elif grid.words[place].isdigit() and grid.key(place - 1) in {"resolution", "order"}:
                place += 1
            else:
                break
        return place

    def _run(self, place: int) -> int:
        """Return the end of the longest name-like run that begins at a token."""
        grid = self.grid
        if not self._starts(place):
            return place
        end = self._core(place)
        if grid.titled or grid.shouted:
            return end
        while end < len(grid) and end - place < 16:
            key = grid.keys[end]
            step = end + 1
            if key in _LINKS and self._telling(end - 1, place):
                if grid.key(step) == "the":
                    step += 1
            elif key in {"and", "&", ","} and self._listed(place, end):
                if key == "," and grid.key(step) == "and":
                    step += 1
            else:
                break
            if not (step < len(grid) and self._starts(step)):
                break
            end = self._core(step)
        return end

    def _telling(self, place: int, first: int) -> bool:
        """Tell whether a name may go on with "of …" after this word."""
        key = self.grid.keys[place]
        return self._kind(key) is not None or (
            any(self._kind(self.grid.keys[one]) for one in range(first, place + 1))
            and self.grid.key(place + 1) == "of"
        )

    def _listed(self, first: int, place: int) -> bool:
        """Tell whether "and" goes on with the topics of a body, not with another name."""
        grid = self.grid
        step = place + 1
        if grid.words[place] == ",":
            # "Center for Peace, Security and Development": only where "and" closes the list.
            return (
                grid.key(step) in self.lexicon.topics
                and grid.capital(step)
                and grid.key(step + 1) in {"and", ","}
                and any(grid.keys[one] in _LINKS for one in range(first, place))
            )
        if grid.key(step) in self.lexicon.topics and grid.capital(step):
            return step not in self._at or grid.key(step + 1) in self.lexicon.topics
        return bool(
            grid.ents[place]
            and not grid.starts[place]
            and step < len(grid)
            and grid.ents[step] == grid.ents[place]
            and not grid.starts[step]
            and self._kind(grid.keys[place - 1]) is None
        )

    def _kind(self, key: str) -> str | None:
        lexicon = self.lexicon
        if key in {"forces", "guards", "guard"}:
            return "GovernmentBody"
        if key in lexicon.missions and key not in {"cooperation", "collaboration", "project"}:
            return "Mission"
        if key in lexicon.organisations:
            return lexicon.organisations[key]
        if key in lexicon.events:
            return lexicon.events[key]
        if key in lexicon.agreements:
            return "Agreement"
        if key in lexicon.measures:
            return lexicon.measures[key]
        if key in _LAWS:
            return "Measure"
        if key in lexicon.outlets:
            return "MediaOutlet"
        if key in {"watch", "international", "ltd", "inc", "plc"}:
            return "Organization"
        return None

    def _classify(self, first: int, end: int) -> Named | None:
        """Return the run as a name, where a telling noun or the model's label says what it is."""
        grid = self.grid
        hit = self._at.get(first)
        if hit is not None and hit.last >= end:
            return None  # wholly known: the gazetteer says it better
        for last in self._ends(first, end):
            kind = self._kind_of(first, last)
            if kind is None or last - first < 2:
                continue
            if grid.titled and not self._covered(first, last):
                continue
            return self._named(first, last, kind)
        return None

    def _ends(self, first: int, end: int) -> list[int]:
        """Return where the name may end: the whole run, or before one of its links."""
        links = [
            place
            for place in range(first + 1, end)
            if self.grid.keys[place] in _LINKS or self.grid.keys[place] in {"and", ",", "&"}
        ]
        return [end, *reversed(links)]

    def _kind_of(self, first: int, last: int) -> str | None:
        grid = self.grid
        link = next((p for p in range(first, last) if grid.keys[p] in _LINKS), last)
        if grid.keys[first] == "operation" and last - first <= 4:
            return self._mission(first, last)
        for place in (link - 1, last - 1):
            kind = self._kind(grid.keys[place])
            if kind is not None:
                if kind == "Mission":
                    return self._mission(first, last)
                if kind == "Organization" and self._airs(first, last):
                    return "MediaOutlet"
                if kind in {"Movement"} and grid.keys[place] not in {
                    "movement",
                    "militia",
                    "front",
                }:
                    return "Organization"
                return kind
        return None

    def _airs(self, first: int, last: int) -> bool:
        return bool(
            {"broadcasting", "press", "radio", "television", "tv", "news"}
            & set(self.grid.keys[first:last])
        )

    def _mission(self, first: int, last: int) -> str | None:
        keys = set(self.grid.keys[first:last])
        if keys & {"permanent", "diplomatic"}:
            return "GovernmentBody"
        if keys & self.lexicon.not_mission:
            return None
        if keys & self.lexicon.health_cues:
            return "MedicalMission"
        if {"security", "support"} <= keys:
            return "PeacekeepingMission"
        if keys & (self.lexicon.peace_cues - {"multinational"}) or "multinational" in keys:
            return "PeacekeepingMission"
        if keys & {"mission", "brigade", "contingent", "operation"}:
            if "operation" in keys and self.grid.keys[first] != "operation":
                return None
            return "MedicalMission" if self.medical and not self.peace else "Mission"
        if keys & {"force"}:
            return "GovernmentBody" if keys & {"air", "task", "defence", "defense"} else None
        return "Mission" if self.medical else None

    def _covered(self, first: int, last: int) -> bool:
        return all(self.grid.ents[place] for place in range(first, last))

    def _named(self, first: int, last: int, kind: str) -> Named:
        grid = self.grid
        nations = [
            hit.entries[0].name
            for hit in self.hits
            if first <= hit.first < last and hit.entries[0].type == "Country"
        ]
        start = first
        hit = self._at.get(first)
        country: str | None = None
        if hit is not None and hit.entries[0].type == "Country" and hit.last < last:
            if hit.entries[0].kind is Kind.DEMONYM or hit.entries[0].name == "United States":
                start, country = hit.last, hit.entries[0].name
        elif grid.key(first - 1) in {"'s", "'"}:
            owner = self._at.get(first - 2)
            if owner is not None and owner.entries[0].type == "Country":
                country = owner.entries[0].name
                nations.append(country)
        name = grid.text(start, last)
        if grid.keys[last - 1] == "ministry" and last - start == 2:
            name = ministry("Ministry", grid.words[start])
        if country is not None and kind == "GovernmentBody":
            name = with_country(name, country)
        else:
            name = grid.text(first, last)
        return Named(first, last, kind, name, tuple(dict.fromkeys(nations)))

    def _entities(self, taken: set[int]) -> list[Named]:
        """Return what only the model sees: names without a telling noun, unknown places."""
        grid = self.grid
        found = []
        for first, last, label in entity_runs(grid):
            kind = _ENTITY_TYPES.get(label)
            if kind is None or grid.shouted:
                continue
            start, end = first, last
            while start < end and (
                grid.keys[start] in _NEVER or grid.words[start] in {'"', "'", "(", "-", "#", "*"}
            ):
                start += 1
            while end > start and grid.words[end - 1] in {"'s", "'", '"', ")", ".", ",", "-"}:
                end -= 1
            for place in range(start + 1, end):
                if grid.keys[place] in {"on", "in"} and (
                    grid.key(place + 1) in MONTHS or grid.key(place + 1).isdigit()
                ):
                    end = place
                    break
            if start >= end or taken.intersection(range(start, end)):
                continue
            if self._people.intersection(range(start, end)):
                continue
            covered = [hit for hit in self.hits if hit.first < end and hit.last > start]
            if covered and (label in {"GPE", "LOC"} or covered[0].last >= end):
                continue
            if not any(grid.capital(place) for place in range(start, end)):
                continue
            if end - start == 1 and not self._trusted(start, label):
                continue
            final = grid.keys[end - 1]
            if final in self.lexicon.governments or final in _NO_BODIES or final == "goals":
                continue
            if grid.titled and label != "GPE":
                continue
            if label == "ORG":
                kind = self._kind(grid.keys[end - 1]) or kind
                if kind == "Organization" and self._airs(start, end):
                    kind = "MediaOutlet"
                if kind in {"Mission", "Event", "Meeting"}:
                    continue
            found.append(Named(start, end, kind, grid.text(start, end), confidence=0.7))
        return found

    def _unknown(self, taken: set[int]) -> list[Named]:
        """Return runs of capitals that nothing explains: most are bodies."""
        grid = self.grid
        if grid.titled or grid.shouted:
            return []
        covered = taken | self._people | set(self._at)
        found = []
        place = 0
        while place < len(grid):
            end = place
            while (
                end < len(grid)
                and end not in covered
                and (
                    (self._starts(end) and grid.pos[end] == "PROPN")
                    or (end > place and grid.keys[end] in self._french and self._starts(end + 1))
                )
            ):
                end += 1
            if (
                end - place >= 2
                and grid.deps[grid.root(place, end)] in _ARGUMENTS
                and not self._explained(place, end)
            ):
                found.append(
                    Named(place, end, "Organization", grid.text(place, end), confidence=0.55)
                )
            place = max(end, place + 1)
        return found

    def _explained(self, first: int, last: int) -> bool:
        """Tell whether a run is a title, a described thing or no actor at all."""
        keys = self.grid.keys[first:last]
        return (
            keys[-1] in known_nouns()
            or keys[-1] in _NO_BODIES
            or any(key in self.lexicon.title_heads for key in keys)
        )

    _french = frozenset({"du", "de", "des", "la", "el", "al", "do", "da"})

    def _trusted(self, place: int, label: str) -> bool:
        grid = self.grid
        word = grid.words[place]
        if grid.pos[place] not in ("PROPN", "NOUN", "X"):
            return False
        if grid.keys[place] in self.lexicon.topics or grid.keys[place] in known_nouns():
            return False
        if grid.keys[grid.heads[place]] in self.lexicon.title_heads and (
            grid.deps[place] == "compound"
        ):
            return False
        if label in {"ORG", "EVENT", "LAW", "FAC"}:
            return (word.isupper() and 2 < len(word) < 12) or (
                len(word) > 3 and grid.pos[place] == "PROPN" and not grid.titled and place > 0
            )
        return len(word) > 2 and grid.pos[place] == "PROPN"
