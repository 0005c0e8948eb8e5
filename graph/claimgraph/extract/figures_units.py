"""Read the unit of a number: currency before or after it, percent, measures, 'a year'."""

from __future__ import annotations

from dataclasses import dataclass

from claimgraph.extract.attribute_words import table, words
from claimgraph.extract.figures_pieces import Piece, glued_at, text_at


@dataclass(frozen=True, slots=True)
class Unit:
    """Hold a unit's name and its kind, and the piece after its last word."""

    name: str
    kind: str  # money, percent, measure
    last: int


def currency_before(pieces: list[Piece], index: int) -> tuple[Unit | None, int]:
    """Return the currency that stands before a number, and the piece where it begins."""
    signs = table("figures", "currency_signs")
    before = text_at(pieces, index - 1)
    if not before:
        return None, index
    if len(before) == 1 and not before.isalnum():
        if before not in signs:
            return None, index
        prefix = text_at(pieces, index - 2)
        if glued_at(pieces, index - 1) and prefix + before in signs:
            return Unit(str(signs[prefix + before]), "money", index), index - 2
        if text_at(pieces, index - 2) == "." and text_at(pieces, index - 3) == "s":
            return Unit("USD", "money", index), index - 5
        return Unit(str(signs[before]), "money", index), index - 1
    if before in signs and pieces[index - 1].raw[0].isupper() and before.isalpha():
        return Unit(str(signs[before]), "money", index), index - 1
    return None, index


def with_rate(pieces: list[Piece], unit: Unit, last: int) -> tuple[Unit, int]:
    """Return a currency with the rate that follows its amount, and the piece after it."""
    if unit.kind != "money":
        return unit, last
    closed = text_at(pieces, last) == ")"
    rate, end = rate_after(pieces, last + closed)
    if rate is None:
        return unit, last
    return Unit(f"{unit.name} {rate}", unit.kind, end), end


def rate_after(pieces: list[Piece], index: int) -> tuple[str | None, int]:
    """Return 'per year' for 'a year', 'annually', 'per annum', and the piece after it."""
    first, second = text_at(pieces, index), text_at(pieces, index + 1)
    if first in ("a", "an", "per", "each", "every", "/"):
        found = table("figures", "per").get(second)
        later = text_at(pieces, index + 2) in ("earlier", "ago", "later", "before", "after")
        if found is not None and not later and (first != "/" or glued_at(pieces, index)):
            return str(found), index + 2
    found = table("figures", "per_adverbs").get(first)
    return (str(found), index + 1) if found is not None else (None, index)


def unit_after(pieces: list[Piece], index: int) -> Unit | None:
    """Return the unit that follows a number, None where a plain noun follows."""
    place = index + (text_at(pieces, index) == "-")
    first = text_at(pieces, place)
    if first in ("per", "percentage") or first in words("figures", "percent"):
        return _percent(pieces, place)
    money = _money(pieces, place)
    if money is not None:
        return money
    measures = table("figures", "measures")
    if first in ("square", "cubic") and text_at(pieces, place + 1) in measures:
        return Unit(f"{first} {measures[text_at(pieces, place + 1)]}", "measure", place + 2)
    if first in measures:
        return Unit(str(measures[first]), "measure", place + 1)
    return None


def _percent(pieces: list[Piece], place: int) -> Unit | None:
    first, second = text_at(pieces, place), text_at(pieces, place + 1)
    if first == "per" and second != "cent":
        return None
    last = place + (2 if first == "per" else 1)
    if first == "percentage" and second not in ("point", "points"):
        return None
    if text_at(pieces, last) in ("point", "points"):
        return Unit("percentage points", "percent", last + 1)
    if first == "pc" and glued_at(pieces, place + 1):
        return None
    return Unit("percent", "percent", last)


def _money(pieces: list[Piece], place: int) -> Unit | None:
    names = table("figures", "currency_words")
    nations = table("figures", "dollar_nations")
    codes = table("figures", "currency_signs")
    first = text_at(pieces, place)
    nation = None
    if first in ("us", "u") and text_at(pieces, place + 1) in ("dollar", "dollars", "."):
        nation = "USD"
        place += 4 if first == "u" else 1
    elif first in nations and text_at(pieces, place + 1) in ("dollar", "dollars"):
        nation = str(nations[first])
        place += 1
    word = text_at(pieces, place)
    if word in names:
        name = nation or str(names[word])
        return Unit(name, "money", place + 1)
    if word == "€" or (len(word) == 3 and word in codes and pieces[place].raw.isupper()):
        return Unit(str(codes[word]), "money", place + 1)
    return None
