"""Find quotations: straight and curly marks, nested, unbalanced, running over paragraphs.

Marks are read from the untouched text, where their shape is still known. A mark of unknown
direction is judged by its neighbours; an apostrophe is no mark. One pass, linear in the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from claimgraph.extract.parse import Sentence

_DOUBLE_OPEN = frozenset("“„‟«")
_DOUBLE_CLOSE = frozenset("”»")
_SINGLE_OPEN = frozenset("‘‚‛")
_BEFORE_OPEN = frozenset("([{—–-:;/,>*_…")
_ELIDED = ("em ", "em,", "em.", "til ", "tis ", "twas ", "cause ", "bout ", "n ")
_LONGEST = 40  # sentences that one quotation may run over


@dataclass(frozen=True, slots=True)
class Quotation:
    """Hold one quotation: its tokens [first, last) in each sentence that it runs over."""

    parts: tuple[tuple[int, int, int], ...]  # (sentence, first, last)
    depth: int  # 0 at the top, 1 inside another quotation
    closed: bool
    double: bool


@dataclass(slots=True)
class _Open:
    sentence: int
    offset: int
    double: bool
    depth: int
    sign: str
    parts: list[tuple[int, int, int]] = field(default_factory=list)


def _starts(sentence: Sentence) -> list[int]:
    """Return the offset in the passage of each token of a sentence."""
    places = sentence.places
    if places is None:
        return [token.idx for token in sentence.tokens]
    return [places[token.idx] for token in sentence.tokens]


def _is_mark(token: Any) -> bool:
    return bool(token.is_space) or token.text in ('"', "'")


def same_paragraph(before: Sentence, after: Sentence) -> bool:
    """Tell whether no blank line parts two sentences of one article."""
    if before.passage.article.index != after.passage.article.index:
        return False
    gap = before.passage.article.document.text[before.passage.end : after.passage.start]
    return gap.count("\n") < 2


def find_quotations(sentences: Sequence[Sentence]) -> list[Quotation]:
    """Return the quotations of a document's sentences, in order of their ends."""
    scanner = _Scanner(sentences)
    for number in range(len(sentences)):
        scanner.read(number)
    scanner.close_all()
    return sorted(scanner.found, key=lambda one: (one.parts[0], one.depth))


class _Scanner:
    """Keep the open marks while sentences are read one after the other."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = sentences
        self.open: list[_Open] = []
        self.found: list[Quotation] = []
        self.starts: list[int] = []  # of the tokens of the sentence at hand

    def read(self, number: int) -> None:
        """Read one sentence's marks; a new paragraph ends what it does not reopen."""
        sentence = self.sentences[number]
        text = sentence.passage.text
        self.starts = _starts(sentence)
        start = 0
        if self.open and number:
            start = self._paragraph(number, text)
        for offset in range(start, len(text)):
            self._mark(number, text, offset)
        length = len(sentence.tokens)
        for one in self.open:
            self._add(one, number, one.offset if one.sentence == number else 0, None)
            if length and number - one.sentence > _LONGEST:
                self._finish(one, closed=False)
        self.open = [one for one in self.open if number - one.sentence <= _LONGEST]

    def _paragraph(self, number: int, text: str) -> int:
        """Go on with a quotation that a new paragraph reopens; end it otherwise."""
        if same_paragraph(self.sentences[number - 1], self.sentences[number]):
            return 0
        stripped = len(text) - len(text.lstrip())
        first = text[stripped : stripped + 1]
        outer = self.open[0]
        reopens = first in _DOUBLE_OPEN or first == '"' if outer.double else first in "‘'"
        near = (
            self.sentences[number - 1].passage.article.index
            == self.sentences[number].passage.article.index
        )
        if first and reopens and near:
            for one in self.open[1:]:
                self._finish(one, closed=False)
            self.open = [outer]
            return stripped + 1
        self.close_all()
        return 0

    def close_all(self) -> None:
        """End all open quotations where the text ended."""
        for one in self.open:
            self._finish(one, closed=False)
        self.open = []

    def _mark(self, number: int, text: str, offset: int) -> None:
        sign = text[offset]
        if sign in _DOUBLE_OPEN or sign in _DOUBLE_CLOSE or sign == '"':
            self._double(number, text, offset)
        elif sign in _SINGLE_OPEN or sign in "'’":
            self._single(number, text, offset)

    def _double(self, number: int, text: str, offset: int) -> None:
        sign = text[offset]
        inside = next((one for one in self.open if one.double), None)
        opens = sign in _DOUBLE_OPEN or (sign == '"' and self._opens(text, offset, inside))
        if opens and inside is None:
            self._begin(number, offset, double=True)
        elif inside is not None and self._closes(inside, sign, opens=opens):
            self._end(inside, number, offset)

    @staticmethod
    def _closes(inside: _Open, sign: str, *, opens: bool) -> bool:
        """Tell whether a double mark ends the open quotation: „…“ ends where “…” begins."""
        if inside.sign == "„" and sign == "“":
            return True
        return not (opens and sign in _DOUBLE_OPEN)

    @staticmethod
    def _opens(text: str, offset: int, inside: _Open | None) -> bool:
        before = text[offset - 1] if offset else " "
        after = text[offset + 1] if offset + 1 < len(text) else " "
        left = before.isspace() or before in _BEFORE_OPEN
        right = after.isspace() or after in ".,;:!?)]"
        if left != right:
            return left
        return inside is None

    def _single(self, number: int, text: str, offset: int) -> None:
        before = text[offset - 1] if offset else " "
        after = text[offset + 1] if offset + 1 < len(text) else " "
        inside = self.open[-1] if self.open and not self.open[-1].double else None
        if before.isalnum() and after.isalnum():
            return
        if text[offset] in _SINGLE_OPEN or (inside is None and self._may_open(text, offset)):
            if inside is None and not (after.isspace() or after.isdigit()):
                self._begin(number, offset, double=False)
            return
        if inside is not None and not before.isspace() and not self._possessive(text, offset):
            self._end(inside, number, offset)

    @staticmethod
    def _may_open(text: str, offset: int) -> bool:
        """Tell whether a straight single mark opens: it needs a partner further on."""
        before = text[offset - 1] if offset else " "
        if text[offset] != "'" or not (before.isspace() or before in _BEFORE_OPEN or before == '"'):
            return False
        if text[offset + 1 : offset + 7].lower().startswith(_ELIDED):
            return False
        place = text.find("'", offset + 1, offset + 1500)
        while place != -1:
            after = text[place + 1] if place + 1 < len(text) else " "
            if not text[place - 1].isspace() and not after.isalnum():
                return True
            place = text.find("'", place + 1, offset + 1500)
        return False

    @staticmethod
    def _possessive(text: str, offset: int) -> bool:
        """Tell whether a mark after an s is a plural's apostrophe: a better end follows."""
        before = text[offset - 1] if offset else " "
        after = text[offset + 1] if offset + 1 < len(text) else " "
        if before not in "sS" or not after.isspace():
            return False
        for place in range(offset + 1, min(len(text), offset + 400)):
            if text[place] in "‘“":
                return False
            if text[place] in "’'":
                next_one = text[place + 1] if place + 1 < len(text) else " "
                if not next_one.isalnum() and not text[place - 1].isspace():
                    return True
        return False

    def _begin(self, number: int, offset: int, *, double: bool) -> None:
        sign = self.sentences[number].passage.text[offset]
        self.open.append(_Open(number, offset + 1, double, len(self.open), sign))

    def _end(self, one: _Open, number: int, offset: int) -> None:
        place = self.open.index(one)
        for inner in self.open[place + 1 :]:
            self._finish(inner, closed=False)
        self._add(one, number, one.offset if one.sentence == number else 0, offset)
        self._finish(one, closed=True)
        self.open = self.open[:place]

    def _add(self, one: _Open, number: int, start: int, end: int | None) -> None:
        """Keep the tokens of a sentence from a place to another, marks and spaces trimmed."""
        tokens = self.sentences[number].tokens
        first = bisect_left(self.starts, start)
        last = len(self.starts) if end is None else bisect_left(self.starts, end)
        while first < last and _is_mark(tokens[first]):
            first += 1
        while last > first and _is_mark(tokens[last - 1]):
            last -= 1
        if first < last:
            one.parts.append((number, first, last))

    def _finish(self, one: _Open, *, closed: bool) -> None:
        if one.parts:
            self.found.append(Quotation(tuple(one.parts), one.depth, closed, one.double))
