"""Refuse a query that reaches outside the graph, or that could bring the engine down."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from claimgraph.errors import QueryError
from claimgraph.query.tokens import Kind, Token, expand_escapes, meaningful

MAX_CHARACTERS = 200_000
MAX_DEPTH = 64  # the engine's parser and planner recurse; thousands of levels overflow its stack
MAX_GROUPS = 400  # its planner takes time that grows with the square of the joined groups
MAX_OPERATORS = 2_000
MAX_PATTERNS = 300  # triple patterns, as far as marks tell

_OPEN = {"(": ")", "[": "]", "{": "}"}
_OPERATORS = frozenset({"&&", "||", "!", "+", "-", "*", "/", "|", "^", "<", ">", "=", "!="})
_UPDATES = frozenset(
    "INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY WITH".split()  # SPARQL 1.1 Update, 3.1-3.2
)
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


@dataclass(frozen=True, slots=True)
class Checked:
    """Hold what a check found out about a query."""

    form: str  # SELECT, ASK, CONSTRUCT or DESCRIBE
    has_dataset: bool  # FROM names graphs of the store: they replace the union of all


def check_query(
    text: str, *, graphs: Collection[str] = (), prefixes: Mapping[str, str] | None = None
) -> Checked:
    """Check a query before it is parsed.

    ``graphs`` are the IRIs that FROM may name; ``prefixes`` are declared beside the query's own.

    :raises QueryError: where the query is too large or nested too deeply, calls a service, names a
        graph outside the store, or is an update
    """
    if len(text) > MAX_CHARACTERS:
        raise QueryError(
            f"the query has {len(text):,} characters; expected at most {MAX_CHARACTERS:,}"
        )
    tokens = meaningful(expand_escapes(text))
    _check_size(tokens)
    form = _form(tokens)
    if any(_is_word(tokens, place, "SERVICE") for place in range(len(tokens))):
        raise QueryError("SERVICE is off: a query reaches nothing outside the graph")
    return Checked(form, _check_dataset(tokens, graphs, dict(prefixes or {})))


def _is_word(tokens: list[Token], place: int, word: str) -> bool:
    return tokens[place].kind is Kind.WORD and tokens[place].upper == word


def _form(tokens: list[Token]) -> str:
    """Return the first keyword after the prologue (section 4, grammar rules 1-6).

    :raises QueryError: where it is none of a query
    """
    for token in tokens:
        if token.kind is not Kind.WORD or token.upper in ("PREFIX", "BASE", "VERSION"):
            continue
        if token.upper in _FORMS:
            return token.upper
        if token.upper in _UPDATES:
            raise QueryError(f"{token.upper} is an update; expected a query: a graph is read-only")
        break
    raise QueryError("expected SELECT, ASK, CONSTRUCT or DESCRIBE")


def _check_size(tokens: list[Token]) -> None:
    depth = deepest = groups = operators = patterns = 0
    in_values = False
    for place, token in enumerate(tokens):
        if token.kind is Kind.WORD:
            in_values = in_values or token.upper == "VALUES"
            operators += token.upper in ("FILTER", "BIND", "AS", "OPTIONAL", "UNION", "MINUS")
        if token.kind is not Kind.MARK:
            continue
        if token.text in _OPEN:
            depth += 1
            deepest = max(deepest, depth)
            groups += token.text == "{" or (token.text == "[" and tokens[place - 1].text != "]")
        elif token.text in _OPEN.values():
            depth -= 1
            in_values = in_values and token.text != "}"
        operators += token.text in _OPERATORS
        patterns += token.text in (".", ";", ",") and not in_values
    for found, most, what in (
        (deepest, MAX_DEPTH, "levels of brackets"),
        (groups, MAX_GROUPS, "groups"),
        (operators, MAX_OPERATORS, "operators"),
        (patterns, MAX_PATTERNS, "triple patterns"),
    ):
        if found > most:
            raise QueryError(f"the query has {found:,} {what}; expected at most {most:,}")


def _check_dataset(tokens: list[Token], graphs: Collection[str], prefixes: dict[str, str]) -> bool:
    """Tell whether FROM names graphs, all of the store.

    :raises QueryError: where it names another
    """
    prefixes |= _declared(tokens)
    found = False
    for place in range(len(tokens)):
        if not _is_word(tokens, place, "FROM"):
            continue
        found = True
        rest = tokens[place + 1 : place + 3]
        if rest and rest[0].kind is Kind.WORD and rest[0].upper == "NAMED":
            rest = rest[1:]
        iri = _resolve(rest[0], prefixes) if rest else None
        if iri not in graphs:
            named = iri if iri is not None else (rest[0].text if rest else "nothing")
            raise QueryError(
                f"FROM {named}: not a graph of this store; expected one of "
                + (", ".join(sorted(graphs)) or "none")
            )
    return found


def _declared(tokens: list[Token]) -> dict[str, str]:
    return {
        tokens[place + 1].text.removesuffix(":"): tokens[place + 2].text[1:-1]
        for place in range(len(tokens) - 2)
        if _is_word(tokens, place, "PREFIX") and tokens[place + 2].kind is Kind.IRI
    }


def _resolve(token: Token, prefixes: Mapping[str, str]) -> str | None:
    if token.kind is Kind.IRI:
        return token.text[1:-1]
    if token.kind is Kind.NAME:
        prefix, _, local = token.text.partition(":")
        if prefix in prefixes:
            return prefixes[prefix] + local.replace("\\", "")
    return None
