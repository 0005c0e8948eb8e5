"""Tell how many independent origins stand behind claims: reprints and shared speakers count once.

Two articles are of one origin where they share so many runs of words that one must have been
taken from the other, or both from a third (text reuse by shingling; Broder 1997).
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from claimgraph.model import Article, Claim, Passage, PassageKind, fold

_RUN = 6  # words in a shingle: long enough that chance repeats are rare
_SHARED = 0.5  # of the shorter article's shingles
_LEAST = 3  # shingles that both must have
_COMMON = 50  # a shingle of more articles than this is a formula, not a trace
_WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[int]:
    """Return hashes of all runs of six words, without case, accents and punctuation.

    >>> shingles("One two three four five six") == shingles("one, two: THREE four five six!")
    True
    """
    words = _WORD.findall(fold(text))
    runs = {" ".join(words[i : i + _RUN]) for i in range(max(0, len(words) - _RUN + 1))}
    return frozenset(
        int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big") for run in runs
    )


def _body(passages: Iterable[Passage]) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = defaultdict(list)
    for passage in passages:
        if passage.kind is PassageKind.BODY:
            texts[passage.article.uri].append(passage.text)
    return texts


def find_origins(articles: Sequence[Article], passages: Iterable[Passage]) -> dict[str, str]:
    """Return the name of the origin of each article: one for all articles of a family.

    A family is an article and its reprints; its origin is the publisher (or else the URI) of the
    earliest one by date, then by URI. Articles of one publisher have one origin.
    """
    prints = {uri: shingles("\n".join(parts)) for uri, parts in _body(passages).items()}
    parent: dict[str, str] = {}

    def root(uri: str) -> str:
        while parent.get(uri, uri) != uri:
            uri = parent[uri]
        return uri

    rank = {a.uri: (a.date or a.document.date or "9999", a.uri) for a in articles}
    for one, other in _reused(prints):
        first, second = sorted((root(one), root(other)), key=rank.__getitem__)
        parent[second] = first
    named = {a.uri: _own_origin(a) for a in articles}
    return {uri: named[root(uri)] for uri in sorted(named)}


def _reused(prints: Mapping[str, frozenset[int]]) -> list[tuple[str, str]]:
    """Return the pairs of articles of which one holds half of the other's runs of words."""
    holders: dict[int, list[str]] = defaultdict(list)
    for uri in sorted(prints):
        for mark in prints[uri]:
            holders[mark].append(uri)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for uris in holders.values():
        if 1 < len(uris) <= _COMMON:
            for pair in combinations(uris, 2):
                shared[pair] += 1
    return [
        pair
        for pair, count in sorted(shared.items())
        if count >= max(_LEAST, _SHARED * min(len(prints[uri]) for uri in pair))
    ]


def _own_origin(article: Article) -> str:
    publisher = article.publisher or article.document.publisher
    return f"publisher {fold(publisher)}" if publisher else article.uri


def origin_of(claim: Claim, origins: Mapping[str, str]) -> str:
    """Return what the claim goes back to: its speaker, or else the origin of its article."""
    if claim.speaker is not None:
        return claim.speaker.iri
    article = claim.evidence.article
    return origins.get(article.uri) or _own_origin(article)


def count_sources(claims: Iterable[Claim], origins: Mapping[str, str]) -> int:
    """Return how many independent origins the claims have."""
    return len({origin_of(claim, origins) for claim in claims})
