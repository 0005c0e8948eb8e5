"""Other engines, each closing rows; what each is known to get wrong is set aside by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import nmo_python  # type: ignore[import-untyped]
import owlrl
import rdflib
from owlrl_turbo import expand  # type: ignore[import-untyped]

from claimgraph.reason.terms import rdflib_term, rdflib_text
from reason import spec
from reason.spec import Row, iri

# Two spellings of one value: owlrl and owlrl-turbo do not follow dt-eq.
SPELLINGS = ('"01"', '"1.0"')


@dataclass(frozen=True)
class Oracle:
    """Hold an engine, and statements that it is known to get wrong, with the reason."""

    name: str
    close: Callable[[list[Row]], set[Row]]
    known_bugs: dict[str, str] = field(default_factory=dict)

    def understands(self, statement: str) -> bool:
        return not any(part in statement for part in self.known_bugs)


def _graph(rows: Iterable[Row]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for s, p, o in rows:
        graph.add((rdflib_term(s), rdflib_term(p), rdflib_term(o)))
    return graph


def _rows(graph: rdflib.Graph) -> set[Row]:
    return {(rdflib_text(s), rdflib_text(p), rdflib_text(o)) for s, p, o in graph}


def _by_owlrl(rows: list[Row]) -> set[Row]:
    graph = _graph(rows)
    owlrl.OWLRL_Semantics(graph, False, False).closure()
    return {row for row in _rows(graph) if "agent-ont" not in row[1] + row[2]}


def _by_turbo(rows: list[Row]) -> set[Row]:
    return {row for row in _rows(expand(_graph(rows))) if "agent-ont" not in row[1] + row[2]}


def _by_nemo(rows: list[Row]) -> set[Row]:
    facts = "".join(f"t({_nemo(s)}, {_nemo(p)}, {_nemo(o)}) .\n" for s, p, o in rows)
    values = {term for row in rows for term in row if term[0] == '"'}
    for one in sorted(values):
        for datatype in sorted({term for row in rows for term in row}):
            if spec.in_datatype(one, datatype):
                facts += f"t({_nemo(one)}, {spec.TYPE}, {datatype}) .\n"
        for other in sorted(values):
            if one != other and spec.values_equal(one, other):
                facts += f"t({_nemo(one)}, {spec.SAME}, {_nemo(other)}) .\n"
    engine = nmo_python.NemoEngine(nmo_python.load_string(facts + _NEMO_RULES))
    engine.reason()
    return {(_back(s), _back(p), _back(o)) for s, p, o in engine.result("t")}


_LITERALS: dict[str, str] = {}


def _nemo(term: str) -> str:
    # Nemo has values of its own for literals and blank nodes; names stand in for both.
    if term[0] == "<":
        return term
    name = f"<urn:term:{'literal' if term[0] == chr(34) else 'blank'}:{term.encode().hex()}>"
    _LITERALS[name] = term
    return name


def _back(term: str) -> str:
    return _LITERALS.get(term, term)


def _nemo_rules() -> str:
    lines = []
    for name, rule in spec.RULES.items():
        if spec.FALSE in rule.heads or name.startswith("eq-diff"):
            continue
        body = ", ".join(_atom(pattern) for pattern in rule.body)
        for head in rule.heads:
            lines.append(f"{_atom(head)} :- {body} ." if body else f"{_atom(head)} .")
    first, rest, nil = (iri(f"rdf:{name}") for name in ("first", "rest", "nil"))
    cell = f"t(?l, {first}, ?v), t(?l, {rest}, ?m)"
    last = f"t(?l, {first}, ?v), t(?l, {rest}, {nil})"
    has = f"t(?x, {spec.TYPE}, ?v)"
    lines += [
        f"whole(?l) :- {last} .",
        f"whole(?l) :- {cell}, whole(?m) .",
        f"member(?l, ?v) :- t(?l, {first}, ?v), whole(?l) .",
        f"member(?l, ?v) :- t(?l, {rest}, ?m), member(?m, ?v), whole(?l) .",
        f"walk(?l, ?x, ?y) :- {last}, t(?x, ?v, ?y) .",
        f"walk(?l, ?x, ?z) :- {cell}, t(?x, ?v, ?y), walk(?m, ?y, ?z) .",
        f"t(?x, ?q, ?y) :- t(?q, {iri('owl:propertyChainAxiom')}, ?l), walk(?l, ?x, ?y) .",
        f"all(?l, ?x) :- {last}, {has} .",
        f"all(?l, ?x) :- {cell}, {has}, all(?m, ?x) .",
        f"shared(?l, ?x, ?y) :- {last}, t(?x, ?v, ?z), t(?y, ?v, ?z) .",
        f"shared(?l, ?x, ?y) :- {cell}, t(?x, ?v, ?z), t(?y, ?v, ?z), shared(?m, ?x, ?y) .",
    ]
    type_, sub = spec.TYPE, iri("rdfs:subClassOf")
    for name, premise, conclusion in (
        ("owl:intersectionOf", "all(?l, ?x)", f"t(?x, {type_}, ?c)"),
        ("owl:intersectionOf", "member(?l, ?v)", f"t(?c, {sub}, ?v)"),
        ("owl:unionOf", "member(?l, ?v)", f"t(?v, {sub}, ?c)"),
        ("owl:oneOf", "member(?l, ?v)", f"t(?v, {type_}, ?c)"),
        (
            "owl:hasKey",
            f"shared(?l, ?x, ?y), t(?x, {type_}, ?c), t(?y, {type_}, ?c)",
            f"t(?x, {spec.SAME}, ?y)",
        ),
    ):
        lines.append(f"{conclusion} :- t(?c, {iri(name)}, ?l), {premise} .")
    return "\n".join([*lines, "@export t :- csv{} ."])


def _atom(pattern: Row) -> str:
    return "t({}, {}, {})".format(*(_nemo(t) if t[0] == '"' else t for t in pattern))


_NEMO_RULES = _nemo_rules()

ORACLES = [
    Oracle(
        "owlrl",
        _by_owlrl,
        {
            "owl:hasKey": "prp-key: the last key property is never compared (7.6.2, unsound)",
            **dict.fromkeys(SPELLINGS, "dt-eq is left out"),
        },
    ),
    Oracle("owlrl-turbo", _by_turbo, dict.fromkeys(SPELLINGS, "dt-eq is left out")),
    Oracle("nemo-python", _by_nemo),
]
