"""Turn matches into candidates: speaker, polarity, modality, words used, confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from claimgraph.extract.assemble_words import is_quoted, phrase
from claimgraph.extract.attribute import Speech, Status, find_status, speech_at
from claimgraph.extract.frames_model import Kind
from claimgraph.extract.lexicon_loaded import Tone, is_loaded, tone_of
from claimgraph.extract.match import Match
from claimgraph.extract.match_known import Known
from claimgraph.extract.mentions_lexicon import load_lexicon
from claimgraph.extract.mentions_things import mission_name
from claimgraph.extract.parse import Sentence
from claimgraph.extract.spans import Form, Span
from claimgraph.model import (
    Candidate,
    Mention,
    Modality,
    Ontology,
    Polarity,
    Quantity,
    Relation,
    RelationKind,
    fold,
)

_HEADS_OF_STATE = ("president", "king", "queen", "emir", "sultan")
_PROMISES = frozenset({"pledge", "promise", "plan", "vow", "offer"})
_HELD = frozenset({"visa", "passport", "permit", "asset", "account"})
_NEAR = 4  # sentences back to what an unnamed object may be
_LEAST = 0.35  # below this a match is a guess


@dataclass(frozen=True, slots=True)
class Assembler:
    """Make candidates of one document's matches."""

    ontology: Ontology
    sentences: Sequence[Sentence]
    spans: Sequence[Span]
    speeches: Sequence[Speech]
    known: Known
    written: str | None  # the document's ISO date
    issuers: list[Span] = field(default_factory=list)  # states that put measures in force, so far

    def candidate(self, match: Match) -> Candidate | None:
        """Return the candidate that a match comes to, or None where a condition fails."""
        relation = self.ontology.relations[match.relation]
        sentence = self.sentences[match.sentence]
        speech = speech_at(match.sentence, match.predicate, self.speeches)
        said_by = self._speaker(speech)
        speaker = self.mention(said_by) if said_by is not None else None
        match = self._completed(match, said_by)
        subject, target = self._arguments(match, sentence)
        if subject is None or target is None or not self._fits(relation, subject, target):
            return None
        if isinstance(target, Mention) and fold(subject.name) == fold(target.name):
            return None
        status = self._status(match, sentence) if self._allowed(match) else None
        said = "said" in match.frame.flags
        label = phrase(sentence, match.label, predicate=said) if match.label is not None else None
        if status is None or not self._label_fits(match, sentence, label):
            return None
        if relation.kind is RelationKind.LABELLED and not label:
            return None
        self._remember(match)
        confidence = match.confidence * subject.confidence * status.confidence
        if isinstance(target, Mention):
            confidence *= target.confidence
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

    def _speaker(self, speech: Speech | None) -> Span | None:
        if speech is None or speech.speaker is None:
            return None
        place, head = speech.speaker
        found = [
            span
            for span in self.spans
            if span.sentence == place
            and span.head == head
            and self.ontology.is_a(span.type, "Actor")
        ]
        return found[0] if found else None

    def mention(self, span: Span) -> Mention:
        """Return a span as a mention at its place in the document."""
        sentence = self.sentences[span.sentence]
        start, end = sentence.span(span.first, span.last)
        text = sentence.passage.article.document.text[start:end]
        return span.mention(start=start, end=end, text=text)

    def _completed(self, match: Match, speaker: Span | None) -> Match:
        """Put in the speaker, or the state that acts through an official, where a frame asks."""
        flags, subject = match.frame.flags, match.subject
        if "speaker" in flags and subject is None:
            return replace(match, subject=speaker)
        if "issuer" in flags:
            return self._issued(match, speaker)
        if "salient" in flags and match.object is None:
            return replace(match, object=self._salient(match))
        if "state" in flags and subject is not None:
            office = (subject.office or "").casefold()
            state = self.known.state(subject)
            if state is not None and not any(title in office for title in _HEADS_OF_STATE):
                return replace(match, subject=state)
        return match

    def _salient(self, match: Match) -> Span | None:
        """Return the last span before a match that fits the relation's range, if it is near."""
        allowed = self.ontology.relations[match.relation].range
        best: Span | None = None
        lexicon = load_lexicon()
        for span in self.spans:
            if span.sentence > match.sentence:
                break
            if span.form is not Form.NAME and self._noun(span) not in lexicon.missions:
                continue
            before = span.sentence < match.sentence or span.first < match.predicate
            near = before and match.sentence - span.sentence <= _NEAR
            if near and span.referent and self.ontology.fits(span.type, allowed):
                best = span
        return best

    def _issued(self, match: Match, speaker: Span | None) -> Match:
        state = self.known.state(speaker) if speaker is not None else None
        if speaker is not None and self.ontology.is_a(speaker.type, "State"):
            state = speaker
        issuer, sure = (state, 0.8) if state is not None else (match.above, 0.7)
        if issuer is None and self.issuers:
            issuer, sure = self.issuers[-1], 0.65
        if issuer is None:
            return match
        confidence = match.confidence * sure
        if match.subject is None:
            return replace(match, subject=issuer, confidence=confidence)
        return replace(match, object=match.object or issuer, confidence=confidence)

    def _arguments(
        self, match: Match, sentence: Sentence
    ) -> tuple[Mention | None, Mention | Quantity | None]:
        subject = self.mention(match.subject) if match.subject else None
        if match.quantity is not None:
            return subject, match.quantity
        if "office" in match.frame.flags:
            return subject, self._office(match, sentence)
        target = self.mention(self._placed(match, match.object)) if match.object else None
        if match.frame.implied:
            slot, kind, name = match.frame.implied
            start, end = sentence.span(match.predicate, match.predicate + 1)
            text = sentence.passage.article.document.text[start:end]
            implied = Mention(start=start, end=end, text=text, type=kind, name=name, confidence=0.9)
            subject, target = (implied, target) if slot == "S" else (subject, implied)
        return subject, target

    def _office(self, match: Match, sentence: Sentence) -> Mention | None:
        """Return the post that the words of the label name, where its noun names one."""
        if match.label is None:
            return None
        noun = sentence.tokens[match.label]
        heads = load_lexicon().title_heads
        if noun.lemma_.lower() not in heads and noun.lower_ not in heads:
            return None
        name = phrase(sentence, match.label)
        start, end = sentence.span(match.label, match.label + 1)
        text = sentence.passage.article.document.text[start:end]
        return Mention(start=start, end=end, text=text, type="Office", name=_bare(name))

    def _placed(self, match: Match, target: Span) -> Span:
        """Narrow a mission's name to the country that the frame says it is in."""
        place = match.place or match.subject
        if "placed" not in match.frame.flags or place is None or not target.nations:
            return target
        if target.places or not self.ontology.is_a(target.type, "MedicalMission"):
            return target
        name = mission_name(target.nations, (place.name,), "medical mission")
        return replace(target, name=name, places=(place.name,)) if name else target

    def _fits(self, relation: Relation, subject: Mention, target: Mention | Quantity) -> bool:
        if isinstance(target, Quantity):
            return relation.kind is RelationKind.QUANTITY
        return self.ontology.fits(subject.type, relation.domain) and (
            relation.kind is RelationKind.OFFICE or self.ontology.fits(target.type, relation.range)
        )

    def _allowed(self, match: Match) -> bool:
        subject, target, flags = match.subject, match.object, match.frame.flags
        if subject is None or target is None:
            return True
        if not self._known_by_name(match, subject):
            return False
        if "own" in flags and (
            (target.nations and subject.name not in target.nations) or subject.name in target.places
        ):
            return False
        if "described" in flags and target.form is Form.NAME:
            return False
        if "made" in flags and self._noun(target) in _HELD:
            return False
        if "titled" in flags and not subject.office:
            return False
        # A group of staff is foreign only if its nation is named; a mission always is.
        known = bool(target.nations) or target in self.spans
        if "foreign" in flags and (not known or subject.name in target.nations):
            return False
        return not ("other" in flags and subject.name in target.nations[:1])

    def _remember(self, match: Match) -> None:
        """Keep the state behind a measure: it is the agent of the passives that follow."""
        subject, target = match.subject, match.object
        implied = match.frame.implied
        kind = implied[1] if implied else target.type if target is not None else ""
        state = subject is not None and self.ontology.is_a(subject.type, "State")
        if state and subject is not None and self.ontology.is_a(kind, "Measure"):
            self.issuers.append(subject)

    def _noun(self, span: Span) -> str:
        return str(self.sentences[span.sentence].tokens[span.head].lemma_.lower())

    def _known_by_name(self, match: Match, subject: Span) -> bool:
        """Tell whether a frame that asks for a name has one.

        A description that is subject and predicate at once ("a member of X") says nothing new.
        """
        root = match.frame.root
        own = subject.head == match.predicate and root is not None and root.kind is Kind.NOUN
        if "named" not in match.frame.flags and not own:
            return True
        if subject.form is Form.NAME:
            return True
        tokens = self.sentences[subject.sentence].tokens
        words = fold(tokens[subject.first : subject.last].text)
        return fold(subject.name) not in words

    def _status(self, match: Match, sentence: Sentence) -> Status | None:
        """Return polarity and modality of the text and the frame together."""
        frame = match.frame
        if match.quantity is not None:
            status = find_status(sentence, match.predicate, written=self.written)
            return replace(status, polarity=Polarity.AFFIRMED)
        if frame.structure is not None or (frame.root and frame.root.kind is Kind.SLOT):
            return self._standing(match, sentence)
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
        if "urged" in frame.flags:
            denied = polarity is Polarity.DENIED
            return None if denied else replace(status, modality=Modality.ACTUAL)
        if "stated" in frame.flags:
            return replace(status, polarity=frame.polarity, modality=Modality.ACTUAL)
        if "firm" in frame.flags and polarity is Polarity.DENIED:
            return None
        if "negated" in frame.flags:
            if polarity is not Polarity.DENIED:
                return None
            polarity = Polarity.AFFIRMED
        elif frame.polarity is Polarity.DENIED:
            # What is yet to be lifted, or is not lifted, is in force.
            open_still = modality in (Modality.POSSIBLE, Modality.PLANNED, Modality.THREATENED)
            if open_still or polarity is Polarity.DENIED:
                return replace(status, polarity=Polarity.AFFIRMED, modality=Modality.ACTUAL)
            polarity = Polarity.DENIED
        if "office" in frame.flags and self._is_former(match, sentence):
            return replace(status, modality=Modality.PAST)
        promised = sentence.tokens[match.predicate].lemma_.lower() in _PROMISES
        if promised and modality is Modality.ACTUAL and frame.modality is None:
            return replace(status, polarity=polarity, modality=Modality.PLANNED)
        if frame.modality is not None and (
            modality is Modality.ACTUAL or frame.modality is not Modality.PAST
        ):
            modality = frame.modality
        return replace(status, polarity=polarity, modality=modality)

    def _is_former(self, match: Match, sentence: Sentence) -> bool:
        words = sentence.tokens[match.label].children if match.label is not None else ()
        return any(word.lower_ in load_lexicon().former for word in words)

    def _standing(self, match: Match, sentence: Sentence) -> Status | None:
        """Return the status of what a mention carries in itself: its own words alone count."""
        spans = [one for one in (match.subject, match.object) if one is not None]
        span = next((one for one in spans if one.head == match.predicate), None)
        tokens = sentence.tokens
        if span is None or span.sentence != match.sentence:
            return Status()
        words = {tokens[i].lower_ for i in range(max(0, span.first - 1), span.last)}
        none = any(kid.lower_ in ("no", "not", "neither") for kid in tokens[span.head].children)
        if none and "firm" in match.frame.flags:
            return None
        polarity = Polarity.DENIED if none else Polarity.AFFIRMED
        modality = Modality.PAST if words & load_lexicon().former else Modality.ACTUAL
        return Status(polarity=polarity, modality=match.frame.modality or modality)

    def _label_fits(self, match: Match, sentence: Sentence, label: str | None) -> bool:
        flags = match.frame.flags
        if "blaming" in flags or "praising" in flags:
            wanted = Tone.ADVERSE if "blaming" in flags else Tone.FAVOURABLE
            return tone_of(label or "") is wanted
        if "quoted" in flags:
            return match.label is not None and is_quoted(sentence, match.label)
        return not ("loaded" in flags and not is_loaded(label or ""))


def _bare(title: str) -> str:
    """Return a title without its article and words of time: "a former minister"."""
    words = title.split()
    former = load_lexicon().former | {"a", "an", "the", "new", "current"}
    while len(words) > 1 and words[0].casefold() in former:
        words = words[1:]
    return " ".join(words)


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
