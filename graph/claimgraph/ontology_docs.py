"""Write the ontology's documentation as one HTML file that works offline, made by pyLODE.

pyLODE shows properties of its own choice, so the graph is put into its terms first: wording,
inverses, chains, class expressions and the like become notes. It shows them in the order of its
graph, and the members of an expression in an order that changes from run to run, so the graph is
sorted and left without blank nodes.
"""

from __future__ import annotations

import html
import logging
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rdflib import DCTERMS, OWL, RDF, RDFS, SDO, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from claimgraph.errors import OntologyError
from claimgraph.model import ONTOLOGY
from claimgraph.ontology import load_graph

CG = Namespace(ONTOLOGY)

# No script and no request: a definition may hold HTML, which pyLODE hands on as it is.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

_FLAGS = {
    OWL.SymmetricProperty: "Symmetric.",
    OWL.TransitiveProperty: "Transitive.",
    OWL.InverseFunctionalProperty: "Inverse functional: two subjects with one object are the same.",
}


def write_documentation(
    path: Path, *, folder: Path | None = None, relations: Path | None = None
) -> None:
    """Write the documentation of an ontology, the shipped one by default, to an HTML file.

    The same ontology gives the same bytes. The file holds no script and asks for nothing on the
    network when it is opened.

    :raises OntologyError: where the ontology cannot be read, or pyLODE cannot work where it is
        installed
    """
    path.write_text(make_documentation(folder=folder, relations=relations), encoding="utf-8")


def make_documentation(*, folder: Path | None = None, relations: Path | None = None) -> str:
    """Return the documentation as HTML: see :func:`write_documentation`.

    :raises OntologyError: as :func:`write_documentation`
    """
    graph = _in_terms_of_pylode(load_graph(folder, relations=relations, alignments=True))
    try:
        with _quietly():
            # Imported here, since it sets up logging for the whole process and is slow.
            from pylode import OntPub

            page: str = OntPub(graph, sort_subjects=True).make_html()
    except PermissionError as error:
        raise OntologyError(
            f"documentation: pyLODE keeps a cache where it is installed, which fails "
            f"({error.strerror}); expected to be able to write there once"
        ) from error
    return _closed(page)


def _closed(page: str) -> str:
    """Return the page without its script and under a policy that allows none."""
    page = re.sub(r"<script\b.*?</script>\s*", "", page, flags=re.DOTALL)
    page = page.replace(' title="None. Defined in None"', "")
    policy = f'<meta http-equiv="Content-Security-Policy" content="{html.escape(POLICY)}">'
    head, found, rest = page.partition("<head>")
    if not found:
        raise OntologyError("documentation: pyLODE wrote no <head>; expected HTML")
    wrapping = "<style>pre, pre code { white-space: pre-wrap }</style>"
    return f"{head}{found}\n    {policy}{rest}".replace("</head>", f"  {wrapping}\n  </head>", 1)


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep pyLODE from setting up the process's logging and from warning of its open files."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    root.addHandler(logging.NullHandler())  # with a handler there, basicConfig does nothing
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            yield
    finally:
        root.setLevel(level)
        root.handlers[:] = handlers


def _in_terms_of_pylode(graph: Graph) -> Graph:
    _keep_one_header(graph)
    for subject in set(graph.subjects(RDF.type)):
        foreign = (subject, RDFS.label, None) not in graph
        if isinstance(subject, URIRef) and foreign and not _is_header(graph, subject):
            graph.remove((subject, RDF.type, None))
    # A concept scheme would be taken for the document's own subject.
    graph.remove((None, RDF.type, SKOS.ConceptScheme))
    for ours, theirs in (
        (CG.domainIncludes, SDO.domainIncludes),
        (CG.rangeIncludes, SDO.rangeIncludes),
    ):
        for subject, value in list(graph.subject_objects(ours)):
            graph.add((subject, theirs, value))
    for subject, value in list(graph.subject_objects(CG.example)):
        # What follows the bars says which words are the two sides: of use to the tests only.
        graph.add((subject, SKOS.example, Literal(str(value).partition(" || ")[0], lang="en")))
    for subject, note in list(_notes(graph)):
        graph.add((subject, SKOS.note, Literal(note, lang="en")))
    ordered = Graph(bind_namespaces="none")
    for triple in sorted(triple for triple in graph if not _nameless(triple)):
        ordered.add(triple)
    for prefix, namespace in sorted(graph.namespaces()):
        ordered.bind(prefix, namespace, replace=True)
    return ordered


def _nameless(triple: Iterable[Node]) -> bool:
    return any(isinstance(term, BNode) for term in triple)


def _is_header(graph: Graph, subject: Node) -> bool:
    return (subject, RDF.type, OWL.Ontology) in graph


def _keep_one_header(graph: Graph) -> None:
    """Leave the header of the folder's own ontology, with one title."""
    shipped = URIRef(ONTOLOGY.rstrip("#"))
    headers = set(graph.subjects(RDF.type, OWL.Ontology))
    if len(headers) > 1:
        graph.remove((shipped, None, None))
    for header in graph.subjects(RDF.type, OWL.Ontology):
        if (header, DCTERMS.title, None) in graph:
            graph.remove((header, RDFS.label, None))


def _notes(graph: Graph) -> Iterator[tuple[Node, str]]:
    for subject, inverse in graph.subject_objects(OWL.inverseOf):
        yield subject, f"Inverse: {_label(graph, inverse)}."
        yield inverse, f"Inverse: {_label(graph, subject)}."
    for kind, text in _FLAGS.items():
        for subject in graph.subjects(RDF.type, kind):
            yield subject, text
    for subject, opposite in graph.subject_objects(CG.opposite):
        yield subject, f"Opposite: {_label(graph, opposite)}."
    for subject, head in graph.subject_objects(OWL.propertyChainAxiom):
        links = (_label(graph, link) for link in Collection(graph, head))
        yield subject, f"Follows from: {', then '.join(links)}."
    for subject, whole in graph.subject_objects(OWL.equivalentClass):
        yield subject, f"The same as: {_label(graph, whole)}."
    for part, subject in graph.subject_objects(RDFS.subClassOf):
        if isinstance(part, BNode):
            yield subject, f"Follows from: {_label(graph, part)}."
    for axiom in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        members = _members(graph, axiom, OWL.members)
        for subject in members:
            others = sorted(_label(graph, one) for one in members if one != subject)
            yield subject, f"Excludes: {', '.join(others)}."
    for subject, sentence in graph.subject_objects(CG.counterExample):
        yield subject, f"Not meant: {sentence}"
    for subject in set(graph.subjects(CG.wording)):
        frames = sorted(
            line.strip()
            for wording in graph.objects(subject, CG.wording)
            for line in str(wording).splitlines()
            if line.strip()
        )
        # Four spaces make a block of code: one frame a line.
        yield subject, "Wording:\n\n" + "\n".join(f"    {frame}" for frame in frames)


def _members(graph: Graph, node: Node, predicate: Node) -> list[Node]:
    return [one for head in graph.objects(node, predicate) for one in Collection(graph, head)]


def _label(graph: Graph, node: Node) -> str:
    """Return a term's label, or a class expression in words."""
    if (node, OWL.intersectionOf, None) in graph:
        members = _members(graph, node, OWL.intersectionOf)
        return " and ".join(_label(graph, one) for one in members)
    if (node, OWL.onProperty, None) in graph:
        relation = _label(graph, graph.value(node, OWL.onProperty) or node)
        some = graph.value(node, OWL.someValuesFrom)
        value = graph.value(node, OWL.hasValue)
        if some == OWL.Thing:
            return f"{relation} something"
        if some is not None:
            return f"{relation} some {_label(graph, some)}"
        if value is not None:
            return f"{relation} {_label(graph, value)}"
    return str(graph.value(node, RDFS.label) or node)
