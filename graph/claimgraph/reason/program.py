"""The rules that one ontology needs, compiled: one-premise rules composed, joins listed.

A property's facts give, in one go, all facts that follow through subproperties, inverses and
symmetry (:class:`Linear`), and the classes of both ends. Each composed rule keeps the path of rule
ids and axioms that it stands for, so that a proof shows the specification's own steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from claimgraph.reason import vocabulary as v
from claimgraph.reason.axioms import (
    DOMAIN,
    EQUIVALENT_CLASS,
    EQUIVALENT_PROPERTY,
    NOTHING,
    ON_PROPERTY,
    RANGE,
    SUB_CLASS,
    SUB_PROPERTY,
    THING,
)
from claimgraph.reason.facts import SAME_AS, TYPE, Fact
from claimgraph.reason.schema import Schema

State: TypeAlias = tuple[int, bool]  # a property, and whether its pairs are turned round
Step: TypeAlias = tuple[str, Fact]  # a one-premise rule's id and the axiom that it uses


@dataclass(frozen=True, slots=True)
class Linear:
    """Hold what follows from one property's facts by one-premise rules alone.

    ``came`` maps each reached state to the state and the step before it; ``subject_kinds`` and
    ``object_kinds`` map the classes of this property's own two ends to the state that gives them
    and the last step (prp-dom or prp-rng).
    """

    came: dict[State, tuple[State, Step] | None]
    subject_kinds: dict[int, tuple[State, Step]]
    object_kinds: dict[int, tuple[State, Step]]

    def path(self, state: State) -> list[tuple[Step, State]]:
        """Return the steps to a state, each with the state that it reaches."""
        steps: list[tuple[Step, State]] = []
        while (before := self.came[state]) is not None:
            steps.append((before[1], state))
            state = before[0]
        return steps[::-1]


@dataclass(frozen=True, slots=True)
class Restriction:
    """Hold a class that an axiom defines by a property: cls-svf, cls-avf, cls-hv."""

    kind: int  # the restriction itself
    property: int
    filler: int  # a class, or the value
    axioms: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Maximum:
    """Hold a maximum cardinality of 0 or 1: cls-maxc1/2, cls-maxqc1-4."""

    kind: int
    property: int
    filler: int | None  # None: unqualified; owl:Thing: qualified but any
    limit: int
    axioms: tuple[Fact, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Hold an axiom over a list: cls-int1, prp-spo2, prp-key, cls-oo."""

    head: int
    members: tuple[int, ...]
    axioms: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Unifier:
    """Hold a property that makes terms equal: prp-fp or prp-ifp."""

    property: int
    axiom: Fact
    rule: str


@dataclass(frozen=True, slots=True)
class Program:
    """Hold all compiled rules, valid for facts of a round after ``birth``.

    ``equalities`` numbers the rules that links refer to; number 0 is owl:sameAs itself, 1 dt-eq.
    """

    birth: int
    linear: dict[int, Linear]
    supers: dict[int, tuple[int, ...]]
    super_steps: dict[tuple[int, int], Step]
    some: list[Restriction]
    only: list[Restriction]
    value: list[Restriction]
    intersections: list[Listed]
    transitive: dict[int, Fact]
    chains: list[Listed]
    maxima: list[Maximum]
    equalities: list[Unifier | Maximum | Listed | str]
    datatypes: frozenset[int]  # the ids of datatypes, whose literal members are not listed

    def rules(self) -> int:
        """Return how many rules there are, a composed one counted once per head."""
        linear = sum(
            len(one.came) - 1 + len(one.subject_kinds) + len(one.object_kinds)
            for one in self.linear.values()
        )
        joins = len(self.some) + len(self.only) + len(self.value) + len(self.intersections)
        joins += len(self.chains) + len(self.maxima) + len(self.transitive) + len(self.equalities)
        return linear + joins + sum(map(len, self.supers.values()))


def compile_program(
    schema: Schema, birth: int, *, cardinality: dict[int, int], datatypes: frozenset[int]
) -> Program:
    """Compile a closed schema.

    :param cardinality: the whole numbers that literals stand for, by id
    :param datatypes: the ids of known datatypes
    """
    maxima = list(_maxima(schema, cardinality))
    equalities: list[Unifier | Maximum | Listed | str] = ["sameAs", "dt-eq"]
    for kind, rule in ((v.FUNCTIONAL, "prp-fp"), (v.INVERSE_FUNCTIONAL, "prp-ifp")):
        equalities += [Unifier(p, (p, TYPE, v.ID[kind]), rule) for p in schema.instances(kind)]
    equalities += [one for one in maxima if one.limit == 1]
    equalities += _listed(schema, v.HAS_KEY)
    return Program(
        birth=birth,
        linear=_compile_linear(schema),
        supers={
            low: tuple(high for high in above if high != THING or schema.thing_matters)
            for low, above in schema.supers.items()
        },
        super_steps={
            (low, high): _super_step(schema, low, high)
            for low, above in schema.supers.items()
            for high in above
        },
        some=_restrictions(schema, v.SOME_VALUES_FROM, schema.some),
        only=[
            one
            for one in _restrictions(schema, v.ALL_VALUES_FROM, schema.only)
            if one.filler != THING or schema.thing_matters
        ],
        value=_restrictions(schema, v.HAS_VALUE, schema.value),
        intersections=[
            Listed(head, members, ((head, v.ID[v.INTERSECTION_OF], node), *cells))
            for (head, node), (members, cells) in schema.intersections.items()
            if members
        ],
        transitive={p: (p, TYPE, v.ID[v.TRANSITIVE]) for p in schema.instances(v.TRANSITIVE)},
        chains=[one for one in _listed(schema, v.PROPERTY_CHAIN) if one.members],
        maxima=maxima,
        equalities=equalities,
        datatypes=datatypes,
    )


def _super_step(schema: Schema, low: int, high: int) -> Step:
    fact = (low, SUB_CLASS, high)
    reason = schema.reasons.get(fact)
    if reason is not None and reason[0] == "scm-eqc1":
        axiom = reason[1][0]
        return ("cax-eqc1" if axiom == (low, EQUIVALENT_CLASS, high) else "cax-eqc2", axiom)
    return ("cax-sco", fact)


def _restrictions(
    schema: Schema, predicate: str, rows: list[tuple[int, int, int]]
) -> list[Restriction]:
    kind = v.ID[predicate]
    return [
        Restriction(one, number, filler, ((one, kind, filler), (one, ON_PROPERTY, number)))
        for one, number, filler in rows
    ]


def _listed(schema: Schema, predicate: str) -> list[Listed]:
    found = []
    for head, node in schema.pairs(predicate):
        members, cells = schema.list_of(node)
        found.append(Listed(head, members, ((head, v.ID[predicate], node), *cells)))
    return found


def _maxima(schema: Schema, cardinality: dict[int, int]) -> Iterator[Maximum]:
    classes: dict[int, list[int]] = {}
    for restriction, kind in schema.pairs(v.ON_CLASS):
        classes.setdefault(restriction, []).append(kind)
    for predicate in (v.MAX_CARDINALITY, v.MAX_QUALIFIED_CARDINALITY):
        qualified = predicate == v.MAX_QUALIFIED_CARDINALITY
        for restriction, literal in schema.pairs(predicate):
            limit = cardinality.get(literal)
            if limit not in (0, 1):
                continue
            for number in schema.on_property.get(restriction, ()):
                axioms = (
                    (restriction, v.ID[predicate], literal),
                    (restriction, ON_PROPERTY, number),
                )
                if not qualified:
                    rule = "cls-maxc2" if limit else "cls-maxc1"
                    yield Maximum(restriction, number, None, limit, axioms, rule)
                    continue
                for kind in classes.get(restriction, ()):
                    rule = f"cls-maxqc{2 * limit + (2 if kind == THING else 1)}"
                    more = (*axioms, (restriction, v.ID[v.ON_CLASS], kind))
                    yield Maximum(restriction, number, kind, limit, more, rule)


def _compile_linear(schema: Schema) -> dict[int, Linear]:
    edges: dict[int, list[tuple[int, bool, Step]]] = {}
    for low, above in schema.super_properties.items():
        for high in above:
            edges.setdefault(low, []).append((high, False, _property_step(schema, low, high)))
    inverse = v.ID[v.INVERSE_OF]
    for one, other in schema.pairs(v.INVERSE_OF):
        axiom = (one, inverse, other)
        edges.setdefault(one, []).append((other, True, ("prp-inv1", axiom)))
        edges.setdefault(other, []).append((one, True, ("prp-inv2", axiom)))
    for one in schema.instances(v.SYMMETRIC):
        axiom = (one, TYPE, v.ID[v.SYMMETRIC])
        edges.setdefault(one, []).append((one, True, ("prp-symp", axiom)))
    numbers = [*edges, *(p for p in (*schema.domains, *schema.ranges) if p not in edges)]
    return {number: _reach(schema, edges, number) for number in dict.fromkeys(numbers)}


def _property_step(schema: Schema, low: int, high: int) -> Step:
    fact = (low, SUB_PROPERTY, high)
    reason = schema.reasons.get(fact)
    if reason is not None and reason[0] == "scm-eqp1":
        axiom = reason[1][0]
        return ("prp-eqp1" if axiom == (low, EQUIVALENT_PROPERTY, high) else "prp-eqp2", axiom)
    return ("prp-spo1", fact)


def _reach(schema: Schema, edges: dict[int, list[tuple[int, bool, Step]]], number: int) -> Linear:
    start: State = (number, False)
    came: dict[State, tuple[State, Step] | None] = {start: None}
    queue = [start]
    for state in queue:
        for after, turned, step in edges.get(state[0], ()):
            reached = (after, state[1] ^ turned)
            if reached not in came:
                came[reached] = (state, step)
                queue.append(reached)
    ends: tuple[dict[int, tuple[State, Step]], dict[int, tuple[State, Step]]] = ({}, {})
    for state in queue:
        for closed, predicate, rule, at in (
            (schema.domains, DOMAIN, "prp-dom", int(state[1])),
            (schema.ranges, RANGE, "prp-rng", 1 - int(state[1])),
        ):
            for kind in closed.get(state[0], ()):
                if kind not in ends[at] and (kind != THING or schema.thing_matters):
                    ends[at][kind] = (state, (rule, (state[0], predicate, kind)))
    return Linear(came, *ends)


def body_properties(program: Program) -> set[int]:
    """Return the properties whose facts some rule takes as a premise."""
    joins = (program.some, program.only, program.value)
    found = set(program.linear) | set(program.transitive)
    found |= {one.property for group in joins for one in group}
    found |= {one.property for one in program.maxima}
    found |= {member for one in program.chains for member in one.members}
    for rule in program.equalities:
        if isinstance(rule, Unifier):
            found.add(rule.property)
        elif isinstance(rule, Listed):
            found.update(rule.members)
    return found


def body_classes(program: Program) -> set[int]:
    """Return the classes whose members some rule takes as a premise."""
    found = set(program.supers) | {one.filler for one in program.some}
    found |= {one.kind for one in (*program.only, *program.value)}
    found |= {member for one in program.intersections for member in one.members}
    found |= {one.kind for one in program.maxima}
    found |= {one.filler for one in program.maxima if one.filler is not None}
    return found | {rule.head for rule in program.equalities if isinstance(rule, Listed)}


def self_referential_chains(program: Program) -> list[Listed]:
    """Return chain axioms whose head comes back in their own body other than as p o p.

    Such a rule is outside OWL 2's global restrictions (OWL 2 Structural Specification, section
    11.2), and may derive without visible end.
    """
    reach: dict[int, set[int]] = {}
    for chain in program.chains:
        linear = program.linear.get(chain.head)
        reach[chain.head] = {chain.head} | ({s[0] for s in linear.came} if linear else set())
    # A head also feeds what other chains make of it.
    changed = True
    while changed:
        changed = False
        for chain in program.chains:
            for head, known in reach.items():
                if known.intersection(chain.members) and not reach[chain.head] <= known:
                    reach[head] = known | reach[chain.head]
                    changed = True
    return [
        chain
        for chain in program.chains
        if reach[chain.head].intersection(chain.members)
        and chain.members != (chain.head, chain.head)
        and not _is_regular(chain, reach[chain.head])
    ]


def _is_regular(chain: Listed, reached: set[int]) -> bool:
    # p o q1 ... qn and q1 ... qn o p are allowed: p at one end, and no q that p leads to.
    for inner, end in ((chain.members[1:], 0), (chain.members[:-1], -1)):
        if chain.members[end] == chain.head and not reached.intersection(inner):
            return True
    return False


__all__ = [
    "NOTHING",
    "SAME_AS",
    "Linear",
    "Listed",
    "Maximum",
    "Program",
    "Restriction",
    "Unifier",
    "body_classes",
    "body_properties",
    "compile_program",
    "self_referential_chains",
]
