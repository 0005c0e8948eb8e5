"""Reckon where the parts of small drawings lie; the templates write them as SVG."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import networkx as nx

from claimgraph.model import Claim, Polarity

_WIDE, _HIGH = 640, 420
_NEAR = 14  # neighbours that an actor's drawing shows
_LANE = 30  # pixels between two publishers on the timeline
_LEFT, _RIGHT = 190, 960
# Of several edges the one that matters most gives its line.
_FIRST = "contested asserted past denied planned threatened possible inferred".split()


@dataclass(frozen=True, slots=True)
class Spoke:
    """Hold a neighbour's place and how the edge to it is stated."""

    iri: str
    label: str
    x: float
    y: float
    anchor: str
    status: str
    words: str


@dataclass(frozen=True, slots=True)
class Dot:
    """Hold a claim's place on the timeline."""

    claim: Claim
    x: float
    y: float
    status: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Hold dots, lanes (publisher, y) and ticks (x, label) of the timeline."""

    dots: tuple[Dot, ...]
    lanes: tuple[tuple[str, float], ...]
    ticks: tuple[tuple[float, str], ...]
    height: float


def star(network: nx.MultiDiGraph[str], iri: str) -> list[Spoke]:
    """Return an actor's most connected neighbours round it, the first at the top."""
    near: dict[str, list[Mapping[str, Any]]] = {}
    for s, o, data in (*network.out_edges(iri, data=True), *network.in_edges(iri, data=True)):
        other = o if s == iri else s
        if other != iri:
            near.setdefault(other, []).append(data)
    ranked = sorted(near, key=lambda one: (-len(near[one]), -network.degree(one), one))[:_NEAR]
    spokes = []
    for index, other in enumerate(ranked):
        angle = 2 * math.pi * index / len(ranked) - math.pi / 2
        x, y = _WIDE / 2 + 185 * math.cos(angle), _HIGH / 2 + 150 * math.sin(angle)
        side = "middle" if abs(math.cos(angle)) < 0.3 else "start" if x > _WIDE / 2 else "end"
        statuses = [str(data["status"]) for data in near[other]]
        spokes.append(
            Spoke(
                iri=other,
                label=network.nodes[other]["label"],
                x=round(x, 1),
                y=round(y, 1),
                anchor=side,
                status=min(statuses, key=_FIRST.index),
                words=", ".join(sorted({data["label"] for data in near[other]})),
            )
        )
    return spokes


def day(text: str | None) -> int | None:
    """Return the day's number of an ISO date of day, month or year precision, or None.

    >>> day("2025-03") == day("2025-03-01"), day("2025-13"), day("soon")
    (True, None, None)
    """
    parts = (text or "").split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isdecimal() for part in parts):
        return None
    year, month, number = (*map(int, parts), 1, 1)[:3]
    try:
        return date(year, month, number).toordinal()
    except ValueError:
        return None


def timeline(claims: Sequence[Claim]) -> Timeline | None:
    """Return claims by day and publisher, or None where none has a day.

    A claim stands at the date of what it tells, where the text says it, else at its article's.
    """
    placed = [(found, c) for c in claims if (found := day(c.date) or day(c.published)) is not None]
    if not placed:
        return None
    low, high = min(d for d, _ in placed), max(d for d, _ in placed)
    lanes = sorted({c.publisher or "unknown publisher" for _, c in placed})
    height = {name: 34 + _LANE * index for index, name in enumerate(lanes)}
    scale = (_RIGHT - _LEFT) / max(1, high - low)
    stacked: dict[tuple[int, int], int] = {}
    dots = []
    for number, claim in sorted(placed, key=lambda one: (one[0], one[1].iri)):
        x, y = _LEFT + (number - low) * scale, height[claim.publisher or "unknown publisher"]
        cell = (number, y)
        stacked[cell] = depth = stacked.get(cell, -1) + 1
        status = "denied" if claim.polarity is Polarity.DENIED else claim.modality.value
        dots.append(Dot(claim, round(x + 7 * (depth // 3), 1), y + 7 * (depth % 3) - 3, status))
    first, last = date.fromordinal(low), date.fromordinal(high)
    years = range(first.year, last.year + 2)
    ticks = [
        (round(_LEFT + (date(year, 1, 1).toordinal() - low) * scale, 1), str(year))
        for year in years
    ]
    inside = tuple(tick for tick in ticks if _LEFT <= tick[0] <= _RIGHT)
    return Timeline(tuple(dots), tuple(height.items()), inside, 50.0 + _LANE * len(lanes))
