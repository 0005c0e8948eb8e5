"""Pair the fields of the model's types with the properties that carry them, for both ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode

from claimgraph.model import Bound
from claimgraph.store.terms import address, cg, integer, moment, number, text

Term = NamedNode | Literal
Pair = tuple[NamedNode, Term]
Values = Mapping[str, Sequence[str]]  # property IRI -> lexical values, sorted


@dataclass(frozen=True, slots=True)
class Field:
    """Hold one field: its name in the model, its property, and how a value is written and read."""

    name: str
    property: str  # local name
    write: Callable[[Any], Term] = text
    read: Callable[[str], Any] = str
    needed: bool = False


def _bound(value: Bound) -> NamedNode:
    return cg(_BOUNDS[value])


_BOUNDS = {
    Bound.EXACT: "exact",
    Bound.AT_LEAST: "atLeast",
    Bound.AT_MOST: "atMost",
    Bound.ABOUT: "about",
}
_BOUND_OF = {cg(local).value: bound for bound, local in _BOUNDS.items()}

DOCUMENT = (
    Field("name", "name", needed=True),
    Field("sha256", "sha256", needed=True),
    Field("media_type", "mediaType", needed=True),
    Field("title", "title"),
    Field("publisher", "publisher"),
    Field("author", "author"),
    Field("date", "date", moment),
    Field("url", "url", address),
    Field("language", "language"),
    Field("grade", "grade"),
)
ARTICLE = (
    Field("index", "index", integer, int, needed=True),
    Field("start", "start", integer, int, needed=True),
    Field("end", "end", integer, int, needed=True),
    Field("title", "title"),
    Field("publisher", "publisher"),
    Field("date", "date", moment),
    Field("author", "author"),
    Field("agency", "agency"),
)
QUANTITY = (
    Field("value", "value", number, float, needed=True),
    Field("high", "high", number, float),
    Field("bound", "bound", _bound, _BOUND_OF.__getitem__, needed=True),
    Field("unit", "unit"),
    Field("counted", "counted"),
    Field("as_of", "asOf", moment),
    Field("scope", "scope"),
)
CLAIM = (
    Field("start", "start", integer, int, needed=True),
    Field("end", "end", integer, int, needed=True),
    Field("confidence", "confidence", number, float, needed=True),
    Field("label", "wordsUsed"),
    Field("what", "what"),
    Field("date", "date", moment),
    Field("frame", "frame"),
)
CONFLICT = (
    Field("reason", "reason", needed=True),
    Field("confidence", "confidence", number, float, needed=True),
)


def write_fields(thing: object, fields: Sequence[Field]) -> Iterator[Pair]:
    """Yield a property and a term for each field that is set."""
    for one in fields:
        value = getattr(thing, one.name)
        if value is not None:
            yield cg(one.property), one.write(value)


def read_fields(values: Values, fields: Sequence[Field]) -> dict[str, Any]:
    """Return the fields that are there, by their names in the model.

    :raises ValueError: where a needed one is missing, one has several values, or a value does not
        have the form of its field
    """
    found = {}
    for one in fields:
        written = values.get(cg(one.property).value, ())
        if len(written) > 1 or (one.needed and not written):
            raise ValueError(f"expected one cg:{one.property}, found {len(written)}")
        if written:
            try:
                found[one.name] = one.read(written[0])
            except (ValueError, KeyError) as error:
                raise ValueError(
                    f"cg:{one.property} is {written[0]!r}; expected a value of its type"
                ) from error
    return found
