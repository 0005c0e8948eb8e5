"""Whom a person stands for: by the titles written with the name, or by a file of office holders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from claimgraph.extract.gazetteer import countries, load_data
from claimgraph.extract.mentions_link import name_tokens
from claimgraph.extract.spans import Form, Span
from claimgraph.model import fold


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


class Stances:
    """Answer for one document whom its persons stand for."""

    __slots__ = ("_holders", "_written")

    def __init__(self, spans: Sequence[Span]) -> None:
        written: dict[str, Counter[str]] = {}
        nations = {span.name for span in spans if span.type == "Country"}
        people = set()
        for span in spans:
            if span.type == "Person" and span.form is Form.NAME:
                people.add(span.name)
            if span.type == "Person" and span.form is not Form.PRONOUN:
                for name in span.represents:
                    written.setdefault(span.name, Counter())[name] += 1
        self._written = {
            person: tuple(name for name, _count in counts.most_common())
            for person, counts in written.items()
        }
        self._holders: dict[str, str] = {}
        by_code = {one.identifier: one.name for one in countries().values()}
        titles = load_data("references.json")["title_states"]
        for span in spans:
            # Some titles belong to one state, where the text speaks of that state at all.
            state = by_code.get(titles.get(fold(span.office or ""), ""), "")
            if state in nations:
                self._holders.setdefault(span.name, state)
        for person in people:
            row = holder_of(person, nations)
            if row is not None:
                self._holders.setdefault(person, row.country)

    def of(self, person: str) -> tuple[str, ...]:
        """Return the countries and bodies that a person stands for, the likeliest first."""
        written = self._written.get(person, ())
        held = self._holders.get(person)
        return written or ((held,) if held is not None else ())
