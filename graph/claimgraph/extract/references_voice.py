"""Who "I" and "we" are: the speaker of a quotation, the holder of the floor, the author."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from claimgraph.extract.gazetteer import Country, countries
from claimgraph.extract.mentions_grid import Grid
from claimgraph.extract.references_home import find_homes
from claimgraph.extract.references_stance import Stances
from claimgraph.extract.spans import Form, Span
from claimgraph.model import Document, fold

FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
_WE = frozenset({"we", "us", "our", "ours", "ourselves"})
_LABEL = 16  # tokens that a speaker's label takes at most


class Saying(Protocol):
    """Stand for a stretch of speech as attribution finds it."""

    @property
    def sentence(self) -> int:
        """Return the sentence's place in the document."""

    @property
    def first(self) -> int:
        """Return the first token."""

    @property
    def last(self) -> int:
        """Return the token after the last."""

    @property
    def speaker(self) -> tuple[int, int] | None:
        """Return the sentence and head token of the speaker."""


class Voices:
    """Tell whose words a token is in."""

    __slots__ = ("_author", "_collective", "_floor", "_grids", "_home", "_said", "_spans")

    def __init__(
        self,
        spans: Sequence[Span],
        grids: Sequence[Grid],
        speeches: Sequence[Saying],
        document: Document,
    ) -> None:
        self._grids = grids
        self._said: dict[int, list[Saying]] = {}
        for one in speeches:
            self._said.setdefault(one.sentence, []).append(one)
        self._spans: dict[int, list[Span]] = {}
        for span in spans:
            self._spans.setdefault(span.sentence, []).append(span)
        self._floor = self._find_floor()
        self._author = self._find_authors(document)
        self._collective = self._find_collectives()
        self._home = find_homes(spans, grids, document)

    def innermost(self, sentence: int, token: int) -> Saying | None:
        """Return the narrowest speech that holds a token."""
        found = [one for one in self._said.get(sentence, ()) if one.first <= token < one.last]
        quoting = [one for one in found if getattr(one, "kind", "direct") in _QUOTING]
        return min(quoting, key=lambda one: one.last - one.first, default=None)

    def speaker(self, sentence: int, token: int) -> tuple[int, int] | None:
        """Return the sentence and token of whoever says "I" at a token, or None."""
        said = self.innermost(sentence, token)
        if said is not None:
            return said.speaker or self._before(sentence, token)
        return self._floor.get(sentence) or self._author.get(
            self._grids[sentence].sentence.passage.article.index
        )

    def _before(self, sentence: int, token: int) -> tuple[int, int] | None:
        """Return who spoke the quotation before: the same voice goes on."""
        here = self._grids[sentence].sentence.passage.article.index
        for earlier in range(sentence, max(-1, sentence - 3), -1):
            if self._grids[earlier].sentence.passage.article.index != here:
                return None
            said = [
                one
                for one in self._said.get(earlier, ())
                if one.speaker is not None
                and getattr(one, "kind", "direct") == "direct"
                and (earlier < sentence or one.last <= token)
            ]
            if said:
                return max(said, key=lambda one: one.last).speaker
        return None

    def floor(self, sentence: int) -> bool:
        """Tell whether a sentence is somebody's turn in a transcript."""
        return sentence in self._floor

    def _find_collectives(self) -> dict[int, Span]:
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

    def home(self, sentence: int) -> Country | None:
        """Return the state whose official text a sentence stands in, if it is one."""
        return self._home.get(self._grids[sentence].sentence.passage.article.index)

    def at_home(self, span: Span) -> Span:
        """Return "we" of an official text as the state whose text it is."""
        if self.innermost(span.sentence, span.head) is not None and not self._floor:
            said = self.innermost(span.sentence, span.head)
            if getattr(said, "kind", "direct") not in _OWN:
                return span
        body = self._collective.get(self._grids[span.sentence].sentence.passage.article.index)
        if body is not None:
            return replace(
                span,
                name=body.name,
                type=body.type,
                identifier=body.identifier,
                confidence=0.75,
                referent=True,
            )
        country = self.home(span.sentence)
        return _as_country(span, country, 0.6) if country is not None else span

    def byline(self, sentence: int) -> str | None:
        """Return the author's name as the article's front matter gives it."""
        author = self._grids[sentence].sentence.passage.article.author
        return author if author and len(author.split()) <= 5 else None

    def quoted(self, sentence: int, token: int) -> bool:
        """Tell whether a token stands in quoted words."""
        return self.innermost(sentence, token) is not None

    def settle(self, place: tuple[int, int] | None, sentence: int) -> tuple[int, int] | None:
        """Return the head of the person whose phrase holds a token, or whose turn it is."""
        if place is None or self.span_at(place) is not None:
            return place
        for span in self._spans.get(place[0], ()):
            if span.type == "Person" and span.first <= place[1] < span.last:
                return span.sentence, span.head
        return self._floor.get(sentence, place)

    def span_at(self, place: tuple[int, int]) -> Span | None:
        """Return the span whose head is at a sentence's token."""
        return next((one for one in self._spans.get(place[0], ()) if one.head == place[1]), None)

    def _find_floor(self) -> dict[int, tuple[int, int]]:
        """Return for each sentence of a transcript whose turn it is."""
        labels: dict[int, tuple[int, int]] = {}
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
        floor: dict[int, tuple[int, int]] = {}
        current: tuple[int, int] | None = None
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

    def _find_authors(self, document: Document) -> Mapping[int, tuple[int, int]]:
        """Return for each article the place of the name that signs or heads it."""
        found: dict[int, tuple[int, int]] = {}
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

    def _heading(self, grids: Sequence[Grid]) -> tuple[int, int] | None:
        for grid in grids:
            text = grid.text(0, min(len(grid), 12))
            if not _HEADING.match(text):
                continue
            for span in self._spans.get(grid.index, ()):
                if span.type == "Person" and span.form is Form.NAME and span.first <= 12:
                    return grid.index, span.head
        return None

    def _by_self(self, grids: Sequence[Grid]) -> tuple[int, int] | None:
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

    def _signature(self, grids: Sequence[Grid]) -> tuple[int, int] | None:
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

    def _named(self, grids: Sequence[Grid], author: str | None) -> tuple[int, int] | None:
        if not author:
            return None
        for grid in grids:
            for span in self._spans.get(grid.index, ()):
                if span.type == "Person" and span.name and span.name in author:
                    return grid.index, span.head
        return None


_QUOTING = frozenset({"direct", "partial", "transcript", "author"})
_OWN = frozenset({"transcript", "author"})
_HEADING = re.compile(
    r"(?i)^\W*(by|statement (by|of|from)|remarks (by|of|from)|speech (by|of)|address (by|of)|"
    r"testimony of|opening statement|message from|letter from|op-ed by)\b"
)


def _as_country(span: Span, country: Country, confidence: float) -> Span:
    return replace(
        span,
        name=country.name,
        type="Country",
        identifier=country.identifier,
        confidence=confidence,
        referent=True,
    )


def first_persons(
    spans: Sequence[Span], grids: Sequence[Grid], voices: Voices, stances: Stances
) -> list[Span]:
    """Return the spans with "I", "we" and "our country" filled from whoever speaks."""
    by_place = {(span.sentence, span.head): span for span in spans}
    filled: list[Span] = []
    for span in spans:
        if span.form is Form.PRONOUN and fold(span.name) in FIRST:
            speaker = _speaker(span, by_place, voices)
            if speaker is not None:
                span = as_speaker(span, speaker, stances)
            if not span.referent and fold(span.name) in _WE:
                span = voices.at_home(span)
            if span.referent:
                by_place[span.sentence, span.head] = span
        filled.append(span)
    return [
        _our_country(span, grids[span.sentence], by_place, voices)
        if (span.type == "Country" and not span.referent)
        or (span.type == "Organization" and span.form is Form.DESCRIPTION)
        else span
        for span in filled
    ]


def _speaker(
    span: Span,
    by_place: Mapping[tuple[int, int], Span],
    voices: Voices,
) -> Span | None:
    place = voices.settle(voices.speaker(span.sentence, span.head), span.sentence)
    speaker = by_place.get(place) if place is not None else None
    if speaker is not None:
        said_in_first = speaker.form is Form.PRONOUN and fold(speaker.name) in FIRST
        return speaker if speaker.referent and not said_in_first else None
    if place is None:
        said = voices.innermost(span.sentence, span.head)
        name = voices.byline(span.sentence) if said is None else getattr(said, "named", None)
        if name is not None:
            return replace(
                span, name=name, type="Person", form=Form.NAME, confidence=0.8, referent=True
            )
    return None


def _our_country(
    span: Span, grid: Grid, by_place: Mapping[tuple[int, int], Span], voices: Voices
) -> Span:
    """Return "our country" or "my government" as the country that the speaker stands for."""
    for child in grid.children[span.head]:
        owner = by_place.get((span.sentence, child))
        if owner is None or fold(grid.words[child]) not in FIRST or not owner.referent:
            continue
        if span.type != "Country":
            same = owner.type.endswith(span.type)
            return replace(span, name=owner.name, type=owner.type, confidence=0.7) if same else span
        body = owner.name if owner.type == "Country" else next(iter(owner.represents), "")
        known = countries().get(body) or voices.home(span.sentence)
        if known is not None:
            return _as_country(span, known, 0.75)
    if fold(grid.words[span.head]) in {"government", "administration"}:
        known = voices.home(span.sentence)
        if known is not None and span.last - span.first <= 2:
            return _as_country(span, known, 0.6)
    return span


def as_speaker(span: Span, speaker: Span, stances: Stances) -> Span:
    """Return "I" as the speaker, and "we" as whom the speaker stands for."""
    stance = speaker.represents or stances.of(speaker.name)
    if span.name.lower() not in _WE:
        return replace(
            span,
            name=speaker.name,
            type=speaker.type,
            identifier=speaker.identifier,
            nations=speaker.nations,
            represents=stance,
            plural=False,
            confidence=round(min(0.95, speaker.confidence), 3),
            referent=True,
        )
    if speaker.type != "Person":
        return replace(
            span,
            name=speaker.name,
            type=speaker.type,
            identifier=speaker.identifier,
            confidence=round(min(0.85, speaker.confidence), 3),
            referent=True,
        )
    body = next(iter(stance), None)
    if body is None:
        return replace(span, referent=False)
    known = countries().get(body)
    return replace(
        span,
        name=body,
        type="Country" if known is not None else "Organization",
        identifier=known.identifier if known is not None else None,
        confidence=0.75,
        referent=True,
    )
