"""Acronyms that a document defines: ``Full Name (FN)`` and ``FN (Full Name)``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from claimgraph.extract.mentions_grid import Grid
from claimgraph.extract.spans import Form, Span
from claimgraph.model import fold


def link_acronyms(spans: Sequence[Span], grids: Sequence[Grid]) -> list[Span]:
    """Return the spans with acronyms that the document defines under the full name.

    Two forms define one: ``Full Name (FN)`` and ``FN (Full Name)``.
    """
    defined = _defined(spans, grids)
    if not defined:
        return list(spans)
    linked, covered = [], set()
    names = {fold(name): defined[word] for word, name in _written(spans, grids, defined).items()}
    for span in spans:
        grid = grids[span.sentence]
        word = grid.text(span.first, span.last).strip(".")
        if span.form is Form.NAME and fold(span.name) in names:
            full = names[fold(span.name)]
            span = replace(span, name=full.name, type=full.type)
        if span.form is Form.NAME and word in defined:
            full = defined[word]
            span = replace(
                span,
                name=full.name,
                type=full.type,
                nations=full.nations,
                identifier=full.identifier,
                confidence=1.0,
            )
            covered.add((span.sentence, span.first))
        if any(name in defined for name in span.represents):
            named = tuple(
                defined[name].name if name in defined else name for name in span.represents
            )
            span = replace(span, represents=named)
        linked.append(span)
    for grid in grids:
        for place, word in enumerate(grid.words):
            if word in defined and (grid.index, place) not in covered:
                full = defined[word]
                linked.append(
                    Span(
                        sentence=grid.index,
                        first=place,
                        last=place + 1,
                        head=place,
                        type=full.type,
                        name=full.name,
                        nations=full.nations,
                        identifier=full.identifier,
                    )
                )
    return linked


def _written(
    spans: Sequence[Span], grids: Sequence[Grid], defined: Mapping[str, Span]
) -> dict[str, str]:
    """Return the full form that stands before each acronym, as it is written."""
    found: dict[str, str] = {}
    for span in spans:
        word = grids[span.sentence].words[span.last + 1 : span.last + 2]
        opened = grids[span.sentence].key(span.last) == "(" and span.form is Form.NAME
        if opened and word and word[0] in defined and span.name != defined[word[0]].name:
            found.setdefault(word[0], span.name)
    return found


def _defined(spans: Sequence[Span], grids: Sequence[Grid]) -> dict[str, Span]:
    defined: dict[str, Span] = {}
    here: dict[int, list[Span]] = {}
    for span in spans:
        here.setdefault(span.sentence, []).append(span)
    for span in spans:
        grid = grids[span.sentence]
        if span.form is Form.PRONOUN or span.type == "Person" or span.last - span.first < 2:
            continue
        place = span.last
        while grid.key(place) in {'"', "'", ","}:
            place += 1
        before = span.first - 2 if grid.key(span.first - 2) != "'s" else span.first - 3
        if grid.key(span.first - 1) == "(" and grid.key(span.last)[:1] == ")" and before >= 0:
            # "FN (Full Name)"
            word = grid.words[before]
            if _abbreviates(word, grid.text(span.first, span.last)):
                defined.setdefault(word, span)
        if grid.key(place) == "(" and grid.key(place + 2) == ")":
            word = grid.words[place + 1]
            if _abbreviates(word, grid.text(span.first, span.last)):
                defined.setdefault(word, _established(word, span, here[span.sentence]))
    return defined


def _established(word: str, span: Span, spans: Sequence[Span]) -> Span:
    """Return the known body of that acronym where the name written is the same one misspelt."""
    for other in spans:
        if other.sentence == span.sentence and other.first == span.last + 1:
            ours, theirs = set(fold(span.name).split()), set(fold(other.name).split())
            if other.confidence == 1.0 and len(ours & theirs) * 2 > len(ours | theirs):
                return other
    return span


def _initials(name: str) -> str:
    words = [word for word in name.replace("-", " ").split() if word[:1].isupper()]
    return "".join(word[0] for word in words)


def _abbreviates(word: str, name: str) -> bool:
    """Tell whether a word in brackets can be the short form of a name.

    >>> _abbreviates("SSUF", "South Sudan Unity Front"), _abbreviates("March", "the Front")
    (True, False)
    """
    if not (2 <= len(word) <= 9 and word[0].isupper() and sum(map(str.isupper, word)) >= 2):
        return False
    initials = _initials(name)
    letters = [letter for letter in word if letter.isupper()]
    shared = sum(1 for letter in letters if letter in initials)
    return bool(initials) and shared >= max(2, 0.7 * len(letters))
