"""Read numbers from pieces: digits, words, scales, fractions, vague plurals.

``read_number(pieces, i)`` reads the longest number that begins at a piece; it looks at nothing
before it and judges nothing about its meaning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimgraph.extract.attribute_words import table
from claimgraph.extract.figures_pieces import Piece, glued_at, text_at

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_AFTER_METRES = frozenset(
    "deep high long wide tall away from above below and or in of at to".split()
)
_BEFORE_HALF = frozenset("by than about nearly almost over to from under only".split())
_MOST = 1e16  # no figure of the press is larger


@dataclass(frozen=True, slots=True)
class Number:
    """Hold a number's value and its pieces [first, last)."""

    value: float
    first: int
    last: int
    spelled: bool = False  # in words
    vague: bool = False  # 'dozens': at least so many
    share: bool = False  # a fraction, as percent
    ordinal: bool = False
    scaled: bool = False  # with million, bn, …
    decimals: bool = False
    grouped: bool = False  # with separators, as no year has them


def parse_digits(text: str) -> float | None:
    """Return the value of digits with separators, None for codes and versions.

    >>> parse_digits("1,234.5"), parse_digits("1,00,000"), parse_digits("1.234.567")
    (1234.5, 100000.0, 1234567.0)
    >>> parse_digits("1.2.3") is None and parse_digits("12,34") is None
    True
    """
    if _GROUPED.fullmatch(text):
        return _bounded(text.replace(",", ""))
    if _DOTTED.fullmatch(text):
        return _bounded(text.replace(".", "").replace(",", "."))
    if _PLAIN.fullmatch(text) and not (len(text) > 1 and text[0] == "0" and "." not in text):
        return _bounded(text)
    return None


def _bounded(text: str) -> float | None:
    if len(text) > 24:
        return None
    value = float(text)
    return value if value <= _MOST else None


def read_number(pieces: list[Piece], index: int, *, money: bool = False) -> Number | None:
    """Return the longest number that begins at a piece, None where none does.

    :param money: a currency stands before it, so that a lone m means million
    """
    if index >= len(pieces):
        return None
    if pieces[index].is_digits:
        return _digits(pieces, index, money=money)
    return _fraction(pieces, index) or _vague(pieces, index) or _spelled(pieces, index)


def _digits(pieces: list[Piece], index: int, *, money: bool) -> Number | None:
    value = parse_digits(pieces[index].text)
    if value is None:
        return None
    share = _one_in(pieces, index, value)
    if share is not None:
        return share
    decimals = "." in pieces[index].text
    last = index + 1
    if not decimals and "," not in pieces[index].text and len(pieces[index].text) <= 3:
        value, last = _spaced(pieces, index, value)
    follower = text_at(pieces, last)
    if glued_at(pieces, last) and follower in ("st", "nd", "rd", "th"):
        return Number(value, index, last + 1, ordinal=True)
    value, end = _mixed(pieces, value, last)
    scale, end = _scale(pieces, end, digits=True, money=money)
    return Number(
        round(value * scale, 6),
        index,
        end,
        scaled=scale != 1.0,
        decimals=decimals and scale == 1.0,
        grouped="," in pieces[index].text,
    )


def _mixed(pieces: list[Piece], value: float, last: int) -> tuple[float, int]:
    """Read '2 1/2' and '2½' as 2.5."""
    if text_at(pieces, last) == "½" and glued_at(pieces, last):
        return value + 0.5, last + 1
    return value, last


def _spaced(pieces: list[Piece], index: int, value: float) -> tuple[float, int]:
    """Read groups of three digits parted by single spaces: '24 000'."""
    last = index + 1
    while (
        last < len(pieces)
        and len(pieces[last].text) == 3
        and pieces[last].text.isdigit()
        and pieces[last].start == pieces[last - 1].end + 1
    ):
        value = value * 1000 + int(pieces[last].text)
        last += 1
    return value, last


def _scale(
    pieces: list[Piece], index: int, *, digits: bool, money: bool = False
) -> tuple[float, int]:
    """Read 'million', 'thousand million', 'bn', 'm' after a number; 1.0 where there is none."""
    scale = 1.0
    scales, suffixes = table("figures", "scales"), table("figures", "suffixes")
    while scale < _MOST:
        text = text_at(pieces, index)
        hyphen = text == "-" and text_at(pieces, index + 1) in scales
        if hyphen:
            index += 1
            text = text_at(pieces, index)
        if text in scales:
            scale *= scales[text]
        elif digits and scale == 1.0 and text in suffixes and _is_suffix(pieces, index, money):
            scale *= suffixes[text]
        else:
            return scale, index
        index += 1
    return scale, index


def _is_suffix(pieces: list[Piece], index: int, money: bool) -> bool:
    """Tell whether 'bn', 'k' or 'm' is a scale; m may be metres where no noun follows."""
    text = pieces[index].text
    if glued_at(pieces, index + 1) and text_at(pieces, index + 1).isalnum():
        return False
    if len(text) > 1 or money:
        return True
    after = text_at(pieces, index + 1)
    return pieces[index].glued and (text != "m" or (after.isalpha() and after not in _AFTER_METRES))


def _fraction(pieces: list[Piece], index: int) -> Number | None:
    """Read 'half', 'two-thirds', 'three-fourths', 'a quarter', 'one in five', as percent."""
    fractions = table("figures", "fractions")
    first = text_at(pieces, index)
    units = table("figures", "units")
    if first == "half":
        return _half(pieces, index)
    top = 1 if first in ("a", "an") else units.get(first)
    if not top:
        return None
    place = index + 1
    if text_at(pieces, place) == "-":
        place += 1
    below = fractions.get(text_at(pieces, place))
    if below is not None:
        return _part(pieces, index, place, top, below)
    return _one_in(pieces, index, top) if first not in ("a", "an") else None


def _part(pieces: list[Piece], index: int, place: int, top: int, below: int) -> Number | None:
    plural = text_at(pieces, place).endswith("s") or text_at(pieces, place) == "half"
    if plural != (top > 1) and text_at(pieces, place) != "half":
        return None
    after = text_at(pieces, place + 1)
    scale, last = _scale(pieces, place + 1 + (after == "a"), digits=False)
    if scale != 1.0:
        return Number(top * scale / below, index, last, spelled=True, scaled=True)
    if top == 1 and below != 2 and after not in ("of", "the", ".", ",", ";", "are", "were", "is"):
        return None
    return Number(round(100 * top / below, 2), index, place + 1, spelled=True, share=True)


def _half(pieces: list[Piece], index: int) -> Number | None:
    place = index + 1 + (text_at(pieces, index + 1) in ("a", "-"))
    scale, last = _scale(pieces, place, digits=False)
    if scale != 1.0:
        return Number(scale / 2, index, last, spelled=True, scaled=True)
    if text_at(pieces, place) == "dozen":
        return Number(6.0, index, place + 1, spelled=True)
    if text_at(pieces, index + 1) in ("of", "the", "its", "their", "all", "our", "his", "her"):
        return Number(50.0, index, index + 1, spelled=True, share=True)
    alone = text_at(pieces, index + 1) in ("", ".", ",", ";", ")")
    if alone and text_at(pieces, index - 1) in _BEFORE_HALF:
        return Number(50.0, index, index + 1, spelled=True, share=True)
    return None


def _one_in(pieces: list[Piece], index: int, top: float) -> Number | None:
    """Read 'one in five', '9 out of 10', 'two out of every three'; '5 out of 12' is a count."""
    place = index + 2
    if text_at(pieces, index + 1) not in ("in", "out") or top >= 100:
        return None
    if text_at(pieces, index + 1) == "out":
        place += 1
        if text_at(pieces, index + 2) != "of":
            return None
        place += text_at(pieces, place) == "every"
    elif text_at(pieces, place) == "every":
        place += 1
    if not 0 <= place < len(pieces):
        return None
    below: float | None = table("figures", "units").get(pieces[place].text)
    if below is None and pieces[place].is_digits:
        below = parse_digits(pieces[place].text)
    round_one = below in (10, 100, 1000) or (below is not None and below <= 10 and top == 1)
    if below is None or below <= top or not (round_one or top == 1 or below <= 5):
        return None
    if pieces[index].is_digits and not round_one:
        return None
    return Number(round(100 * top / below, 2), index, place + 1, spelled=True, share=True)


def _vague(pieces: list[Piece], index: int) -> Number | None:
    """Read 'dozens', 'hundreds of thousands' as the least that they can mean."""
    plurals = table("figures", "plurals")
    first = plurals.get(text_at(pieces, index))
    if first is None:
        return None
    value, last = float(first), index + 1
    if text_at(pieces, last) == "of":
        inner = plurals.get(text_at(pieces, last + 1))
        if inner is not None and first < inner:
            return Number(value * inner / 2, index, last + 2, spelled=True, vague=True)
    if text_at(pieces, index) in ("tens", "scores"):
        return None
    return Number(value, index, last, spelled=True, vague=True)


def _spelled(pieces: list[Piece], index: int) -> Number | None:
    """Read a number in words: 'two hundred and five thousand', 'a million', 'two dozen'."""
    article = text_at(pieces, index) in ("a", "an")
    scales, dozen = table("figures", "scales"), table("figures", "dozen")
    place = index + article
    if article and text_at(pieces, place) not in scales and text_at(pieces, place) != "dozen":
        return None
    total, current, seen, scaled = 0.0, 0.0, article, False
    if article:
        current = 1.0
    elif text_at(pieces, place) in scales:
        return None
    last = place
    while place < len(pieces) and total + current < _MOST:
        text = pieces[place].text
        step = _small(text)
        if step is not None and (
            current == 0 or (current % 10 == 0 and step < 10) or current % 100 == 0
        ):
            current, seen = current + step, True
        elif text == "hundred" and seen:
            current, scaled = (current or 1) * 100, True
        elif text in scales and seen:
            total, current, scaled = total + (current or 1) * scales[text], 0.0, True
        elif text in dozen and seen:
            current *= dozen[text]
        elif not (seen and _joins(pieces, place)):
            break
        else:
            place += 1
            continue
        place += 1
        last = place
    if not seen or last == index + article:
        return None
    return Number(total + current, index, last, spelled=True, scaled=scaled)


def _fits(current: float, step: int) -> bool:
    return current == 0 or current % 100 == 0 or (current % 10 == 0 and step < 10)


def _small(text: str) -> int | None:
    found = table("figures", "units").get(text, table("figures", "tens").get(text))
    return int(found) if found is not None else None


def _joins(pieces: list[Piece], place: int) -> bool:
    """Tell whether 'and' or a hyphen goes on with a number in words."""
    text, after = text_at(pieces, place), text_at(pieces, place + 1)
    if text == "-" and glued_at(pieces, place):
        before = text_at(pieces, place - 1)
        units = table("figures", "units")
        tens = before in table("figures", "tens") and 0 < units.get(after, 0) < 10
        return tens or after in table("figures", "scales") or after == "dozen"
    if text != "and":
        return False
    before = text_at(pieces, place - 1)
    return before in ("hundred", "thousand", "million") and _small(after) is not None
