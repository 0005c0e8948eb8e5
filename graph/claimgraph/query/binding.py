"""Put typed terms in the place of a query's parameters; no value can become syntax.

Each ``?_name`` token is replaced by one term, written by the RDF library. An engine's own
substitution fails on variables that are not projected, and a VALUES block in front does not reach
into sub-SELECTs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode

from claimgraph.errors import QueryError
from claimgraph.query.library import MARK, NamedQuery, Parameter, ParameterType
from claimgraph.query.names import Names
from claimgraph.query.tokens import Kind, tokenize

_XSD = "http://www.w3.org/2001/XMLSchema#"
_DATES = {10: ("date", ""), 7: ("gYearMonth", "-01"), 4: ("gYear", "-01-01")}
_TRUTH = {"true": "true", "yes": "true", "1": "true", "false": "false", "no": "false", "0": "false"}
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,17})?")

Term = NamedNode | Literal


def bind(query: NamedQuery, values: Mapping[str, str], names: Names) -> str:
    """Return a query's text with terms in the place of its parameters.

    A parameter without value and default stays a variable, unless it is required.

    :raises QueryError: where a value is not of its parameter's type, is none of its enumeration,
        names nothing or several things, or belongs to no parameter, or a required one is missing
    """
    known = {one.name: one for one in query.parameters}
    for name in values:
        if name not in known:
            expected = ", ".join(known) or "none"
            raise QueryError(f"{query.name}: no parameter {name!r}; expected {expected}")
    terms: dict[str, str] = {}
    for name, parameter in known.items():
        value = values.get(name, parameter.default)
        if value is not None and value != "":
            terms[MARK + name] = str(term_for(parameter, value, names, source=query.name))
        elif parameter.required:
            raise QueryError(f"{query.name}: needs {name}: {parameter.description}".rstrip(": "))
    return "".join(
        terms.get("?" + token.text[1:], token.text) if token.kind is Kind.VARIABLE else token.text
        for token in tokenize(query.text)
    )


def term_for(parameter: Parameter, value: str, names: Names, *, source: str) -> Term:
    """Return the term that a value of a parameter stands for.

    :raises QueryError: where it stands for none
    """
    if parameter.enum and value not in parameter.enum:
        raise QueryError(
            f"{source}: {parameter.name} is {value!r}; expected one of {', '.join(parameter.enum)}"
        )
    match parameter.type:
        case ParameterType.ENTITY:
            return names.entity(value)
        case ParameterType.RELATION | ParameterType.CLASS | ParameterType.TERM:
            return names.term(value)
        case ParameterType.IRI:
            return _iri(parameter, value, source)
        case _:
            return _literal(parameter, value, source)


def _wrong(parameter: Parameter, value: str, source: str, expected: str) -> QueryError:
    return QueryError(f"{source}: {parameter.name} is {value!r}; expected {expected}")


def _iri(parameter: Parameter, value: str, source: str) -> NamedNode:
    try:
        return NamedNode(value.removeprefix("<").removesuffix(">"))
    except ValueError as error:
        raise _wrong(parameter, value, source, f"an absolute IRI ({error})") from error


def _literal(parameter: Parameter, value: str, source: str) -> Literal:
    match parameter.type:
        case ParameterType.INTEGER if _INTEGER.fullmatch(value):
            return _typed(str(int(value)), "integer")
        case ParameterType.DECIMAL if _DECIMAL.fullmatch(value):
            return _typed(_decimal(value), "decimal")
        case ParameterType.BOOLEAN if value.lower() in _TRUTH:
            return _typed(_TRUTH[value.lower()], "boolean")
        case ParameterType.DATE if len(value) in _DATES:
            kind, rest = _DATES[len(value)]
            if _is_day(value + rest):
                return _typed(value, kind)
        case ParameterType.STRING:
            try:
                value.encode()
            except UnicodeEncodeError as error:
                raise _wrong(parameter, value, source, "Unicode text") from error
            return Literal(value)
    expected = {ParameterType.DATE: "a day, month or year such as 2025-06-01"}
    raise _wrong(parameter, value, source, expected.get(parameter.type, f"{parameter.type}"))


def _typed(value: str, kind: str) -> Literal:
    return Literal(value, datatype=NamedNode(_XSD + kind))


def _decimal(value: str) -> str:
    try:
        written = f"{Decimal(value):f}"
    except InvalidOperation:
        return value
    return written.rstrip("0").rstrip(".") if "." in written else written


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
