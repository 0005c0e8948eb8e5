"""What the candidates tell of each named thing: its names, documents, posts and countries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from claimgraph.model import Candidate, Mention, Ontology, RelationKind, fold
from claimgraph.resolve.names import generic, key_of, person_tokens

# One IRI never stands for two of these.
FAMILIES = (
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


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Hold what makes mentions one thing before any merge."""

    family: str  # of the class
    name: str  # folded
    scope: str = ""  # what it is limited to: a document's name, or a post's country


@dataclass(slots=True)
class Evidence:
    """Hold what is known of one key."""

    mentions: list[Mention] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)  # names
    names: Counter[str] = field(default_factory=Counter)
    written: set[str] = field(default_factory=set)  # short forms in capitals
    posts: set[str] = field(default_factory=set)  # folded
    countries: set[str] = field(default_factory=set)
    identifiers: set[str] = field(default_factory=set)


def family_of(kind: str, ontology: Ontology) -> str:
    """Return the family that a class belongs to: itself, if none of ours."""
    return next((one for one in FAMILIES if ontology.is_a(kind, one)), kind)


def rank_of(key: Key) -> int:
    """Return the place of a key's family among ours, the last for any other."""
    return FAMILIES.index(key.family) if key.family in FAMILIES else len(FAMILIES)


def mentions_of(candidate: Candidate) -> Iterator[Mention]:
    """Yield a candidate's mentions: subject, object, speaker."""
    for one in (candidate.subject, candidate.object, candidate.speaker):
        if isinstance(one, Mention):
            yield one


class Keys:
    """Give each mention of a candidate its key."""

    __slots__ = ("_families", "_homes")

    def __init__(self, candidates: Sequence[Candidate], ontology: Ontology) -> None:
        kinds = {mention.type for one in candidates for mention in mentions_of(one)}
        self._families = {kind: family_of(kind, ontology) for kind in sorted(kinds)}
        self._homes = _homes(candidates, ontology)

    def __call__(self, candidate: Candidate, mention: Mention) -> Key:
        """Return the key; a bare surname or mere description is limited to its document."""
        family = self._families[mention.type]
        document = candidate.passage.article.document.name
        name = key_of(mention.name)
        if family == "Office":
            # A post is one of its state: two states' premiers hold two posts.
            return Key(family, name, self._homes.get((document, fold(candidate.subject.name)), ""))
        if family == "Person":
            alone = len(person_tokens(mention.name)) < 2
            return Key(family, name, document if alone else "")
        if family == "Country" and mention.identifier:
            return Key(family, mention.identifier)
        limited = family != "Country" and generic(mention.name)
        return Key(family, name, document if limited else "")


def _homes(candidates: Sequence[Candidate], ontology: Ontology) -> dict[tuple[str, str], str]:
    """Return the country that each document's persons stand for, where it is but one."""
    found: dict[tuple[str, str], set[str]] = {}
    for candidate in candidates:
        country = _stands_for(candidate, ontology)
        if country is not None:
            where = candidate.passage.article.document.name
            found.setdefault((where, fold(candidate.subject.name)), set()).add(country)
    return {key: next(iter(names)) for key, names in found.items() if len(names) == 1}


def _stands_for(candidate: Candidate, ontology: Ontology) -> str | None:
    """Return the country in a relation that only persons have, such as speaking for it."""
    relation = ontology.relations.get(candidate.relation)
    target = candidate.object
    if relation is None or not isinstance(target, Mention) or not relation.domain:
        return None
    persons = all(ontology.is_a(one, "Person") for one in relation.domain)
    return target.name if persons and ontology.is_a(target.type, "Country") else None


def gather(
    candidates: Sequence[Candidate], keys: Keys, ontology: Ontology
) -> Mapping[Key, Evidence]:
    """Return what the candidates tell of each key."""
    met: dict[Key, Evidence] = {}
    for candidate in candidates:
        for mention in mentions_of(candidate):
            evidence = met.setdefault(keys(candidate, mention), Evidence())
            evidence.mentions.append(mention)
            evidence.documents.add(candidate.passage.article.document.name)
            evidence.names[mention.name] += 1
            if mention.identifier:
                evidence.identifiers.add(mention.identifier)
            if mention.text.isupper() and len(mention.text) <= 10:
                evidence.written.add(mention.text)
        _profile(candidate, met[keys(candidate, candidate.subject)], ontology)
    return met


def _profile(candidate: Candidate, evidence: Evidence, ontology: Ontology) -> None:
    relation = ontology.relations.get(candidate.relation)
    if relation is None or not isinstance(candidate.object, Mention):
        return
    if relation.kind is RelationKind.OFFICE:
        evidence.posts.add(fold(candidate.object.name))
    country = _stands_for(candidate, ontology)
    if country is not None:
        evidence.countries.add(country)
