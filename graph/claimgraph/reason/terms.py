"""Terms as N-Triples text, and their exchange forms in rdflib, pyoxigraph and the model.

Inside this package a term is its N-Triples text: ``<iri>``, ``_:label`` or ``"literal"…``. In
:class:`claimgraph.model.Triple` an IRI stands without its angle brackets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import pyoxigraph as ox
import rdflib

from claimgraph.errors import ReasonError
from claimgraph.model import Triple

Row: TypeAlias = tuple[str, str, str]
AnyTriple: TypeAlias = (
    Triple | ox.Triple | ox.Quad | tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node] | Row
)


def bare(term: str) -> str:
    """Return an internal term in the model's form.

    >>> bare("<http://a/b>"), bare("_:x"), bare('"v"')
    ('http://a/b', '_:x', '"v"')
    """
    return term[1:-1] if term[0] == "<" else term


def bracketed(term: str) -> str:
    """Return a term of the model in its internal form.

    >>> bracketed("http://a/b"), bracketed("_:x"), bracketed('"v"@en')
    ('<http://a/b>', '_:x', '"v"@en')
    """
    return term if term[:1] in ("<", '"') or term[:2] == "_:" else f"<{term}>"


def is_literal(term: str) -> bool:
    """Tell whether an internal term is a literal."""
    return term[0] == '"'


def row_of(triple: Triple) -> Row:
    """Return a model triple in internal form."""
    return bracketed(triple.subject), bracketed(triple.predicate), bracketed(triple.object)


def triple_of(row: Row) -> Triple:
    """Return an internal row as a model triple."""
    return Triple(bare(row[0]), bare(row[1]), bare(row[2]))


def rdflib_text(term: rdflib.term.Node) -> str:
    """Return an rdflib term in internal form, spelled as pyoxigraph spells it.

    :raises ReasonError: where the term is no IRI, blank node or literal
    """
    if isinstance(term, rdflib.URIRef):
        return f"<{term}>"
    if isinstance(term, rdflib.BNode):
        return f"_:{term}"
    if isinstance(term, rdflib.Literal):
        if term.language:
            return str(ox.Literal(str(term), language=term.language))
        if term.datatype:
            return str(ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype))))
        return str(ox.Literal(str(term)))
    raise ReasonError(f"{term!r}: found {type(term).__name__}, expected an IRI, node or literal")


def rdflib_term(term: str) -> rdflib.URIRef | rdflib.BNode | rdflib.Literal:
    """Return an internal term as rdflib's, its lexical form kept."""
    if term[0] == "<":
        return rdflib.URIRef(term[1:-1])
    if term[0] == "_":
        return rdflib.BNode(term[2:])
    literal = oxigraph_literal(term)
    if literal.language:
        return rdflib.Literal(literal.value, lang=literal.language)
    datatype = rdflib.URIRef(literal.datatype.value)
    if datatype == rdflib.XSD.string:
        return rdflib.Literal(literal.value)
    return rdflib.Literal(literal.value, datatype=datatype, normalize=False)


def oxigraph_literal(term: str) -> ox.Literal:
    """Parse a literal's N-Triples text.

    :raises ReasonError: where the text is no literal
    """
    line = f"<urn:s> <urn:p> {term} ."
    try:
        quad = next(ox.parse(line.encode(), ox.RdfFormat.N_TRIPLES))
    except (SyntaxError, StopIteration) as error:
        raise ReasonError(f"{term}: expected a literal in N-Triples form ({error})") from error
    if not isinstance(quad.object, ox.Literal):
        raise ReasonError(f"{term}: found {type(quad.object).__name__}, expected a literal")
    return quad.object


def rows(triples: Iterable[AnyTriple]) -> Iterator[Row]:
    """Yield triples of any of the accepted kinds in internal form.

    Accepts an rdflib Graph, a pyoxigraph Store or Dataset, and iterables of rdflib tuples,
    pyoxigraph triples or quads (the graph name is not looked at), model triples, and tuples of
    N-Triples texts.

    :raises ReasonError: where an item is none of these
    """
    for one in triples:
        if isinstance(one, Triple):
            yield row_of(one)
        elif isinstance(one, ox.Triple | ox.Quad):
            yield str(one.subject), str(one.predicate), str(one.object)
        elif isinstance(one, tuple) and len(one) in (3, 4):
            s, p, o = one[:3]
            if isinstance(s, rdflib.term.Node):
                yield rdflib_text(s), rdflib_text(p), rdflib_text(o)  # type: ignore[arg-type]
            else:
                yield str(s), str(p), str(o)
        else:
            raise ReasonError(f"{one!r}: found {type(one).__name__}, expected a triple")


def numbered_blanks(quads: Iterable[ox.Quad], prefix: str) -> Iterator[ox.Triple]:
    """Yield triples with blank nodes named by order of appearance: parsers name them at random."""
    names: dict[ox.BlankNode, ox.BlankNode] = {}

    def name(node: ox.BlankNode) -> ox.BlankNode:
        return names.setdefault(node, ox.BlankNode(f"{prefix}{len(names)}"))

    for quad in quads:
        subject, obj = quad.subject, quad.object
        if isinstance(subject, ox.BlankNode) or isinstance(obj, ox.BlankNode):
            yield ox.Triple(
                name(subject) if isinstance(subject, ox.BlankNode) else subject,
                quad.predicate,
                name(obj) if isinstance(obj, ox.BlankNode) else obj,
            )
        else:
            yield quad.triple


def parse_turtle(turtle: str) -> list[Row]:
    """Return the triples of a Turtle text; blank nodes are named by order of appearance.

    :raises ReasonError: with the line, where the text is no Turtle
    """
    try:
        parsed = numbered_blanks(ox.parse(turtle.encode(), ox.RdfFormat.TURTLE), "ontology")
        return [(str(t.subject), str(t.predicate), str(t.object)) for t in parsed]
    except SyntaxError as error:
        raise ReasonError(f"ontology: expected Turtle, {error}") from error
