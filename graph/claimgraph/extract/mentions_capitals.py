"""Runs of capitals around a telling noun: bodies, missions, measures, events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimgraph.extract.gazetteer import Hit, Kind
from claimgraph.extract.mentions_grid import MONTHS, Grid
from claimgraph.extract.mentions_lexicon import Lexicon
from claimgraph.extract.mentions_naming import ministry, with_country
from claimgraph.extract.mentions_people import PersonName

_LINKS = frozenset({"of", "for", "on", "to", "in", "against", "de", "del", "do", "da"})

NEVER = frozenset(
    """the a an this that these those i he she it we they but and or if when while after before in
    on at by for from as since until so yet not no his her its their our my who what why how where
    there here earlier later late early last next meanwhile however although though despite many
    some most several both all each every another other today yesterday tomorrow""".split()
)
_LAWS = frozenset(
    """act order resolution memorandum proclamation directive law bill regulations laws orders acts
    decree ordinance""".split()
)


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


class CapitalRuns:
    """Read runs of capitals in one sentence: how far they go, and what they name."""

    __slots__ = ("grid", "hits", "known", "lexicon", "medical", "peace", "people")

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
        self.known = {place: hit for hit in hits for place in range(hit.first, hit.last)}
        self.people = {place for one in people for place in range(one.first, one.last)}

    def next(self, place: int, end: int) -> int:
        """Return where to go on after a run that is no name: at its next word."""
        return place + 1 if end - place > 1 else end

    def starts(self, place: int) -> bool:
        """Tell whether a name can begin at a token."""
        grid = self.grid
        return (
            grid.capital(place)
            and place not in self.people
            and grid.keys[place] not in NEVER
            and grid.keys[place] not in MONTHS
            and grid.words[place].replace(".", "").replace("'", "").isalnum()
        )

    def _core(self, place: int) -> int:
        """Return the end of the capitals that begin at a token."""
        grid = self.grid
        while place < len(grid):
            if self.starts(place) or (
                grid.capital(place)
                and place not in self.people
                and place in self.known
                and self.known[place].first < place
            ):
                place += 1
            elif (
                grid.words[place] in {"-", "&", "/"}
                and self.starts(place + 1)
                and place + 1 < len(grid)
            ):
                place += 2
            elif grid.words[place].isdigit() and grid.key(place - 1) in {"resolution", "order"}:
                place += 1
            else:
                break
        return place

    def run(self, place: int) -> int:
        """Return the end of the longest name-like run that begins at a token."""
        grid = self.grid
        if not self.starts(place):
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
            if not (step < len(grid) and self.starts(step)):
                break
            end = self._core(step)
        return end

    def _telling(self, place: int, first: int) -> bool:
        """Tell whether a name may go on with "of …" after this word."""
        key = self.grid.keys[place]
        return self.kind(key) is not None or (
            any(self.kind(self.grid.keys[one]) for one in range(first, place + 1))
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
            return step not in self.known or grid.key(step + 1) in self.lexicon.topics
        return bool(
            grid.ents[place]
            and not grid.starts[place]
            and step < len(grid)
            and grid.ents[step] == grid.ents[place]
            and not grid.starts[step]
            and self.kind(grid.keys[place - 1]) is None
        )

    def kind(self, key: str) -> str | None:
        """Return the class that a telling noun gives to a name, if it is one."""
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

    def classify(self, first: int, end: int) -> Named | None:
        """Return the run as a name, where a telling noun or the model's label says what it is."""
        grid = self.grid
        hit = self.known.get(first)
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
            kind = self.kind(grid.keys[place])
            if kind is not None:
                if kind == "Mission":
                    return self._mission(first, last)
                if kind == "Organization" and self.airs(first, last):
                    return "MediaOutlet"
                if kind in {"Movement"} and grid.keys[place] not in {
                    "movement",
                    "militia",
                    "front",
                }:
                    return "Organization"
                return kind
        return None

    def airs(self, first: int, last: int) -> bool:
        """Tell whether a name is a newspaper's or broadcaster's."""
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
        hit = self.known.get(first)
        country: str | None = None
        if hit is not None and hit.entries[0].type == "Country" and hit.last < last:
            if hit.entries[0].kind is Kind.DEMONYM or hit.entries[0].name == "United States":
                start, country = hit.last, hit.entries[0].name
        elif grid.key(first - 1) in {"'s", "'"}:
            owner = self.known.get(first - 2)
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
