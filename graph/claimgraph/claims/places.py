"""Find which countries and regions words name, so that descriptions can be compared.

A country stands as its ISO 3166-1 alpha-3 code, a region as "@" and its name. Capitals and other
seats stand for their country.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any

from countryinfo import all_countries

from claimgraph.model import fold

_LONGEST = 5  # words in a name
_WORD = re.compile(r"[^\W\d_][\w.'’-]*|&|\d+")
_END = re.compile(r"(?:['’]s?|[.,-]+)$")


def load(name: str) -> Any:
    """Return a vocabulary file of this package, parsed."""
    return json.loads((files("claimgraph.claims") / "data" / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Return the folded names, adjectives and seats, each with its code."""
    data = load("places.json")
    left_out = {fold(one) for one in data["no_seats"]}
    found: dict[str, str] = {}
    for country in sorted(all_countries(), key=lambda one: str(one.iso(3))):
        code = country.iso(3)
        if not code or not country.subregion():
            continue
        seat = country.capital()
        seats = [seat] if isinstance(seat, str) and fold(seat) not in left_out else []
        people = [one for one in (country.demonym() or "").split(",") if one]
        for name in (country.name(), *people, *seats):
            found.setdefault(fold(name), code)
            found.setdefault(fold(name) + "s", code)
    for code, names in data["names"].items():
        for name in names:
            found[fold(name)] = code
            found[fold(name) + "s"] = code
    for region, facts in data["regions"].items():
        for name in facts["names"]:
            found[fold(name)] = f"@{region}"
            found[fold(name) + "s"] = f"@{region}"
    return found


def _plain(text: str) -> str:
    """Return a name as ``fold`` does; nearly all text is ASCII, where that is quick."""
    return text.lower() if text.isascii() else fold(text)


@lru_cache(maxsize=1)
def _openings() -> frozenset[str]:
    """Return the first words of all names, by which most words are passed over at once."""
    return frozenset(_plain(name.split(" ")[0]) for name in _names())


@lru_cache(maxsize=1)
def _members() -> dict[str, frozenset[str]]:
    facts = load("places.json")["regions"]
    by_region: dict[str, set[str]] = {}
    for country in all_countries():
        if country.iso(3):
            by_region.setdefault(str(country.region()), set()).add(str(country.iso(3)))
    return {
        f"@{name}": frozenset(one.get("members") or by_region.get(one.get("region", ""), ()))
        for name, one in facts.items()
    }


def find_places(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and code of each place that a text names, longest name first.

    >>> [code for _, _, code in find_places("Central American officials met Kenya's in Havana")]
    ['@Central America', 'KEN', 'CUB']
    """
    names, openings = _names(), _openings()
    words = [(m.start(), m.end(), _END.sub("", m[0])) for m in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        taken = 1
        if words[at][2][:1].isupper() and _plain(words[at][2]) in openings:
            for length in range(min(_LONGEST, len(words) - at), 0, -1):
                run = words[at : at + length]
                code = names.get(_plain(" ".join([word for _, _, word in run])))
                if code is not None:
                    yield run[0][0], run[-1][0] + len(run[-1][2]), code
                    taken = length
                    break
        at += taken


@lru_cache(maxsize=20_000)
def places_in(text: str) -> frozenset[str]:
    """Return the codes of all places that a text names.

    >>> sorted(places_in("the US embassy in Nassau"))
    ['BHS', 'USA']
    """
    return frozenset(code for _, _, code in find_places(text))


def is_people(name: str) -> bool:
    """Tell whether a name is the plural of another: "Kenyans" of "Kenyan".

    >>> is_people("Kenyans"), is_people("Honduras")
    (True, False)
    """
    plain = _plain(name.strip())
    return plain.endswith("s") and plain in _names() and plain[:-1] in _names()


def covers(wide: str, narrow: str) -> bool:
    """Tell whether a place is another one or has it within.

    >>> covers("@Caribbean", "JAM"), covers("JAM", "@Caribbean")
    (True, False)
    """
    return wide == narrow or narrow in _members().get(wide, ())


def members_of(region: str) -> frozenset[str]:
    """Return the codes of a region's countries; of a country, its own."""
    return _members().get(region, frozenset({region}))


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    return {
        str(one.iso(3)): str(one.name()).removeprefix("The ")
        for one in all_countries()
        if one.iso(3)
    }


def name_place(code: str) -> str:
    """Return the English name of a place's code.

    >>> name_place("JAM"), name_place("@Caribbean")
    ('Jamaica', 'Caribbean')
    """
    return code[1:] if code.startswith("@") else _labels().get(code, code)
