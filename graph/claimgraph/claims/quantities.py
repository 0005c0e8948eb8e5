"""Normalise figures, so that those which speak of one quantity meet, and only those.

Two figures speak of one quantity where subject, counted thing, unit, place and kind of period
agree. They are compatible where the intervals that their words allow overlap: a bare round number
allows its rounding, "about" a tenth either way, "more than" all above.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from claimgraph.model import Bound, Claim, Quantity, fold

_ABOUT = 0.1  # "about 50" allows 45 to 55
_WORD = re.compile(r"[a-z0-9]+")
_EMPTY = frozenset(
    "the a an of and in on for to by with from at its their his her our as who that which "
    "more than about total number some all people's overall current currently".split()
)
_SINCE = re.compile(r"\b(since|past|last|over|from|between|first|total|ever|cumulative|so far)\b")
_PLURALS = (("ies", "y"), ("sses", "ss"), ("s", ""))


class Span(StrEnum):
    """Tell whether a figure is of a moment or adds up over a period."""

    MOMENT = "at one time"
    PERIOD = "over a period"


@dataclass(frozen=True, slots=True)
class LedgerKey:
    """Hold what must agree for two figures to speak of one quantity."""

    subject: str  # IRI
    counted: frozenset[str]  # words without endings
    unit: str
    place: frozenset[str]
    span: Span


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """Hold all claims about one quantity, sorted by date and low end."""

    key: LedgerKey
    claims: tuple[Claim, ...]


def interval(quantity: Quantity) -> tuple[float, float]:
    """Return the closed interval of values that the words allow.

    >>> interval(Quantity(24000.0))
    (23500.0, 24500.0)
    >>> interval(Quantity(24000.0, bound=Bound.AT_LEAST))
    (24000.0, inf)
    >>> interval(Quantity(412.0))
    (412.0, 412.0)
    """
    low, high = quantity.value, quantity.high
    if high is not None:
        slack = _ABOUT if quantity.bound is Bound.ABOUT else 0.0
        return low * (1 - slack), high * (1 + slack)
    if quantity.bound is Bound.AT_LEAST:
        return low, math.inf
    if quantity.bound is Bound.AT_MOST:
        return -math.inf, low
    if quantity.bound is Bound.ABOUT:
        return low - abs(low) * _ABOUT, low + abs(low) * _ABOUT
    half = _rounding(low)
    return low - half, low + half


def _rounding(value: float) -> float:
    """Return half of the last significant digit's place, 0 for a number that is not round.

    >>> _rounding(24000), _rounding(412), _rounding(50), _rounding(9.7)
    (500.0, 0.0, 0.0, 0.0)
    """
    if value != int(value) or abs(value) < 1000:
        return 0.0
    step = 1
    while value % (step * 10) == 0:
        step *= 10
    return step / 2 if step >= 100 else 0.0


def compatible(one: Quantity, other: Quantity) -> bool:
    """Tell whether both figures can be true of one quantity.

    >>> compatible(Quantity(24000.0), Quantity(24000.0, bound=Bound.AT_LEAST))
    True
    >>> compatible(Quantity(135000.0, 400000.0), Quantity(600000.0, bound=Bound.AT_LEAST))
    False
    """
    low, high = interval(one)
    other_low, other_high = interval(other)
    return low <= other_high and other_low <= high


def stems(text: str | None) -> frozenset[str]:
    """Return the words that carry a phrase's meaning, in singular form.

    >>> sorted(stems("the Health Workers"))
    ['health', 'worker']
    """
    found = set()
    for word in _WORD.findall(fold(text or "")):
        if word in _EMPTY:
            continue
        for ending, instead in _PLURALS:
            if len(word) > len(ending) + 2 and word.endswith(ending) and not word.endswith("ss"):
                word = word[: len(word) - len(ending)] + instead
                break
        found.add(word)
    return frozenset(found)


def ledger_key(claim: Claim) -> LedgerKey:
    """Return what the claim's figure is a figure of.

    :raises TypeError: where the claim's object is no quantity
    """
    quantity = claim.object
    if not isinstance(quantity, Quantity):
        raise TypeError(f"{claim.iri}: expected a quantity as object, found {quantity}")
    scope = fold(quantity.scope or "")
    span = Span.PERIOD if _SINCE.search(scope) else Span.MOMENT
    place = frozenset() if span is Span.PERIOD else stems(quantity.scope)
    unit = quantity.unit or ""
    counted = stems(quantity.counted or quantity.unit)
    return LedgerKey(
        subject=claim.subject.iri,
        counted=counted - stems(claim.subject.label) or counted,
        unit="" if stems(unit) <= counted else " ".join(sorted(stems(unit))),
        place=place - stems(claim.subject.label),
        span=span,
    )


def build_ledger(claims: Iterable[Claim]) -> tuple[LedgerRow, ...]:
    """Return one row for each quantity that the claims give figures for, sorted by its key."""
    groups: dict[LedgerKey, list[Claim]] = defaultdict(list)
    for claim in claims:
        if isinstance(claim.object, Quantity):
            groups[ledger_key(claim)].append(claim)

    def order(key: LedgerKey) -> tuple[object, ...]:
        return key.subject, sorted(key.counted), key.unit, sorted(key.place), key.span

    return tuple(
        LedgerRow(key, tuple(sorted(groups[key], key=_by_date)))
        for key in sorted(groups, key=order)
    )


def _by_date(claim: Claim) -> tuple[str, float, str]:
    quantity = claim.object
    assert isinstance(quantity, Quantity)
    return quantity.as_of or claim.published or "", quantity.value, claim.iri
