"""Draw one quantity's figures: bars of what each source allows, as text or as SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from claimgraph.claims.quantities import Figure, LedgerRow, interval, wording
from claimgraph.claims.rules.finding import voice

_WIDTH = 40  # characters of a text bar
_BAR = 320  # pixels of an SVG bar
_LINE = 22
_LEFT = 300


def _scale(figures: Sequence[Figure]) -> tuple[float, float]:
    """Return the low and high end of the axis; an open end gets a tenth beyond the rest."""
    ends = [end for one in figures for end in interval(one.quantity) if math.isfinite(end)]
    low, high = min(0.0, *ends), max(ends)
    return low, (high * 1.1 if high > low else low + 1.0)


def _place(figure: Figure, low: float, high: float, width: int) -> tuple[int, int]:
    """Return the half-open span of the axis that a figure allows, at least one unit wide."""
    first, last = interval(figure.quantity)
    start = (max(first, low) - low) / (high - low) * width
    end = (min(last, high) - low) / (high - low) * width
    left = min(width - 1, int(start))
    return left, max(left + 1, min(width, math.ceil(end)))


def draw_text(row: LedgerRow) -> str:
    """Return a line for each figure: its source, a bar of what it allows, its words."""
    low, high = _scale(row.figures)
    names = [f"{one.date[:7]} {voice(one.claim)}"[:34] for one in row.figures]
    width = max(map(len, names))
    lines = []
    for name, one in zip(names, row.figures, strict=True):
        start, end = _place(one, low, high, _WIDTH)
        bar = " " * start + "█" * (end - start) + " " * (_WIDTH - end)
        lines.append(f"  {name.ljust(width)} |{bar}| {wording(one.quantity)}")
    return "\n".join(lines) + "\n"


def draw_svg(row: LedgerRow, title: str) -> str:
    """Return a standalone SVG picture of a row; text is escaped, no script, no link."""
    low, high = _scale(row.figures)
    height = _LINE * (len(row.figures) + 2)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _BAR + 280} {height}" '
        f'role="img" font-family="sans-serif" font-size="12">',
        f"<title>{_text(title)}</title>",
        f'<text x="8" y="16" font-weight="bold">{_text(title)}</text>',
    ]
    for index, one in enumerate(row.figures):
        start, end = _place(one, low, high, _BAR)
        top = _LINE * (index + 1) + 6
        name = f"{one.date[:7]} {voice(one.claim)}"
        parts += [
            f'<text x="8" y="{top + 11}">{_text(name[:44])}</text>',
            f'<rect x="{_LEFT + start}" y="{top}" width="{max(2, end - start)}" height="13" '
            f'fill="#0072b2"/>',
            f'<text x="{_LEFT + _BAR + 8}" y="{top + 11}">'
            f"{_text(wording(one.quantity)[:44])}</text>",
        ]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _text(words: str) -> str:
    return escape("".join(c for c in words if c.isprintable()))
