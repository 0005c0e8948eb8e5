"""Estimate how much room an actor's sign and label need, in the page's pixels at scale 1."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

FONT = 12.5  # size of a label's letters, in pixels
LINE = 1.2  # height of a line, in font sizes
WRAP = 18  # letters after which a label breaks
_NARROW = frozenset("ijl.,:;'|!()[]ftr -")
_WIDE = frozenset("mwMWOQGCD@%&")


def text_width(text: str, size: float = FONT) -> float:
    """Return about how wide bold sans-serif letters are, in pixels; too wide rather than narrow.

    >>> text_width("ill") < text_width("mom") < text_width("WWW") + 1
    True
    """
    total = 0.0
    for letter in text:
        if letter in _NARROW:
            total += 0.42
        elif letter in _WIDE:
            total += 0.92
        elif ord(letter) > 0x2E80:  # ideographs fill their square
            total += 1.05
        else:
            total += 0.76 if letter.isupper() else 0.66
    return total * size


def wrap(label: str, limit: int = WRAP) -> list[str]:
    """Break a label at spaces into lines of about ``limit`` letters.

    >>> wrap("Ministry of Maritime Affairs")
    ['Ministry of', 'Maritime Affairs']
    """
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > limit:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def radius(degree: int) -> float:
    """Return the size of an actor's sign: its area grows with its edges, to a limit.

    >>> radius(0) < radius(4) < radius(400) == radius(4000)
    True
    """
    return round(min(25.0, 6.5 + 2.9 * math.sqrt(degree)), 1)


def boxes(labels: Sequence[str], degrees: Sequence[int]) -> tuple[Floats, Floats]:
    """Return widths and heights, shape (n, 2), of sign plus label below, and how far each box's
    middle lies under its sign's, shape (n,).
    """
    sizes, down = [], []
    for label, degree in zip(labels, degrees, strict=True):
        lines = wrap(label)
        r = radius(degree)
        text = len(lines) * FONT * LINE + 4
        sizes.append((max(max(map(text_width, lines)) + 8, 2 * r + 8), 2 * r + text + 6))
        down.append(text / 2)
    return np.array(sizes, float).reshape(-1, 2), np.array(down, float)
