"""Tell a name or description from words that name nobody."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from claimgraph.model import fold


@lru_cache(maxsize=1)
def _nameless() -> frozenset[str]:
    text = (files("claimgraph.extract") / "data" / "nameless.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


def is_nameless(name: str) -> bool:
    """Tell whether a name consists of words that stand for nobody in particular.

    >>> is_nameless("They"), is_nameless("the people"), is_nameless("the people of Haiti")
    (True, True, False)
    """
    words = [word for word in fold(name).split() if word not in ("a", "an", "the")]
    return not words or (len(words) == 1 and words[0] in _nameless())
