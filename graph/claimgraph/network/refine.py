"""Improve a drawing: push boxes apart, fit them into a frame, move actors to better places."""

from __future__ import annotations

import numpy as np

from claimgraph.network.boxes import Floats
from claimgraph.network.score import Bools, Ints, crossing, through_box

_RINGS = ((0.35, 8), (0.9, 10), (1.8, 12), (3.2, 12))  # radius in ideal lengths, places on it
_SWEEP = 200  # boxes from which sorting pays


def push_apart(
    places: Floats, sizes: Floats, rounds: int = 60, frame: Floats | None = None
) -> Floats:
    """Move boxes apart along the shorter way, until none overlap or the rounds are over.

    Within a frame (width, height, round the origin) they are kept inside it on the way.
    """
    places = places.copy()
    reach = None if frame is None else np.maximum(frame - sizes, 0) / 2
    for _ in range(rounds):
        push = _pushes(places, sizes) if len(places) < _SWEEP else _swept(places, sizes)
        if push is None:
            break
        places += push
        if reach is not None:
            places = np.clip(places, -reach, reach)
    return places


def _shift(gap: Floats, over: Floats, before: Bools) -> Floats:
    """Return how far the first box of each overlapping pair gives way, shape (..., 2).

    ``before`` decides for two boxes on one spot which way each goes.
    """
    way = np.where(gap == 0, np.where(before, -1.0, 1.0)[..., None], np.sign(gap))
    sideways = over[..., 0] <= over[..., 1]
    one_way = np.stack([sideways, ~sideways], -1)
    return np.asarray(0.275 * np.where(one_way, over * way, 0.0))


def _pushes(places: Floats, sizes: Floats) -> Floats | None:
    """Return what all pairs do to each box, or None where none overlap."""
    index = np.arange(len(places))
    gap = places[:, None] - places[None]
    over = (sizes[:, None] + sizes[None]) / 2 - np.abs(gap)
    met: Bools = np.asarray((over[..., 0] > 0) & (over[..., 1] > 0))
    np.fill_diagonal(met, False)
    if not met.any():
        return None
    shift = _shift(gap, over, index[:, None] < index[None])
    return np.asarray(np.where(met[..., None], shift, 0.0).sum(1))


def _swept(places: Floats, sizes: Floats) -> Floats | None:
    """Return the same for many boxes: sorted by x, each is compared with near ones only."""
    order = np.argsort(places[:, 0], kind="stable")
    at, size = places[order], sizes[order]
    widest = size[:, 0].max()
    push, any_met = np.zeros_like(at), False
    for step in range(1, len(at)):
        gap = at[:-step] - at[step:]
        if (gap[:, 0] < -widest).all():
            break
        over = (size[:-step] + size[step:]) / 2 - np.abs(gap)
        met = np.flatnonzero((over[:, 0] > 0) & (over[:, 1] > 0))
        if len(met):
            any_met = True
            shift = _shift(gap[met], over[met], order[met] < order[met + step])
            push[met] += shift
            push[met + step] -= shift
    if not any_met:
        return None
    back = np.empty_like(push)
    back[order] = push
    return back


def scale_to(places: Floats, sizes: Floats, frame: Floats) -> Floats:
    """Stretch places so that their boxes just fill a frame (width, height) round the origin."""
    places = places - (places.max(0) + places.min(0)) / 2
    extent = np.maximum(places.max(0) - places.min(0), 1e-9)
    room = np.maximum(frame - sizes.max(0), frame * 0.3)
    return np.asarray(places / extent * room)


def fit(places: Floats, sizes: Floats, frame: Floats, rounds: int = 240) -> Floats:
    """Fill the frame, then push apart within it; what cannot be had inside is had outside."""
    low, high = (places - sizes / 2).min(0), (places + sizes / 2).max(0)
    places = (places - (low + high) / 2) * np.minimum(1.3, frame / (high - low))
    inside = push_apart(places, sizes, rounds, frame)
    return push_apart(inside, sizes, rounds)


def _cost(
    spots: Floats, node: int, places: Floats, near: Ints, rest: Ints, sizes: Floats, ideal: float
) -> Floats:
    """Return what it would cost to have an actor at each of the spots, shape (c,)."""
    ends = places[near]
    a, b = places[rest[:, 0]], places[rest[:, 1]]
    others = np.arange(len(places)) != node
    cost = np.zeros(len(spots))
    if len(near):
        start = spots[:, None, None]
        met = crossing(start, ends[None, :, None], a[None, None], b[None, None])
        shared = (near[:, None, None] == rest[None]).any(2)
        cost += 2.0 * (met & ~shared[None]).sum((1, 2))
        met = through_box(start, ends[None, :, None], places[None, None], sizes[None, None] * 0.86)
        free = others[None] & (np.arange(len(places))[None] != near[:, None])
        cost += 1.5 * (met & free[None]).sum((1, 2))
        length = np.hypot(
            spots[:, None, 0] - ends[None, :, 0], spots[:, None, 1] - ends[None, :, 1]
        )
        cost += 0.5 * np.abs(np.log(np.maximum(length, 1) / ideal)).sum(1)
    if len(rest):
        cost += 1.5 * through_box(a[None], b[None], spots[:, None], sizes[node] * 0.86).sum(1)
    gap = np.abs(spots[:, None] - places[None]) - (sizes[None] + sizes[node]) / 2
    deep = np.clip(-np.maximum(gap[..., 0], gap[..., 1]), 0, 40) * others[None]
    cost += (0.3 * deep + 3.0 * (deep > 0)).sum(1)
    return cost


def improve(
    places: Floats, pairs: Ints, sizes: Floats, frame: Floats, *, rounds: int = 3
) -> Floats:
    """Move each actor in turn to the best of many spots near and far (hill climbing).

    Deterministic: spots lie on fixed rings and among the actor's neighbours.
    """
    places = places.copy()
    count = len(places)
    ideal = float(np.sqrt(frame.prod() / max(1, count)))
    degree = np.bincount(pairs.ravel(), minlength=count) if len(pairs) else np.zeros(count)
    for turn in range(rounds):
        moved = False
        for node in np.argsort(degree, kind="stable"):
            mine = (pairs == node).any(1)
            near = pairs[mine].sum(1) - node
            spots = _spots(places[node], places[near], ideal, turn)
            spots = np.clip(spots, (sizes[node] - frame) / 2, (frame - sizes[node]) / 2)
            cost = np.round(_cost(spots, int(node), places, near, pairs[~mine], sizes, ideal), 4)
            best = int(cost.argmin())
            if cost[best] < cost[0] - 1e-3:
                places[node] = spots[best]
                moved = True
        if not moved:
            break
    return places


def _spots(here: Floats, near: Floats, ideal: float, turn: int) -> Floats:
    """Return places to try, the present one first: rings round it and round its neighbours."""
    spots = [here[None]]
    for ring, (reach, count) in enumerate(_RINGS):
        angle = 2 * np.pi * (np.arange(count) + 0.37 * turn + 0.5 * ring) / count
        spots.append(here + reach * ideal * np.stack([np.cos(angle), np.sin(angle)], 1))
    if len(near):
        angle = 2 * np.pi * (np.arange(14) + 0.5 * (turn % 2)) / 14
        round_it = 0.8 * ideal * np.stack([np.cos(angle), np.sin(angle)], 1)
        spots.append(near.mean(0) + round_it)
        spots.append(near[0] + 1.15 * round_it)
    return np.concatenate(spots)
