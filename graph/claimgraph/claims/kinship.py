"""Tell whether two descriptions stand for one thing, though nobody merged them.

"The mission in Peru", said of Peru, and "missions" at large differ as entities; for a
contradiction about Peru they are one thing.
"""

from __future__ import annotations

from claimgraph.claims.quantities import stems
from claimgraph.model import Claim, Entity, Quantity

_ENOUGH = 0.5  # of the words of both
_KINDS = (
    frozenset({"mission", "brigade", "programme", "program", "contingent", "scheme", "force"}),
    frozenset(
        {"sanction", "ban", "restriction", "embargo", "blockade", "list", "freeze", "tariff"}
    ),
)


def similarity(one: Entity, other: Entity, *, known: Entity | None = None) -> float:
    """Return from 0 to 1 how likely two entities are one thing.

    Names of actors must be one entity. Described things compare by words, those of ``known``
    (the claim's other argument, which both share) left aside.
    """
    if one.iri == other.iri:
        return 1.0
    if one.type != other.type:
        return 0.0
    aside = stems(known.label) if known else frozenset()
    a, b = stems(one.label) - aside, stems(other.label) - aside
    if not a or not b:
        return 0.0
    shared = a & b
    if not any(shared & kind for kind in _KINDS):
        return 0.0
    rest_a, rest_b = a - shared, b - shared
    if not rest_a or not rest_b:
        return 0.8
    return 0.6 if len(shared) / len(a | b) >= _ENOUGH else 0.0


def same_object(one: Claim, other: Claim) -> float:
    """Return from 0 to 1 how likely two claims of one subject speak of one object."""
    a, b = one.object, other.object
    if isinstance(a, Quantity) or isinstance(b, Quantity):
        return float(a == b)
    return similarity(a, b, known=one.subject)
