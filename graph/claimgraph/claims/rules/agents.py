"""Find deeds with two doers and offices with two holders."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

from claimgraph.claims.quantities import stems
from claimgraph.claims.rules.finding import Finding, certainty, days_apart, voices, when
from claimgraph.model import (
    Claim,
    ConflictKind,
    Entity,
    Modality,
    Ontology,
    Polarity,
    RelationKind,
    fold,
)

_TENURE = 120  # days within which one office has one holder


def find_agents(claims: Sequence[Claim], ontology: Ontology) -> Iterator[Finding]:
    """Yield things that can have one agent only, said to have two.

    The relation's file declares it. Agents of which one stands for the other (a state and its
    officials) do not differ: only agents of one class are compared.
    """
    groups: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        relation = ontology.relations.get(claim.relation)
        if (
            relation is not None
            and relation.single_agent
            and isinstance(claim.object, Entity)
            and claim.polarity is Polarity.AFFIRMED
            and claim.modality in (Modality.ACTUAL, Modality.PAST)
        ):
            groups[claim.object.iri, claim.relation, claim.subject.type].append(claim)
    for key in sorted(groups):
        members = groups[key]
        agents = sorted({one.subject.label for one in members})
        sources = {one.evidence.article.uri for one in members}
        if len(agents) > 1 and len(sources) > 1 and not _together(members):
            yield Finding(
                ConflictKind.AGENT_DIFFERS,
                tuple(members),
                f"{voices(members)} name different agents: {', '.join(agents)}",
                0.6 * certainty(*members),
            )


def _together(claims: Sequence[Claim]) -> bool:
    """Tell whether some sentence names two of the agents: then they acted together."""
    seen: dict[tuple[str, int], set[str]] = defaultdict(set)
    for one in claims:
        seen[one.evidence.article.uri, one.evidence.start].add(one.subject.iri)
    return any(len(agents) > 1 for agents in seen.values())


@lru_cache(maxsize=1)
def _offices() -> dict[str, list[str]]:
    text = (files("claimgraph.claims") / "data" / "offices.json").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = json.loads(text)
    return loaded


def is_single(title: str) -> bool:
    """Tell whether a title is of an office that one person holds at a time.

    >>> is_single("Prime Minister"), is_single("Deputy Prime Minister"), is_single("Senator")
    (True, False, False)
    """
    words = f" {fold(title)} "
    if any(f" {word}" in words for word in _offices()["not"]):
        return False
    return any(f" {word} " in words for word in _offices()["single"])


def find_office_holders(claims: Sequence[Claim], ontology: Ontology) -> Iterator[Finding]:
    """Yield offices said to be held by two persons: at one time, or one after the other."""
    of = _institutions(claims, ontology)
    groups: dict[tuple[frozenset[str], str], list[Claim]] = defaultdict(list)
    for claim in claims:
        relation = ontology.relations.get(claim.relation)
        if (
            relation is not None
            and relation.kind is RelationKind.OFFICE
            and isinstance(claim.object, Entity)
            and claim.polarity is Polarity.AFFIRMED
            and claim.modality in (Modality.ACTUAL, Modality.PAST)
            and is_single(claim.object.label)
        ):
            for owner in of.get(_place(claim), ()):
                title = stems(claim.object.label) - stems(owner)
                groups[title, owner].append(claim)
    for title, owner in sorted(groups, key=lambda key: (sorted(key[0]), key[1])):
        yield from _holders(groups[title, owner], owner)


def _place(claim: Claim) -> tuple[str, str, int]:
    return claim.subject.iri, claim.evidence.article.uri, claim.evidence.start


def _institutions(
    claims: Sequence[Claim], ontology: Ontology
) -> dict[tuple[str, str, int], set[str]]:
    """Return whose office a person's title is, by the claims of the same sentence."""
    found: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for claim in claims:
        relation = ontology.relations.get(claim.relation)
        if relation is not None and relation.office_of and isinstance(claim.object, Entity):
            found[_place(claim)].add(claim.object.label)
    return found


def _holders(claims: Sequence[Claim], owner: str) -> Iterator[Finding]:
    if len({one.subject.iri for one in claims}) < 2:
        return
    holders: dict[str, list[Claim]] = defaultdict(list)
    for one in sorted(claims, key=lambda claim: (when(claim), claim.iri)):
        holders[one.subject.iri].append(one)
    clash = [
        (a, b)
        for one, members in holders.items()
        for other, rest in holders.items()
        if one < other
        for a in members
        for b in rest
        if a.modality is b.modality is Modality.ACTUAL
        and (apart := days_apart(when(a), when(b))) is not None
        and apart <= _TENURE
    ]
    title = getattr(claims[0].object, "label", "")
    if clash:
        members = tuple({one.iri: one for pair in clash for one in pair}.values())
        names = sorted({one.subject.label for one in members})
        yield Finding(
            ConflictKind.CONTRADICTION,
            members,
            f"{title} of {owner} at one time: {' or '.join(names)}",
            0.6 * certainty(*members),
        )
        return
    first = tuple(members[0] for members in holders.values())
    order = ", ".join(f"{one.subject.label} ({when(one) or 'undated'})" for one in first)
    yield Finding(
        ConflictKind.DIFFERENT_TIME,
        first,
        f"{title} of {owner}, one after the other: {order}",
        0.8 * certainty(*first),
    )
