"""Tell labels that pass judgement from plain descriptions, and which way they judge."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Tone(StrEnum):
    """Tell which way a word judges what it is put on."""

    ADVERSE = "adverse"
    FAVOURABLE = "favourable"


@cache
def _tones() -> Mapping[str, Tone]:
    """Return words with their tone; a comment line that names a tone begins its words."""
    place = files("claimgraph.extract") / "data" / "loaded.txt"
    found: dict[str, Tone] = {}
    tone = Tone.ADVERSE
    for line in place.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            named = line[1:].strip()
            tone = Tone(named) if named in set(Tone) else tone
        else:
            found.update(dict.fromkeys(line.split(), tone))
    return found


def tone_of(label: str) -> Tone | None:
    """Return the tone of a label: that of its adverse words first, then of the favourable.

    >>> tone_of("a form of slavery").value, tone_of("heroes").value, tone_of("a meeting in June")
    ('adverse', 'favourable', None)
    """
    words = re.findall(r"[a-z]+", label.casefold())
    found = {_tones().get(word) or _tones().get(word.removesuffix("s")) for word in words}
    for tone in (Tone.ADVERSE, Tone.FAVOURABLE):
        if tone in found:
            return tone
    return None


def is_loaded(label: str) -> bool:
    """Tell whether a label passes judgement.

    >>> is_loaded("a form of slavery"), is_loaded("a meeting in June")
    (True, False)
    """
    return tone_of(label) is not None
