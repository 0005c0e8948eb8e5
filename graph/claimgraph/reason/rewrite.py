"""Put facts in terms of representatives after a merge: eq-rep-s, eq-rep-p, eq-rep-o."""

from __future__ import annotations

import numpy as np

from claimgraph.reason.columns import (
    EMPTY,
    Keys,
    Mask,
    Relation,
    bounds,
    contains,
    flip,
    objects_of,
    spread,
    subjects_of,
    unique,
)
from claimgraph.reason.facts import SAME_AS, TYPE, Facts

_FEW = 64  # a merge of one id in so many rows is looked up, not scanned for


def rewrite(facts: Facts, dead: Mask) -> None:
    """Move facts that mention dead ids to the old relations, and put in their rewritings.

    The deltas keep what the rules have not seen, in rewritten form. Nothing may be pending.
    """
    equality = facts.equality
    ids = np.flatnonzero(dead).astype(np.uint64)
    moved: list[tuple[bool, int, Keys]] = []
    for is_class, live, old in (
        (False, facts.properties, facts.old_properties),
        (True, facts.classes, facts.old_classes),
    ):
        for number, relation in list(live.items()):
            if not is_class and number == TYPE and facts.mirrored:
                continue
            gone = relation.keys if dead[number] else _mentioning(relation, ids, dead, is_class)
            if not len(gone):
                continue
            if dead[number]:
                relation.delta = EMPTY
            elif len(relation.delta):
                relation.delta = relation.delta[~_mention(relation.delta, dead, is_class)]
            _retire(relation, gone, old.setdefault(number, Relation()))
            found = equality.find(gone) if is_class else equality.find_pairs(gone)
            moved.append((is_class, equality.find_one(number), found))
    for is_class, number, keys in moved:
        if is_class:
            facts.members(number).pending.append(keys)
        elif number == SAME_AS and not facts.reflexive:
            facts.put(number, keys[subjects_of(keys) != objects_of(keys)])
        else:
            facts.put(number, keys)
    facts.absorb()
    if facts.mirrored:
        facts.rebuild_mirror()


def _mention(keys: Keys, dead: Mask, is_class: bool) -> Mask:
    if is_class:
        return dead[keys.view(np.int64)]
    mask: Mask = dead[subjects_of(keys).view(np.int64)] | dead[objects_of(keys).view(np.int64)]
    return mask


def _mentioning(relation: Relation, ids: Keys, dead: Mask, is_class: bool) -> Keys:
    """Return the keys that mention dead ids, sorted."""
    keys = relation.keys
    if not len(keys):
        return EMPTY
    if _FEW * len(ids) > len(keys):
        return keys[_mention(keys, dead, is_class)]
    if is_class:
        return ids[contains(ids, keys)]
    _, forward = spread(*bounds(ids, keys))
    _, backward = spread(*bounds(ids, relation.inverse))
    return unique(np.concatenate([keys[forward], flip(relation.inverse[backward])]))


def _retire(relation: Relation, gone: Keys, old: Relation) -> None:
    ranks = relation.ranks[np.searchsorted(relation.keys, gone)]
    relation.delete(gone)
    fresh = ~contains(gone, old.keys)
    old.insert(gone[fresh], ranks[fresh])
