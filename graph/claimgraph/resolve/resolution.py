"""Mentions become entities: keys, merges with their reasons, one IRI for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claimgraph.model import (
    Candidate,
    Decision,
    Entity,
    Issue,
    Judgement,
    Mention,
    Ontology,
    Severity,
    slug,
)
from claimgraph.resolve.evidence import Evidence, Key, Keys, gather, rank_of
from claimgraph.resolve.merging import RULES, Clusters, judged


@dataclass(frozen=True, slots=True)
class Resolution:
    """Hold which entity each mention stands for, and why names were merged."""

    entities: Mapping[Key, Entity]
    keys: Keys
    decisions: tuple[Decision, ...]
    issues: tuple[Issue, ...] = ()  # judgements on names that no document has

    def entity_of(self, candidate: Candidate, mention: Mention) -> Entity:
        """Return the entity that a mention of a candidate stands for."""
        return self.entities[self.keys(candidate, mention)]


def resolve(
    candidates: Sequence[Candidate],
    *,
    ontology: Ontology,
    base: str,
    judgements: Sequence[Judgement] = (),
) -> Resolution:
    """Return one entity for all mentions of one thing, across documents.

    Names are compared without case, accents, initials and differences of British and American
    spelling; a merge beyond that needs an identifier, a definition, or a shared post or country.
    A surname alone and a mere description stay within their document. What is ambiguous stays
    apart.

    :param judgements: names that a human took for the same, or not the same; they outrank rules
    """
    keys = Keys(candidates, ontology)
    met = gather(candidates, keys, ontology)
    same, apart, idle = judged(met, judgements, base)
    clusters = Clusters(sorted(met), apart)
    for merge in same:
        clusters.join(*merge)
    for rule in RULES:
        for merge in rule(met):
            clusters.join(*merge)
    entities: dict[Key, Entity] = {}
    decisions: list[Decision] = []
    taken: set[str] = set()
    groups = clusters.groups()
    # States, persons and bodies get the plain IRIs; what shares their name gets its class in it.
    for leader in sorted(groups, key=lambda key: (rank_of(key), key)):
        members = groups[leader]
        evidence = [met[key] for key in members]
        entity = _entity(members, evidence, ontology, base, taken)
        entities.update(dict.fromkeys(members, entity))
        names = tuple(sorted({name for one in evidence for name in one.names}))
        reasons = clusters.reasons(leader)
        if not reasons and len(names) > 1:
            reasons = ("one name but for case, accents or spelling",)
        if leader.family == "Country" and len(names) > 1:
            reasons = ("one ISO code",)
        decisions.extend(Decision(entity.iri, names, reason) for reason in reasons)
    return Resolution(entities, keys, tuple(decisions), tuple(map(_idle, idle)))


def _idle(judgement: Judgement) -> Issue:
    message = (
        f"judgement {judgement.left!r} {judgement.verdict.value} {judgement.right!r}: "
        "this build has no two such names of one kind"
    )
    return Issue("resolve", Severity.WARNING, "", message)


def _entity(
    members: Sequence[Key],
    evidence: Sequence[Evidence],
    ontology: Ontology,
    base: str,
    taken: set[str],
) -> Entity:
    counts: Counter[str] = Counter()
    for one in evidence:
        counts.update(one.names)
    label = _label(counts, members[0].family)
    identifiers = {code for one in evidence for code in one.identifiers}
    states = members[0].family == "Country"
    codes = {("isoCode", code) for code in identifiers} if states else set()
    short = {code.rpartition(":")[2] for code in identifiers} if not states else set()
    written = {text for one in evidence for text in one.written if not states}
    return Entity(
        iri=_iri(base, label, members, taken),
        label=label,
        type=_narrowest([mention for one in evidence for mention in one.mentions], ontology),
        aliases=tuple(sorted((set(counts) | short | written) - {label})),
        identifiers=tuple(sorted(codes)) if len(codes) == 1 else (),
    )


def _label(counts: Counter[str], family: str) -> str:
    """Return the name met most often; of a person's, one with a first name and no initials."""
    names = [name for name in counts if " " in name] if family == "Person" else []
    names = [name for name in names if "." not in name] or names
    return min(names or counts, key=lambda name: (-counts[name], -len(name), name))


def _iri(base: str, label: str, members: Sequence[Key], taken: set[str]) -> str:
    """Return an IRI that no other entity has; it names the scope, then the class, if it must."""
    scopes = {key.scope for key in members}
    scope = next(iter(scopes)) if len(scopes) == 1 else ""
    local = slug(label) if not scope else f"{slug(label)}-{slug(scope)}"
    if base + local in taken:
        local = f"{local}-{slug(members[0].family)}"
    number, unique = 2, local
    while base + unique in taken:
        unique, number = f"{local}-{number}", number + 1
    taken.add(base + unique)
    return base + unique


def _narrowest(mentions: Sequence[Mention], ontology: Ontology) -> str:
    """Return the most specific class that all mentions allow: on one line, or the one above."""
    counts = Counter(mention.type for mention in mentions)
    kinds = sorted(counts, key=lambda kind: (-len(ontology.parents.get(kind, ())), kind))
    deepest = kinds[0]
    if all(ontology.is_a(deepest, other) for other in kinds):
        return deepest
    # One stray reading in many does not widen the class.
    best = min(counts, key=lambda kind: (-counts[kind], kind))
    if counts[best] * 4 >= 3 * sum(counts.values()):
        return best
    shared = [
        above
        for above in (best, *ontology.parents.get(best, ()))
        if all(ontology.is_a(other, above) for other in kinds)
    ]
    return shared[0] if shared else best
