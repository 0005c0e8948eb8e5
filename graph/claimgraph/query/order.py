"""Sort short results; let long ones stream.

An ORDER BY in SPARQL keeps back the first row until the last is found. A query of the library says
its order in a decorator instead, so that a result of a few rows is sorted and one of a million
begins at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, islice

from pyoxigraph import Literal, NamedNode

from claimgraph.query.results import Row, Table, Term, plain

MAX_SORTED = 2_000  # rows

_NUMERIC = frozenset(
    f"http://www.w3.org/2001/XMLSchema#{name}"
    for name in ("integer", "decimal", "double", "float", "nonNegativeInteger")
)
Key = tuple[int, float, str]


def in_order(table: Table, order: Sequence[str]) -> Table:
    """Return a table sorted by columns ("-name" from high to low), then by all its columns.

    A table of more than ``MAX_SORTED`` rows keeps the order in which they are found.
    """
    if not order:
        return table
    rows = iter(table.rows)
    first = list(islice(rows, MAX_SORTED + 1))
    if len(first) > MAX_SORTED:
        return Table(table.columns, chain(first, rows))
    first.sort(key=lambda row: [_key(term) for term in row])
    for name in reversed(order):
        place = table.columns.index(name.lstrip("-"))
        first.sort(key=_at(place), reverse=name.startswith("-"))
    return Table(table.columns, first)


def _at(place: int) -> Callable[[Row], Key]:
    def key(row: Row) -> Key:
        return _key(row[place])

    return key


def _key(term: Term | None) -> Key:
    """Return a key by which nothing comes first, then IRIs, then numbers, then words.

    >>> sorted([_key(Literal("b")), _key(Literal(10)), _key(Literal(9)), _key(None)])[1:3]
    [(2, 9.0, '9'), (2, 10.0, '10')]
    """
    if term is None:
        return 0, 0.0, ""
    if isinstance(term, Literal) and term.datatype.value in _NUMERIC:
        return 2, float(term.value), term.value
    return (1 if isinstance(term, NamedNode) else 3), 0.0, plain(term)
