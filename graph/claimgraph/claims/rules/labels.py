"""Find one programme praised by some and blamed by others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from claimgraph.claims.labels import valence
from claimgraph.claims.rules.finding import Finding, certainty, voices
from claimgraph.model import Claim, ConflictKind, Modality, Ontology, Polarity, RelationKind


def find_labels(claims: Sequence[Claim], ontology: Ontology) -> Iterator[Finding]:
    """Yield opposed labels: of one thing, by different actors, one praising and one blaming."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        relation = ontology.relations.get(claim.relation)
        if (
            relation is not None
            and relation.kind is RelationKind.LABELLED
            and claim.polarity is Polarity.AFFIRMED
            and claim.modality in (Modality.ACTUAL, Modality.PAST)
        ):
            groups[getattr(claim.object, "iri", "")].append(claim)
    for iri in sorted(groups):
        praise = [one for one in groups[iri] if valence(one.label) > 0]
        blame = [one for one in groups[iri] if valence(one.label) < 0]
        by = {one.subject.iri for one in praise} | {one.subject.iri for one in blame}
        if praise and blame and len(by) > 1:
            yield Finding(
                ConflictKind.OPPOSED_LABELS,
                (*praise, *blame),
                f"{voices(praise)}: {_words(praise)}; {voices(blame)}: {_words(blame)}",
                0.8 * min(certainty(*praise), certainty(*blame)),
            )


def _words(claims: Sequence[Claim]) -> str:
    return ", ".join(sorted({f"“{one.label}”" for one in claims})[:3])
