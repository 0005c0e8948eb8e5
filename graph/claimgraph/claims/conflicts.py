"""Find where claims contradict, differ, or bear each other out, and say why.

Claims are compared only within groups that share a subject and relation (or a quantity, an
office, a described thing), so the cost grows with the groups, not with the square of all claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from claimgraph.claims import rules
from claimgraph.model import (
    Claim,
    Conflict,
    ConflictKind,
    Modality,
    Ontology,
    Proposition,
    content_hash,
)

_MOST = 12  # claims quoted in one conflict: beyond that a reader is not helped


def find_conflicts(
    claims: Sequence[Claim],
    propositions: Iterable[Proposition],
    *,
    ontology: Ontology,
    base: str,
    origins: Mapping[str, str] | None = None,
) -> tuple[Conflict, ...]:
    """Return all conflicts between the claims, and corroborations, sorted by kind and IRI."""
    found: dict[str, Conflict] = {}
    for finding in _findings(claims, tuple(propositions), ontology, origins or {}):
        members = _pick(finding.claims)
        iri = f"{base}conflict-{content_hash(finding.kind, *(one.iri for one in members))}"
        known = found.get(iri)
        if known is None or finding.confidence > known.confidence:
            found[iri] = Conflict(
                iri, finding.kind, members, finding.reason, round(finding.confidence, 2)
            )
    order = list(ConflictKind)
    return tuple(sorted(found.values(), key=lambda one: (order.index(one.kind), one.iri)))


def _findings(
    claims: Sequence[Claim],
    propositions: Sequence[Proposition],
    ontology: Ontology,
    origins: Mapping[str, str],
) -> Iterator[rules.Finding]:
    yield from rules.find_denials(claims, ontology)
    yield from rules.find_opposites(claims, ontology)
    yield from rules.find_figures(claims)
    yield from rules.find_office_holders(claims, ontology)
    yield from rules.find_agents(claims, ontology)
    yield from rules.find_labels(claims, ontology)
    yield from rules.find_corroborations(propositions, origins)


def _pick(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the surest claims of each side, sorted by IRI, at most a dozen."""
    sides: dict[tuple[object, ...], list[Claim]] = {}
    for claim in sorted(claims, key=lambda one: (-one.confidence, one.iri)):
        side = (claim.polarity, claim.modality is Modality.ACTUAL, claim.relation, claim.label)
        sides.setdefault(side, []).append(claim)
    picked: list[Claim] = []
    for rank in range(_MOST):
        for members in sides.values():
            if rank < len(members) and len(picked) < _MOST:
                picked.append(members[rank])
    return tuple(sorted(picked, key=lambda one: one.iri))
