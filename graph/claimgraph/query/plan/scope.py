"""Tell which variables a part of a query mentions, may bind, and certainly binds."""

from __future__ import annotations

from collections.abc import Iterable

from claimgraph.query.plan.syntax import (
    Bind,
    Element,
    Exists,
    Expression,
    Filter,
    GraphBlock,
    Group,
    Lateral,
    Minus,
    Optional,
    Select,
    SubSelect,
    Triples,
    Union,
    Values,
)
from claimgraph.query.tokens import Kind, Token

Names = frozenset[str]
_NONE: Names = frozenset()
# Called again, they give something else: how often they are called must not change.
_VOLATILE = frozenset({"RAND", "UUID", "STRUUID", "BNODE", "NOW"})


def mentioned(element: Element | Group) -> Names:
    """Return all variables in a part, those of filters and inner scopes included."""
    match element:
        case Group(elements=elements):
            return _union(mentioned(one) for one in elements)
        case Triples(tokens=tokens):
            return of_tokens(tokens)
        case Filter(expression=expression):
            return of_expression(expression)
        case Bind(expression=expression, variable=variable):
            return of_expression(expression) | {variable}
        case Values(variables=variables):
            return frozenset(variables)
        case Optional(group=group) | Minus(group=group) | Lateral(group=group):
            return mentioned(group)
        case Union(groups=groups):
            return _union(mentioned(group) for group in groups)
        case GraphBlock(name=name, group=group):
            return mentioned(group) | of_tokens((name,))
        case SubSelect(select=select):
            return of_tokens(select.head) | of_tokens(select.tail) | mentioned(select.where)


def possible(element: Element | Group) -> Names:
    """Return the variables that a part may bind for what stands around it."""
    match element:
        case Group(elements=elements):
            return _union(possible(one) for one in elements)
        case Filter() | Minus():
            return _NONE
        case Bind(variable=variable):
            return frozenset({variable})
        case Optional(group=group) | Lateral(group=group):
            return possible(group)
        case Union(groups=groups):
            return _union(possible(group) for group in groups)
        case GraphBlock(name=name, group=group):
            return possible(group) | of_tokens((name,))
        case SubSelect(select=select):
            inner = possible(select.where)
            return inner if select.projected is None else frozenset(select.projected)
        case _:
            return mentioned(element)


def certain(element: Element | Group) -> Names:
    """Return the variables that every solution of a part binds."""
    match element:
        case Group(elements=elements):
            return _union(certain(one) for one in elements)
        case Triples(tokens=tokens):
            return of_tokens(tokens)
        case Values(variables=variables, has_undef=has_undef):
            return _NONE if has_undef else frozenset(variables)
        case Lateral(group=group):
            return certain(group)
        case Union(groups=groups):
            return frozenset.intersection(*(certain(group) for group in groups))
        case GraphBlock(name=name, group=group):
            return certain(group) | of_tokens((name,))
        case SubSelect(select=select):
            return _certain_of_select(select)
        case _:
            return _NONE


def _certain_of_select(select: Select) -> Names:
    """Return the certain variables among those projected as they are."""
    inner = certain(select.where)
    if select.projected is None:
        return inner
    return inner & frozenset(select.plain)


def of_tokens(tokens: Iterable[Token]) -> Names:
    """Return the variables among tokens."""
    return frozenset(token.text[1:] for token in tokens if token.kind is Kind.VARIABLE)


def of_expression(expression: Expression) -> Names:
    """Return the variables of an expression, those inside its EXISTS included."""
    return _union(
        mentioned(part.group) if isinstance(part, Exists) else of_tokens((part,))
        for part in expression.parts
    )


def is_volatile(expression: Expression) -> bool:
    """Tell whether an expression gives something else each time, or looks at the graph."""
    return any(
        isinstance(part, Exists) or (part.kind is Kind.WORD and part.upper in _VOLATILE)
        for part in expression.parts
    )


def is_filtered(group: Group) -> bool:
    """Tell whether a group holds triple patterns, and filters on what these bind."""
    inner = certain(group)
    return any(isinstance(one, Triples) for one in group.elements) and all(
        isinstance(one, Triples)
        or (
            isinstance(one, Filter)
            and not is_volatile(one.expression)
            and of_expression(one.expression) <= inner
        )
        for one in group.elements
    )


def _union(sets: Iterable[Names]) -> Names:
    return frozenset().union(*sets)
