"""Cut a sentence into words, numbers and signs, finer than the parser's tokens.

A parser's token may glue what a number's reader must part ('10,000ft', 'R$40m', '1999–2015').
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

# Digits with their separators; letters; any single sign. Each branch is disjoint: linear time.
_PIECE = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold one word, number or sign, in lower case, and the token that it lies in."""

    text: str
    raw: str
    start: int
    end: int
    token: int
    glued: bool  # no space before it

    @property
    def is_digits(self) -> bool:
        """Tell whether the piece is a number in ASCII digits."""
        return self.raw[0] in "0123456789"


def cut(tokens: Any) -> list[Piece]:
    """Return the pieces of a parsed sentence, in order.

    Foreign digits stay signs: only 0 to 9 are read as numbers.
    """
    text = str(tokens.text)
    starts = [token.idx for token in tokens]
    found: list[Piece] = []
    place = 0
    last_end = -1
    for match in _PIECE.finditer(text):
        begin, end = match.span()
        while place + 1 < len(starts) and starts[place + 1] <= begin:
            place += 1
        raw = match.group()
        found.append(Piece(raw.lower(), raw, begin, end, place, begin == last_end))
        last_end = end
    return found


def text_at(pieces: list[Piece], index: int) -> str:
    """Return the text of a piece, '' outside the list."""
    return pieces[index].text if 0 <= index < len(pieces) else ""


def glued_at(pieces: list[Piece], index: int) -> bool:
    """Tell whether a piece stands directly at the one before it."""
    return 0 <= index < len(pieces) and pieces[index].glued
