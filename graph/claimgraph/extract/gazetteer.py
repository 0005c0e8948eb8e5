"""Known names: countries, seats of government, regions, bodies, each found by whole words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

from countryinfo import all_countries

from claimgraph.extract.parse import load_language, normalise
from claimgraph.model import fold

# Territories without people or with names that mean something else far more often.
_LEFT_OUT = frozenset(
    "ATA BVT HMD IOT SGS ATF UMI SJM JEY IMN GGY CXR CCK MYT REU BES SCG ANT BLM MAF SPM SHN NFK "
    "FLK TKL NIU WLF PCN VIR GUF MTQ GLP ALA".split()
)
# Official names only: the alternative spellings of the package hold native words as well.
_OFFICIAL = ("Republic of ", "Kingdom of ", "Federal ", "Democratic ", "Commonwealth of ")


class Kind(StrEnum):
    """Tell in which way a known phrase names its referent."""

    COUNTRY = "country"
    DEMONYM = "demonym"  # adjective: "Kenyan"
    PEOPLE = "people"  # plural noun: "Kenyans"
    SEAT = "seat"  # a capital or a house that stands for its government
    REGION = "region"
    REGIONAL = "regional"  # adjective: "Caribbean"
    AREA = "area"  # below the level of a state
    BODY = "body"  # an organisation or mission known by name


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold what a known phrase stands for."""

    kind: Kind
    name: str  # preferred English name of the referent
    type: str  # local name of an ontology class
    identifier: str | None = None  # ISO 3166-1 alpha-3


@dataclass(frozen=True, slots=True)
class Country:
    """Hold a state's names as the rules need them."""

    identifier: str
    name: str
    adjective: str  # as used before a noun: "Kenyan", "US"
    article: bool  # "in the Bahamas"


@dataclass(frozen=True, slots=True)
class Hit:
    """Hold the tokens [first, last) of a known phrase, and what it may stand for."""

    first: int
    last: int
    entries: tuple[Entry, ...]


def load_data(name: str) -> Any:
    """Return a vocabulary file of this package, parsed.

    >>> sorted(load_data("places.json"))
    ['areas', 'regions']
    """
    return json.loads(files("claimgraph.extract").joinpath("data", name).read_text("utf-8"))


def plural_of(noun: str) -> str:
    """Return a noun's plural by the regular rules.

    >>> plural_of("embassy"), plural_of("march"), plural_of("Kenyan")
    ('embassies', 'marches', 'Kenyans')
    """
    if noun.endswith("man") and len(noun) > 4:
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x", "z")) else "s")


def _people(adjective: str) -> str:
    unchanged = adjective.endswith(("ese", "ish", "ch", "ss", "ois"))
    return adjective if unchanged else adjective + "s"


@lru_cache(maxsize=1)
def _records() -> Mapping[str, dict[str, Any]]:
    """Return each state's record: the package's facts under our own."""
    records: dict[str, dict[str, Any]] = {}
    for info in all_countries():
        code = info.iso(3)
        if not code or code in _LEFT_OUT:
            continue
        official = [
            name
            for name in info.alt_spellings() or ()
            if name.isascii() and any(part in name for part in _OFFICIAL) and "," not in name
        ]
        demonyms = [one.strip() for one in (info.demonym() or "").split(",") if one.strip()]
        seat = info.capital()
        records[code] = {
            "name": info.name(),
            "names": official,
            "adjectives": demonyms,
            "seats": [seat] if seat and seat != info.name() else [],
        }
    for code, own in load_data("countries.json").items():
        record = records.setdefault(code, {"names": [], "adjectives": [], "seats": []})
        names = [*record["names"], *own.get("names", ())]
        records[code] = {**record, **own, "names": names}
    return records


@lru_cache(maxsize=1)
def countries() -> Mapping[str, Country]:
    """Return every state by its preferred name."""
    found = {}
    for code, record in _records().items():
        adjectives = record["adjectives"] or [record["name"]]
        short = {"USA": "US", "GBR": "UK"}.get(code, adjectives[0])
        found[record["name"]] = Country(code, record["name"], short, record.get("article", False))
    return found


def _country_phrases() -> dict[str, list[Entry]]:
    phrases: dict[str, list[Entry]] = {}

    def add(phrase: str, kind: Kind, name: str, code: str) -> None:
        entry = Entry(kind, name, "Country", code)
        known = phrases.setdefault(phrase, [])
        if all(one.identifier != code for one in known):
            known.append(entry)

    own = load_data("countries.json")
    claimed = {one for record in own.values() for one in record.get("adjectives", ())}
    for code, record in sorted(_records().items()):
        name = record["name"]
        if code not in own:
            # Territories share a demonym with the state that they belong to.
            kept = [one for one in record["adjectives"] if one not in claimed]
            record = {**record, "adjectives": kept}
        for phrase in (name, *record["names"]):
            add(phrase, Kind.COUNTRY, name, code)
        people = record.get("people") or [_people(one) for one in record["adjectives"]]
        for phrase in record["adjectives"]:
            add(phrase, Kind.DEMONYM, name, code)
        for phrase in people:
            add(phrase, Kind.PEOPLE, name, code)
        for phrase in record["seats"]:
            add(phrase, Kind.SEAT, name, code)
    return phrases


def _other_phrases() -> dict[str, list[Entry]]:
    phrases: dict[str, list[Entry]] = {}
    places = load_data("places.json")
    for name, region in places["regions"].items():
        for phrase in (name, *region.get("names", ())):
            phrases.setdefault(phrase, []).append(Entry(Kind.REGION, name, "Place"))
        for phrase in region.get("adjectives", ()):
            phrases.setdefault(phrase, []).append(Entry(Kind.REGIONAL, name, "Place"))
    for name in places["areas"]:
        phrases.setdefault(name, []).append(Entry(Kind.AREA, name, "Place"))
    for kind, bodies in load_data("organizations.json").items():
        for name, others in bodies.items():
            for phrase in (name, *others):
                entry = Entry(Kind.BODY, name, kind, known_as(name) if "Mission" in kind else None)
                phrases.setdefault(phrase, []).append(entry)
    return phrases


def known_as(name: str) -> str:
    """Return the identifier of a mission of the vocabulary, alike for all its names.

    >>> known_as("UNIFIL")
    'mission:UNIFIL'
    """
    return f"mission:{name}"


def _key(word: str) -> str:
    return fold(word)


def _shaped(written: str, listed: str) -> bool:
    """Tell whether a written word has the case that the listed one needs."""
    if listed.islower() or not listed[:1].isalpha():
        return True
    if listed.isupper() and len(listed) <= 4:
        return written.isupper()
    return written[:1].isupper()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Hold known phrases by the folded form of their first word, longest first."""

    phrases: Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[Entry, ...]], ...]]

    def find(self, words: Sequence[str], keys: Sequence[str]) -> list[Hit]:
        """Return the known phrases among a sentence's words: longest first, none overlapping.

        ``keys`` are the words as :func:`~claimgraph.model.fold` leaves them.
        """
        hits: list[Hit] = []
        place, count = 0, len(words)
        while place < count:
            for needed, listed, entries in self.phrases.get(keys[place], ()):
                last = place + len(needed)
                if (
                    last <= count
                    and (len(needed) == 1 or tuple(keys[place:last]) == needed)
                    and all(map(_shaped, words[place:last], listed))
                ):
                    # "the" helps to know a name and is no part of it.
                    begin = place + 1 if needed[0] == "the" and len(needed) > 1 else place
                    hits.append(Hit(begin, last, entries))
                    place = last
                    break
            else:
                place += 1
        return hits


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer of all known names."""
    tokenizer = load_language().tokenizer
    index: dict[str, dict[tuple[str, ...], tuple[tuple[str, ...], list[Entry]]]] = {}
    phrases = _country_phrases()
    for phrase, entries in _other_phrases().items():
        phrases.setdefault(phrase, []).extend(entries)
    for phrase, entries in phrases.items():
        listed = tuple(token.text for token in tokenizer(normalise(phrase)))
        needed = tuple(map(_key, listed))
        known = index.setdefault(needed[0], {}).setdefault((*needed, *listed), (listed, []))
        known[1].extend(entries)
    return Gazetteer(
        {
            first: tuple(
                (tuple(map(_key, listed)), listed, tuple(entries))
                for listed, entries in sorted(
                    found.values(), key=lambda one: (-len(one[0]), one[0])
                )
            )
            for first, found in index.items()
        }
    )
