"""Set the figures for one quantity against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimgraph.claims.quantities import LedgerRow, build_ledger, compatible
from claimgraph.claims.rules.finding import Finding, certainty, voices
from claimgraph.model import Claim, ConflictKind, Polarity, Quantity

_YEARS = 2  # figures further apart than that are of different times


def find_figures(claims: Sequence[Claim]) -> Iterator[Finding]:
    """Yield, for each quantity with two figures or more, whether they are compatible."""
    affirmed = [one for one in claims if one.polarity is Polarity.AFFIRMED]
    for row in build_ledger(affirmed):
        if len({repr(_quantity(one)) for one in row.claims}) > 1:
            yield from _compare(row)


def _compare(row: LedgerRow) -> Iterator[Finding]:
    clusters: list[list[Claim]] = []
    clashing: list[tuple[Claim, Claim]] = []
    dated: list[tuple[Claim, Claim]] = []
    for index, one in enumerate(row.claims):
        for other in row.claims[index + 1 :]:
            if compatible(_quantity(one), _quantity(other)):
                continue
            (dated if _far(one, other) else clashing).append((one, other))
        _join(clusters, one)
    for kind, found in (
        (ConflictKind.INCOMPATIBLE_FIGURES, clashing),
        (ConflictKind.DIFFERENT_TIME, dated),
    ):
        if found:
            members = tuple({one.iri: one for pair in found for one in pair}.values())
            yield Finding(kind, members, _reason(kind, members), _sure(members))
    for cluster in clusters:
        if len({repr(_quantity(one)) for one in cluster}) > 1:
            kind = ConflictKind.COMPATIBLE_FIGURES
            yield Finding(kind, tuple(cluster), _reason(kind, cluster), _sure(cluster))


def _join(clusters: list[list[Claim]], claim: Claim) -> None:
    """Put a claim into the first cluster whose figures all allow it."""
    for cluster in clusters:
        if all(compatible(_quantity(claim), _quantity(one)) for one in cluster):
            cluster.append(claim)
            return
    clusters.append([claim])


def _far(one: Claim, other: Claim) -> bool:
    a, b = _year(one), _year(other)
    stated = bool(_quantity(one).as_of) and bool(_quantity(other).as_of)
    return a is not None and b is not None and abs(a - b) >= (1 if stated else _YEARS)


def _year(claim: Claim) -> int | None:
    text = _quantity(claim).as_of or claim.date or claim.published or ""
    return int(text[:4]) if text[:4].isdigit() else None


def _quantity(claim: Claim) -> Quantity:
    assert isinstance(claim.object, Quantity)
    return claim.object


def _sure(claims: Sequence[Claim]) -> float:
    return 0.8 * certainty(*claims)


def _reason(kind: ConflictKind, claims: Sequence[Claim]) -> str:
    figures = sorted({wording(_quantity(one)) for one in claims})
    said = f"{voices(claims)} give " + "; ".join(figures)
    return {
        ConflictKind.INCOMPATIBLE_FIGURES: f"{said}: no value fits all",
        ConflictKind.DIFFERENT_TIME: f"{said}: of different dates",
        ConflictKind.COMPATIBLE_FIGURES: f"{said}: one value can fit all",
    }[kind]


def wording(quantity: Quantity) -> str:
    """Return a figure as people write it.

    >>> wording(Quantity(24000.0, unit="doctors", as_of="2025"))
    '24,000 doctors (2025)'
    """
    number = f"{quantity.value:,.10g}" if quantity.value % 1 else f"{quantity.value:,.0f}"
    if quantity.high is not None:
        number += f"–{quantity.high:,.10g}" if quantity.high % 1 else f"–{quantity.high:,.0f}"
    bound = "" if quantity.bound.value == "exact" else f"{quantity.bound.value} "
    noun = quantity.counted or quantity.unit or ""
    unit = f" {quantity.unit}" if quantity.unit and quantity.unit != noun else ""
    as_of = f" ({quantity.as_of})" if quantity.as_of else ""
    return f"{bound}{number}{unit} {noun}".strip() + as_of
