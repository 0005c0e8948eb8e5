"""Write claims as JSON Lines: one claim a line, in the format of the gold (design section 10)."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator

from claimgraph.export.source import Source
from claimgraph.model import Bound, Claim, Entity, Quantity

Row = dict[str, str | int | float | None]


def write_claims(source: Source) -> Iterator[bytes]:
    """Yield a line for each claim, in the order of documents and of their text."""
    for claim in in_order(source.graph.claims):
        yield (json.dumps(claim_row(claim), ensure_ascii=False) + "\n").encode()


def in_order(claims: tuple[Claim, ...]) -> list[Claim]:
    """Return claims by document, then by place in its text."""
    return sorted(
        claims,
        key=lambda one: (one.evidence.article.document.name, one.start, one.end, one.iri),
    )


def claim_row(claim: Claim) -> Row:
    """Return a claim's keys and values; names are preferred labels, offsets [start, end).

    A figure's object is what is counted, or else its unit; its value is a number, or "low-high".
    """
    article = claim.evidence.article
    target = claim.object
    row: Row = {
        "doc": article.document.name,
        "article": article.title or str(article.index + 1),
        "s": claim.subject.label,
        "s_type": claim.subject.type,
        "p": claim.relation,
        "o": target.label if isinstance(target, Entity) else target.counted or target.unit or "",
        "o_type": target.type if isinstance(target, Entity) else "Quantity",
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "speaker": claim.speaker.label if claim.speaker else None,
        "date": claim.date,
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "confidence": claim.confidence,
    }
    further: Row = {"label": claim.label}
    if isinstance(target, Quantity):
        further |= quantity_row(target)
    further["what"] = claim.what
    return row | {key: value for key, value in further.items() if value is not None}


def quantity_row(quantity: Quantity) -> Row:
    """Return what a figure says, by the keys of the format.

    >>> quantity_row(Quantity(135000.0, 400000.0))["value"]
    '135000-400000'
    """
    return {
        "value": written(quantity),
        "unit": quantity.unit,
        "bound": quantity.bound.value if quantity.bound is not Bound.EXACT else None,
        "as_of": quantity.as_of,
        "scope": quantity.scope,
    }


def written(quantity: Quantity) -> str | int | float:
    """Return a figure's number, whole where it is; a range as "low-high"."""
    if quantity.high is None:
        return whole(quantity.value)
    return f"{whole(quantity.value)}-{whole(quantity.high)}"


def whole(value: float) -> int | float | str:
    """Return a number as an int where it has no fraction; as words where JSON has no number.

    >>> whole(24000.0), whole(6.4), whole(float("inf"))
    (24000, 6.4, 'inf')
    """
    if not math.isfinite(value):
        return str(value)
    return int(value) if float(value).is_integer() else value
