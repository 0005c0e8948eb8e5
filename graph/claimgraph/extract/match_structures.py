"""Read relations that a mention carries in itself, where a relation's wording asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimgraph.extract.frames_parse import Frame
from claimgraph.extract.gazetteer import countries
from claimgraph.extract.match_slots import Known
from claimgraph.extract.spans import Form, Span

_COUNTRY = "Country"


def _named(span: Span, name: str, known: Known) -> Span:
    """Return the document's span of a name, or one made from it, at another span's place."""
    found = known.named.get(name)
    if found is not None and found.sentence == span.sentence:
        return found
    kind = found.type if found else _COUNTRY if name in countries() else "Organization"
    return Span(
        sentence=span.sentence,
        first=span.first,
        last=span.last,
        head=span.head,
        type=kind,
        name=name,
        form=Form.DESCRIPTION,
        identifier=found.identifier if found else None,
        confidence=span.confidence,
    )


def find_structures(
    frame: Frame, spans: Sequence[Span], known: Known
) -> Iterator[tuple[Span, Span, int]]:
    """Yield (subject, object, predicate token) for each span that carries the structure.

    ``@office of S`` gives the person and the office as worded, ``@speaks of S`` the person and the
    country or organisation of that office, ``@employer of S`` only an organisation, ``@place of O``
    a country in which the object is said to be, ``@nation of O`` a country that modifies it.
    """
    if frame.structure is None:
        return
    structure, side = frame.structure.split()
    for span in spans:
        if frame.types and not known.ontology.fits(span.type, frame.types):
            continue
        for other in _carried(structure, span, known):
            pair = (span, other) if side == "S" else (other, span)
            yield (*pair, span.head)


def _carried(structure: str, span: Span, known: Known) -> Iterator[Span]:
    names: tuple[str, ...] = ()
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
    elif structure in ("speaks", "employer") and span.referent:
        names = span.represents
    elif structure == "place":
        names = span.places
    elif structure == "nation":
        names = span.nations
    for name in names:
        other = _named(span, name, known)
        if structure != "employer" or other.type != _COUNTRY:
            yield other
