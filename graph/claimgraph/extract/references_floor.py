"""Who holds the floor of a transcript, who signs a text, which body speaks as "we"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from claimgraph.extract.mentions_grid import Grid
from claimgraph.extract.spans import Form, Span

Place = tuple[int, int]  # sentence, head token
_LABEL = 16  # tokens that a speaker's label takes at most
_HEADING = re.compile(
    r"(?i)^\W*(by|statement (by|of|from)|remarks (by|of|from)|speech (by|of)|address (by|of)|"
    r"testimony of|opening statement|message from|letter from|op-ed by)\b"
)


class Floor:
    """Find the speakers that a document's form tells of: labels, bylines, signatures."""

    __slots__ = ("_grids", "_spans")

    def __init__(self, grids: Sequence[Grid], spans: Mapping[int, Sequence[Span]]) -> None:
        self._grids = grids
        self._spans = spans

    def turns(self) -> dict[int, Place]:
        """Return for each sentence of a transcript whose turn it is."""
        labels: dict[int, Place] = {}
        for grid in self._grids:
            span = self._label(grid)
            if span is not None:
                labels[grid.index] = (grid.index, span.head)
        if len(labels) < 2:
            return {}
        for grid in self._grids:
            # Once it is a transcript, a name alone on a line gives that person the floor.
            if grid.index not in labels:
                for span in self._spans.get(grid.index, ()):
                    alone = span.last - span.first == len(grid) and span.form is Form.NAME
                    if alone and span.type == "Person":
                        labels[grid.index] = (grid.index, span.head)
        floor: dict[int, Place] = {}
        current: Place | None = None
        article = -1
        for grid in self._grids:
            if grid.sentence.passage.article.index != article:
                article, current = grid.sentence.passage.article.index, None
            current = labels.get(grid.index, current)
            if current is not None:
                floor[grid.index] = current
        return floor

    def _label(self, grid: Grid) -> Span | None:
        """Return the person whom a speaker's label at a sentence's start names."""
        people = [s for s in self._spans.get(grid.index, ()) if s.type == "Person"]
        people = [s for s in people if s.form is not Form.PRONOUN and s.first <= 6]
        if not people:
            return None
        colon = next((p for p in range(1, min(len(grid), _LABEL)) if grid.words[p] == ":"), None)
        if colon is not None:
            before = [s for s in people if s.last <= colon]
            if any(grid.pos[p] in ("VERB", "AUX") for p in range(colon)) or not before:
                return None
            return next((s for s in before if s.form is Form.NAME), before[0])
        # "Jane Roe (Eastford) (Ind)" or "Mr. ROE." alone on a line.
        span = people[0]
        if (
            span.form is Form.NAME
            and span.first <= 2
            and not any(grid.pos[p] in ("VERB", "AUX") for p in range(len(grid)))
        ):
            rest = {grid.words[p] for p in range(span.last, len(grid))}
            if grid.key(span.last) in {"(", "."} and (rest <= {"."} or ")" in rest):
                return span
        return None

    def authors(self) -> Mapping[int, Place]:
        """Return for each article the place of the name that signs or heads it."""
        found: dict[int, Place] = {}
        by_article: dict[int, list[Grid]] = {}
        for grid in self._grids:
            by_article.setdefault(grid.sentence.passage.article.index, []).append(grid)
        for index, grids in by_article.items():
            place = self._heading(grids[:4]) or self._by_self(grids)
            place = place or self._signature(grids[-4:])
            if place is None:
                place = self._named(grids, grids[0].sentence.passage.article.author)
            if place is not None:
                found[index] = place
        return found

    def _heading(self, grids: Sequence[Grid]) -> Place | None:
        for grid in grids:
            text = grid.text(0, min(len(grid), 12))
            if not _HEADING.match(text):
                continue
            for span in self._spans.get(grid.index, ()):
                if span.type == "Person" and span.form is Form.NAME and span.first <= 12:
                    return grid.index, span.head
        return None

    def _by_self(self, grids: Sequence[Grid]) -> Place | None:
        """Return the name in "I, Jane Roe, President of …"."""
        for grid in grids:
            for span in self._spans.get(grid.index, ()):
                if (
                    span.type == "Person"
                    and span.form is Form.NAME
                    and grid.words[max(0, span.first - 2) : span.first] == ["I", ","]
                ):
                    return grid.index, span.head
        return None

    def _signature(self, grids: Sequence[Grid]) -> Place | None:
        for grid in reversed(grids):
            for span in self._spans.get(grid.index, ()):
                if (
                    span.type == "Person"
                    and span.form is Form.NAME
                    and len(grid) <= (span.last - span.first) + 3
                    and span.first <= 2
                ):
                    return grid.index, span.head
        return None

    def _named(self, grids: Sequence[Grid], author: str | None) -> Place | None:
        if not author:
            return None
        for grid in grids:
            for span in self._spans.get(grid.index, ()):
                if span.type == "Person" and span.name and span.name in author:
                    return grid.index, span.head
        return None

    def collectives(self) -> dict[int, Span]:
        """Return for each article the body that speaks as "we at …" or "we, the …"."""
        found: dict[int, Span] = {}
        for grid in self._grids:
            article = grid.sentence.passage.article.index
            for span in self._spans.get(grid.index, ()):
                before = span.first - 1
                while grid.key(before) in {"the", ","}:
                    before -= 1
                if grid.key(before) in {"at", "in", "of"}:
                    before -= 1
                if (
                    grid.key(before) == "we"
                    and span.form is Form.NAME
                    and span.type not in ("Person", "Place")
                    and before < span.first - 1
                ):
                    found.setdefault(article, span)
        return found
