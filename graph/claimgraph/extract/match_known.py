"""Keep what a whole document says of names: who they are, and for which state they act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from claimgraph.extract.gazetteer import countries
from claimgraph.extract.spans import Form, Span
from claimgraph.model import Ontology


class Known:
    """Hold what a whole document says of names: a span of each, and for whom a person speaks."""

    def __init__(self, spans: Sequence[Span], ontology: Ontology) -> None:
        self.ontology = ontology
        self.named: dict[str, Span] = {}
        self.states: dict[str, str] = {}  # person or body -> country
        for span in spans:
            if span.form is Form.NAME:
                self.named.setdefault(span.name, span)
        for span in spans:
            for name in (*span.represents, *self._body(span)):
                country = self.named.get(name)
                if country is not None and ontology.is_a(country.type, "Country"):
                    self.states.setdefault(span.name, name)

    def _body(self, span: Span) -> tuple[str, ...]:
        return span.nations[:1] if self.ontology.is_a(span.type, "GovernmentBody") else ()

    def state(self, span: Span) -> Span | None:
        """Return the state for which an official or a body of government acts, at its place."""
        name = self.states.get(span.name)
        if name is None and self.ontology.is_a(span.type, "GovernmentBody"):
            name = _state_in(span.name)
        if name is None or span.name == name:
            return None
        country = self.named.get(name) or replace(
            span, type="Country", name=name, form=Form.NAME, identifier=countries()[name].identifier
        )
        return replace(
            country,
            sentence=span.sentence,
            first=span.first,
            last=span.last,
            head=span.head,
            confidence=span.confidence * 0.95,
        )


@cache
def _state_in(body: str) -> str | None:
    """Return the country that a body's name bears: "US Department of State", "Bank of Chile"."""
    for name, country in countries().items():
        if body.startswith((f"{country.adjective} ", f"{name} ")) or body.endswith(f" of {name}"):
            return name
    return "United States" if body.startswith("US ") else None
