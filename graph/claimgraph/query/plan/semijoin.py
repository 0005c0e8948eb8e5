"""Take apart what a SELECT DISTINCT joins only to throw away."""

from __future__ import annotations

from dataclasses import replace

from claimgraph.query.plan.patterns import Pattern, expand
from claimgraph.query.plan.rules import Context, distinct
from claimgraph.query.plan.syntax import Element, Group, Select, Triples
from claimgraph.query.tokens import Kind


def distinct_parts(select: Select, context: Context) -> Select | None:
    """Join distinct values of parts that hang together only by what is asked for.

    ``SELECT DISTINCT ?p { ?c1 :states ?p ; :says :yes . ?c2 :states ?p ; :says :no }`` makes a row
    for each pair of ?c1 and ?c2 and then drops them. Duplicates do not count, so each part may
    give the distinct values of the variables asked for.
    """
    asked = _asked(select)
    elements = select.where.elements
    if not asked or not elements or not all(isinstance(one, Triples) for one in elements):
        return None
    patterns = expand([one for one in elements if isinstance(one, Triples)])
    if patterns is None:
        return None
    parts = _parts(patterns, asked)
    many = [part for part in parts if _inner(part) - asked]
    if len(many) < 2:
        return None
    joined: list[Element] = []
    for part in parts:
        triples = tuple(one.triples() for one in part)
        shown = sorted(_inner(part) & asked)
        if _inner(part) - asked and shown:
            joined.append(distinct(shown, Group(triples)))
        else:
            joined.extend(triples)
    return replace(select, where=Group(tuple(joined)))


def _asked(select: Select) -> frozenset[str]:
    """Return the variables of which only distinct values count; none where others do as well."""
    if select.projected is None or select.head[0].upper != "SELECT":
        return frozenset()
    if select.distinct and not select.tail and select.head[1].upper == "DISTINCT":
        texts = [token.text for token in select.head[2:]]
        if all(text[0] in "?$" or text.upper() == "WHERE" for text in texts):
            return frozenset(select.plain)
    counted = [token.text for token in select.head[1:] if token.upper != "WHERE"]
    if (
        not select.tail
        and len(counted) == 9
        and [t.upper() for t in counted[:4]]
        == [
            "(",
            "COUNT",
            "(",
            "DISTINCT",
        ]
    ):
        named = select.head[5]
        if named.kind is Kind.VARIABLE:
            return frozenset({named.text[1:]})
    return frozenset()


def _parts(patterns: list[Pattern], asked: frozenset[str]) -> list[list[Pattern]]:
    """Return patterns in parts that share no variable but those asked for."""
    parts: list[list[Pattern]] = []
    for pattern in patterns:
        own = pattern.variables() - asked
        touching = [part for part in parts if (_inner(part) - asked) & own]
        merged = [one for part in touching for one in part] + [pattern]
        parts = [part for part in parts if part not in touching] + [merged]
    return parts


def _inner(part: list[Pattern]) -> frozenset[str]:
    return frozenset().union(*(one.variables() for one in part))
