"""Fill "I", "we" and "our country" from whoever speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from claimgraph.extract.gazetteer import countries
from claimgraph.extract.mentions_grid import Grid
from claimgraph.extract.references_stance import Stances
from claimgraph.extract.references_voice import FIRST, Voices, as_country
from claimgraph.extract.spans import Form, Span
from claimgraph.model import fold

_WE = frozenset({"we", "us", "our", "ours", "ourselves"})


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
            return as_country(span, known, 0.75)
    if fold(grid.words[span.head]) in {"government", "administration"}:
        known = voices.home(span.sentence)
        if known is not None and span.last - span.first <= 2:
            return as_country(span, known, 0.6)
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
