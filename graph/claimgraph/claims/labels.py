"""Tell whether the words that two speakers use for one thing praise it or blame it."""

from __future__ import annotations

import re
from functools import lru_cache

from claimgraph.claims.places import load
from claimgraph.claims.words import stems
from claimgraph.model import Claim, Polarity, fold

_WORD = re.compile(r"[a-z][a-z'-]*")
_NEGATED = re.compile(
    r"\b(?:not|never|none|nobody|nor|neither|without|no)\b[^,.;:]*$|n't\b[^,.;:]*$"
)
_CLAUSE = re.compile(r"\b(?:but|than|rather|instead)\b|[;:,]")


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, tuple[str, ...]]:
    return {key: tuple(value) for key, value in load("valence.json").items() if key != "_"}


@lru_cache(maxsize=20_000)
def valence(label: str | None) -> int:
    """Return 1 where a label praises, -1 where it blames, 0 where neither or both.

    An adjective of blame turns the praise that it stands before: "false solidarity".

    >>> valence("forced labour"), valence("a noble humanitarian effort"), valence("a programme")
    (-1, 1, 0)
    >>> valence("not a crime"), valence("a fight against slavery"), valence("sham solidarity")
    (1, 1, -1)
    >>> valence("an act of solidarity, not slavery"), valence("an example of exploitation")
    (1, -1)
    """
    scores = [_score(part) for part in _CLAUSE.split(fold(label or ""))]
    total = sum(scores)
    return (total > 0) - (total < 0)


def _score(clause: str) -> int:
    vocabulary = _vocabulary()
    signs: list[int] = []
    turned = 1
    for word in _WORD.findall(clause):
        if word in vocabulary["negators"] or word.startswith("anti-"):
            turned = -1
            if word.startswith("anti-"):
                word = word[5:]
            else:
                continue
        if word in vocabulary["neither"]:
            continue
        sign = _sign(word, vocabulary)
        if sign:
            signs.append(sign * turned)
            turned = 1
    if not signs:
        return 0
    # Blame colours what it stands beside: "exploitative aid", "help that enslaves".
    return -1 if -1 in signs else 1


def _sign(word: str, vocabulary: dict[str, tuple[str, ...]]) -> int:
    good = max((len(one) for one in vocabulary["positive"] if word.startswith(one)), default=0)
    bad = max((len(one) for one in vocabulary["negative"] if word.startswith(one)), default=0)
    exact = word in vocabulary["exactly"]
    if exact:
        return -1
    return (good > bad) - (bad > good)


def side(claim: Claim) -> int:
    """Return 1 where a claim praises, -1 where it blames, by its label and its polarity.

    A label that stands after a negation, in a claim that says to affirm it, was misread: 0.
    """
    sign = valence(claim.label)
    if claim.polarity is Polarity.DENIED:
        return -sign
    words = fold(claim.label or "")
    at = fold(claim.quote).find(words) if words else -1
    return 0 if at > 0 and _NEGATED.search(fold(claim.quote)[max(0, at - 30) : at]) else sign


def shared_words(one: str | None, other: str | None) -> float:
    """Return which share of the shorter label's words the other has, 0 for an empty one.

    >>> shared_words("forced labour", "a form of forced labor"), shared_words("", "x")
    (1.0, 0.0)
    """
    a, b = stems(one), stems(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
