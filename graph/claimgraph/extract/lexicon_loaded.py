"""Tell labels that pass judgement from plain descriptions."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


@cache
def _loaded_words() -> frozenset[str]:
    place = files("claimgraph.extract") / "data" / "loaded.txt"
    lines = place.read_text(encoding="utf-8").splitlines()
    return frozenset(w for line in lines if not line.startswith("#") for w in line.split())


def is_loaded(label: str) -> bool:
    """Tell whether a label passes judgement.

    >>> is_loaded("a form of slavery"), is_loaded("a meeting in June")
    (True, False)
    """
    words = re.findall(r"[a-z]+", label.casefold())
    return any(
        word in _loaded_words() or word.removesuffix("s") in _loaded_words() for word in words
    )
