"""Cut a document's text where claims' quotes begin and end, so that all can be marked at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimgraph.model import Claim


@dataclass(frozen=True, slots=True)
class Segment:
    """Hold a stretch of text, and the claims whose quotes cover it or end with it (numbers)."""

    text: str
    covers: tuple[int, ...]
    ends: tuple[int, ...]


def cut(text: str, claims: Sequence[Claim]) -> list[Segment]:
    """Return the text in segments, in order; joined they are the text again.

    Claims are numbered as given. Offsets are half-open intervals [start, end) into the text.
    """
    edges = {0, len(text)}
    for claim in claims:
        edges |= {claim.start, claim.end}
    places = sorted(place for place in edges if 0 <= place <= len(text))
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for number, claim in enumerate(claims):
        opening.setdefault(claim.start, []).append(number)
        closing.setdefault(claim.end, []).append(number)
    live: set[int] = set()
    found = []
    for start, end in pairwise(places):
        live -= set(closing.get(start, ()))
        live |= set(opening.get(start, ()))
        found.append(Segment(text[start:end], tuple(sorted(live)), tuple(closing.get(end, ()))))
    return found
