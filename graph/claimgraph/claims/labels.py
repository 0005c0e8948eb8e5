"""Tell whether the words that two speakers use for one thing praise it or blame it."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.resources import files

from claimgraph.model import fold

_WORD = re.compile(r"[a-z][a-z-]*")


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, tuple[str, ...]]:
    text = (files("claimgraph.claims") / "data" / "valence.json").read_text(encoding="utf-8")
    return {key: tuple(value) for key, value in json.loads(text).items() if key != "_"}


def valence(label: str | None) -> int:
    """Return 1 where a label praises, -1 where it blames, 0 where neither or both.

    >>> valence("forced labour"), valence("a noble humanitarian effort"), valence("a programme")
    (-1, 1, 0)
    >>> valence("not a crime")
    1
    """
    words = _WORD.findall(fold(label or ""))
    vocabulary = _vocabulary()
    score = 0
    turned = 1
    for word in words:
        if word in vocabulary["negators"]:
            turned = -1
            continue
        sign = int(word.startswith(vocabulary["positive"])) - int(
            word.startswith(vocabulary["negative"])
        )
        score += sign * turned
        if sign:
            turned = 1
    return (score > 0) - (score < 0)
