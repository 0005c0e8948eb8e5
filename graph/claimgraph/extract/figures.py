"""Find figures: a number or range with its bound, unit, what is counted, of what, where and when.

Numbers that name or date something are no figures: years, days, clock times, ages, durations,
resolution and section numbers, list markers. The numbers are read from the words themselves, who
and what they count from the parse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from claimgraph.extract.attribute_syntax import child, lemma
from claimgraph.extract.attribute_words import words
from claimgraph.extract.dates import When, read_dates
from claimgraph.extract.figures_bounds import bound_after, bound_before
from claimgraph.extract.figures_counted import Counted, find_counted
from claimgraph.extract.figures_names import is_named
from claimgraph.extract.figures_numbers import Number, read_number
from claimgraph.extract.figures_pieces import Piece, cut, text_at
from claimgraph.extract.figures_ranks import find_ranks
from claimgraph.extract.figures_scope import find_places, find_scope, find_subject
from claimgraph.extract.figures_units import Unit, currency_before, unit_after, with_rate
from claimgraph.extract.parse import Sentence
from claimgraph.model import Bound, Quantity

_DASHES = frozenset("-–—−")


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold a quantity and its place: tokens [first, last), bound and unit words included."""

    first: int
    last: int
    head: int  # the token of the number itself
    quantity: Quantity
    counted: int | None = None  # head token of the noun that is counted or measured
    subject: int | None = None  # token of what it is a figure of
    places: tuple[int, ...] = ()  # head tokens of the places that it is said of
    date: str | None = None  # ISO
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class _Amount:
    """Hold a number or range as read: pieces [first, last), before its noun is known."""

    low: Number
    high: Number | None
    first: int
    last: int
    bound: Bound
    unit: Unit | None


def find_figures(sentence: Sentence, *, written: str | None = None) -> tuple[Figure, ...]:
    """Return the figures of a sentence, in order.

    :param written: the document's date, ISO, for 'last year' and 'today'
    """
    tokens = sentence.tokens
    pieces = cut(tokens)
    if not any(piece.is_digits or piece.text[0] in "abcdefhmnoqstz½" for piece in pieces):
        return ()
    dates = read_dates(tokens, pieces, written)
    found: list[Figure] = []
    for amount in _amounts(tokens, pieces, dates):
        figure = _figure(tokens, pieces, amount, dates, written, again=bool(found))
        if figure is not None:
            found.append(figure)
    found.extend(_zeros(tokens, dates, written))
    found.extend(
        Figure(one.first, one.last, one.head, one.quantity, None, one.subject, confidence=0.8)
        for one in find_ranks(tokens, pieces)
    )
    return tuple(sorted(found, key=lambda one: (one.first, one.last)))


def find_all_figures(
    sentences: Sequence[Sentence], *, written: str | None = None
) -> tuple[tuple[Figure, ...], ...]:
    """Return the figures of each sentence; a bare number counts what the figure before it did.

    'Some 400 nurses came. More than 900 have left.': the second figure is of nurses too. Nothing
    is carried over more than one sentence, nor into another article.
    """
    found: list[tuple[Figure, ...]] = []
    last: Quantity | None = None
    place = -2
    for sentence in sentences:
        figures = []
        for figure in find_figures(sentence, written=written):
            quantity = figure.quantity
            if quantity.unit is None and quantity.counted is None:
                if last is not None and _is_next(sentences, place, sentence):
                    quantity = replace(quantity, unit=last.unit, counted=last.counted)
                    figure = replace(figure, quantity=quantity)
            elif figure.counted is not None and quantity.unit in _plural_units(quantity):
                last, place = quantity, sentence.index
            figures.append(figure)
        found.append(tuple(figures))
    return tuple(found)


def _plural_units(quantity: Quantity) -> tuple[str, ...]:
    """Return the unit of a quantity if a later number can share it: people and things counted."""
    unit = quantity.unit or ""
    head = unit.rsplit(" ", 1)[-1].lower()
    return (unit,) if head in words("figures", "group_nouns") else ()


def _is_next(sentences: Sequence[Sentence], place: int, sentence: Sentence) -> bool:
    if sentence.index - place > 1 or not 0 <= place < len(sentences):
        return False
    return sentences[place].passage.article.index == sentence.passage.article.index


def _amounts(tokens: Any, pieces: list[Piece], dates: Sequence[When]) -> list[_Amount]:
    dated = {i for one in dates for i in range(one.first, one.last)}
    found: list[_Amount] = []
    index = 0
    while index < len(pieces):
        if pieces[index].token in dated:
            index += 1
            continue
        one = _amount(pieces, index)
        if one is None:
            index += 1
            continue
        last = max(one.last, index + 1)
        if not is_named(tokens, pieces, one.low, one.high, one.unit):
            found.append(one)
        index = last
    return found


def _amount(pieces: list[Piece], index: int) -> _Amount | None:
    money, start = currency_before(pieces, index)
    low = read_number(pieces, index, money=money is not None)
    if low is None or low.ordinal:
        return None
    last = low.last
    unit = money or unit_after(pieces, last + (low.vague and text_at(pieces, last) == "of"))
    high, last = _range(pieces, start, low, last, money)
    if unit is None or high is not None:
        unit = money or unit_after(pieces, last) or unit
    if unit is not None and unit.last > last:
        last = unit.last
    if unit is not None:
        unit, last = with_rate(pieces, unit, last)
    if high is not None:
        low = _rescaled(low, high)
    bound, first = bound_before(pieces, start, between=high is not None)
    later, last = bound_after(pieces, last)
    if bound is Bound.EXACT:
        bound = later
    if low.vague and bound is Bound.EXACT:
        bound = Bound.AT_LEAST
    return _Amount(low, high, first, last, bound, unit)


def _range(
    pieces: list[Piece], start: int, low: Number, last: int, money: Unit | None
) -> tuple[Number | None, int]:
    """Read the high end: '20–30', 'two to three', 'between A and B', 'from A to B'."""
    link = text_at(pieces, last)
    before = text_at(pieces, start - 1)
    joins = link in _DASHES or link in ("to", "or") or (link == "and" and before == "between")
    if link == "to" and before == "from" and _is_change(pieces, start):
        return None, low.last
    unit = unit_after(pieces, last)
    if not joins and unit is not None and text_at(pieces, unit.last) in ("to", "and", "-", "–"):
        link = text_at(pieces, unit.last)
        joins = link != "and" or before == "between"
        last = unit.last
    if not joins or (link == "or" and not low.spelled):
        return None, low.last
    place = last + 1
    while (
        place < len(pieces)
        and not pieces[place].is_digits
        and currency_before(pieces, place + 1)[0]
    ):
        place += 1
    high = read_number(pieces, place, money=money is not None)
    if high is None or high.ordinal or high.vague or high.share != low.share:
        return None, low.last
    if high.value <= _rescaled(low, high).value:
        return None, low.last
    return high, high.last


def _is_change(pieces: list[Piece], start: int) -> bool:
    """Tell whether 'from A to B' tells two figures: 'rose from 40 to 55', not 'range from'."""
    before = pieces[max(0, start - 6) : start]
    return any(piece.text in words("figures", "change_words") for piece in before)


def _rescaled(low: Number, high: Number) -> Number:
    """Lend the scale of a range's end to its start: '1.2–1.5 billion', '2 to 3 million'."""
    if not high.scaled or low.scaled or low.value >= 1000:
        return low
    for scale in (1e12, 1e9, 1e6, 1e5, 1e3, 100):
        if high.value >= scale and high.value / scale < 1000:
            return Number(
                round(low.value * scale, 6), low.first, low.last, low.spelled, scaled=True
            )
    return low


def _figure(
    tokens: Any,
    pieces: list[Piece],
    amount: _Amount,
    dates: Sequence[When],
    written: str | None,
    *,
    again: bool,
) -> Figure | None:
    head = pieces[amount.low.first].token
    end = pieces[amount.last - 1].token + 1
    counted = find_counted(tokens, head, pieces[amount.last - 1].token, amount.unit)
    if counted.dropped or (counted.head is None and _is_bare(amount, counted, again=again)):
        return None
    unit = _unit(amount, counted)
    as_of, scope = find_scope(tokens, head, dates, written)
    quantity = Quantity(
        value=amount.low.value,
        high=amount.high.value if amount.high is not None else None,
        bound=amount.bound,
        unit=unit,
        counted=counted.text,
        as_of=as_of,
        scope=scope,
    )
    return Figure(
        first=pieces[amount.first].token,
        last=max(end, counted.last),
        head=head,
        quantity=quantity,
        counted=counted.head,
        subject=find_subject(tokens, head, counted.head),
        places=find_places(tokens, head, counted.head),
        date=as_of,
        confidence=_confidence(tokens, amount, counted),
    )


def _zeros(tokens: Any, dates: Sequence[When], written: str | None) -> list[Figure]:
    """Read 'No nurses are in Malta' as a figure of 0."""
    found = []
    for token in tokens:
        noun = token.head
        none = token.lower_ == "no" and token.dep_ == "det" and noun.tag_ == "NNS"
        if not none or noun.lower_ not in words("figures", "group_nouns"):
            continue
        verb = noun.head
        told = lemma(verb) in ("be", "have", "remain", "serve", "work")
        if not told or child(verb, "neg") is not None:
            continue
        counted = find_counted(tokens, token.i, token.i, None)
        as_of, scope = find_scope(tokens, token.i, dates, written)
        quantity = Quantity(0.0, None, Bound.EXACT, counted.unit, counted.text, as_of, scope)
        subject = find_subject(tokens, token.i, noun.i)
        places = find_places(tokens, token.i, noun.i)
        found.append(
            Figure(token.i, noun.i + 1, token.i, quantity, noun.i, subject, places, as_of, 0.6)
        )
    return found


def _unit(amount: _Amount, counted: Counted) -> str | None:
    if amount.unit is not None:
        return amount.unit.name
    if amount.low.share:
        return "percent"
    return counted.unit


def _is_bare(amount: _Amount, counted: Counted, *, again: bool) -> bool:
    """Tell whether a number with no noun and no unit says too little to be a figure.

    :param again: a figure came before it in the sentence, whose noun it may share
    """
    if amount.unit is not None or amount.low.share:
        return False
    plain = not (amount.low.scaled or amount.low.grouped)
    year = plain and 1800 <= amount.low.value <= 2100
    if not counted.elliptic or year:
        return True
    return not again and amount.low.value < 20


def _confidence(tokens: Any, amount: _Amount, counted: Counted) -> float:
    """Return how likely a figure is worth telling: small counts in words mostly are not."""
    sure = 0.95 if counted.head is not None or amount.unit is not None else 0.6
    if amount.low.vague:
        sure *= 0.7
    elif amount.low.spelled and not (amount.low.scaled or amount.low.share):
        sure *= 0.6 if amount.low.value <= 3 else 0.85
    if counted.definite and amount.low.value <= 12:
        sure *= 0.7
    return round(sure, 3)
