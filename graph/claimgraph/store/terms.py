"""Name the RDF terms of the claim model, and write values in their canonical lexical forms.

The model is design section 4 in RDF 1.1: no blank nodes, no collections. Stores rewrite
non-canonical numbers (0.90 becomes 0.9), so only canonical ones are made here.
"""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import Decimal
from functools import cache
from urllib.parse import quote, unquote

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse
from pyoxigraph import Triple as RdfTriple

from claimgraph.errors import StoreError
from claimgraph.model import ONTOLOGY, Quantity, content_hash

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"
VOID = "http://rdfs.org/ns/void#"
XSD = "http://www.w3.org/2001/XMLSchema#"

Term = NamedNode | Literal | BlankNode | RdfTriple

GRAPHS = ("asserted", "claims", "inferred", "ontology")

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")
_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_DATES = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "date", ""),
    (re.compile(r"\d{4}-\d{2}"), "gYearMonth", "-01"),
    (re.compile(r"\d{4}"), "gYear", "-01-01"),
)
_DECIMAL_DIGITS = 18  # what stores keep after the point of an xsd:decimal
_DECIMAL_LIMIT = 1e18
_GENID = "urn:claimgraph:genid:"


@cache
def cg(local: str) -> NamedNode:
    """Return a term of the ontology.

    :raises StoreError: where the name cannot be the local part of an IRI
    """
    if not _LOCAL.fullmatch(local):
        raise StoreError(f"{local!r}: expected the local name of an ontology term")
    return NamedNode(ONTOLOGY + local)


def node(iri: str) -> NamedNode:
    """Return an IRI as a term.

    :raises StoreError: where it is not an absolute IRI
    """
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise StoreError(f"{iri!r}: expected an absolute IRI ({error})") from error


def graph_name(base: str, name: str) -> NamedNode:
    """Return the IRI of one of the four named graphs under a base."""
    return node(f"{base}graph/{name}")


def text(value: str, language: str | None = None) -> Literal:
    """Return a plain literal, or one with a language tag where the tag is well formed.

    :raises StoreError: where the text holds half a surrogate pair, which RDF cannot carry
    """
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise StoreError(
            f"{value[:40]!r}: half a surrogate pair at {error.start}; expected Unicode text"
        ) from error
    tag = (language or "").lower()
    return Literal(value, language=tag) if _LANGUAGE.fullmatch(tag) else Literal(value)


def address(value: str) -> Literal:
    """Return a web address as an xsd:anyURI literal, for nothing here is to dereference it."""
    return Literal(text(value).value, datatype=NamedNode(XSD + "anyURI"))


def integer(value: int) -> Literal:
    """Return an xsd:integer."""
    return Literal(str(value), datatype=NamedNode(XSD + "integer"))


def boolean(value: bool) -> Literal:
    """Return an xsd:boolean."""
    return Literal("true" if value else "false", datatype=NamedNode(XSD + "boolean"))


def number(value: float) -> Literal:
    """Return an xsd:decimal, or an xsd:double for what a decimal of a store cannot hold.

    >>> number(0.90).value, number(24000).value, number(1e300).value, number(-0.0).value
    ('0.9', '24000', '1.0E300', '0')
    """
    if math.isfinite(value) and abs(value) < _DECIMAL_LIMIT:
        exact = Decimal(repr(float(value)))
        exponent = exact.as_tuple().exponent
        if isinstance(exponent, int) and -exponent <= _DECIMAL_DIGITS:
            written = f"{exact:f}"
            if "." in written:
                written = written.rstrip("0").rstrip(".")
            return Literal("0" if written == "-0" else written, datatype=NamedNode(XSD + "decimal"))
    return Literal(_double(value), datatype=NamedNode(XSD + "double"))


def _double(value: float) -> str:
    """Return the canonical form of an xsd:double (XML Schema 1.1 part 2, section 3.3.5).

    >>> _double(1e-300), _double(float("-inf")), _double(1.25e25)
    ('1.0E-300', '-INF', '1.25E25')
    """
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "INF" if value > 0 else "-INF"
    digits, _, exponent = f"{Decimal(repr(float(value))).normalize():E}".partition("E")
    return f"{digits if '.' in digits else digits + '.0'}E{int(exponent)}"


def moment(value: str) -> Literal:
    """Return a date, month or year in its XSD type; anything else as the words it is.

    >>> [moment(x).datatype.value.rpartition("#")[2] for x in ("2025-06-01", "2025-06", "2025")]
    ['date', 'gYearMonth', 'gYear']
    >>> moment("June 2025").datatype.value.rpartition("#")[2]
    'string'
    """
    for pattern, kind, rest in _DATES:
        if pattern.fullmatch(value) and _is_date(value + rest):
            return Literal(value, datatype=NamedNode(XSD + kind))
    return text(value)


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def quantity_iri(base: str, quantity: Quantity) -> str:
    """Return the IRI of a quantity: a hash of all it says.

    >>> quantity_iri("x:", Quantity(5)) == quantity_iri("x:", Quantity(5.0))
    True
    """
    high = None if quantity.high is None else number(quantity.high).value
    words = (quantity.unit, quantity.counted, quantity.as_of, quantity.scope)
    # repr keeps an empty word apart from a missing one
    identity = content_hash(number(quantity.value).value, high, quantity.bound.value, repr(words))
    return f"{base}quantity-{identity}"


def camel(words: str) -> str:
    """Return words as the local name of a term.

    >>> camel("incompatible figures")
    'incompatibleFigures'
    """
    first, *rest = words.split()
    return first + "".join(word.capitalize() for word in rest)


def parse_term(written: str) -> NamedNode | Literal:
    """Return the term that a written end of a triple stands for.

    It is an IRI, a blank node ("_:b0", kept as an IRI of its own so that no blank node leaks), or
    a literal in N-Triples form.

    >>> parse_term("_:b0").value
    'urn:claimgraph:genid:b0'

    :raises StoreError: where it is neither
    """
    if written.startswith("_:"):
        return node(_GENID + quote(written[2:], safe=""))
    if not written.startswith('"'):
        return node(written)
    try:
        (quad,) = parse(f"<x:s> <x:p> {written} .", format=RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"{written[:60]}: expected a literal in N-Triples form") from error
    if not isinstance(quad.object, Literal):
        raise StoreError(f"{written[:60]}: expected a literal in N-Triples form")
    return quad.object


def value_of(term: Term) -> str:
    """Return a term's IRI, blank node label or lexical form; of a triple term its whole text."""
    return str(term) if isinstance(term, RdfTriple) else term.value


def write_term(term: Term) -> str:
    """Return a term as a model's triple writes it: the inverse of ``parse_term``."""
    if isinstance(term, NamedNode):
        value = term.value
        genid = value.startswith(_GENID)
        return f"_:{unquote(value.removeprefix(_GENID))}" if genid else value
    return str(term)
