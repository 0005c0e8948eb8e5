"""Rules that take two names for one thing, each with the reason that is put on record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from claimgraph.model import DEFAULT_BASE, Judgement, Verdict, slug
from claimgraph.resolve.evidence import Evidence, Key
from claimgraph.resolve.names import abbreviates, alike, fuller, key_of, person_tokens

Merge = tuple[Key, Key, str]


class Clusters:
    """Keep which keys are one, and why; what a human kept apart stays apart."""

    __slots__ = ("_apart", "_leader", "_reasons")

    def __init__(self, keys: Sequence[Key], apart: Sequence[tuple[Key, Key]] = ()) -> None:
        self._leader = {key: key for key in keys}
        self._apart = [frozenset(pair) for pair in apart]
        self._reasons: dict[Key, list[str]] = defaultdict(list)

    def find(self, key: Key) -> Key:
        """Return the key that leads a key's cluster."""
        while self._leader[key] != key:
            self._leader[key] = self._leader[self._leader[key]]
            key = self._leader[key]
        return key

    def join(self, one: Key, other: Key, reason: str) -> bool:
        """Take two keys for one thing, unless they must stay apart."""
        left, right = sorted((self.find(one), self.find(other)))
        if left == right:
            return False
        if self._apart:
            members = {key for key in self._leader if self.find(key) in (left, right)}
            if any(pair <= members for pair in self._apart):
                return False
        self._leader[right] = left
        self._reasons[left].extend([*self._reasons.pop(right, []), reason])
        return True

    def groups(self) -> dict[Key, list[Key]]:
        """Return the keys of each cluster, sorted, by its leader."""
        found: dict[Key, list[Key]] = {}
        for key in sorted(self._leader):
            found.setdefault(self.find(key), []).append(key)
        return found

    def reasons(self, leader: Key) -> tuple[str, ...]:
        """Return why a cluster's keys are one, each reason once."""
        return tuple(dict.fromkeys(self._reasons.get(leader, ())))


def judged(
    met: Mapping[Key, Evidence], judgements: Sequence[Judgement], base: str
) -> tuple[list[Merge], list[tuple[Key, Key]], list[Judgement]]:
    """Return what humans merged, what they kept apart, and judgements on names not met."""
    by_name: dict[str, list[Key]] = defaultdict(list)
    for key, evidence in met.items():
        for name in evidence.names:
            by_name[key_of(name)].append(key)
            by_name[slug(name)].append(key)
    same: list[Merge] = []
    apart: list[tuple[Key, Key]] = []
    idle: list[Judgement] = []
    for judgement in judgements:
        if judgement.verdict not in (Verdict.SAME, Verdict.NOT_SAME, Verdict.UNSURE):
            continue
        left = _named(judgement.left, by_name, base)
        right = _named(judgement.right or "", by_name, base)
        pairs = sorted({(a, b) for a in left for b in right if a != b and a.family == b.family})
        if not pairs:
            idle.append(judgement)
        elif judgement.verdict is Verdict.SAME:
            by = f" by {judgement.by}" if judgement.by else ""
            why = f": {judgement.reason}" if judgement.reason else ""
            same.extend((a, b, f"a judgement{by}{why}") for a, b in pairs)
        else:
            apart.extend(pairs)
    return same, apart, idle


def _named(written: str, by_name: Mapping[str, Sequence[Key]], base: str) -> Sequence[Key]:
    for start in (base, DEFAULT_BASE):
        if written.startswith(start):
            return by_name.get(written.removeprefix(start), ())
    return by_name.get(key_of(written), ())


def by_identifier(met: Mapping[Key, Evidence]) -> Iterator[Merge]:
    """Yield names with one identifier: two forms of a known mission's name."""
    first: dict[tuple[str, str], Key] = {}
    for key in sorted(met):
        for identifier in sorted(met[key].identifiers):
            known = first.setdefault((key.family, identifier), key)
            if known != key:
                yield known, key, f"one identifier, {identifier.rpartition(':')[2]}"


def by_acronym(met: Mapping[Key, Evidence]) -> Iterator[Merge]:
    """Yield acronyms with the one full name that a document writes them for, or spells them."""
    full: dict[tuple[str, str], set[Key]] = defaultdict(set)
    for key, evidence in met.items():
        for name in evidence.names:
            for short in evidence.written:
                if short != name and abbreviates(short, name):
                    full[key.family, key_of(short)].add(key)
    for key in sorted(met):
        if key.family in ("Organization", "Mission", "Measure", "Agreement", "Event"):
            owners = full.get((key.family, key.name), set()) - {key}
            if len(owners) == 1:
                owner = next(iter(owners))
                documents = ", ".join(sorted(met[owner].documents)[:3])
                yield owner, key, f"the acronym is defined in {documents}"


def by_fuller_name(met: Mapping[Key, Evidence]) -> Iterator[Merge]:
    """Yield full names of persons that differ by initials or by further surnames only."""
    people = [key for key in sorted(met) if key.family == "Person" and not key.scope]
    by_first: dict[str, list[tuple[tuple[str, ...], Key]]] = defaultdict(list)
    by_tokens: dict[tuple[str, ...], Key] = {}
    for key in people:
        tokens = person_tokens(key.name)
        known = by_tokens.setdefault(tokens, key)
        if known != key:
            yield known, key, "one name but for initials"
        by_first[tokens[0]].append((tokens, key))
    for key in people:
        tokens = person_tokens(key.name)
        longer = [
            other
            for others, other in by_first[tokens[0]]
            if fuller(tokens, others) and _agree(met[key].countries, met[other].countries)
        ]
        if len({person_tokens(one.name) for one in longer}) == 1:
            yield key, longer[0], "one name with and without a further surname"


def _agree(one: set[str], other: set[str]) -> bool:
    return not one or not other or bool(one & other)


def by_surname(met: Mapping[Key, Evidence]) -> Iterator[Merge]:
    """Yield bare surnames with the one person of that name: in the document, or in the same post.

    Across documents a surname alone proves nothing: a post or country must be shared as well.
    """
    owners: dict[str, list[Key]] = defaultdict(list)
    for key in sorted(met):
        if key.family == "Person" and not key.scope:
            owners[person_tokens(key.name)[-1]].append(key)
    for key in sorted(met):
        if key.family != "Person" or not key.scope:
            continue
        tokens = person_tokens(key.name)
        found = owners.get(tokens[-1], []) if tokens else []
        here = [one for one in found if key.scope in met[one].documents]
        if len(here) == 1:
            yield here[0], key, f"the one person of that surname in {key.scope}"
            continue
        ours = met[key]
        shared = [
            one
            for one in found
            if ours.posts & met[one].posts or ours.countries & met[one].countries
        ]
        if len(shared) == 1 and not here:
            yield shared[0], key, "one surname with the same post or country"


def by_spelling(met: Mapping[Key, Evidence]) -> Iterator[Merge]:
    """Yield persons whose surnames are spelt alike and who hold one post for one country."""
    people = [key for key in sorted(met) if key.family == "Person" and not key.scope]
    by_start: dict[tuple[str, ...], list[Key]] = defaultdict(list)
    for key in people:
        by_start[person_tokens(key.name)[:-1]].append(key)
    for keys in by_start.values():
        for place, one in enumerate(keys):
            for other in keys[place + 1 :]:
                if (
                    alike(person_tokens(one.name), person_tokens(other.name))
                    and met[one].posts & met[other].posts
                    and met[one].countries & met[other].countries
                ):
                    yield one, other, "spelt alike, with the same post and country"


RULES = (by_identifier, by_acronym, by_fuller_name, by_surname, by_spelling)
