"""Say what differs between two graphs: two standpoints on the same documents, or two builds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from claimgraph.model import Entity, Inference, KnowledgeGraph, Polarity, Proposition, Triple


class ChangeKind(StrEnum):
    """Tell what happens to a statement between two graphs."""

    APPEARS = "appears"  # accepted in the second only
    DISAPPEARS = "disappears"  # accepted in the first only
    FLIPS = "flips"  # accepted in one, in the other only denied
    NEWLY_CONTESTED = "newly contested"
    NO_LONGER_CONTESTED = "no longer contested"


@dataclass(frozen=True, slots=True)
class Change:
    """Hold one difference: a proposition's, or an inferred statement's."""

    kind: ChangeKind
    subject: str  # labels, or IRIs where a graph has none
    relation: str
    object: str
    inferred: bool
    before: int  # claims that affirm it in the first graph
    after: int
    iri: str  # of the proposition, or "" for an inferred statement
    triple: Triple  # in IRIs; the predicate may be a relation's local name


def compare(first: KnowledgeGraph, second: KnowledgeGraph) -> tuple[Change, ...]:
    """Return what differs from the first graph to the second, sorted by kind and words."""
    changes = [*_propositions(first, second), *_inferences(first, second)]
    order = list(ChangeKind)
    return tuple(
        sorted(
            changes,
            key=lambda c: (c.inferred, order.index(c.kind), c.subject, c.relation, c.object, c.iri),
        )
    )


def _affirmed(proposition: Proposition | None) -> int:
    if proposition is None:
        return 0
    return sum(one.polarity is Polarity.AFFIRMED for one in proposition.claims)


def _kind(before: Proposition | None, after: Proposition | None) -> ChangeKind | None:
    was, now = bool(before and before.accepted), bool(after and after.accepted)
    if was != now:
        loser = before if now else after
        flipped = loser is not None and bool(loser.claims) and not _affirmed(loser)
        if flipped:
            return ChangeKind.FLIPS
        return ChangeKind.APPEARS if now else ChangeKind.DISAPPEARS
    disputed, now_disputed = bool(before and before.contested), bool(after and after.contested)
    if disputed == now_disputed:
        return None
    return ChangeKind.NEWLY_CONTESTED if now_disputed else ChangeKind.NO_LONGER_CONTESTED


def _propositions(first: KnowledgeGraph, second: KnowledgeGraph) -> list[Change]:
    before = {one.iri: one for one in first.propositions}
    after = {one.iri: one for one in second.propositions}
    found = []
    for iri in sorted(before.keys() | after.keys()):
        kind = _kind(before.get(iri), after.get(iri))
        if kind is None:
            continue
        shown = after.get(iri) or before[iri]
        found.append(
            Change(
                kind=kind,
                subject=shown.subject.label,
                relation=shown.relation,
                object=shown.object.label
                if isinstance(shown.object, Entity)
                else str(shown.object.value),
                inferred=False,
                before=_affirmed(before.get(iri)),
                after=_affirmed(after.get(iri)),
                iri=iri,
                triple=Triple(
                    shown.subject.iri,
                    shown.relation,
                    shown.object.iri
                    if isinstance(shown.object, Entity)
                    else f'"{shown.object.value:.10g}"',
                ),
            )
        )
    return found


def _inferences(first: KnowledgeGraph, second: KnowledgeGraph) -> list[Change]:
    labels = {one.iri: one.label for graph in (first, second) for one in graph.entities}

    def name(term: str) -> str:
        return labels.get(term, term.rsplit("#", 1)[-1])

    def change(kind: ChangeKind, one: Inference) -> Change:
        triple = one.triple
        return Change(
            kind=kind,
            subject=name(triple.subject),
            relation=name(triple.predicate),
            object=name(triple.object),
            inferred=True,
            before=int(kind is ChangeKind.DISAPPEARS),
            after=int(kind is ChangeKind.APPEARS),
            iri="",
            triple=triple,
        )

    before = {one.triple: one for one in first.inferences}
    after = {one.triple: one for one in second.inferences}
    return [
        change(ChangeKind.APPEARS, one) for triple, one in after.items() if triple not in before
    ] + [
        change(ChangeKind.DISAPPEARS, one) for triple, one in before.items() if triple not in after
    ]
