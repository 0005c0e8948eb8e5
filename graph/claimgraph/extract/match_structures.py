"""Read relations that a mention carries in itself, where a relation's wording asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimgraph.extract.frames_parse import Frame
from claimgraph.extract.spans import Form, Span
from claimgraph.model import Ontology

_COUNTRY = "Country"


def _named(span: Span, name: str, spans: Sequence[Span], kind: str = _COUNTRY) -> Span:
    """Return the span of a name within or near another span, or one made from it."""
    inside = [
        one
        for one in spans
        if one.name == name and span.first <= one.first and one.last <= span.last and one != span
    ]
    if inside:
        return inside[0]
    for one in spans:
        if one.name == name:
            return one
    return Span(
        sentence=span.sentence,
        first=span.first,
        last=span.last,
        head=span.head,
        type=kind,
        name=name,
        form=Form.DESCRIPTION,
        confidence=span.confidence,
    )


def find_structures(
    frame: Frame, spans: Sequence[Span], ontology: Ontology
) -> Iterator[tuple[Span, Span, int]]:
    """Yield (subject, object, predicate token) for each span that carries the structure.

    ``@office of S`` gives the person and the office as worded, ``@speaks of S`` the person and the
    country or organisation of that office, ``@place of O`` a country in which the object is said
    to be, ``@nation of O`` a country that modifies the object.
    """
    if frame.structure is None:
        return
    structure, side = frame.structure.split()
    for span in spans:
        if frame.types and not ontology.fits(span.type, frame.types):
            continue
        for other in _carried(structure, span, spans):
            pair = (span, other) if side == "S" else (other, span)
            yield (*pair, span.head)


def _carried(structure: str, span: Span, spans: Sequence[Span]) -> Iterator[Span]:
    if structure == "office" and span.office and span.referent:
        yield Span(
            sentence=span.sentence,
            first=span.first,
            last=span.last,
            head=span.head,
            type="Office",
            name=span.office,
            form=Form.DESCRIPTION,
            confidence=span.confidence,
        )
    elif structure == "speaks" and span.referent:
        for name in span.represents:
            yield _named(span, name, spans)
    elif structure == "place":
        for name in span.places:
            yield _named(span, name, spans)
    elif structure == "nation":
        for name in span.nations:
            yield _named(span, name, spans)
