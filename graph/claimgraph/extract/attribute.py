"""Attribution: who says what (speech) and in which way it is said to hold (status)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from claimgraph.extract.attribute_words import words
from claimgraph.extract.parse import Sentence
from claimgraph.extract.speech import (
    Speech,
    SpeechKind,
    chain_at,
    nest,
    speaker_of,
    speech_at,
)
from claimgraph.extract.speech_direct import credit_quotations
from claimgraph.extract.speech_document import find_author, find_headline
from claimgraph.extract.speech_indirect import find_indirect, find_people
from claimgraph.extract.speech_quotes import find_quotations
from claimgraph.extract.speech_transcript import find_turns
from claimgraph.extract.status import Status, find_status

__all__ = [
    "Speech",
    "SpeechKind",
    "Status",
    "chain_at",
    "find_speech",
    "find_status",
    "speaker_of",
    "speech_at",
]


def find_speech(sentences: Sequence[Sentence]) -> tuple[Speech, ...]:
    """Return all speech of a document's sentences: quotations, reports, sources, transcripts.

    The wider comes before the narrower; text that no speech holds is the document's own voice.
    """
    quotations = find_quotations(sentences)
    quoted = list(credit_quotations(sentences, quotations))
    frame: list[Speech] = []
    for article in _articles(sentences):
        frame.extend(list(find_author(article, quoted)) or find_turns(article))
    reported: list[Speech] = []
    people = find_people(sentences)
    for sentence in sentences:
        reported.extend(find_indirect(sentence, people))
        reported.extend(find_headline(sentence))
    marked: dict[int, list[tuple[int, int]]] = {}
    for quotation in quotations:
        for number, first, last in quotation.parts:
            marked.setdefault(number, []).append((first, last))
    direct = {one.verb for one in quoted if one.kind is SpeechKind.DIRECT and one.verb}
    reported = [one for one in reported if one.verb not in direct or not _is_quoted(one, sentences)]
    reported = [clipped for one in reported if (clipped := _clip(one, marked)) is not None]
    if frame:
        reported = [_by_author(one, frame, quoted, sentences) for one in reported]
    return nest([*quoted, *frame, *reported])


def _articles(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """Return the sentences of each article, in order."""
    found: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        found.setdefault(sentence.passage.article.index, []).append(sentence)
    return list(found.values())


def _is_quoted(one: Speech, sentences: Sequence[Sentence]) -> bool:
    """Tell whether a report is only its verb's quotation: no 'that' opens it."""
    if one.kind not in (SpeechKind.INDIRECT, SpeechKind.BELIEF):
        return False
    return bool(sentences[one.sentence].tokens[one.first].lower_ != "that")


def _clip(one: Speech, marked: Mapping[int, Sequence[tuple[int, int]]]) -> Speech | None:
    """Keep what a verb inside a quotation reports within that quotation."""
    if one.verb is None:
        return one
    number, verb = one.verb
    for first, last in marked.get(number, ()):
        if first <= verb < last:
            start, end = max(first, one.first), min(last, one.last)
            return replace(one, first=start, last=end) if start < end else None
    return one


def _by_author(
    one: Speech, frame: Sequence[Speech], quoted: Sequence[Speech], sentences: Sequence[Sentence]
) -> Speech:
    """Give what a transcript's or statement's 'I' says to its speaker."""
    if one.speaker is None:
        return one
    number, index = one.speaker
    if sentences[number].tokens[index].lower_ not in words("attribution", "first_person"):
        return one
    if any(q.holds(number, index) for q in quoted):
        return one
    voice = next((speech for speech in frame if speech.holds(number, index)), None)
    if voice is None:
        return one
    return replace(one, speaker=voice.speaker, named=voice.named)
