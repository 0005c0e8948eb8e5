"""Turn matches into candidates: speaker, polarity, modality, words used, confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimgraph.extract.assemble_words import is_loaded, is_quoted, phrase
from claimgraph.extract.attribute import Speech, Status, find_status, speech_at
from claimgraph.extract.match import Match
from claimgraph.extract.parse import Sentence
from claimgraph.extract.spans import Form, Span
from claimgraph.model import (
    Candidate,
    Mention,
    Modality,
    Ontology,
    Polarity,
    Relation,
    RelationKind,
    fold,
)

_HEADS_OF_STATE = ("president", "king", "queen", "emir", "sultan")
_LEAST = 0.35  # below this a match is a guess


@dataclass(frozen=True, slots=True)
class Assembler:
    """Make candidates of one document's matches."""

    ontology: Ontology
    sentences: Sequence[Sentence]
    spans: Sequence[Span]
    speeches: Sequence[Speech]
    written: str | None  # the document's ISO date

    def candidate(self, match: Match) -> Candidate | None:
        """Return the candidate that a match comes to, or None where a condition fails."""
        relation = self.ontology.relations[match.relation]
        sentence = self.sentences[match.sentence]
        speech = speech_at(match.sentence, match.predicate, self.speeches)
        speaker = self._speaker(speech)
        match = self._with_subject(match, speaker)
        subject, target = self._arguments(match, sentence)
        if subject is None or target is None or not self._fits(relation, subject, target):
            return None
        if fold(subject.name) == fold(target.name) or not self._allowed(match):
            return None
        status = self._status(match, sentence)
        label = phrase(sentence, match.label) if match.label is not None else None
        if status is None or not self._label_fits(match, sentence, label):
            return None
        if relation.kind is RelationKind.LABELLED and not label:
            return None
        confidence = match.confidence * subject.confidence * target.confidence * status.confidence
        if confidence < _LEAST:
            return None
        return Candidate(
            relation=match.relation,
            subject=subject,
            object=target,
            passage=sentence.passage,
            start=sentence.passage.start,
            end=sentence.passage.end,
            polarity=status.polarity,
            modality=status.modality,
            speaker=speaker,
            confidence=round(min(confidence, 0.99), 3),
            label=label,
            what=phrase(sentence, match.what) if match.what is not None else None,
            frame=match.frame.text,
        )

    def _speaker(self, speech: Speech | None) -> Mention | None:
        if speech is None:
            return None
        if speech.speaker is None:
            return None
        place, head = speech.speaker
        found = [s for s in self.spans if s.sentence == place and s.head == head]
        found = [s for s in found if self.ontology.is_a(s.type, "Actor")]
        if not found:
            return None
        return self.mention(found[0])

    def mention(self, span: Span) -> Mention:
        """Return a span as a mention at its place in the document."""
        sentence = self.sentences[span.sentence]
        start, end = sentence.span(span.first, span.last)
        text = sentence.passage.article.document.text[start:end]
        return span.mention(start=start, end=end, text=text)

    def _with_subject(self, match: Match, speaker: Mention | None) -> Match:
        """Put in the speaker, or the state for which an official acts, where the frame asks."""
        subject = match.subject
        if "speaker" in match.frame.flags and subject is None and speaker is not None:
            own = [s for s in self.spans if self._is_at(s, speaker)]
            return replace(match, subject=own[0]) if own else match
        if "state" in match.frame.flags and subject is not None and subject.represents:
            office = (subject.office or "").casefold()
            if not any(title in office for title in _HEADS_OF_STATE):
                return replace(match, subject=self._represented(subject))
        return match

    def _is_at(self, span: Span, mention: Mention) -> bool:
        sentence = self.sentences[span.sentence]
        return sentence.span(span.first, span.last) == (mention.start, mention.end)

    def _represented(self, span: Span) -> Span:
        name = span.represents[0]
        for other in self.spans:
            if other.name == name:
                return replace(
                    other, sentence=span.sentence, first=span.first, last=span.last, head=span.head
                )
        return span

    def _arguments(self, match: Match, sentence: Sentence) -> tuple[Mention | None, Mention | None]:
        subject = self.mention(match.subject) if match.subject else None
        target = self.mention(match.object) if match.object else None
        if match.frame.implied:
            slot, kind, name = match.frame.implied
            start, end = sentence.span(match.predicate, match.predicate + 1)
            text = sentence.passage.article.document.text[start:end]
            implied = Mention(start=start, end=end, text=text, type=kind, name=name, confidence=0.9)
            subject, target = (implied, target) if slot == "S" else (subject, implied)
        return subject, target

    def _fits(self, relation: Relation, subject: Mention, target: Mention) -> bool:
        if relation.kind is RelationKind.QUANTITY:
            return False
        return self.ontology.fits(subject.type, relation.domain) and (
            relation.kind is RelationKind.OFFICE or self.ontology.fits(target.type, relation.range)
        )

    def _allowed(self, match: Match) -> bool:
        subject, target, flags = match.subject, match.object, match.frame.flags
        if subject is None or target is None:
            return True
        if "own" in flags and (
            (target.nations and subject.name not in target.nations) or subject.name in target.places
        ):
            return False
        if "foreign" in flags and (not target.nations or subject.name in target.nations):
            return False
        return not ("other" in flags and subject.name in target.nations)

    def _status(self, match: Match, sentence: Sentence) -> Status | None:
        """Return polarity and modality of the text and the frame together."""
        frame = match.frame
        heads = [
            s.head for s in (match.subject, match.object) if s and s.sentence == match.sentence
        ]
        status = find_status(
            sentence,
            match.predicate,
            also=[*match.also, *heads],
            lasting="lasting" in frame.flags,
            written=self.written,
        )
        polarity, modality = status.polarity, status.modality
        if "negated" in frame.flags:
            if polarity is not Polarity.DENIED:
                return None
            polarity = Polarity.AFFIRMED
        elif frame.polarity is Polarity.DENIED:
            flipped = polarity is Polarity.DENIED
            polarity = Polarity.AFFIRMED if flipped else Polarity.DENIED
        if frame.modality is not None and (
            modality is Modality.ACTUAL or frame.modality is not Modality.PAST
        ):
            modality = frame.modality
        return replace(status, polarity=polarity, modality=modality)

    def _label_fits(self, match: Match, sentence: Sentence, label: str | None) -> bool:
        flags = match.frame.flags
        if "quoted" in flags:
            return match.label is not None and is_quoted(sentence, match.label)
        return not ("loaded" in flags and not is_loaded(label or ""))


def distinct(candidates: Sequence[Candidate], ontology: Ontology) -> list[Candidate]:
    """Return the surest candidate of each statement of a passage, in the order given."""
    best: dict[tuple[object, ...], Candidate] = {}
    for one in candidates:
        key = _key(one, ontology.relations[one.relation].symmetric)
        known = best.get(key)
        if known is None or one.confidence > known.confidence:
            best[key] = one
    return list(best.values())


def _key(one: Candidate, symmetric: bool) -> tuple[object, ...]:
    names: tuple[object, ...]
    if isinstance(one.object, Mention):
        names = (fold(one.subject.name), fold(one.object.name))
        if symmetric:
            names = tuple(sorted(names, key=str))
    else:
        names = (fold(one.subject.name), one.object)
    return one.passage.start, one.relation, names, one.polarity, fold(one.label or "")


def surest_form(spans: Sequence[Span]) -> Span:
    """Return the span that names its referent best: names outrank descriptions and pronouns."""
    order = {Form.NAME: 0, Form.DESCRIPTION: 1, Form.PRONOUN: 2}
    return min(spans, key=lambda span: (order[span.form], span.sentence, span.first))
