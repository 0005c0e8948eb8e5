"""Give each thing a file of its own: names that are safe on every disk and the same each time."""

from __future__ import annotations

from collections.abc import Iterable

from claimgraph.model import content_hash, slug

_LONGEST = 80  # letters of a file's name, so that folders and suffix fit everywhere
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10)))
)


def file_names(keys: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Map each key to a file name without suffix, made from its label.

    Two keys whose labels give one name are told apart by a hash of the key.

    >>> file_names([("a", "Harbour Post"), ("b", "harbour post"), ("c", "../../etc")])
    {'a': 'harbour-post', 'b': 'harbour-post-3e23e816', 'c': 'etc'}
    """
    taken: set[str] = set()
    found: dict[str, str] = {}
    for key, label in sorted(keys):
        name = slug(label.encode("utf-8", "replace").decode())[:_LONGEST].strip("-")
        if name in taken or name in _RESERVED:
            name = f"{name}-{content_hash(key)[:8]}"
        taken.add(name)
        found[key] = name
    return found
