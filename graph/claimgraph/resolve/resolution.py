"""Take mentions of one name, in one document or several, for one entity."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimgraph.model import (
    Candidate,
    Decision,
    Entity,
    Judgement,
    Mention,
    Ontology,
    Verdict,
    fold,
    slug,
)

Key = tuple[str, str]  # family of the class, folded name
# One IRI never stands for two of these.
_FAMILIES = (
    "Country",
    "Person",
    "Organization",
    "Mission",
    "Measure",
    "Event",
    "Agreement",
    "Office",
    "Group",
    "Location",
)


@dataclass(frozen=True, slots=True)
class Resolution:
    """Hold which entity each mention stands for."""

    entities: Mapping[Key, Entity]
    families: Mapping[str, str]
    decisions: tuple[Decision, ...]

    def entity_of(self, candidate: Candidate, mention: Mention) -> Entity:
        """Return the entity that a mention of a candidate stands for."""
        return self.entities[_key(mention, self.families)]


def resolve(
    candidates: Sequence[Candidate],
    *,
    ontology: Ontology,
    base: str,
    judgements: Sequence[Judgement] = (),
) -> Resolution:
    """Return one entity for all mentions of a name within a family of classes.

    :param judgements: names that a human took for the same, or not the same
    """
    families = {name: _family(name, ontology) for name in _classes(candidates)}
    met: dict[Key, list[Mention]] = defaultdict(list)
    for mention in _mentions(candidates):
        met[_key(mention, families)].append(mention)
    merged = _merge(met, judgements)
    taken: dict[str, Key] = {}
    entities: dict[Key, Entity] = {}
    decisions: list[Decision] = []
    for leader in sorted(set(merged.values())):
        keys = sorted(key for key, other in merged.items() if other == leader)
        mentions = [mention for key in keys for mention in met[key]]
        entity = _entity(mentions, leader, ontology, base, taken)
        entities.update(dict.fromkeys(keys, entity))
        names = tuple(sorted({mention.name for mention in mentions}))
        if len(keys) > 1:
            decisions.append(Decision(entity.iri, names, "a judgement takes them for the same"))
        elif len(names) > 1:
            decisions.append(Decision(entity.iri, names, "one name but for case and accents"))
    return Resolution(entities, families, tuple(decisions))


def _mentions(candidates: Sequence[Candidate]) -> Iterator[Mention]:
    for candidate in candidates:
        for one in (candidate.subject, candidate.object, candidate.speaker):
            if isinstance(one, Mention):
                yield one


def _classes(candidates: Sequence[Candidate]) -> set[str]:
    return {mention.type for mention in _mentions(candidates)}


def _family(name: str, ontology: Ontology) -> str:
    return next((one for one in _FAMILIES if ontology.is_a(name, one)), name)


def _key(mention: Mention, families: Mapping[str, str]) -> Key:
    return families[mention.type], fold(mention.name)


def _merge(met: Mapping[Key, Sequence[Mention]], judgements: Sequence[Judgement]) -> dict[Key, Key]:
    """Return for each key the one that leads its group: itself, unless a judgement merges it."""
    leader = {key: key for key in met}
    for judgement in judgements:
        if judgement.verdict is not Verdict.SAME or judgement.right is None:
            continue
        left, right = fold(judgement.left), fold(judgement.right)
        for family in sorted({key[0] for key in met}):
            if (family, left) in leader and (family, right) in leader:
                old, new = leader[family, right], leader[family, left]
                leader = {key: new if other == old else other for key, other in leader.items()}
    return leader


def _entity(
    mentions: Sequence[Mention],
    key: Key,
    ontology: Ontology,
    base: str,
    taken: dict[str, Key],
) -> Entity:
    counts = Counter(mention.name for mention in mentions)
    label = min(counts, key=lambda name: (-counts[name], -len(name), name))
    iri = base + slug(label)
    if taken.setdefault(iri, key) != key:
        iri = f"{base}{slug(label)}-{slug(key[0])}"
        number = 2
        while taken.setdefault(iri, key) != key:
            iri = f"{base}{slug(label)}-{slug(key[0])}-{number}"
            number += 1
    states = key[0] == "Country"
    codes = {("isoCode", m.identifier) for m in mentions if m.identifier and states}
    # What identifies anything else in a text is its acronym: one more name.
    short = {m.identifier for m in mentions if m.identifier and not states}
    return Entity(
        iri=iri,
        label=label,
        type=_narrowest(mentions, ontology),
        aliases=tuple(sorted((set(counts) | short) - {label})),
        identifiers=tuple(sorted(codes)) if len(codes) == 1 else (),
    )


def _narrowest(mentions: Sequence[Mention], ontology: Ontology) -> str:
    """Return the most frequent class, or one below it that is met as well."""
    counts = Counter(mention.type for mention in mentions)
    best = min(counts, key=lambda name: (-counts[name], name))
    below = [name for name in counts if name != best and ontology.is_a(name, best)]
    return min(below, key=lambda name: (-counts[name], name)) if below else best
