"""Find what one affirms and another denies, and stances that exclude each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from claimgraph.claims.kinship import same_object
from claimgraph.claims.quantities import stems
from claimgraph.claims.rules.finding import (
    Finding,
    certainty,
    days_apart,
    pairs,
    voice,
    voices,
    when,
)
from claimgraph.model import Claim, ConflictKind, Modality, Ontology, Polarity, RelationKind

_LONG = 550  # days after which a changed state is likelier than a disagreement
_PRESENT = (Modality.ACTUAL,)
_FUTURE = (Modality.PLANNED, Modality.THREATENED)


def find_denials(claims: Sequence[Claim], ontology: Ontology) -> Iterator[Finding]:
    """Yield a contradiction where one affirms what another denies of the same time.

    A plan never contradicts the present state; a past state and its end are a matter of time.
    """
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.subject.iri, claim.relation].append(claim)
        relation = ontology.relations.get(claim.relation)
        if relation and relation.symmetric and not isinstance(claim.object, type(None)):
            far = getattr(claim.object, "iri", None)
            if far:
                groups[far, claim.relation].append(claim)
    # A label is denied by others than who uses it: the thing described is what they share.
    groups.update(_described(claims, ontology))
    for members in groups.values():
        denied = [one for one in members if one.polarity is Polarity.DENIED]
        if denied:
            affirmed = [one for one in members if one.polarity is Polarity.AFFIRMED]
            yield from _set_against(affirmed, denied, ontology)


def _described(claims: Iterable[Claim], ontology: Ontology) -> dict[tuple[str, str], list[Claim]]:
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        relation = ontology.relations.get(claim.relation)
        if relation and relation.kind is RelationKind.LABELLED:
            groups["label " + getattr(claim.object, "iri", ""), claim.relation].append(claim)
    return groups


def _set_against(
    affirmed: Sequence[Claim], denied: Sequence[Claim], ontology: Ontology
) -> Iterator[Finding]:
    merged: dict[tuple[str, ConflictKind], list[tuple[Claim, Claim, float]]] = defaultdict(list)
    for yes, no in pairs(affirmed, denied):
        likeness = _likeness(yes, no, ontology)
        kind = _kind(yes, no) if likeness else None
        if kind is not None:
            far = getattr(no.object, "iri", repr(no.object))
            merged[far, kind].append((yes, no, likeness))
    for (_, kind), found in sorted(merged.items(), key=lambda item: (item[0][0], item[0][1])):
        ayes = sorted({one[0].iri: one[0] for one in found}.values(), key=lambda c: c.iri)
        noes = sorted({one[1].iri: one[1] for one in found}.values(), key=lambda c: c.iri)
        sure = max(certainty(yes, no) * likeness for yes, no, likeness in found)
        yield Finding(kind, (*ayes, *noes), _reason(kind, ayes, noes), sure)


def _likeness(yes: Claim, no: Claim, ontology: Ontology) -> float:
    relation = ontology.relations.get(yes.relation)
    if relation and relation.kind is RelationKind.LABELLED:
        a, b = stems(yes.label), stems(no.label)
        alike = bool(a and b) and len(a & b) >= 0.5 * min(len(a), len(b))
        return same_object(yes, no) if alike else 0.0
    if relation and relation.symmetric and yes.subject.iri != no.subject.iri:
        ends = {yes.subject.iri, getattr(yes.object, "iri", "")}
        return float(ends == {no.subject.iri, getattr(no.object, "iri", "")})
    return same_object(yes, no)


def _kind(yes: Claim, no: Claim) -> ConflictKind | None:
    if (yes.modality in _FUTURE) != (no.modality in _FUTURE):
        return None
    if Modality.POSSIBLE in (yes.modality, no.modality) and yes.modality is not no.modality:
        return None
    if (yes.modality is Modality.PAST) != (no.modality is Modality.PAST):
        return ConflictKind.DIFFERENT_TIME
    apart = days_apart(when(yes), when(no))
    same_voice = voice(yes) == voice(no)
    if apart is not None and apart > (_LONG if not same_voice else 30):
        return ConflictKind.DIFFERENT_TIME
    return ConflictKind.CONTRADICTION


def _reason(kind: ConflictKind, ayes: Sequence[Claim], noes: Sequence[Claim]) -> str:
    if kind is ConflictKind.DIFFERENT_TIME:
        return (
            f"{voices(ayes)} affirm it of {_times(ayes)}, "
            f"{voices(noes)} deny it of {_times(noes)}: a change, not a disagreement"
        )
    return f"affirmed by {voices(ayes)}, denied by {voices(noes)}"


def _times(claims: Sequence[Claim]) -> str:
    if all(one.modality is Modality.PAST for one in claims):
        return "the past"
    known = sorted({when(one) for one in claims} - {""})
    return " and ".join(known[:2]) or "an unknown date"


def find_opposites(claims: Sequence[Claim], ontology: Ontology) -> Iterator[Finding]:
    """Yield a contradiction where one actor is said to take a stance and its opposite."""
    groups: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        relation = ontology.relations.get(claim.relation)
        if (
            relation is not None
            and relation.opposite
            and claim.polarity is Polarity.AFFIRMED
            and claim.modality in _PRESENT
        ):
            groups[claim.subject.iri][claim.relation].append(claim)
    for by_relation in groups.values():
        for name in sorted(by_relation):
            opposite = ontology.relations[name].opposite or ""
            if name < opposite and opposite in by_relation:
                yield from _set_stances(by_relation[name], by_relation[opposite])


def _set_stances(ones: Sequence[Claim], others: Sequence[Claim]) -> Iterator[Finding]:
    for one, other in pairs(ones, others):
        likeness = same_object(one, other)
        if likeness < 1.0:
            continue
        apart = days_apart(when(one), when(other))
        changed = apart is not None and apart > _LONG
        kind = ConflictKind.DIFFERENT_TIME if changed else ConflictKind.CONTRADICTION
        reason = (
            f"{voice(one)} has {one.subject.label} on one side, {voice(other)} on the other"
            if not changed
            else f"{one.subject.label} changed sides between {when(one)} and {when(other)}"
        )
        yield Finding(kind, (one, other), reason, 0.7 * certainty(one, other))
