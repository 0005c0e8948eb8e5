"""What a rule found, and the words in which it says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from claimgraph.claims.kinship import is_generic
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


def months_apart(one: str, other: str) -> float | None:
    """Return how many months lie between two ISO dates, a bare year taken at its middle.

    >>> months_apart("2018", "2018-12"), months_apart("2025-06-01", "2024-06-30")
    (5.5, 12.0)
    >>> months_apart("", "2018") is None
    True
    """
    if not one[:4].isdigit() or not other[:4].isdigit():
        return None
    return abs(_months(one) - _months(other))


def _months(text: str) -> float:
    within = float(text[5:7]) if text[5:7].isdigit() else 6.5
    return 12.0 * int(text[:4]) + within


def source_of(claim: Claim) -> str:
    """Return who is to be held to the claim: its speaker if one is named, or else its article.

    Two texts' "officials" are two sources; what a text and its unnamed sources say are one each.
    """
    if claim.speaker is None:
        return claim.evidence.article.uri
    if is_generic(claim.speaker):
        return f"{claim.evidence.article.uri} {claim.speaker.label}"
    return claim.speaker.iri


def opposed(one: Claim, other: Claim) -> bool:
    """Tell whether two claims have different sources and do not stand in one sentence."""
    return source_of(one) != source_of(other) or (
        one.evidence.article.uri != other.evidence.article.uri
    )


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
