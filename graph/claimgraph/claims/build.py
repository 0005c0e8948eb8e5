"""Make content-hashed claims of candidates, and check that each quote is verbatim."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from claimgraph.errors import ExtractionError
from claimgraph.model import Candidate, Claim, Entity, Mention, Quantity, content_hash

EntityOf = Callable[[Candidate, Mention], Entity]


def _check_quote(candidate: Candidate) -> None:
    """Raise unless the candidate's quote stands in the document at its offsets."""
    document = candidate.passage.article.document
    start, end = candidate.start, candidate.end
    if not 0 <= start < end <= len(document.text) or not document.text[start:end].strip():
        raise ExtractionError(
            f"{document.name}: quote of {candidate.relation} at [{start}, {end}): "
            f"expected words within the {len(document.text)} characters of the document"
        )


def _object_key(target: Entity | Quantity) -> str:
    return target.iri if isinstance(target, Entity) else repr(target)


def _claim(candidate: Candidate, entity_of: EntityOf, base: str) -> Claim:
    _check_quote(candidate)
    subject = entity_of(candidate, candidate.subject)
    target = (
        candidate.object
        if isinstance(candidate.object, Quantity)
        else entity_of(candidate, candidate.object)
    )
    speaker = entity_of(candidate, candidate.speaker) if candidate.speaker else None
    identity = content_hash(
        candidate.passage.article.document.uri,
        candidate.start,
        candidate.end,
        subject.iri,
        candidate.relation,
        _object_key(target),
        candidate.polarity,
        candidate.modality,
        speaker.iri if speaker else None,
        candidate.label,
    )
    return Claim(
        iri=f"{base}claim-{identity}",
        subject=subject,
        relation=candidate.relation,
        object=target,
        polarity=candidate.polarity,
        modality=candidate.modality,
        speaker=speaker,
        evidence=candidate.passage,
        start=candidate.start,
        end=candidate.end,
        confidence=round(candidate.confidence, 2),
        label=candidate.label,
        what=candidate.what,
        date=candidate.date,
        frame=candidate.frame,
    )


def build_claims(
    candidates: Iterable[Candidate], entity_of: EntityOf, *, base: str
) -> tuple[Claim, ...]:
    """Return one claim for each distinct candidate, in the order of the documents' text.

    A candidate whose subject and object turn out to be the same entity is left out. Of two that
    differ in confidence only, the surer one stays.

    :raises ExtractionError: where a quote does not stand at its offsets
    """
    kept: dict[str, Claim] = {}
    for candidate in candidates:
        claim = _claim(candidate, entity_of, base)
        if isinstance(claim.object, Entity) and claim.object.iri == claim.subject.iri:
            continue
        known = kept.get(claim.iri)
        if known is None or claim.confidence > known.confidence:
            kept[claim.iri] = claim
    return tuple(
        sorted(
            kept.values(),
            key=lambda one: (one.evidence.article.document.name, one.start, one.end, one.iri),
        )
    )
