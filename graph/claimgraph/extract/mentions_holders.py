"""Holders of office who need no introduction: a dated file, to be edited as offices change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from claimgraph.extract.gazetteer import countries, load_data
from claimgraph.model import fold


def name_tokens(name: str) -> tuple[str, ...]:
    """Return a person's name as folded words, without initials.

    >>> name_tokens("Robert J. Núñez-Roe Jr.")
    ('robert', 'nunez-roe')
    """
    words = (word.strip(".,") for word in fold(name).split())
    return tuple(word for word in words if len(word) > 1 and word not in {"jr", "sr", "iii", "ii"})


@dataclass(frozen=True, slots=True)
class Holder:
    """Hold one entry of the file of office holders; dates are ISO, half-open."""

    name: str
    office: str
    country: str
    start: str
    end: str | None
    gender: str


@lru_cache(maxsize=1)
def office_holders() -> Mapping[str, tuple[Holder, ...]]:
    """Return office holders by the folded last word of their name."""
    by_code = {one.identifier: one.name for one in countries().values()}
    found: dict[str, list[Holder]] = {}
    for row in load_data("office_holders.json"):
        holder = Holder(
            row["name"],
            row["office"],
            by_code[row["country"]],
            row["from"],
            row.get("to"),
            row["gender"],
        )
        tokens = name_tokens(holder.name)
        for token in {tokens[-1], tokens[0]} if holder.country == "China" else {tokens[-1]}:
            found.setdefault(token, []).append(holder)
    return {token: tuple(rows) for token, rows in found.items()}


def holder_of(name: str, nations: Iterable[str]) -> Holder | None:
    """Return the one office holder whom a name means, if its country is among those named.

    >>> holder_of("Macron", ["France"]).name
    'Emmanuel Macron'
    >>> holder_of("Macron", ["Chad"]) is None
    True
    """
    tokens = name_tokens(name)
    if not tokens:
        return None
    here = set(nations)
    rows = [
        row
        for row in office_holders().get(tokens[-1], ())
        if row.country in here and set(tokens) <= set(name_tokens(row.name))
    ]
    people = {fold(row.name) for row in rows}
    if (
        len({tuple(name_tokens(one))[-1:] for one in people}) != 1
        or len({name_tokens(one)[0] for one in people}) != 1
    ):
        return None
    return max(rows, key=lambda row: row.start)
