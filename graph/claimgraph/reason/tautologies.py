"""Tautologies that tell something once terms are merged: that a class lies below itself, and so on.

Of one term, C rdfs:subClassOf C is idle. Where C stands for two merged terms, it says that each
lies below the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.reason import vocabulary as v
from claimgraph.reason.axioms import (
    EQUIVALENT_CLASS,
    EQUIVALENT_PROPERTY,
    SUB_CLASS,
    SUB_PROPERTY,
    axioms_of,
)
from claimgraph.reason.facts import Fact, Facts

if TYPE_CHECKING:
    from claimgraph.reason.schema import Schema


def reflect(schema: Schema, facts: Facts) -> None:
    """Derive that merged classes and properties lie below themselves, and are equivalent.

    Of a single term that is a tautology; of several that are the same, it tells of each two.
    """
    for number in facts.equality.shared(schema.terms()):
        for test, below, equal, rule in (
            (schema.sub_class, SUB_CLASS, EQUIVALENT_CLASS, "scm-eqc2"),
            (schema.sub_property, SUB_PROPERTY, EQUIVALENT_PROPERTY, "scm-eqp2"),
        ):
            fact = test(number, number)
            if fact is None and below == SUB_CLASS:
                fact = _below_by_definition(schema, number)
            if fact is not None:
                for new in (fact, (number, equal, number)):
                    if facts.rank_of(new) is None:
                        schema.reasons.setdefault(new, (rule, ((number, below, number),)))
                        schema.derived.append(new)


def _below_by_definition(schema: Schema, number: int) -> Fact | None:
    """Return that a class lies below itself where its own definition says so, or None."""
    fact = (number, SUB_CLASS, number)
    for rules, predicate, rows in (
        (("scm-svf1", "scm-svf2"), v.SOME_VALUES_FROM, schema.some),
        (("scm-avf1", "scm-avf2"), v.ALL_VALUES_FROM, schema.only),
        (("", "scm-hv"), v.HAS_VALUE, schema.value),
    ):
        for one, on, filler in rows:
            below = None if one != number else schema.sub_property(on, on)
            rule = rules[1]
            if one == number and below is None and rules[0]:
                below, rule = schema.sub_class(filler, filler), rules[0]
            if below is not None:
                axioms = axioms_of(one, v.ID[predicate], filler, on)
                schema.reasons.setdefault(fact, (rule, (*axioms, below)))
                return fact
    for predicate, rule, lists in (
        (v.INTERSECTION_OF, "scm-int", schema.intersections),
        (v.UNION_OF, "scm-uni", schema.unions),
    ):
        for (one, node), (members, cells) in lists.items():
            if one == number and number in members:
                axiom = (one, v.ID[predicate], node)
                schema.reasons.setdefault(fact, (rule, (axiom, *cells)))
                return fact
    return None
