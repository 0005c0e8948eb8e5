"""Read the words that limit a number: 'more than', 'up to', 'about', 'or so'."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from claimgraph.extract.attribute_words import table, words
from claimgraph.extract.figures_pieces import Piece, text_at
from claimgraph.model import Bound

_MOST_WORDS = 5


@lru_cache(maxsize=2)
def _phrases(group: str) -> Mapping[tuple[str, ...], Bound]:
    """Return each bound phrase as the pieces that it is cut into."""
    found: dict[tuple[str, ...], Bound] = {}
    for name, phrases in table("figures", group).items():
        for phrase in phrases:
            found[tuple(phrase.replace(".", " .").split())] = Bound(name)
    return found


def bound_before(pieces: list[Piece], first: int, *, between: bool) -> tuple[Bound, int]:
    """Return the bound that stands before a number, and the piece where its words begin.

    :param between: the number is a range, whose 'between' or 'from' belongs to it
    """
    if between and text_at(pieces, first - 1) in ("between", "from"):
        first -= 1
        if text_at(pieces, first - 1) in ("anywhere", "somewhere"):
            first -= 1
    for skip in (0, 1):
        start = first - skip
        if skip and text_at(pieces, start) not in ("a", "an", "another", "the", "a."):
            continue
        for length in range(min(_MOST_WORDS, start), 0, -1):
            phrase = tuple(piece.text for piece in pieces[start - length : start])
            found = _phrases("bounds").get(phrase)
            if found is not None and not _is_place(pieces, start - length, phrase):
                return found, start - length
    return Bound.EXACT, first


def _is_place(pieces: list[Piece], start: int, phrase: tuple[str, ...]) -> bool:
    """Tell whether a bound word is a preposition of place or a verb's particle instead."""
    if phrase in (("over",), ("under",), ("around",), ("near",)):
        return text_at(pieces, start - 1) in words("figures", "over_verbs")
    return False


def bound_after(pieces: list[Piece], last: int) -> tuple[Bound, int]:
    """Return the bound that follows a number, and the piece after its words."""
    for length in range(3, 0, -1):
        phrase = tuple(piece.text for piece in pieces[last : last + length])
        found = _phrases("after_bounds").get(phrase)
        if found is not None and len(phrase) == length:
            return found, last + length
    return Bound.EXACT, last
