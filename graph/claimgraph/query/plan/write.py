"""Write the shape of a query as SPARQL."""

from __future__ import annotations

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
    Query,
    Select,
    SubSelect,
    Triples,
    Union,
    Values,
)


def write(query: Query) -> str:
    """Return a query as text."""
    return query.prologue + _select(query.body, 0)


def _select(select: Select, depth: int) -> str:
    tail = f"\n{'  ' * depth}{select.tail_text}" if select.tail_text else ""
    return f"{select.head_text} {_group(select.where, depth)}{tail}"


def _group(group: Group, depth: int) -> str:
    if not group.elements:
        return "{}"
    pad = "  " * (depth + 1)
    lines = "\n".join(pad + _element(one, depth + 1) for one in group.elements)
    return f"{{\n{lines}\n{'  ' * depth}}}"


def _element(element: Element, depth: int) -> str:
    match element:
        case Triples(text=text):
            return f"{text} ."
        case Values(text=text):
            return text
        case Filter(expression=expression):
            return f"FILTER{_spaced(_expression(expression, depth))}"
        case Bind(expression=expression, variable=variable):
            return f"BIND({_expression(expression, depth)} AS ?{variable})"
        case Optional(group=group):
            return f"OPTIONAL {_group(group, depth)}"
        case Minus(group=group):
            return f"MINUS {_group(group, depth)}"
        case Lateral(group=group):
            return f"LATERAL {_group(group, depth)}"
        case Union(groups=groups):
            return " UNION ".join(_group(group, depth) for group in groups)
        case GraphBlock(name=name, group=group):
            return f"GRAPH {name.text} {_group(group, depth)}"
        case SubSelect(select=select):
            return _select(select, depth)


def _spaced(text: str) -> str:
    return text if text.startswith("(") else f" {text}"


def _expression(expression: Expression, depth: int) -> str:
    return "".join(
        _exists(part, depth) if isinstance(part, Exists) else part for part in expression.text
    )


def _exists(exists: Exists, depth: int) -> str:
    return f"{'NOT ' if exists.negated else ''}EXISTS {_group(exists.group, depth)} "
