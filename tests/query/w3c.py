"""Read the W3C's SPARQL test cases, and tell whether an engine passes one."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlparse

import pyoxigraph as ox
import rdflib
from rdflib import RDF, RDFS, Namespace, URIRef
from rdflib.collection import Collection

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
XSD = "http://www.w3.org/2001/XMLSchema#"
LEFT_OUT = {
    "entailment", "service", "protocol", "service-description", "http-rdf-update",
    "graph-store-protocol",
}  # fmt: skip
KINDS = {
    "QueryEvaluationTest", "CSVResultFormatTest", "UpdateEvaluationTest",
    "PositiveSyntaxTest", "PositiveSyntaxTest11", "NegativeSyntaxTest", "NegativeSyntaxTest11",
    "PositiveUpdateSyntaxTest11", "NegativeUpdateSyntaxTest11", "PositiveUpdateSyntaxTest",
    "NegativeUpdateSyntaxTest",
}  # fmt: skip

NUMBERS = ("double", "float", "decimal", "integer", "int", "long", "short", "byte")

Rows = list[tuple[str | None, ...]]
Run = Callable[[ox.Store, str, str], Any]


@dataclass(frozen=True)
class Case:
    name: str
    category: str
    kind: str
    query: str
    data: list[str] = field(default_factory=list)
    graphs: list[tuple[str, str]] = field(default_factory=list)  # name, file
    result: str | None = None
    result_data: list[str] = field(default_factory=list)
    result_graphs: list[tuple[str, str]] = field(default_factory=list)
    lax: bool = False

    @property
    def is_update(self) -> bool:
        return "Update" in self.kind

    @property
    def is_evaluation(self) -> bool:
        return self.kind in ("QueryEvaluationTest", "CSVResultFormatTest")

    def text(self) -> str:
        return file_of(self.query).read_text(encoding="utf-8")


def file_of(uri: str) -> Path:
    return Path(unquote(urlparse(uri).path))


def cases(manifest: Path, seen: set[Path] | None = None) -> Iterator[Case]:
    """Yield the cases of a manifest and of those that it includes."""
    seen = set() if seen is None else seen
    if manifest in seen or not manifest.exists():
        return
    seen.add(manifest)
    graph = rdflib.Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
    for listed in graph.objects(None, MF.include):
        for one in Collection(graph, listed):
            yield from cases(file_of(str(one)), seen)
    for listed in graph.objects(None, MF.entries):
        for one in Collection(graph, listed):
            case = read_case(graph, one, manifest.parent.name)
            if case is not None:
                yield case


def read_case(graph: rdflib.Graph, test: Any, category: str) -> Case | None:
    kinds = {str(kind).split("#")[-1] for kind in graph.objects(test, RDF.type)} & KINDS
    action, result = graph.value(test, MF.action), graph.value(test, MF.result)
    if not kinds or category in LEFT_OUT or action is None:
        return None
    if isinstance(action, URIRef):
        query, data, graphs = str(action), [], []
    else:
        if list(graph.objects(action, QT.serviceData)) or list(
            graph.objects(action, SD.entailmentRegime)
        ):
            return None
        query = str(graph.value(action, QT.query) or graph.value(action, UT.request))
        data = [str(x) for x in (*graph.objects(action, QT.data), *graph.objects(action, UT.data))]
        graphs = [(str(x), str(x)) for x in graph.objects(action, QT.graphData)]
        graphs += labelled(graph, action)
    plain = isinstance(result, URIRef) or result is None
    return Case(
        name=str(graph.value(test, MF.name)),
        category=category,
        kind=kinds.pop(),
        query=query,
        data=data,
        graphs=graphs,
        result=str(result) if isinstance(result, URIRef) else None,
        result_data=[]
        if plain or result is None
        else [str(x) for x in graph.objects(result, UT.data)],
        result_graphs=[] if plain or result is None else labelled(graph, result),
        lax=str(graph.value(test, MF.resultCardinality)).endswith("LaxCardinality"),
    )


def labelled(graph: rdflib.Graph, node: Any) -> list[tuple[str, str]]:
    return [
        (str(graph.value(one, RDFS.label)), str(graph.value(one, UT.graph)))
        for one in graph.objects(node, UT.graphData)
    ]


def load(case: Case) -> ox.Store:
    store = ox.Store()
    for uri in case.data:
        for quad in ox.parse(path=str(file_of(uri)), base_iri=uri):
            store.add(quad)
    for name, uri in case.graphs:
        for quad in ox.parse(path=str(file_of(uri)), base_iri=uri):
            store.add(ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(name)))
    if not case.data and not case.graphs:
        for name in named_in_from(case.text()):
            uri = urljoin(case.query, name)
            for quad in ox.parse(path=str(file_of(uri)), base_iri=uri):
                store.add(ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(uri)))
    return store


def named_in_from(text: str) -> list[str]:
    import re

    return re.findall(r"FROM\s+(?:NAMED\s+)?<([^>]+)>", text, re.IGNORECASE)


def passes(case: Case, run: Run) -> bool:
    """Tell whether running a case's query or update gives what the W3C expects."""
    if "Syntax" in case.kind:
        negative = case.kind.startswith("Negative")
        return parses(case, run) is not negative
    store = load(case)
    if case.is_update:
        store.update(case.text(), base_iri=case.query)
        expected = ox.Store()
        changed = Case("", "", "", "", case.result_data, case.result_graphs)
        if case.result_data or case.result_graphs:
            expected = load(changed)
        return same(quads(store), quads(expected))
    return matches(case, run(store, case.text(), case.query))


def parses(case: Case, run: Run) -> bool:
    store = ox.Store()
    try:
        if case.is_update:
            store.update(case.text(), base_iri=case.query)
        else:
            run(store, case.text(), case.query)
    except (SyntaxError, ValueError):
        return False
    except (OSError, RuntimeError):
        return True  # it parses, and then what it would load is not there
    return True


def quads(store: ox.Store) -> Rows:
    return [
        tuple(canonical(x) for x in (q.subject, q.predicate, q.object, q.graph_name)) for q in store
    ]


def matches(case: Case, found: Any) -> bool:
    assert case.result is not None
    path = file_of(case.result)
    if path.suffix == ".csv":
        return matches_csv(path, found)
    if path.suffix in (".srx", ".srj", ".tsv"):
        expected: Any = ox.parse_query_results(path=str(path))
        if isinstance(expected, ox.QueryBoolean):
            return bool(found) == bool(expected)
        return same_tables(table(expected), table(found), lax=case.lax)
    triples = list(ox.parse(path=str(path), base_iri=path.as_uri()))
    if any(t.object == ox.NamedNode(RS + "ResultSet") for t in triples):
        return matches_result_set(triples, found, lax=case.lax)
    ends = [(canonical(t.subject), canonical(t.predicate), canonical(t.object)) for t in triples]
    made = {(canonical(t.subject), canonical(t.predicate), canonical(t.object)) for t in found}
    return same(list(made), list(dict.fromkeys(ends)))


def table(found: Any) -> tuple[list[str], Rows]:
    names = sorted(one.value for one in found.variables)
    return names, [tuple(canonical(row[name]) for name in names) for row in found]


def same_tables(
    expected: tuple[list[str], Rows], found: tuple[list[str], Rows], *, lax: bool = False
) -> bool:
    if lax:
        return expected[0] == found[0] and set(expected[1]) == set(found[1])
    return expected[0] == found[0] and same(expected[1], found[1])


def matches_csv(path: Path, found: Any) -> bool:
    with path.open(newline="", encoding="utf-8") as file:
        head, *lines = list(csv.reader(file))
    names, rows = table(found)
    order = [names.index(name) for name in head]

    def plain(term: str | None) -> str:
        if term is None:
            return ""
        if term.startswith("_:"):
            return "_:"
        value = term[1:].rpartition('"')[0] if term.startswith('"') else term.strip("<>")
        return number(value)

    def number(value: str) -> str:
        try:
            return f"{float(value):g}"
        except ValueError:
            return value

    wanted = Counter(
        tuple("_:" if one.startswith("_:") else number(one) for one in line) for line in lines
    )
    return wanted == Counter(tuple(plain(row[place]) for place in order) for row in rows)


def matches_result_set(triples: list[Any], found: Any, *, lax: bool) -> bool:
    about: dict[Any, dict[str, list[Any]]] = {}
    for one in triples:
        about.setdefault(one.subject, {}).setdefault(one.predicate.value, []).append(one.object)
    kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    (top,) = [v for v in about.values() if ox.NamedNode(RS + "ResultSet") in v.get(kind, [])]
    if RS + "boolean" in top:
        return bool(bool(found) == (top[RS + "boolean"][0].value == "true"))
    names = sorted(one.value for one in top.get(RS + "resultVariable", []))
    rows: Rows = []
    for solution in top.get(RS + "solution", []):
        bound = {
            about[one][RS + "variable"][0].value: canonical(about[one][RS + "value"][0])
            for one in about.get(solution, {}).get(RS + "binding", [])
        }
        rows.append(tuple(bound.get(name) for name in names))
    return same_tables((names, rows), table(found), lax=lax)


def canonical(term: Any) -> str | None:
    """Return a term as text, numbers by their value: the engine folds forms and integer types."""
    if term is None:
        return None
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    if not isinstance(term, ox.Literal) or not term.datatype.value.startswith(XSD):
        return str(term)
    kind = term.datatype.value.removeprefix(XSD)
    if kind in ("double", "float", "decimal", "integer") or kind.endswith(
        ("nteger", "Int", "Byte")
    ):
        try:
            value = float(term.value)
        except ValueError:
            return str(term)
        family = kind if kind in ("double", "float", "decimal") else "integer"
        return f'"{value:.12g}"^^{family}'
    if kind in ("int", "long", "short", "byte"):
        return f'"{float(term.value):.12g}"^^integer'
    if kind == "boolean":
        return f'"{term.value in ("1", "true")}"^^boolean'
    if kind == "dateTime":
        return f'"{term.value.replace("+00:00", "Z").replace(".000", "")}"^^dateTime'
    if kind == "dayTimeDuration":
        return f'"{term.value.replace("P0D", "PT0S")}"^^dayTimeDuration'
    return str(term)


def same(one: Rows, other: Rows) -> bool:
    """Tell whether two bags of rows are equal up to the names of blank nodes."""
    if len(one) != len(other):
        return False
    if not any(is_blank(term) for row in (*one, *other) for term in row):
        return Counter(one) == Counter(other)
    return pair(sorted(one, key=blanks), list(other), {}, set())


def is_blank(term: str | None) -> bool:
    return term is not None and term.startswith("_:")


def blanks(row: tuple[str | None, ...]) -> int:
    return sum(is_blank(term) for term in row)


def pair(one: Rows, other: Rows, names: dict[str, str], used: set[str]) -> bool:
    if not one:
        return True
    first, *rest = one
    for place, row in enumerate(other):
        fitted = fit(first, row, names, used)
        if fitted is not None and pair(rest, other[:place] + other[place + 1 :], *fitted):
            return True
    return False


def fit(
    one: tuple[str | None, ...],
    other: tuple[str | None, ...],
    names: dict[str, str],
    used: set[str],
) -> tuple[dict[str, str], set[str]] | None:
    names, used = dict(names), set(used)
    for left, right in zip(one, other, strict=True):
        if left is None or right is None or not is_blank(left):
            if left != right:
                return None
        elif left in names:
            if names[left] != right:
                return None
        elif not is_blank(right) or right in used:
            return None
        else:
            names[left] = right
            used.add(right)
    return names, used
