"""The OWL 2 RL/RDF rules as the specification writes them (OWL 2 Profiles, section 4.3).

An oracle that shares no code with the engines: the tables' triple patterns are read as they stand.
It checks one step of a proof, and it closes small graphs, slowly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from itertools import combinations
from typing import TypeAlias

Row: TypeAlias = tuple[str, str, str]
Binding: TypeAlias = dict[str, str]

_NAMESPACES = {
    "rdf:": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs:": "http://www.w3.org/2000/01/rdf-schema#",
    "owl:": "http://www.w3.org/2002/07/owl#",
    "xsd:": "http://www.w3.org/2001/XMLSchema#",
}
FALSE: Row = ("false", "false", "false")

# One rule a line: id: body => head(s). Rules over lists stand below, as functions.
_TABLES = """
eq-ref: ?s ?p ?o => ?s owl:sameAs ?s . ?p owl:sameAs ?p . ?o owl:sameAs ?o
eq-sym: ?x owl:sameAs ?y => ?y owl:sameAs ?x
eq-trans: ?x owl:sameAs ?y . ?y owl:sameAs ?z => ?x owl:sameAs ?z
eq-rep-s: ?s owl:sameAs ?t . ?s ?p ?o => ?t ?p ?o
eq-rep-p: ?p owl:sameAs ?q . ?s ?p ?o => ?s ?q ?o
eq-rep-o: ?o owl:sameAs ?u . ?s ?p ?o => ?s ?p ?u
eq-diff1: ?x owl:sameAs ?y . ?x owl:differentFrom ?y => false
prp-dom: ?p rdfs:domain ?c . ?x ?p ?y => ?x rdf:type ?c
prp-rng: ?p rdfs:range ?c . ?x ?p ?y => ?y rdf:type ?c
prp-fp: ?p rdf:type owl:FunctionalProperty . ?x ?p ?y . ?x ?p ?z => ?y owl:sameAs ?z
prp-ifp: ?p rdf:type owl:InverseFunctionalProperty . ?x ?p ?y . ?z ?p ?y => ?x owl:sameAs ?z
prp-irp: ?p rdf:type owl:IrreflexiveProperty . ?x ?p ?x => false
prp-symp: ?p rdf:type owl:SymmetricProperty . ?x ?p ?y => ?y ?p ?x
prp-asyp: ?p rdf:type owl:AsymmetricProperty . ?x ?p ?y . ?y ?p ?x => false
prp-trp: ?p rdf:type owl:TransitiveProperty . ?x ?p ?y . ?y ?p ?z => ?x ?p ?z
prp-spo1: ?p rdfs:subPropertyOf ?q . ?x ?p ?y => ?x ?q ?y
prp-eqp1: ?p owl:equivalentProperty ?q . ?x ?p ?y => ?x ?q ?y
prp-eqp2: ?p owl:equivalentProperty ?q . ?x ?q ?y => ?x ?p ?y
prp-pdw: ?p owl:propertyDisjointWith ?q . ?x ?p ?y . ?x ?q ?y => false
prp-inv1: ?p owl:inverseOf ?q . ?x ?p ?y => ?y ?q ?x
prp-inv2: ?p owl:inverseOf ?q . ?x ?q ?y => ?y ?p ?x
prp-npa1: ?n owl:sourceIndividual ?x . ?n owl:assertionProperty ?p . ?n owl:targetIndividual ?y . ?x ?p ?y => false
prp-npa2: ?n owl:sourceIndividual ?x . ?n owl:assertionProperty ?p . ?n owl:targetValue ?y . ?x ?p ?y => false
cls-thing: => owl:Thing rdf:type owl:Class
cls-nothing1: => owl:Nothing rdf:type owl:Class
cls-nothing2: ?x rdf:type owl:Nothing => false
cls-com: ?c owl:complementOf ?d . ?x rdf:type ?c . ?x rdf:type ?d => false
cls-svf1: ?r owl:someValuesFrom ?c . ?r owl:onProperty ?p . ?x ?p ?y . ?y rdf:type ?c => ?x rdf:type ?r
cls-svf2: ?r owl:someValuesFrom owl:Thing . ?r owl:onProperty ?p . ?x ?p ?y => ?x rdf:type ?r
cls-avf: ?r owl:allValuesFrom ?c . ?r owl:onProperty ?p . ?x rdf:type ?r . ?x ?p ?y => ?y rdf:type ?c
cls-hv1: ?r owl:hasValue ?y . ?r owl:onProperty ?p . ?x rdf:type ?r => ?x ?p ?y
cls-hv2: ?r owl:hasValue ?y . ?r owl:onProperty ?p . ?x ?p ?y => ?x rdf:type ?r
cls-maxc1: ?r owl:maxCardinality 0 . ?r owl:onProperty ?p . ?x rdf:type ?r . ?x ?p ?y => false
cls-maxc2: ?r owl:maxCardinality 1 . ?r owl:onProperty ?p . ?x rdf:type ?r . ?x ?p ?y . ?x ?p ?z => ?y owl:sameAs ?z
cls-maxqc1: ?r owl:maxQualifiedCardinality 0 . ?r owl:onProperty ?p . ?r owl:onClass ?c . ?x rdf:type ?r . ?x ?p ?y . ?y rdf:type ?c => false
cls-maxqc2: ?r owl:maxQualifiedCardinality 0 . ?r owl:onProperty ?p . ?r owl:onClass owl:Thing . ?x rdf:type ?r . ?x ?p ?y => false
cls-maxqc3: ?r owl:maxQualifiedCardinality 1 . ?r owl:onProperty ?p . ?r owl:onClass ?c . ?x rdf:type ?r . ?x ?p ?y . ?y rdf:type ?c . ?x ?p ?z . ?z rdf:type ?c => ?y owl:sameAs ?z
cls-maxqc4: ?r owl:maxQualifiedCardinality 1 . ?r owl:onProperty ?p . ?r owl:onClass owl:Thing . ?x rdf:type ?r . ?x ?p ?y . ?x ?p ?z => ?y owl:sameAs ?z
cax-sco: ?c rdfs:subClassOf ?d . ?x rdf:type ?c => ?x rdf:type ?d
cax-eqc1: ?c owl:equivalentClass ?d . ?x rdf:type ?c => ?x rdf:type ?d
cax-eqc2: ?c owl:equivalentClass ?d . ?x rdf:type ?d => ?x rdf:type ?c
cax-dw: ?c owl:disjointWith ?d . ?x rdf:type ?c . ?x rdf:type ?d => false
scm-cls: ?c rdf:type owl:Class => ?c rdfs:subClassOf ?c . ?c owl:equivalentClass ?c . ?c rdfs:subClassOf owl:Thing . owl:Nothing rdfs:subClassOf ?c
scm-sco: ?c rdfs:subClassOf ?d . ?d rdfs:subClassOf ?e => ?c rdfs:subClassOf ?e
scm-eqc1: ?c owl:equivalentClass ?d => ?c rdfs:subClassOf ?d . ?d rdfs:subClassOf ?c
scm-eqc2: ?c rdfs:subClassOf ?d . ?d rdfs:subClassOf ?c => ?c owl:equivalentClass ?d
scm-op: ?p rdf:type owl:ObjectProperty => ?p rdfs:subPropertyOf ?p . ?p owl:equivalentProperty ?p
scm-dp: ?p rdf:type owl:DatatypeProperty => ?p rdfs:subPropertyOf ?p . ?p owl:equivalentProperty ?p
scm-spo: ?p rdfs:subPropertyOf ?q . ?q rdfs:subPropertyOf ?r => ?p rdfs:subPropertyOf ?r
scm-eqp1: ?p owl:equivalentProperty ?q => ?p rdfs:subPropertyOf ?q . ?q rdfs:subPropertyOf ?p
scm-eqp2: ?p rdfs:subPropertyOf ?q . ?q rdfs:subPropertyOf ?p => ?p owl:equivalentProperty ?q
scm-dom1: ?p rdfs:domain ?c . ?c rdfs:subClassOf ?d => ?p rdfs:domain ?d
scm-dom2: ?q rdfs:domain ?c . ?p rdfs:subPropertyOf ?q => ?p rdfs:domain ?c
scm-rng1: ?p rdfs:range ?c . ?c rdfs:subClassOf ?d => ?p rdfs:range ?d
scm-rng2: ?q rdfs:range ?c . ?p rdfs:subPropertyOf ?q => ?p rdfs:range ?c
scm-hv: ?c owl:hasValue ?i . ?c owl:onProperty ?p . ?d owl:hasValue ?i . ?d owl:onProperty ?q . ?p rdfs:subPropertyOf ?q => ?c rdfs:subClassOf ?d
scm-svf1: ?c owl:someValuesFrom ?y . ?c owl:onProperty ?p . ?d owl:someValuesFrom ?z . ?d owl:onProperty ?p . ?y rdfs:subClassOf ?z => ?c rdfs:subClassOf ?d
scm-svf2: ?c owl:someValuesFrom ?y . ?c owl:onProperty ?p . ?d owl:someValuesFrom ?y . ?d owl:onProperty ?q . ?p rdfs:subPropertyOf ?q => ?c rdfs:subClassOf ?d
scm-avf1: ?c owl:allValuesFrom ?y . ?c owl:onProperty ?p . ?d owl:allValuesFrom ?z . ?d owl:onProperty ?p . ?y rdfs:subClassOf ?z => ?c rdfs:subClassOf ?d
scm-avf2: ?c owl:allValuesFrom ?y . ?c owl:onProperty ?p . ?d owl:allValuesFrom ?y . ?d owl:onProperty ?q . ?p rdfs:subPropertyOf ?q => ?d rdfs:subClassOf ?c
"""  # noqa: E501 - each rule on its line, as in the tables


def iri(name: str) -> str:
    """Return a prefixed name, a variable or a whole number as the oracle's term."""
    for prefix, namespace in _NAMESPACES.items():
        if name.startswith(prefix):
            return f"<{namespace}{name[len(prefix) :]}>"
    if name.isdigit():
        return f'"{name}"^^<{_NAMESPACES["xsd:"]}nonNegativeInteger>'
    return name


def _patterns(text: str) -> tuple[Row, ...]:
    parts = [part.split() for part in text.split(" . ") if part.strip()]
    return tuple(
        FALSE if part == ["false"] else (iri(part[0]), iri(part[1]), iri(part[2])) for part in parts
    )


@dataclass(frozen=True)
class Rule:
    body: tuple[Row, ...]
    heads: tuple[Row, ...]


def _read() -> dict[str, Rule]:
    rules = {}
    for line in _TABLES.strip().splitlines():
        name, text = line.split(":", 1)
        body, head = text.split("=>")
        rules[name] = Rule(_patterns(body.strip()), _patterns(head.strip()))
    return rules


RULES = _read()
LIST_RULES = frozenset(
    "eq-diff2 eq-diff3 prp-spo2 prp-adp prp-key cls-int1 cls-int2 cls-uni cls-oo cax-adc scm-int"
    " scm-uni".split()
)
TYPE, SAME, DIFFERENT = iri("rdf:type"), iri("owl:sameAs"), iri("owl:differentFrom")
FIRST, REST, NIL = iri("rdf:first"), iri("rdf:rest"), iri("rdf:nil")


def _match(pattern: Row, row: Row, binding: Binding) -> Binding | None:
    bound = binding
    for want, have in zip(pattern, row, strict=True):
        if want[0] == "?":
            if want not in bound:
                bound = {**bound, want: have}
            elif bound[want] != have:
                return None
        elif want != have and not (want[0] == '"' and values_equal(want, have)):
            return None
    return bound


def _fill(pattern: Row, binding: Binding) -> Row:
    s, p, o = (binding.get(term, term) for term in pattern)
    return s, p, o


# -- literals


def value_of(literal: str) -> tuple[str, object] | None:
    """Return a literal's value space and value; None where it is ill-typed or unknown."""
    if literal[0] != '"':
        return None
    lexical, _, tail = literal[1:].rpartition('"')
    if tail.startswith("@"):
        return ("lang", (lexical, tail.lower()))
    if not tail or tail == f"^^{iri('xsd:string')}":
        return ("string", lexical)
    name = tail[2:]
    if name in {iri(f"xsd:{n}") for n in ("integer", "decimal", "nonNegativeInteger", "byte")}:
        try:
            value = Decimal(lexical)
        except InvalidOperation:
            return None
        if name != iri("xsd:decimal") and ("." in lexical or value != int(value)):
            return None
        if name == iri("xsd:byte") and not -128 <= value <= 127:
            return None
        negative = name == iri("xsd:nonNegativeInteger") and value < 0
        return None if negative else ("number", Fraction(value))
    if name == iri("xsd:boolean"):
        known = {"true": True, "1": True, "false": False, "0": False}
        return ("boolean", known[lexical]) if lexical in known else None
    return None


def values_equal(one: str, other: str) -> bool:
    left, right = value_of(one), value_of(other)
    return left is not None and left == right


def values_differ(one: str, other: str) -> bool:
    left, right = value_of(one), value_of(other)
    return left is not None and right is not None and left != right


def in_datatype(literal: str, datatype: str) -> bool | None:
    """Tell whether a datatype holds a literal's value; None for what the oracle does not know."""
    known = value_of(literal)
    spaces = {
        "xsd:string": "string",
        "xsd:integer": "number",
        "xsd:decimal": "number",
        "xsd:nonNegativeInteger": "number",
        "xsd:byte": "number",
        "xsd:boolean": "boolean",
    }
    names = {iri(name): space for name, space in spaces.items()}
    if datatype not in names:
        return None
    if known is None or known[0] != names[datatype]:
        return False
    number = known[1]
    if not isinstance(number, Fraction) or datatype == iri("xsd:decimal"):
        return True
    if number != int(number):
        return False
    if datatype == iri("xsd:byte"):
        return -128 <= number <= 127
    return datatype != iri("xsd:nonNegativeInteger") or number >= 0


# -- checking one step


def check_step(rule: str, premises: Iterable[Row], conclusion: Row) -> bool:
    """Tell whether a rule of the specification concludes a row from exactly these premises."""
    rows = list(dict.fromkeys(premises))
    if rule in LIST_RULES:
        return _check_list(rule, rows, conclusion)
    if rule == "dt-eq":
        return not rows and conclusion[1] == SAME and values_equal(conclusion[0], conclusion[2])
    if rule == "dt-diff":
        return (
            not rows and conclusion[1] == DIFFERENT and values_differ(conclusion[0], conclusion[2])
        )
    if rule == "dt-type2":
        return (
            not rows and conclusion[1] == TYPE and in_datatype(conclusion[0], conclusion[2]) is True
        )
    if rule == "dt-not-type":
        return conclusion == FALSE and len(rows) == 1 and _not_typed(rows[0])
    if rule == "eq-ref":
        return conclusion[1] == SAME and conclusion[0] == conclusion[2]
    known = RULES.get(rule)
    if known is None:
        return False
    return any(
        all(
            row in {_fill(p, binding) for p in known.body} or _loosely(row, known, binding)
            for row in rows
        )
        and any(_match(head, conclusion, binding) is not None for head in known.heads)
        for binding in _bindings(known.body, rows, {})
    )


def _loosely(row: Row, rule: Rule, binding: Binding) -> bool:
    # A cardinality literal matches by value, so the filled pattern may be spelled otherwise.
    return any(_match(_fill(p, binding), row, {}) is not None for p in rule.body)


def _not_typed(row: Row) -> bool:
    if row[1] == TYPE and row[0][0] == '"':
        return in_datatype(row[0], row[2]) is False
    return row[2][0] == '"' and value_of(row[2]) is None


def _bindings(body: tuple[Row, ...], rows: list[Row], binding: Binding) -> Iterator[Binding]:
    if not body:
        yield binding
        return
    for row in rows:
        bound = _match(body[0], row, binding)
        if bound is not None:
            yield from _bindings(body[1:], rows, bound)


def _lists(rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    first = {s: o for s, p, o in rows if p == FIRST}
    rest = {s: o for s, p, o in rows if p == REST}
    lists: dict[str, tuple[str, ...]] = {NIL: ()}
    for head in first:
        members, at, seen = [], head, set()
        while at in first and at not in seen:
            seen.add(at)
            members.append(first[at])
            at = rest.get(at, "")
        if at == NIL:
            lists[head] = tuple(members)
    return lists


def _check_list(rule: str, rows: list[Row], conclusion: Row) -> bool:
    return any(
        head == conclusion and set(body) <= set(rows)
        for name, body, head in list_conclusions(Graph(rows))
        if name == rule
    )


@dataclass
class Graph:
    """Index rows for the oracle's joins."""

    rows: Iterable[Row]
    all: set[Row] = field(default_factory=set)
    by_p: dict[str, set[Row]] = field(default_factory=dict)
    by_sp: dict[tuple[str, str], set[Row]] = field(default_factory=dict)
    by_po: dict[tuple[str, str], set[Row]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in self.rows:
            self.add(row)

    def add(self, row: Row) -> None:
        s, p, o = row
        self.all.add(row)
        self.by_p.setdefault(p, set()).add(row)
        self.by_sp.setdefault((s, p), set()).add(row)
        self.by_po.setdefault((p, o), set()).add(row)

    def candidates(self, pattern: Row) -> Iterable[Row]:
        s, p, o = pattern
        if p[0] == "?":
            return list(self.all)
        if s[0] != "?":
            return list(self.by_sp.get((s, p), ()))
        if o[0] not in '?"':
            return list(self.by_po.get((p, o), ()))
        return list(self.by_p.get(p, ()))

    def objects(self, s: str, p: str) -> list[str]:
        return [row[2] for row in self.by_sp.get((s, p), ())]

    def members(self, c: str) -> list[str]:
        return [row[0] for row in self.by_po.get((TYPE, c), ())]


def list_conclusions(graph: Graph) -> Iterator[tuple[str, tuple[Row, ...], Row]]:
    """Yield (rule, its data premises, conclusion) of the rules over lists."""
    lists = _lists(graph.all)

    def pairs(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        for s, _, o in list(graph.by_p.get(iri(name), ())):
            if o in lists:
                yield s, lists[o]

    for c, members in pairs("owl:intersectionOf"):
        for m in members:
            yield "scm-int", (), (c, iri("rdfs:subClassOf"), m)
        for x in graph.members(members[0]) if members else ():
            body = tuple((x, TYPE, m) for m in members)
            if all(row in graph.all for row in body):
                yield "cls-int1", body, (x, TYPE, c)
        for x in graph.members(c):
            for m in members:
                yield "cls-int2", ((x, TYPE, c),), (x, TYPE, m)
    for c, members in pairs("owl:unionOf"):
        for m in members:
            yield "scm-uni", (), (m, iri("rdfs:subClassOf"), c)
            for x in graph.members(m):
                yield "cls-uni", ((x, TYPE, m),), (x, TYPE, c)
    for c, members in pairs("owl:oneOf"):
        for m in members:
            yield "cls-oo", (), (m, TYPE, c)
    for p, members in pairs("owl:propertyChainAxiom"):
        for walk in _walks(graph, members):
            yield "prp-spo2", walk, (walk[0][0], p, walk[-1][2])
    for c, members in pairs("owl:hasKey"):
        yield from _keyed(graph, c, members)
    for kind, name, rule in (
        ("owl:AllDifferent", "owl:members", "eq-diff2"),
        ("owl:AllDifferent", "owl:distinctMembers", "eq-diff3"),
    ):
        for n, members in pairs(name):
            if (n, TYPE, iri(kind)) in graph.all:
                for x, y in combinations(members, 2):
                    if (x, SAME, y) in graph.all:
                        yield rule, ((x, SAME, y),), FALSE
    for n, members in pairs("owl:members"):
        for one, other in combinations(members, 2):
            if (n, TYPE, iri("owl:AllDisjointClasses")) in graph.all:
                for x in graph.members(one):
                    if (x, TYPE, other) in graph.all:
                        yield "cax-adc", ((x, TYPE, one), (x, TYPE, other)), FALSE
            if (n, TYPE, iri("owl:AllDisjointProperties")) in graph.all:
                for x, _, y in list(graph.by_p.get(one, ())):
                    if (x, other, y) in graph.all:
                        yield "prp-adp", ((x, one, y), (x, other, y)), FALSE


def _walks(graph: Graph, members: tuple[str, ...]) -> Iterator[tuple[Row, ...]]:
    if not members:
        return
    walks: list[tuple[Row, ...]] = [(row,) for row in graph.by_p.get(members[0], ())]
    for p in members[1:]:
        walks = [(*walk, row) for walk in walks for row in graph.by_sp.get((walk[-1][2], p), ())]
    yield from walks


def _keyed(
    graph: Graph, c: str, keys: tuple[str, ...]
) -> Iterator[tuple[str, tuple[Row, ...], Row]]:
    if not keys:
        return
    for x in graph.members(c):
        for y in graph.members(c):
            body: list[Row] = [(x, TYPE, c), (y, TYPE, c)]
            for p in keys:
                shared = sorted(set(graph.objects(x, p)) & set(graph.objects(y, p)))
                if not shared:
                    break
                body += [(x, p, shared[0]), (y, p, shared[0])]
            else:
                yield "prp-key", tuple(body), (x, SAME, y)


# -- closing a graph


def close(rows: Iterable[Row]) -> tuple[set[Row], set[str]]:
    """Return all that follows from a small graph, and the ids of the rules that find it false."""
    graph = Graph(())
    given = list(rows)
    agenda: list[Row] = [*given, *_axioms(given)]
    seen = set(agenda)
    derive = [rule for rule in RULES.values() if FALSE not in rule.heads and rule.body]
    while agenda:
        while agenda:
            row = agenda.pop()
            graph.add(row)
            for rule in derive:
                for new in _joined(graph, rule, row):
                    if new not in seen and new[1][0] == "<":
                        seen.add(new)
                        agenda.append(new)
        for _, _, head in list(list_conclusions(graph)):
            if head != FALSE and head not in seen:
                seen.add(head)
                agenda.append(head)
    return graph.all, _falsified(graph)


def _axioms(rows: list[Row]) -> Iterator[Row]:
    for rule in RULES.values():
        if not rule.body:
            yield from rule.heads
    literals = sorted({term for row in rows for term in row if term[0] == '"'})
    terms = {term for row in rows for term in row}
    for literal in literals:
        for datatype in sorted(terms):
            if in_datatype(literal, datatype):
                yield (literal, TYPE, datatype)
    for one in literals:
        for other in literals:
            if one != other and values_equal(one, other):
                yield (one, SAME, other)


def _joined(graph: Graph, rule: Rule, row: Row) -> Iterator[Row]:
    for place, pattern in enumerate(rule.body):
        bound = _match(pattern, row, {})
        if bound is not None:
            rest = rule.body[:place] + rule.body[place + 1 :]
            for binding in _solve(graph, rest, bound):
                for head in rule.heads:
                    yield _fill(head, binding)


def _solve(graph: Graph, body: tuple[Row, ...], binding: Binding) -> Iterator[Binding]:
    if not body:
        yield binding
        return
    # The pattern with the most known terms first.
    best = min(range(len(body)), key=lambda i: sum(t[0] == "?" for t in _fill(body[i], binding)))
    pattern = _fill(body[best], binding)
    for row in graph.candidates(pattern):
        bound = _match(pattern, row, binding)
        if bound is not None:
            yield from _solve(graph, body[:best] + body[best + 1 :], bound)


def _falsified(graph: Graph) -> set[str]:
    found = {rule for rule, _, head in list_conclusions(graph) if head == FALSE}
    for name, rule in RULES.items():
        if FALSE in rule.heads and next(_solve(graph, rule.body, {}), None) is not None:
            found.add(name)
    for s, p, o in graph.all:
        if p == SAME and s[0] == o[0] == '"' and values_differ(s, o):
            found.add("eq-diff1")
        if (p == TYPE and s[0] == '"' and _not_typed((s, p, o))) or (
            o[0] == '"' and value_of(o) is None and _known_datatype(o)
        ):
            found.add("dt-not-type")
    return found


def _known_datatype(literal: str) -> bool:
    datatype = literal.rpartition("^^")[2]
    return in_datatype(literal, datatype) is not None
