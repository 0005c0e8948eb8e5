"""owl:sameAs by representatives: who stands for whom, since when, and why.

A class of equal terms is represented by its least id. A link records that a rule found two
representatives equal, in which round, and by which witness, so that a proof of an equality can be
put together later: it is a path of links that are older than what rests on it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from claimgraph.reason.columns import LOW, SHIFT, Keys, Mask, objects_of, pack, subjects_of


@dataclass(frozen=True, slots=True)
class Link:
    """Hold one reason for an equality: ``left`` and ``right`` are equal by a rule since a round.

    ``axiom`` numbers the compiled rule within its program (see compiler); ``witness`` is the
    shared subject or object that made the rule fire, or 0 where it needs none.
    """

    left: int
    right: int
    axiom: int
    witness: int
    rank: int


@dataclass(frozen=True, slots=True)
class LinkBatch:
    """Hold the links that one rule found in one round, as columns."""

    left: Keys
    right: Keys
    axiom: int
    witness: Keys | None
    rank: int


class Equality:
    """Hold representatives and the links behind them."""

    def __init__(self) -> None:
        self._representative: Keys = np.empty(0, np.uint64)
        self._batches: list[LinkBatch] = []
        self._index: tuple[int, npt.NDArray[np.uint64], npt.NDArray[np.int64]] | None = None
        self.clashes: list[LinkBatch] = []  # equalities of literals that differ; never merged
        self._many: Mask = np.zeros(0, np.bool_)  # which ids terms were merged into
        self.merged = False  # whether any two terms were merged

    def grow(self, size: int) -> None:
        """Let every id below ``size`` stand for itself unless it is merged already."""
        known = len(self._representative)
        if known < size:
            more = np.arange(known, max(size, known + known // 4), dtype=np.uint64)
            self._representative = np.concatenate([self._representative, more])

    def find(self, ids: Keys) -> Keys:
        """Return the representatives of ids."""
        return self._representative[ids.view(np.int64)] if self.merged else ids

    def find_one(self, number: int) -> int:
        """Return the representative of one id."""
        if not self.merged or number >= len(self._representative):
            return number
        return int(self._representative[number])

    def find_pairs(self, keys: Keys) -> Keys:
        """Return pairs with both halves replaced by their representatives."""
        return pack(self.find(keys >> SHIFT), self.find(keys & LOW))

    def is_dead(self, number: int) -> bool:
        """Tell whether another term stands for an id."""
        return self.find_one(number) != number

    def dead(self, ids: Keys) -> Mask:
        """Tell for each id whether another term stands for it."""
        mask: Mask = self.find(ids) != ids
        return mask

    def dead_pairs(self, keys: Keys) -> Mask:
        """Tell for each pair whether another term stands for either half."""
        return self.dead(subjects_of(keys)) | self.dead(objects_of(keys))

    def merge(self, batches: list[LinkBatch], size: int) -> Mask | None:
        """Record links and merge what they link; return which ids died, or None if none did.

        :param size: the number of terms
        """
        self.grow(size)
        left = np.concatenate([batch.left for batch in batches])
        right = np.concatenate([batch.right for batch in batches])
        self._batches.extend(batch for batch in batches if len(batch.left))
        self._index = None
        left = self._representative[left.view(np.int64)]
        right = self._representative[right.view(np.int64)]
        apart = left != right
        if not apart.any():
            return None
        ids, label = _components(left[apart], right[apart])
        changed = label != ids
        lost, kept = ids[changed].view(np.int64), label[changed]
        if len(self._many) and self._many[lost[lost < len(self._many)]].any():
            step = np.arange(len(self._representative), dtype=np.uint64)
            step[lost] = kept
            self._representative = step[self._representative.view(np.int64)]
        else:  # each stood for itself alone
            self._representative[lost] = kept
        self.merged = True
        if len(self._many) < len(self._representative):
            more = np.zeros(len(self._representative) - len(self._many), np.bool_)
            self._many = np.concatenate([self._many, more])
        self._many[kept.view(np.int64)] = True
        dead = np.zeros(len(self._representative), np.bool_)
        dead[lost] = True
        return dead

    def shared(self, ids: Keys) -> list[int]:
        """Return the representatives of some ids that stand for more than themselves, sorted."""
        if not self.merged:
            return []
        found = self.find(ids)
        known = found[found < len(self._many)]
        return [int(one) for one in np.unique(known[self._many[known.view(np.int64)]])]

    def classes(self) -> dict[int, list[int]]:
        """Return the members of each class of two or more terms, by representative, sorted."""
        if not self.merged:
            return {}
        ids = np.arange(len(self._representative), dtype=np.uint64)
        moved = ids[self._representative != ids]
        found: dict[int, list[int]] = {}
        for number, one in zip(self.find(moved).tolist(), moved.tolist(), strict=True):
            found.setdefault(number, [number]).append(one)
        return found

    def members(self, number: int, before: int) -> list[int]:
        """Return the terms that links from before a round make equal to an id, itself first."""
        if not self.merged:
            return [number]
        return list(self._search(number, None, before))

    def path(self, start: int, end: int, before: int) -> list[Link] | None:
        """Return links from before a round that lead from one id to another, or None."""
        if start == end:
            return []
        if self.find_one(start) != self.find_one(end):
            return None
        came = self._search(start, end, before)
        if end not in came:
            return None
        links: list[Link] = []
        at = end
        while at != start:
            link = came[at]
            assert link is not None
            links.append(link)
            at = link.left if link.right == at else link.right
        return links[::-1]

    def _search(self, start: int, end: int | None, before: int) -> dict[int, Link | None]:
        came: dict[int, Link | None] = {start: None}
        queue = deque([start])
        while queue and end not in came:
            at = queue.popleft()
            for link in self._links(at):
                other = link.right if link.left == at else link.left
                if link.rank < before and other not in came:
                    came[other] = link
                    queue.append(other)
        return came

    def _links(self, number: int) -> list[Link]:
        if self._index is None:
            ends = [part for batch in self._batches for part in (batch.left, batch.right)]
            flat = np.concatenate(ends) if ends else np.empty(0, np.uint64)
            order = np.argsort(flat, kind="stable")
            self._index = (len(flat), flat[order], order)
            sizes = [len(batch.left) for batch in self._batches for _ in range(2)]
            self._starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        _, ends_sorted, order = self._index
        low = int(np.searchsorted(ends_sorted, np.uint64(number)))
        high = int(np.searchsorted(ends_sorted, np.uint64(number), side="right"))
        return [self._link(int(place)) for place in order[low:high]]

    def _link(self, place: int) -> Link:
        half = int(np.searchsorted(self._starts, place, side="right")) - 1
        batch, row = self._batches[half // 2], place - int(self._starts[half])
        return Link(
            int(batch.left[row]),
            int(batch.right[row]),
            batch.axiom,
            0 if batch.witness is None else int(batch.witness[row]),
            batch.rank,
        )


def _components(left: Keys, right: Keys) -> tuple[Keys, Keys]:
    """Return the linked ids, sorted, and for each the least id that it is connected to."""
    ids, places = np.unique(np.concatenate([left, right]), return_inverse=True)
    a, b = places[: len(left)], places[len(left) :]
    label = np.arange(len(ids))
    while True:
        before = label.copy()
        least = np.minimum(label[a], label[b])
        np.minimum.at(label, a, least)
        np.minimum.at(label, b, least)
        np.minimum.at(label, before[a], least)
        np.minimum.at(label, before[b], least)
        label = label[label]
        if np.array_equal(label, before):
            return ids, ids[label]
