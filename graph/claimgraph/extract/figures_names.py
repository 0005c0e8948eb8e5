"""Tell numbers that name, date or order something from numbers that count."""

from __future__ import annotations

from typing import Any

from claimgraph.extract.attribute_words import table, words
from claimgraph.extract.figures_numbers import Number
from claimgraph.extract.figures_pieces import Piece, glued_at, text_at
from claimgraph.extract.figures_units import Unit

_CLOCK = frozenset("am pm gmt utc est edt cet hrs oclock bst".split())
_GLUE = frozenset("-/:.+#–_@")


def is_named(
    tokens: Any, pieces: list[Piece], low: Number, high: Number | None, unit: Unit | None
) -> bool:
    """Tell whether a number is part of a name, a date, a code, or an idiom with 'one'."""
    if unit is not None and unit.kind in ("money", "percent"):
        return _is_marker(pieces, low)
    return (
        _is_one(pieces, low)
        or _is_marker(pieces, low)
        or _is_clock(pieces, low)
        or _is_code(pieces, low, high)
        or _is_age(pieces, low)
        or _is_label(tokens, pieces, low)
        or _is_decade(pieces, low)
        or _is_proper(tokens, pieces, low)
        or _before_month(pieces, low)
    )


def _is_one(pieces: list[Piece], low: Number) -> bool:
    """Tell whether a number is the 'one' of an idiom, or the base of a rate: 'per 1,000'."""
    if text_at(pieces, low.first - 1) in ("per", "every"):
        return True
    return low.spelled and low.value == 1 and not low.share


def _is_marker(pieces: list[Piece], low: Number) -> bool:
    """Tell whether a number opens a list item: '3.', '(4)', '5)'."""
    if low.first > 1 or low.scaled or low.spelled:
        return False
    after = text_at(pieces, low.last)
    opened = low.first == 1 and text_at(pieces, 0) in ("(", "[", "#", "•", "-", "*")
    if low.first == 1 and not opened:
        return False
    return after in (")", "]") or (after == "." and low.last < len(pieces) - 1)


def _is_clock(pieces: list[Piece], low: Number) -> bool:
    after, second = text_at(pieces, low.last), text_at(pieces, low.last + 1)
    if after == ":" and glued_at(pieces, low.last + 1) and second[:1].isdigit():
        return True
    if text_at(pieces, low.first - 1) == ":" and glued_at(pieces, low.first):
        return True
    if after in _CLOCK or after == "o":
        return True
    return after in ("a", "p") and text_at(pieces, low.last + 1) == "." and second == "."


def _is_code(pieces: list[Piece], low: Number, high: Number | None) -> bool:
    """Tell whether signs or letters glue a number to something: 'F-16', '24/7', '+53 7', 'A/75'."""
    before = text_at(pieces, low.first - 1)
    after = text_at(pieces, low.last)
    if glued_at(pieces, low.first):
        if before.isalpha() and not low.spelled:
            return True
        wordy = text_at(pieces, low.first - 2)
        if before in _GLUE and glued_at(pieces, low.first - 1) and wordy.isalnum():
            return not low.spelled and not (before == "-" and wordy.isalpha() and low.scaled)
        if before in ("+", "#", "/", "@", "_"):
            return True
    if after in ("/", "_") and glued_at(pieces, low.last + 1):
        return True
    if high is None and after == "-" and glued_at(pieces, low.last):
        return text_at(pieces, low.last + 1)[:1].isdigit() and not low.spelled
    if not low.spelled and after.isalpha() and glued_at(pieces, low.last):
        return after not in table("figures", "measures") and after not in _GLUED_OK
    return text_at(pieces, low.last)[:1].isdigit() and not low.spelled


_GLUED_OK = frozenset({"s", "percent", "pc"})


def _is_age(pieces: list[Piece], low: Number) -> bool:
    """Tell whether a number is an age: 'aged 54', '54 years old', 'Roe, 54, …'."""
    before, after = text_at(pieces, low.first - 1), text_at(pieces, low.last)
    if before in words("figures", "age_words"):
        return True
    if before == "at" and low.first == 1 and after == "," and 0 < low.value < 120:
        return True
    ahead = [text_at(pieces, low.last + k) for k in range(5)]
    if "old" in ahead and any(word.startswith("year") for word in ahead):
        return True
    between = before == "," and after in (",", ".", "") and not low.spelled
    return between and 0 < low.value < 120 and low.value == int(low.value)


def _before_month(pieces: list[Piece], low: Number) -> bool:
    """Tell whether a number is an issue's: '306 June/July 2025'."""
    after = pieces[low.last] if low.last < len(pieces) else None
    return after is not None and after.text in table("figures", "months") and after.raw[0].isupper()


def _is_decade(pieces: list[Piece], low: Number) -> bool:
    after = text_at(pieces, low.last)
    return after == "s" and glued_at(pieces, low.last) and not low.spelled


def _counts_on(token: Any) -> bool:
    """Tell whether a number modifies a noun that follows it."""
    for _ in range(4):
        if token.head.i <= token.i:
            return False
        token = token.head
        if token.pos_ in ("NOUN", "PROPN"):
            return True
    return False


def _is_proper(tokens: Any, pieces: list[Piece], low: Number) -> bool:
    """Tell whether a number is part of a proper name: 'the Big Four', 'the Group of 77'."""
    piece = pieces[low.first]
    if low.spelled:
        before = pieces[low.first - 1] if low.first > 1 else None
        name = before is not None and before.raw[0].isupper() and not before.raw.isupper()
        return name and piece.raw[0].isupper() and not piece.raw.isupper()
    group = text_at(pieces, low.first - 1) == "of" and low.first >= 2
    host = pieces[low.first - 2] if group else None
    if host is None or host.raw != "Group" or low.scaled:
        return False
    return not _counts_on(tokens[piece.token])


def _is_label(tokens: Any, pieces: list[Piece], low: Number) -> bool:
    """Tell whether a number follows the name or kind of what it numbers: 'Resolution 2231'."""
    if low.spelled and low.value > 20:
        return False
    place = low.first - 1
    if text_at(pieces, place) in (".", "(", "°", "º"):
        place -= 1
    before = text_at(pieces, place)
    if not before.isalpha():
        return False
    token = tokens[pieces[low.first].token]
    host = tokens[pieces[place].token]
    counts = _counts_on(token)
    if before in words("figures", "labels"):
        return not counts or before in ("no", "nos", "number", "resolution", "order", "section")
    if host.pos_ != "PROPN" or pieces[place].token == 0 or low.scaled:
        return False
    return not counts and low.value < 10000 and not low.spelled
