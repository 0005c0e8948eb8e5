"""Score a drawing: crossings, edges through labels, overlaps, lengths, angles. All vectorised.

Places are the middles of boxes, shape (n, 2), in pixels; ``pairs`` holds edges as indices, shape
(m, 2); ``sizes`` the boxes' widths and heights, shape (n, 2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from claimgraph.network.boxes import Floats

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_MANY = 1600  # edges above which crossings are not counted: the matrix would not pay
_TIGHT = 0.3  # radians between two edges of a node below which they are hard to tell apart


@dataclass(frozen=True, slots=True)
class Quality:
    """Hold what makes a drawing hard to read; less is better in all but ``area``."""

    crossings: int
    through: int  # edges that run through an actor's sign or label
    overlaps: int  # pairs of boxes that overlap
    spread: float  # standard deviation of edge lengths over their mean
    tight: float  # pairs of neighbouring edges that meet at a sharp angle, weighted
    area: float  # share of the bounding box that boxes fill

    @property
    def score(self) -> float:
        """Return one figure to compare drawings by, rounded so that noise decides nothing."""
        return round(
            2.0 * self.crossings
            + 1.5 * self.through
            + 12.0 * self.overlaps
            + 6.0 * self.spread
            + 0.6 * self.tight
            - 4.0 * self.area,
            3,
        )


def _side(a: Floats, b: Floats, c: Floats) -> Floats:
    """Return on which side of the line a-b the point c lies, by the sign."""
    return np.asarray(
        (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1])
        - (b[..., 1] - a[..., 1]) * (c[..., 0] - a[..., 0])
    )


def crossing(a: Floats, b: Floats, c: Floats, d: Floats) -> Bools:
    """Tell which segments a-b and c-d cross; arguments broadcast, the last axis is x and y."""
    one = _side(a, b, c) * _side(a, b, d) < 0
    return np.asarray(one & (_side(c, d, a) * _side(c, d, b) < 0))


def through_box(a: Floats, b: Floats, middle: Floats, size: Floats) -> Bools:
    """Tell which segments a-b meet a box; arguments broadcast as above.

    They do if no axis parts them: neither x nor y nor the segment's normal.
    """
    wide, high = (b[..., 0] - a[..., 0]) / 2, (b[..., 1] - a[..., 1]) / 2
    x, y = a[..., 0] + wide - middle[..., 0], a[..., 1] + high - middle[..., 1]
    reach_x, reach_y = size[..., 0] / 2, size[..., 1] / 2
    far_x, far_y = np.abs(wide), np.abs(high)
    met = (np.abs(x) <= reach_x + far_x) & (np.abs(y) <= reach_y + far_y)
    met &= np.abs(wide * y - high * x) <= reach_x * far_y + reach_y * far_x
    return np.asarray(met)


def count_crossings(places: Floats, pairs: Ints) -> int:
    """Count pairs of edges that cross; those that share an actor don't."""
    if len(pairs) < 2 or len(pairs) > _MANY:
        return 0
    a, b = places[pairs[:, 0]], places[pairs[:, 1]]
    met = crossing(a[:, None], b[:, None], a[None], b[None])
    shared = (pairs[:, None, :, None] == pairs[None, :, None, :]).any((2, 3))
    return int(np.triu(met & ~shared, 1).sum())


def count_through(places: Floats, pairs: Ints, sizes: Floats) -> int:
    """Count how often an edge runs through the box of an actor that is not its end."""
    total = 0
    for part in np.array_split(pairs, max(1, len(pairs) * len(places) // 400_000)):
        if len(part) == 0:
            continue
        a, b = places[part[:, 0]], places[part[:, 1]]
        met = through_box(a[:, None], b[:, None], places[None], sizes[None] * 0.86)
        rows = np.arange(len(part))
        met[rows, part[:, 0]] = False
        met[rows, part[:, 1]] = False
        total += int(met.sum())
    return total


def overlap_matrix(places: Floats, sizes: Floats, slack: float = 1.0) -> Bools:
    """Tell which boxes overlap by more than ``slack`` pixels, shape (n, n), diagonal False."""
    gap = np.abs(places[:, None] - places[None]) - (sizes[:, None] + sizes[None]) / 2 + slack
    met: Bools = np.asarray((gap[..., 0] < 0) & (gap[..., 1] < 0))
    np.fill_diagonal(met, False)
    return met


def _tightness(places: Floats, pairs: Ints) -> float:
    ends = np.concatenate([pairs, pairs[:, ::-1]])
    way = places[ends[:, 1]] - places[ends[:, 0]]
    angle = np.arctan2(way[:, 1], way[:, 0])
    order = np.lexsort((angle, ends[:, 0]))
    node, angle = ends[order, 0], angle[order]
    gap = np.diff(angle)[node[1:] == node[:-1]]
    return float(np.clip(1 - gap / _TIGHT, 0, None).sum())


def quality(places: Floats, pairs: Ints, sizes: Floats) -> Quality:
    """Measure a drawing with straight edges."""
    extent = (places + sizes / 2).max(0) - (places - sizes / 2).min(0)
    lengths = np.hypot(*(places[pairs[:, 0]] - places[pairs[:, 1]]).T) if len(pairs) else None
    return Quality(
        crossings=count_crossings(places, pairs),
        through=count_through(places, pairs, sizes),
        overlaps=int(overlap_matrix(places, sizes).sum()) // 2,
        spread=0.0 if lengths is None else round(float(lengths.std() / (lengths.mean() + 1e-9)), 3),
        tight=round(_tightness(places, pairs), 3) if len(pairs) else 0.0,
        area=round(float(sizes.prod(1).sum() / max(1.0, extent.prod())), 3),
    )
