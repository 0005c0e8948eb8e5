"""Sets of facts as sorted numpy columns, and the joins over them.

A pair of term ids (each below 2**32) is one key: ``subject << 32 | object`` in a uint64. A class's
members are keys that are plain ids. All functions take and give uint64 arrays.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Keys: TypeAlias = npt.NDArray[np.uint64]
Ranks: TypeAlias = npt.NDArray[np.uint32]
Index: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]

SHIFT = np.uint64(32)
LOW = np.uint64(0xFFFFFFFF)
GIVEN = np.uint32(1 << 31)  # flag in a rank: the fact was given, not (only) derived
RANK = np.uint32((1 << 31) - 1)  # mask of a rank's number
_MANY = 1 << 14  # from so many look-ups on, a table pays
EMPTY: Keys = np.empty(0, np.uint64)
_NO_RANKS: Ranks = np.empty(0, np.uint32)


def pack(subjects: Keys, objects: Keys) -> Keys:
    """Return the keys of pairs."""
    return (subjects << SHIFT) | objects


def subjects_of(keys: Keys) -> Keys:
    """Return the first halves of keys."""
    return keys >> SHIFT


def objects_of(keys: Keys) -> Keys:
    """Return the second halves of keys."""
    return keys & LOW


def flip(keys: Keys) -> Keys:
    """Return keys with their halves exchanged, unsorted."""
    return (keys << SHIFT) | (keys >> SHIFT)


def unique(keys: Keys) -> Keys:
    """Return the keys sorted and without repeats.

    >>> unique(np.array([3, 1, 3], np.uint64)).tolist()
    [1, 3]
    """
    if len(keys) < 2:
        return keys
    ordered = np.sort(keys)
    fresh = np.empty(len(ordered), np.bool_)
    fresh[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    return ordered if fresh.all() else ordered[fresh]


def union(one: Keys, other: Keys) -> Keys:
    """Return the sorted union of two sorted sets."""
    if not len(one):
        return other
    return unique(np.concatenate([one, other])) if len(other) else one


def contains(wanted: Keys, keys: Keys) -> Mask:
    """Tell for each wanted key whether it is among the sorted keys."""
    if not len(keys) or not len(wanted):
        return np.zeros(len(wanted), np.bool_)
    at = np.searchsorted(keys, wanted)
    at[at == len(keys)] = len(keys) - 1
    found: Mask = keys[at] == wanted
    return found


def among(wanted: Keys, members: Keys) -> Mask:
    """Tell for each wanted id whether it is among the sorted ids of a class.

    >>> among(np.array([5, 2], np.uint64), np.array([2, 3], np.uint64)).tolist()
    [False, True]
    """
    if len(wanted) < _MANY or not len(members):
        return contains(wanted, members)
    # A table of flags fits in the cache, where a binary search of many ids does not.
    flags = np.zeros(int(max(members[-1], wanted.max())) + 1, np.bool_)
    flags[members.view(np.int64)] = True
    return flags[wanted.view(np.int64)]


def spread(low: Index, high: Index) -> tuple[Index, Index]:
    """Return, for ranges [low, high), each range's number and each position within it.

    >>> a, b = spread(np.array([0, 5]), np.array([2, 6]))
    >>> a.tolist(), b.tolist()
    ([0, 0, 1], [0, 1, 5])
    """
    counts = high - low
    total = int(counts.sum())
    if total == 0:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    number = np.repeat(np.arange(len(low)), counts)
    offset = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
    return number, np.repeat(low, counts) + offset


def bounds(wanted: Keys, keys: Keys) -> tuple[Index, Index]:
    """Return the ranges [low, high) of sorted pair keys that have the wanted first halves."""
    first = wanted << SHIFT
    low = np.searchsorted(keys, first)
    high = np.searchsorted(keys, first | LOW, side="right")
    return low, high


def merge_sorted(keys: Keys, new: Keys, at: Index) -> tuple[Keys, Mask]:
    """Return keys with new ones put in before the positions ``at``, and which places are old."""
    places = at + np.arange(len(new))
    old = np.ones(len(keys) + len(new), np.bool_)
    old[places] = False
    merged = np.empty(len(old), np.uint64)
    merged[places] = new
    merged[old] = keys
    return merged, old


class Relation:
    """Hold a set of keys, the round in which each came (its rank), and what is new.

    Invariants: ``keys`` is sorted without repeats; ``ranks`` is parallel to it; ``delta`` is the
    sorted part of ``keys`` that the rules have not seen; ``pending`` holds derived keys, in any
    order and with repeats, until :meth:`absorb`.
    """

    __slots__ = ("_inverse", "delta", "keys", "pending", "ranks", "version")

    def __init__(self) -> None:
        self.keys: Keys = EMPTY
        self.ranks: Ranks = _NO_RANKS
        self.delta: Keys = EMPTY
        self.pending: list[Keys] = []
        self.version = 0  # grows with every change of ``keys``
        self._inverse: Keys | None = None

    @property
    def inverse(self) -> Keys:
        """Return the flipped keys, sorted; built when first asked for, then kept up to date."""
        if self._inverse is None:
            self._inverse = np.sort(flip(self.keys))
        return self._inverse

    def has(self, key: int) -> bool:
        """Tell whether one key is in the set."""
        at = int(self.keys.searchsorted(np.uint64(key)))
        return at < len(self.keys) and int(self.keys[at]) == key

    def rank(self, key: int) -> int | None:
        """Return a key's rank with its flag, or None where the key is absent."""
        at = int(self.keys.searchsorted(np.uint64(key)))
        if at < len(self.keys) and int(self.keys[at]) == key:
            return int(self.ranks[at])
        return None

    def absorb(self, rank: int) -> int:
        """Turn pending keys into the next delta; return how many are new."""
        if not self.pending:
            self.delta = EMPTY
            return 0
        new = unique(self.pending[0] if len(self.pending) == 1 else np.concatenate(self.pending))
        self.pending = []
        if len(self.keys):
            new = new[~contains(new, self.keys)]
        self.delta = new
        self.insert(new, np.uint32(rank))
        return len(new)

    def give(self, keys: Keys, rank: int) -> Keys:
        """Add given keys, flag those that were derived already; return the new ones, sorted."""
        new = unique(keys)
        if len(self.keys):
            known = contains(new, self.keys)
            self.ranks[np.searchsorted(self.keys, new[known])] |= GIVEN
            new = new[~known]
        self.insert(new, np.uint32(rank) | GIVEN)
        return new

    def insert(self, new: Keys, rank: np.uint32 | Ranks) -> None:
        """Add sorted keys that are not in the set, with one rank or one each."""
        if not len(new):
            return
        self.version += 1
        if not len(self.keys):
            self.keys = new
            self.ranks = np.empty(len(new), np.uint32)
            self.ranks[:] = rank
            self._inverse = None
            return
        at = np.searchsorted(self.keys, new)
        self.keys, old = merge_sorted(self.keys, new, at)
        ranks = np.empty(len(self.keys), np.uint32)
        ranks[old] = self.ranks
        ranks[~old] = rank
        self.ranks = ranks
        if self._inverse is not None:
            if len(new) < len(self._inverse) // 8:
                flipped = np.sort(flip(new))
                at = np.searchsorted(self._inverse, flipped)
                self._inverse, _ = merge_sorted(self._inverse, flipped, at)
            else:
                self._inverse = None

    def delete(self, keys: Keys) -> None:
        """Remove sorted keys that are in the set."""
        self.version += 1
        if 4 * len(keys) > len(self.keys):
            stay = ~contains(self.keys, keys)
            self.keys, self.ranks, self._inverse = self.keys[stay], self.ranks[stay], None
            return
        at = np.searchsorted(self.keys, keys)
        self.keys, self.ranks = np.delete(self.keys, at), np.delete(self.ranks, at)
        if self._inverse is not None:
            self._inverse = np.delete(self._inverse, np.searchsorted(self._inverse, flip(keys)))
