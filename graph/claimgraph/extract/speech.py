"""What a stretch of text says in whose voice: the types, and the innermost voice at a token."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import attrgetter

Place = tuple[int, int]  # (sentence, token)


class SpeechKind(StrEnum):
    """Tell how words are credited to a speaker."""

    DIRECT = "direct"  # "…," she said
    PARTIAL = "partial"  # a few words in quotes within the document's own clause
    INDIRECT = "indirect"  # she said that …
    SOURCE = "source"  # according to her, …
    NOUN = "noun"  # her claim that …; she announced the …
    BELIEF = "belief"  # she thinks that …
    TRANSCRIPT = "transcript"  # MS ROE: …
    AUTHOR = "author"  # a statement in the first person


@dataclass(frozen=True, slots=True)
class Speech:
    """Hold the tokens [first, last) of one sentence that someone else than the document says."""

    sentence: int
    first: int
    last: int
    speaker: Place | None  # head token of who says it; None: said, but by whom is not known
    kind: SpeechKind
    depth: int = 1  # 2 for what someone is said to have said
    verb: Place | None = None  # the word that credits it
    force: str = "neutral"  # the group of attribution.json that holds that word
    confidence: float = 1.0
    named: str | None = None  # the author's name where no parsed token bears it

    def holds(self, sentence: int, token: int) -> bool:
        """Tell whether a token lies in these words."""
        return self.sentence == sentence and self.first <= token < self.last


def nest(speeches: Sequence[Speech]) -> tuple[Speech, ...]:
    """Return speeches in order of place, the wider first, with their depth counted.

    Equal ranges by the same word are one speech; the first one given stays.
    """
    kept: dict[tuple[int, int, int, Place | None], Speech] = {}
    for one in speeches:
        kept.setdefault((one.sentence, one.first, one.last, one.speaker), one)
    ordered = sorted(kept.values(), key=lambda one: (one.sentence, one.first, -one.last))
    found: list[Speech] = []
    around: list[Speech] = []
    for one in ordered:
        around = [w for w in around if w.sentence == one.sentence and w.last >= one.last]
        outer = {w.speaker for w in around} - {one.speaker}
        found.append(replace(one, depth=1 + len(outer)))
        around.append(one)
    return tuple(found)


def _around(sentence: int, token: int, speeches: Sequence[Speech]) -> list[Speech]:
    """Return the speeches that hold a token; they are in order of sentences."""
    first = bisect_left(speeches, sentence, key=attrgetter("sentence"))
    last = bisect_right(speeches, sentence, key=attrgetter("sentence"))
    return [one for one in speeches[first:last] if one.holds(sentence, token)]


def speech_at(sentence: int, token: int, speeches: Sequence[Speech]) -> Speech | None:
    """Return the innermost speech that holds a token; None in the document's own voice.

    :param speeches: in the order that ``find_speech`` gives
    """
    around = _around(sentence, token, speeches)
    if not around:
        return None
    return min(around, key=lambda one: (one.last - one.first, -one.depth, -one.confidence))


def speaker_of(sentence: int, token: int, speeches: Sequence[Speech]) -> Place | None:
    """Return (sentence, head token) of who says a token; None in the document's own voice."""
    found = speech_at(sentence, token, speeches)
    return found.speaker if found is not None else None


def chain_at(sentence: int, token: int, speeches: Sequence[Speech]) -> tuple[Speech, ...]:
    """Return the speeches that hold a token from the outermost to the innermost."""
    around = _around(sentence, token, speeches)
    return tuple(sorted(around, key=attrgetter("depth")))
