"""Cut SPARQL into tokens, so that queries can be checked and filled in without parsing them whole.

Tokens follow SPARQL 1.1, section 19.8 (terminals); what no terminal fits is a token of its own, for
the engine's parser to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Tell what a token is."""

    SPACE = "space"
    COMMENT = "comment"
    IRI = "iri"
    STRING = "string"
    VARIABLE = "variable"
    NAME = "name"  # prefix:local
    WORD = "word"  # a keyword or function
    NUMBER = "number"
    TAG = "tag"  # @en
    BLANK = "blank"  # _:b0
    MARK = "mark"  # brackets and operators


@dataclass(frozen=True, slots=True)
class Token:
    """Hold a token's kind and text, and the offset at which it begins."""

    kind: Kind
    text: str
    start: int

    @property
    def upper(self) -> str:
        """Return the text in capitals: keywords are written in any case."""
        return self.text.upper()


_LETTER = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
_LETTER += r"\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
_INNER = _LETTER + r"_0-9\u00b7\u0300-\u036f\u203f\u2040"
_LOCAL = rf"(?:[{_INNER}:]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?#@%])"
_LOCAL_INNER = rf"(?:[{_INNER}:.\-]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?#@%])"

_TOKEN = re.compile(
    "|".join(
        f"(?P<{kind.value}>{pattern})"
        for kind, pattern in (
            (Kind.SPACE, r"[ \t\r\n]+"),
            (Kind.COMMENT, r"#[^\r\n]*"),
            (Kind.IRI, r"<[^<>\"{}|^`\\\x00-\x20]*>"),
            (
                Kind.STRING,
                r'"""(?:(?:"|"")?(?:[^"\\]|\\.))*"""'
                r"|'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''"
                r'|"(?:[^"\\\r\n]|\\.)*"'
                r"|'(?:[^'\\\r\n]|\\.)*'",
            ),
            (Kind.VARIABLE, rf"[?$][{_INNER}]+"),
            (Kind.BLANK, rf"_:[{_INNER}](?:[{_INNER}.\-]*[{_INNER}\-])?"),
            (
                Kind.NAME,
                rf"(?:[{_LETTER}](?:[{_INNER}.\-]*[{_INNER}\-])?)?:"
                rf"(?:{_LOCAL}(?:{_LOCAL_INNER}*(?:{_LOCAL}|-))?)?",
            ),
            (Kind.NUMBER, r"(?:\d+\.\d*|\.?\d+)[eE][+-]?\d+|\d*\.\d+|\d+"),
            (Kind.TAG, r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*"),
            (Kind.WORD, r"[A-Za-z_][A-Za-z_0-9]*"),
            (Kind.MARK, r"\^\^|&&|\|\||!=|<=|>=|<<|>>|\{\||\|\}|(?s:.)"),
        )
    ),
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SILENT = frozenset({Kind.SPACE, Kind.COMMENT})


def tokenize(text: str) -> Iterator[Token]:
    """Yield all tokens of a query, white space and comments included: joined they are the query.

    >>> [t.text for t in tokenize("SELECT ?x{?x :p 'a b'}") if t.kind is not Kind.SPACE]
    ['SELECT', '?x', '{', '?x', ':p', "'a b'", '}']
    """
    for match in _TOKEN.finditer(text):
        yield Token(Kind(match.lastgroup or Kind.MARK), match.group(), match.start())


def meaningful(text: str) -> list[Token]:
    """Return the tokens of a query without white space and comments."""
    return [token for token in tokenize(text) if token.kind not in _SILENT]


def expand_escapes(text: str) -> str:
    r"""Return a query with its codepoint escapes replaced, as a parser sees it (section 19.2).

    >>> expand_escapes(r"SERV\u0049CE")
    'SERVICE'
    """

    def character(match: re.Match[str]) -> str:
        number = int(match[1] or match[2], 16)
        return chr(number) if number < 0x110000 else match[0]

    return _ESCAPE.sub(character, text)
