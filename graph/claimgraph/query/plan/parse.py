"""Take a query apart as far as rewriting needs (SPARQL 1.1, section 19.8)."""

from __future__ import annotations

from dataclasses import dataclass

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
from claimgraph.query.tokens import Kind, Token, meaningful

_OPEN = {"(": ")", "[": "]", "{": "}"}
_ELEMENTS = frozenset(
    "OPTIONAL MINUS GRAPH FILTER BIND VALUES SERVICE LATERAL SELECT UNION".split()
)
_TAIL = frozenset("GROUP HAVING ORDER LIMIT OFFSET VALUES".split())
_RDF12 = frozenset({"<<", ">>", "{|", "|}", "~"})


class UnplannedError(Exception):
    """Stop the rewriting of a query that has parts which no rule knows; it then runs as it is."""


def parse(text: str) -> Query:
    """Return the shape of a query.

    :raises UnplannedError: where it has a part that is not known here, or is no query
    """
    tokens = meaningful(text)
    if any(token.kind is Kind.BLANK or token.text in _RDF12 for token in tokens):
        raise UnplannedError("blank node labels and reifiers are left as they are")
    return _Parser(text, tokens).query()


@dataclass
class _Parser:
    text: str
    tokens: list[Token]
    place: int = 0

    def query(self) -> Query:
        prefixes: dict[str, str] = {}
        base = None
        while self.word() in ("PREFIX", "BASE"):
            if self.take().upper == "PREFIX":
                name = self.take().text.removesuffix(":")
                prefixes[name] = self.take().text[1:-1]
            else:
                base = self.take().text[1:-1]
        start = self.offset()
        body = self.select()
        if self.place != len(self.tokens):
            raise UnplannedError(f"{self.tokens[self.place].text!r} after the end of the query")
        return Query(self.text[:start], body, prefixes, base)

    def word(self) -> str:
        if self.place < len(self.tokens) and self.tokens[self.place].kind is Kind.WORD:
            return self.tokens[self.place].upper
        return ""

    def peek(self) -> str:
        return self.tokens[self.place].text if self.place < len(self.tokens) else ""

    def take(self, expected: str | None = None) -> Token:
        if self.place >= len(self.tokens):
            raise UnplannedError("the query ends too soon")
        token = self.tokens[self.place]
        if expected is not None and token.text != expected:
            raise UnplannedError(f"expected {expected!r}, found {token.text!r}")
        self.place += 1
        return token

    def offset(self) -> int:
        if self.place < len(self.tokens):
            return self.tokens[self.place].start
        return len(self.text)

    def end_of_last(self) -> int:
        last = self.tokens[self.place - 1]
        return last.start + len(last.text)

    def skip_brackets(self) -> None:
        """Pass over a bracketed part."""
        closing = _OPEN[self.take().text]
        while self.peek() != closing:
            if self.peek() in _OPEN:
                self.skip_brackets()
            else:
                self.take()
        self.take()

    def select(self) -> Select:
        """Return the query or sub-SELECT that begins here, up to its end or closing brace."""
        first = self.place
        start = self.offset()
        form = self.take().upper
        if form not in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"):
            raise UnplannedError(f"{form} is no form of query")
        if form == "CONSTRUCT" and self.peek() == "{":
            self.skip_brackets()
        while self.peek() != "{":
            if self.peek() in _OPEN:
                self.skip_brackets()
            elif self.take().upper == "CONSTRUCT":
                raise UnplannedError("unexpected CONSTRUCT")
            if self.place >= len(self.tokens):
                raise UnplannedError("a query without a pattern")
        head = tuple(self.tokens[first : self.place])
        if form == "CONSTRUCT" and all(token.text != "{" for token in head):
            raise UnplannedError("the short form of CONSTRUCT")
        head_text = self.text[start : self.end_of_last()]
        where = self.group()
        first, start = self.place, self.offset()
        while self.place < len(self.tokens) and self.peek() != "}":
            if self.place == first and self.word() not in _TAIL:
                break
            if self.peek() in _OPEN:
                self.skip_brackets()
            else:
                self.take()
        tail = tuple(self.tokens[first : self.place])
        tail_text = self.text[start : self.end_of_last()] if tail else ""
        return _select(form, head, head_text, where, tail, tail_text)

    def group(self) -> Group:
        self.take("{")
        if self.word() == "SELECT":
            inner = self.select()
            self.take("}")
            return Group((SubSelect(inner),))
        elements: list[Element] = []
        while self.peek() != "}":
            if self.peek() == ".":
                self.take()
                continue
            elements.append(self.element())
        self.take("}")
        return Group(tuple(elements))

    def element(self) -> Element:
        word = self.word()
        if self.peek() == "{":
            return self.union()
        if word not in _ELEMENTS:
            return self.triples()
        if word == "VALUES":
            return self.values()
        self.take()
        if word == "OPTIONAL":
            return Optional(self.group())
        if word == "MINUS":
            return Minus(self.group())
        if word == "LATERAL":
            return Lateral(self.group())
        if word == "GRAPH":
            return GraphBlock(self.take(), self.group())
        if word == "FILTER":
            return Filter(self.constraint())
        if word == "BIND":
            return self.bind()
        raise UnplannedError(f"{word} is left as it is")

    def union(self) -> Union:
        groups = [self.group()]
        while self.word() == "UNION":
            self.take()
            groups.append(self.group())
        return Union(tuple(groups))

    def triples(self) -> Triples:
        first, start = self.place, self.offset()
        while self.peek() not in (".", "}", "{", "") and self.word() not in _ELEMENTS:
            if self.peek() in _OPEN:
                self.skip_brackets()
            else:
                self.take()
        if self.place == first:
            raise UnplannedError(f"unexpected {self.peek()!r}")
        tokens = tuple(self.tokens[first : self.place])
        return Triples(tokens, self.text[start : self.end_of_last()])

    def values(self) -> Values:
        start = self.offset()
        self.take()
        first = self.place
        if self.peek() == "(":
            self.skip_brackets()
        else:
            self.take()
        names = self.tokens[first : self.place]
        inside = self.place
        self.skip_brackets()
        undef = any(token.upper == "UNDEF" for token in self.tokens[inside : self.place])
        variables = tuple(name_of(one) for one in names if one.kind is Kind.VARIABLE)
        return Values(variables, undef, self.text[start : self.end_of_last()])

    def bind(self) -> Bind:
        self.take("(")
        expression = self.expression(until=("AS",))
        self.take()
        variable = name_of(self.take())
        self.take(")")
        return Bind(expression, variable)

    def constraint(self) -> Expression:
        """Return what FILTER takes: EXISTS, a function call, or an expression in brackets."""
        if self.word() in ("EXISTS", "NOT"):
            exists = self.exists()
            return Expression((exists,), (exists,))
        parts: list[Token | Exists] = []
        text: list[str | Exists] = []
        while self.peek() != "(":
            token = self.take()
            if token.kind not in (Kind.WORD, Kind.NAME, Kind.IRI):
                raise UnplannedError(f"unexpected {token.text!r} after FILTER")
            parts.append(token)
            text.append(token.text)
        inner = self.brackets()
        return Expression((*parts, *inner.parts), (*text, *inner.text))

    def brackets(self) -> Expression:
        first = self.take("(")
        inner = self.expression(until=(")",))
        last = self.take(")")
        return Expression((first, *inner.parts, last), ("(", *inner.text, ")"))

    def expression(self, *, until: tuple[str, ...]) -> Expression:
        parts: list[Token | Exists] = []
        text: list[str | Exists] = []
        start = self.offset()
        while self.peek() not in until and self.word() not in until:
            if self.word() == "EXISTS" or (self.word() == "NOT" and self.following() == "EXISTS"):
                text.append(self.text[start : self.offset()])
                exists = self.exists()
                parts.append(exists)
                text.append(exists)
                start = self.offset()
            elif self.peek() == "(":
                text.append(self.text[start : self.offset()])
                inner = self.brackets()
                parts.extend(inner.parts)
                text.extend(inner.text)
                start = self.offset()
            else:
                parts.append(self.take())
        text.append(self.text[start : self.offset()])
        return Expression(tuple(parts), tuple(text))

    def following(self) -> str:
        after = self.place + 1
        return self.tokens[after].upper if after < len(self.tokens) else ""

    def exists(self) -> Exists:
        negated = self.take().upper == "NOT"
        if negated:
            self.take()
        return Exists(self.group(), negated)


def name_of(variable: Token) -> str:
    """Return a variable's name without its mark.

    :raises UnplannedError: where the token is no variable
    """
    if variable.kind is not Kind.VARIABLE:
        raise UnplannedError(f"expected a variable, found {variable.text!r}")
    return variable.text[1:]


def _select(
    form: str,
    head: tuple[Token, ...],
    head_text: str,
    where: Group,
    tail: tuple[Token, ...],
    tail_text: str,
) -> Select:
    if form != "SELECT":
        return Select(head, head_text, where, tail, tail_text)
    projected: list[str] = []
    plain: list[str] = []
    depth = 0
    for place, token in enumerate(head):
        depth += (token.text == "(") - (token.text == ")")
        if token.kind is Kind.VARIABLE and depth == 0:
            projected.append(token.text[1:])
            plain.append(token.text[1:])
        elif token.kind is Kind.VARIABLE and depth == 1 and head[place - 1].upper == "AS":
            projected.append(token.text[1:])
        elif token.upper == "FROM":
            break
    star = any(
        token.text == "*" and head[place - 1].text != "(" for place, token in enumerate(head[:3])
    )
    return Select(
        head,
        head_text,
        where,
        tail,
        tail_text,
        distinct=len(head) > 1 and head[1].upper in ("DISTINCT", "REDUCED"),
        projected=None if star else tuple(projected),
        plain=tuple(plain),
        grouped=_grouped(tail),
    )


def _grouped(tail: tuple[Token, ...]) -> tuple[str, ...] | None:
    """Return the variables of a GROUP BY that has nothing else and after which nothing stands."""
    if len(tail) < 3 or tail[0].upper != "GROUP" or tail[1].upper != "BY":
        return None
    if any(token.kind is not Kind.VARIABLE for token in tail[2:]):
        return None
    return tuple(token.text[1:] for token in tail[2:])
