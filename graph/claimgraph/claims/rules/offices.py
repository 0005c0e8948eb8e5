"""Find offices with two holders: at one time, or one after the other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from claimgraph.claims.kinship import is_generic, theme_of
from claimgraph.claims.places import find_places, load
from claimgraph.claims.rules.finding import Finding, certainty, days_apart, source_of, when
from claimgraph.claims.setting import Setting
from claimgraph.claims.words import stem_list, stems
from claimgraph.model import Claim, ConflictKind, Entity, Modality, Polarity, RelationKind, fold

_SAME_DAYS = 21  # within which two holders are a disagreement rather than a change
_AROUND = 90  # characters about a name in which a change in office is told
_NOW = (Modality.ACTUAL,)


@lru_cache(maxsize=1)
def _offices() -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = load("offices.json")
    return loaded


@lru_cache(maxsize=20_000)
def is_single(title: str) -> bool:
    """Tell whether a title is of an office that one person holds at a time.

    >>> is_single("Prime Minister"), is_single("Deputy Prime Minister"), is_single("Senator")
    (True, False, False)
    """
    words = f" {fold(title)} "
    if any(f" {word}" in words for word in _offices()["not"]):
        return False
    return any(f" {word} " in words for word in _offices()["single"])


def find_office_holders(claims: Sequence[Claim], setting: Setting) -> Iterator[Finding]:
    """Yield offices said to be held by two persons: at one time, or one after the other."""
    of = _institutions(claims, setting)
    groups: dict[tuple[frozenset[str], str], list[Claim]] = defaultdict(list)
    for claim in claims:
        relation = setting.ontology.relations.get(claim.relation)
        if (
            relation is not None
            and relation.kind is RelationKind.OFFICE
            and isinstance(claim.object, Entity)
            and claim.polarity is Polarity.AFFIRMED
            and claim.modality in (Modality.ACTUAL, Modality.PAST)
            and is_single(claim.object.label)
            and not is_generic(claim.subject)
        ):
            owners = theme_of(claim.object.label).places or of.get(_place(claim), set())
            if len(owners) == 1:
                (owner,) = owners
                groups[_title(claim.object.label), owner].append(claim)
    for title, owner in sorted(groups, key=lambda key: (sorted(key[0]), key[1])):
        yield from _holders(groups[title, owner])


def _title(label: str) -> frozenset[str]:
    """Return what a title says, in whatever order: "health minister", "minister of health"."""
    bare = label
    for start, end, _ in reversed(list(find_places(label))):
        bare = bare[:start] + bare[end:]
    return stems(bare)


def _place(claim: Claim) -> tuple[str, str, int]:
    return claim.subject.iri, claim.evidence.article.uri, claim.evidence.start


def _institutions(
    claims: Sequence[Claim], setting: Setting
) -> dict[tuple[str, str, int], set[str]]:
    """Return whose office a person's title is, by the claims of the same sentence."""
    found: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for claim in claims:
        relation = setting.ontology.relations.get(claim.relation)
        if relation is not None and relation.office_of and isinstance(claim.object, Entity):
            codes = theme_of(claim.object.label).places
            found[_place(claim)] |= codes or {claim.object.label}
    return found


def _holders(claims: Sequence[Claim]) -> Iterator[Finding]:
    holders = _persons(claims)
    if len(holders) < 2:
        return
    clash = _clash(holders)
    title = getattr(claims[0].object, "label", "")
    if clash:
        names = sorted({one.subject.label for one in clash})
        yield Finding(
            ConflictKind.CONTRADICTION,
            clash,
            f"{title} at one time: {' or '.join(names)}",
            0.6 * certainty(*clash),
        )
        return
    first = tuple(members[0] for members in holders)
    if len({one.evidence.article.uri for one in first}) < 2:
        return
    order = ", ".join(f"{one.subject.label} ({when(one) or 'undated'})" for one in first)
    yield Finding(
        ConflictKind.DIFFERENT_TIME,
        first,
        f"{title}, one after the other: {order}",
        (0.8 if all(when(one) for one in first) else 0.5) * certainty(*first),
    )


def _persons(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Return the claims of each holder in order of time; names that share a word are one's."""
    ordered = sorted(claims, key=lambda claim: (when(claim), claim.iri))
    holders: list[tuple[set[str], list[Claim]]] = []
    for one in ordered:
        words = set(stem_list(one.subject.label))
        for known, members in holders:
            if words & known:
                known |= words
                members.append(one)
                break
        else:
            holders.append((words, [one]))
    return [members for _, members in holders]


def _clash(holders: Sequence[Sequence[Claim]]) -> tuple[Claim, ...]:
    """Return claims that one holder's time lies within another's, or on the same days.

    A change in between explains all else: who is named later came later.
    """
    found: dict[str, Claim] = {}
    for index, members in enumerate(holders):
        for others in holders[index + 1 :]:
            for one in members:
                for other in others:
                    if _together(one, other, members, others):
                        found.update({one.iri: one, other.iri: other})
    return tuple(found[iri] for iri in sorted(found))


def _together(one: Claim, other: Claim, members: Sequence[Claim], others: Sequence[Claim]) -> bool:
    if one.modality not in _NOW or other.modality not in _NOW:
        return False
    if source_of(one) == source_of(other):
        return False
    texts = (one.evidence.article.document.text, other.evidence.article.document.text)
    names = (one.subject.label, other.subject.label)
    if any(_succession(text, name) for text in texts for name in names):
        return False
    apart = days_apart(when(one), when(other))
    if apart is None:
        return False
    if apart <= _SAME_DAYS:
        return True
    return any(when(last) > when(other) > when(one) and last is not one for last in members) or any(
        when(last) > when(one) > when(other) and last is not other for last in others
    )


@lru_cache(maxsize=1)
def _change() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_offices()['change'])})\b", re.IGNORECASE)


@lru_cache(maxsize=5_000)
def _succession(text: str, name: str) -> bool:
    """Tell whether a text speaks of a change in office near a holder's name."""
    words = [word for word in fold(name).split() if len(word) > 2]
    folded = fold(text)
    for found in re.finditer(rf"\b{re.escape(words[-1])}\b", folded) if words else ():
        if _change().search(folded[max(0, found.start() - _AROUND) : found.end() + _AROUND]):
            return True
    return False
