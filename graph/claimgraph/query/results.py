"""Hold what a query gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | Literal | BlankNode | Triple
Row = Sequence[Term | None]


@dataclass(frozen=True, slots=True)
class Table:
    """Hold the result of a SELECT: one term, or None, in each column of each row.

    ``rows`` may be an iterator that is read once, so that a long result can be written as it comes.
    """

    columns: tuple[str, ...]
    rows: Iterable[Row]

    def collected(self) -> Table:
        """Return the same table with its rows in a tuple."""
        return Table(self.columns, tuple(tuple(row) for row in self.rows))

    def values(self) -> list[tuple[str | None, ...]]:
        """Return the rows as plain strings: IRIs, lexical forms, None where there is no term."""
        return [tuple(None if one is None else plain(one) for one in row) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold the result of an ASK."""

    value: bool


@dataclass(frozen=True, slots=True)
class Statements:
    """Hold the result of a CONSTRUCT or DESCRIBE."""

    triples: Iterable[Triple]


Result = Table | Answer | Statements


def plain(term: Term) -> str:
    """Return a term's IRI or lexical form; a blank node as _:label, a triple as a whole."""
    if isinstance(term, NamedNode | Literal):
        return term.value
    return str(term)
