"""Entailment of a graph by a graph: by forward chaining, and by refutation where that cannot reach.

Forward chaining finds no universal conclusions, such as that two classes are disjoint. To test one,
its negation is added about fresh individuals; where that is inconsistent, the conclusion holds.
Every inconsistency found is one in OWL 2's semantics, so a yes is always right; a no means that
neither way found a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from claimgraph.reason import vocabulary as v
from claimgraph.reason.checks import Checks
from claimgraph.reason.compiled import CompiledClosure
from claimgraph.reason.datatypes import covers, same_value
from claimgraph.reason.engine import Reasoning
from claimgraph.reason.terms import AnyTriple, Row, bare, is_literal, rows

_FRESH = "<urn:claimgraph:fresh:{}>"
_DECLARATIONS = frozenset(
    {
        v.CLASS,
        v.OBJECT_PROPERTY,
        v.DATATYPE_PROPERTY,
        v.ANNOTATION_PROPERTY,
        v.DATATYPE,
        v.RDFS_CLASS,
        v.PROPERTY,
        f"<{v.OWL_NS}Restriction>",
        f"<{v.OWL_NS}NamedIndividual>",
        f"<{v.OWL_NS}Ontology>",
        f"<{v.OWL_NS}NegativePropertyAssertion>",
        f"<{v.OWL_NS}DataRange>",
        f"<{v.RDF_NS}List>",
    }
)
# Triples that only spell a class expression or a list out.
_DEFINING = frozenset(
    {
        v.ON_PROPERTY,
        v.ON_CLASS,
        v.SOME_VALUES_FROM,
        v.ALL_VALUES_FROM,
        v.HAS_VALUE,
        v.MAX_CARDINALITY,
        v.MAX_QUALIFIED_CARDINALITY,
        v.INTERSECTION_OF,
        v.UNION_OF,
        v.COMPLEMENT_OF,
        v.ONE_OF,
        v.FIRST,
        v.REST,
    }
    | {f"<{v.OWL_NS}{n}>" for n in ("cardinality", "minCardinality", "qualifiedCardinality")}
)
_REFLEXIVE = f"<{v.OWL_NS}ReflexiveProperty>"


@dataclass(frozen=True, slots=True)
class Entailment:
    """Hold whether a conclusion was found to follow, and what of it was not."""

    holds: bool
    missing: tuple[Row, ...] = ()
    inconsistent: bool = False  # the premises themselves: anything follows


def entails(
    premises: Iterable[AnyTriple], conclusion: Iterable[AnyTriple], *, comprehend: bool = True
) -> Entailment:
    """Tell whether the premises are found to entail the conclusion.

    Blank nodes of the conclusion stand for something that exists.

    :param comprehend: take class expressions that only the conclusion spells out as definitions,
        as OWL 2's Direct Semantics does; its RDF-Based Semantics does not
    :raises ReasonError: where either is no RDF
    """
    return _Question(list(rows(premises)), list(rows(conclusion)), comprehend).answer()


def is_consistent(triples: Iterable[AnyTriple]) -> bool:
    """Tell whether the inconsistency rules find nothing wrong with a graph."""
    return not _clashes(_close(list(rows(triples))))


def _close(given: list[Row]) -> Reasoning:
    reasoning = Reasoning()
    reasoning.give(given)
    reasoning.close()
    return reasoning


def _clashes(reasoning: Reasoning) -> bool:
    closure = CompiledClosure(reasoning)
    return next(Checks(reasoning, closure.backward).run(), None) is not None


class _Question:
    def __init__(self, premises: list[Row], conclusion: list[Row], comprehend: bool) -> None:
        renamed = [(_apart(s), p, _apart(o)) for s, p, o in conclusion]
        declared = {s for s, p, o in renamed if p == v.TYPE and o == f"<{v.OWL_NS}Ontology>"}
        self._wanted = [r for r in renamed if not _is_header(r, declared)]
        self._defining = _definitions(self._wanted) if comprehend else []
        self._defined = {s for s, _, _ in self._defining}
        self._premises = [*premises, *self._defining, *_reflexive([*premises, *renamed])]
        self._lists = _lists([*premises, *renamed])
        self._count = 0

    def answer(self) -> Entailment:
        reasoning = _close(self._premises)
        if _clashes(reasoning):
            return Entailment(True, inconsistent=True)
        closure = CompiledClosure(reasoning, expanded=True)
        known = {*self._premises, *closure.rows(), *_tautologies(self._premises)}
        goals = [row for row in self._wanted if row not in self._defining]
        missing = [row for row in goals if not self._is_open(row) and not self._holds(row, known)]
        blank = [row for row in goals if self._is_open(row)]
        if blank and not _matches(blank, known, self._defined):
            missing += [row for row in blank if not self._holds(row, known)]
        return Entailment(not missing, tuple(missing))

    def _is_open(self, row: Row) -> bool:
        return any(t.startswith("_:") and t not in self._defined for t in (row[0], row[2]))

    def _holds(self, row: Row, known: set[Row]) -> bool:
        if row in known or (row[1] == v.TYPE and row[2] in _DECLARATIONS):
            return True
        if is_literal(row[2]) and any(
            (s, p) == row[:2] and is_literal(o) and same_value(o, row[2]) for s, p, o in known
        ):
            return True
        if row[1] == v.RANGE:
            ranges = [bare(o) for s, p, o in known if (s, p) == row[:2]]
            if covers(ranges, bare(row[2])):
                return True
        cases = self._negations(row)
        return cases is not None and all(_clashes(_close([*self._premises, *c])) for c in cases)

    def _fresh(self) -> str:
        self._count += 1
        return _FRESH.format(self._count)

    def _not(self, one: str, kind: str) -> list[Row]:
        """Return that an individual is outside a class."""
        if kind == v.THING:
            return [(one, v.TYPE, v.NOTHING)]
        # Outside of what is outside a class is inside it.
        inside = [
            (one, v.TYPE, o) for s, p, o in self._premises if (s, p) == (kind, v.COMPLEMENT_OF)
        ]
        outside = self._fresh()
        return [*inside, (outside, v.COMPLEMENT_OF, kind), (one, v.TYPE, outside)]

    def _denied(self, s: str, p: str, o: str) -> list[Row]:
        node = self._fresh()
        target = v.TARGET_VALUE if is_literal(o) else v.TARGET_INDIVIDUAL
        return [(node, v.SOURCE_INDIVIDUAL, s), (node, v.ASSERTION_PROPERTY, p), (node, target, o)]

    def _negations(self, row: Row) -> list[list[Row]] | None:
        """Return graphs which are all inconsistent only if the row holds; None where unknown."""
        s, p, o = row
        a, b, c = self._fresh(), self._fresh(), self._fresh()
        pairwise = self._pairwise(row)
        if pairwise is not None:
            return pairwise
        if p == v.TYPE:
            known = self._characteristic(s, o, a, b, c)
            return known if known is not None else [self._not(s, o)]
        axioms: dict[str, Callable[[], list[list[Row]]]] = {
            v.SUB_CLASS_OF: lambda: [[(a, v.TYPE, s), *self._not(a, o)]],
            v.EQUIVALENT_CLASS: lambda: [
                [(a, v.TYPE, s), *self._not(a, o)],
                [(a, v.TYPE, o), *self._not(a, s)],
            ],
            v.DISJOINT_WITH: lambda: [[(a, v.TYPE, s), (a, v.TYPE, o)]],
            v.SUB_PROPERTY_OF: lambda: [[(a, s, b), *self._denied(a, o, b)]],
            v.EQUIVALENT_PROPERTY: lambda: [
                [(a, s, b), *self._denied(a, o, b)],
                [(a, o, b), *self._denied(a, s, b)],
            ],
            v.PROPERTY_DISJOINT_WITH: lambda: [[(a, s, b), (a, o, b)]],
            v.INVERSE_OF: lambda: [
                [(a, s, b), *self._denied(b, o, a)],
                [(a, o, b), *self._denied(b, s, a)],
            ],
            v.DOMAIN: lambda: [[(a, s, b), *self._not(a, o)]],
            v.RANGE: lambda: [[(a, s, b), *self._not(b, o)]],
            v.SAME_AS: lambda: [[(s, v.DIFFERENT_FROM, o)]],
            v.DIFFERENT_FROM: lambda: [[(s, v.SAME_AS, o)]],
            v.PROPERTY_CHAIN: lambda: self._chained(s, o),
        }
        if p in axioms:
            return axioms[p]()
        if p.startswith(v.VOCABULARY_PREFIXES):
            return None
        return [self._denied(s, p, o)]

    def _characteristic(self, p: str, kind: str, a: str, b: str, c: str) -> list[list[Row]] | None:
        different = [(b, v.DIFFERENT_FROM, c)]
        return {
            v.FUNCTIONAL: [[(a, p, b), (a, p, c), *different]],
            v.INVERSE_FUNCTIONAL: [[(b, p, a), (c, p, a), *different]],
            v.SYMMETRIC: [[(a, p, b), *self._denied(b, p, a)]],
            v.ASYMMETRIC: [[(a, p, b), (b, p, a)]],
            v.TRANSITIVE: [[(a, p, b), (b, p, c), *self._denied(a, p, c)]],
            v.IRREFLEXIVE: [[(a, p, a)]],
            _REFLEXIVE: [self._denied(a, p, a)],
        }.get(kind)

    def _chained(self, head: str, node: str) -> list[list[Row]]:
        members = self._lists.get(node, ())
        ends = [self._fresh() for _ in range(len(members) + 1)]
        steps = [(x, p, y) for x, p, y in zip(ends, members, ends[1:], strict=False)]
        return [[*steps, *self._denied(ends[0], head, ends[-1])]]

    def _pairwise(self, row: Row) -> list[list[Row]] | None:
        """Return the negations of an axiom over a list, or of a negative assertion."""
        s, p, o = row
        kinds = {kind for node, at, kind in self._wanted if node == s and at == v.TYPE}
        a, b = self._fresh(), self._fresh()
        if p in (v.MEMBERS, v.DISTINCT_MEMBERS):
            found = self._lists.get(o, ())
            pairs = [(x, y) for i, x in enumerate(found) for y in found[:i]]
            if v.ALL_DIFFERENT in kinds:
                return [[(x, v.SAME_AS, y)] for x, y in pairs]
            if v.ALL_DISJOINT_CLASSES in kinds:
                return [[(a, v.TYPE, x), (a, v.TYPE, y)] for x, y in pairs]
            if v.ALL_DISJOINT_PROPERTIES in kinds:
                return [[(a, x, b), (a, y, b)] for x, y in pairs]
        if p == v.TYPE and o in (
            v.ALL_DIFFERENT,
            v.ALL_DISJOINT_CLASSES,
            v.ALL_DISJOINT_PROPERTIES,
        ):
            return []
        parts = {at: value for node, at, value in self._wanted if node == s}
        if p in (v.SOURCE_INDIVIDUAL, v.ASSERTION_PROPERTY, v.TARGET_INDIVIDUAL, v.TARGET_VALUE):
            target = parts.get(v.TARGET_INDIVIDUAL) or parts.get(v.TARGET_VALUE)
            source, about = parts.get(v.SOURCE_INDIVIDUAL), parts.get(v.ASSERTION_PROPERTY)
            if source and about and target:
                return [[(source, about, target)]]
        return None


def _apart(term: str) -> str:
    return f"_:conclusion{term[2:]}" if term.startswith("_:") else term


def _is_header(row: Row, ontologies: set[str]) -> bool:
    return row[0] in ontologies


def _definitions(wanted: list[Row]) -> list[Row]:
    """Return the triples that spell out what blank nodes of the conclusion are.

    A node that is spelled out by way of itself has no definition.
    """
    parts: dict[str, set[str]] = {}
    for s, p, o in wanted:
        if p in _DEFINING and s.startswith("_:"):
            parts.setdefault(s, set()).add(o)
    circular: set[str] = set()
    for node in parts:
        reached, queue = set(parts[node]), list(parts[node])
        for one in queue:
            queue.extend(parts.get(one, set()) - reached)
            reached |= parts.get(one, set())
        if node in reached:
            circular.add(node)
    nodes = parts.keys() - circular
    return [
        row
        for row in wanted
        if row[0] in nodes
        and (row[1] in _DEFINING or (row[1] == v.TYPE and row[2] in _DECLARATIONS))
    ]


def _reflexive(given: list[Row]) -> list[Row]:
    """Return that each named individual relates to itself by the reflexive properties."""
    properties = {s for s, p, o in given if p == v.TYPE and o == _REFLEXIVE}
    if not properties:
        return []
    ones = {t for row in given for t in (row[0], row[2]) if not is_literal(t)}
    named = sorted(t for t in ones if not t.startswith(v.VOCABULARY_PREFIXES))
    return [(one, p, one) for p in sorted(properties) for one in named]


def _lists(given: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    given = list(given)
    first = {s: o for s, p, o in given if p == v.FIRST}
    rest = {s: o for s, p, o in given if p == v.REST}
    found = {}
    for head in first:
        members, at, seen = [], head, set()
        while at in first and at not in seen:
            seen.add(at)
            members.append(first[at])
            at = rest.get(at, v.NIL)
        found[head] = tuple(members)
    return found


def _tautologies(given: Iterable[Row]) -> Iterator[Row]:
    """Yield what holds of the terms of any graph: eq-ref, scm-cls, scm-op and scm-dp."""
    yield (v.THING, v.TYPE, v.CLASS)
    yield (v.NOTHING, v.TYPE, v.CLASS)
    for s, p, o in given:
        for term in (s, o):
            if not is_literal(term):
                yield (term, v.SAME_AS, term)
                yield (term, v.TYPE, v.THING)
        if p == v.TYPE and o in (v.CLASS, v.RDFS_CLASS):
            yield (s, v.SUB_CLASS_OF, s)
            yield (s, v.EQUIVALENT_CLASS, s)
            yield (s, v.SUB_CLASS_OF, v.THING)
            yield (v.NOTHING, v.SUB_CLASS_OF, s)
        if p == v.TYPE and o in (v.OBJECT_PROPERTY, v.DATATYPE_PROPERTY, v.PROPERTY):
            yield (s, v.SUB_PROPERTY_OF, s)
            yield (s, v.EQUIVALENT_PROPERTY, s)


def _matches(pattern: list[Row], known: set[Row], fixed: set[str]) -> bool:
    """Tell whether some choice of terms for blank nodes not fixed makes the pattern known."""
    by_predicate: dict[str, list[Row]] = {}
    for row in sorted(known):
        by_predicate.setdefault(row[1], []).append(row)

    def place(at: int, chosen: dict[str, str]) -> bool:
        # Fixed nodes stand for themselves.
        if at == len(pattern):
            return True
        s, p, o = pattern[at]
        for row in by_predicate.get(p, ()):
            new = dict(chosen)
            if _bind(s, row[0], new) and _bind(o, row[2], new) and place(at + 1, new):
                return True
        return False

    return place(0, {node: node for node in fixed})


def _bind(want: str, have: str, chosen: dict[str, str]) -> bool:
    if want.startswith("_:"):
        return chosen.setdefault(want, have) == have
    if want == have:
        return True
    return is_literal(want) and is_literal(have) and bool(same_value(want, have))
