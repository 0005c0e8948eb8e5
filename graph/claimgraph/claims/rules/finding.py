"""What a rule found, and the words in which it says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from claimgraph.model import Claim, ConflictKind

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold claims that stand to each other in some way, before they have an IRI."""

    kind: ConflictKind
    claims: tuple[Claim, ...]
    reason: str
    confidence: float


def voice(claim: Claim) -> str:
    """Return who speaks: the speaker, or else the publisher, or else the document."""
    if claim.speaker is not None:
        return claim.speaker.label
    return claim.publisher or claim.evidence.article.document.name


def voices(claims: Iterable[Claim]) -> str:
    """Return the distinct voices in order, joined for a sentence."""
    names = sorted({voice(one) for one in claims})
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


def when(claim: Claim) -> str:
    """Return the date that the claim speaks of: its event's, or else its publication's."""
    return claim.date or claim.published or ""


def days_apart(one: str, other: str) -> int | None:
    """Return how many days lie between two ISO dates, None where one is not known to the month.

    >>> days_apart("2025-06-01", "2025-05-02")
    30
    >>> days_apart("2025", "2025-05-02") is None
    True
    """
    if len(one) < 7 or len(other) < 7:
        return None
    try:
        return abs((_day(one) - _day(other)).days)
    except ValueError:
        return None


def _day(text: str) -> date:
    return date.fromisoformat(text if len(text) == 10 else text[:7] + "-01")


def certainty(*claims: Claim) -> float:
    """Return how sure the least sure claim is."""
    return min(one.confidence for one in claims)


def pairs(ones: Sequence[T], others: Sequence[T], *, most: int = 200) -> Iterator[tuple[T, T]]:
    """Yield pairs of two groups, at most ``most`` of them, the first of each side first."""
    count = 0
    for one in ones:
        for other in others:
            if count == most:
                return
            count += 1
            yield one, other
