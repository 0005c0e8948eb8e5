"""Whom a person stands for: by the titles written with the name, or by a file of office holders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from claimgraph.extract.gazetteer import countries, load_data
from claimgraph.extract.mentions_holders import holder_of
from claimgraph.extract.spans import Form, Span
from claimgraph.model import fold


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
