"""Hold the shape of a query: groups and what is in them; expressions stay text.

Only what rewriting needs is taken apart. Every part keeps the text that it was written in, so a
query that no rule touches is written back as it came.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from claimgraph.query.tokens import Token


@dataclass(frozen=True, slots=True)
class Exists:
    """Hold EXISTS or NOT EXISTS within an expression."""

    group: Group
    negated: bool


@dataclass(frozen=True, slots=True)
class Expression:
    """Hold an expression as its tokens, with the groups of its EXISTS taken apart."""

    parts: tuple[Token | Exists, ...]
    text: tuple[str | Exists, ...]  # the same as written


@dataclass(frozen=True, slots=True)
class Triples:
    """Hold the triple patterns of one subject, without the full stop."""

    tokens: tuple[Token, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Hold a FILTER."""

    expression: Expression


@dataclass(frozen=True, slots=True)
class Bind:
    """Hold a BIND with the variable that it sets."""

    expression: Expression
    variable: str


@dataclass(frozen=True, slots=True)
class Values:
    """Hold a VALUES block."""

    variables: tuple[str, ...]
    has_undef: bool
    text: str


@dataclass(frozen=True, slots=True)
class Optional:
    """Hold an OPTIONAL."""

    group: Group


@dataclass(frozen=True, slots=True)
class Minus:
    """Hold a MINUS."""

    group: Group


@dataclass(frozen=True, slots=True)
class Lateral:
    """Hold a LATERAL: evaluated once for each row of what stands before (SPARQL-dev SEP-0006)."""

    group: Group


@dataclass(frozen=True, slots=True)
class Union:
    """Hold groups joined by UNION; a nested group is a union of one."""

    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class GraphBlock:
    """Hold a GRAPH block."""

    name: Token
    group: Group


@dataclass(frozen=True, slots=True)
class SubSelect:
    """Hold a sub-SELECT: alone in its group."""

    select: Select


@dataclass(frozen=True, slots=True)
class Select:
    """Hold the parts of a SELECT that rules look at."""

    head: tuple[Token, ...]  # SELECT DISTINCT ?x (… AS ?y)
    head_text: str
    where: Group
    tail: tuple[Token, ...]  # GROUP BY … LIMIT … VALUES …
    tail_text: str
    distinct: bool = False
    projected: tuple[str, ...] | None = None  # None: *
    plain: tuple[str, ...] = ()  # the projected variables that are not set by AS
    grouped: tuple[str, ...] | None = None  # variables of GROUP BY; None: no or other grouping


Element = (
    Triples | Filter | Bind | Values | Optional | Minus | Lateral | Union | GraphBlock | SubSelect
)


@dataclass(frozen=True, slots=True)
class Group:
    """Hold what stands between two braces."""

    elements: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """Hold a whole query."""

    prologue: str
    body: Select  # of any form: the head is ASK, CONSTRUCT {…} or DESCRIBE … as well
    prefixes: dict[str, str] = field(default_factory=dict)
    base: str | None = None
