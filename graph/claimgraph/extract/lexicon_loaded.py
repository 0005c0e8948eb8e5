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
    PITYING = "pitying"  # blames what is done to the one who is so called
    MILD = "mild"  # adverse as a predicate: "is a threat"; elsewhere often plain
    WELCOME = "welcome"  # favourable as a predicate: "is vital"; elsewhere often plain


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

    Words of pity say nothing of the side taken against the one pitied.

    >>> tone_of("a form of slavery").value, tone_of("heroes").value, tone_of("a meeting in June")
    ('adverse', 'favourable', None)
    >>> tone_of("victims"), tone_of("vital").value
    (None, 'favourable')
    """
    found = _found(label)
    if Tone.ADVERSE in found or (Tone.MILD in found and Tone.FAVOURABLE not in found):
        return Tone.ADVERSE
    if Tone.PITYING in found or not found:
        return None
    return Tone.FAVOURABLE


def _found(label: str) -> set[Tone]:
    words = re.findall(r"[a-z]+(?:-[a-z]+)*", label.casefold())
    tones = (_tones().get(word) or _tones().get(word.removesuffix("s")) for word in words)
    return {tone for tone in tones if tone is not None}


def is_loaded(label: str, *, passing: bool = False) -> bool:
    """Tell whether a label passes judgement; ``passing``: as a word beside a noun.

    >>> is_loaded("a form of slavery"), is_loaded("a meeting in June")
    (True, False)
    >>> is_loaded("humanitarian"), is_loaded("humanitarian", passing=True)
    (True, False)
    """
    found = _found(label)
    return bool(found - {Tone.MILD, Tone.WELCOME} if passing else found)
