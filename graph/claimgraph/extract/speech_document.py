"""Find speech that a document's layout credits: transcripts, statements, letters, headlines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from claimgraph.extract.attribute_words import load_vocabulary, words
from claimgraph.extract.parse import Sentence, normalise
from claimgraph.extract.speech import Place, Speech, SpeechKind
from claimgraph.model import PassageKind

_LABEL = 12  # tokens of a speaker's label at most
_HEAD = 6  # sentences in which a heading stands
_TAIL = 4  # sentences in which a signature stands
_IN_LABEL = frozenset({".", ",", "(", ")", "-", "s", "'"})
_MARKS = frozenset("*_#•-–— ")
_NAME_END = re.compile(r"[,:;|(]| on | at | to | regarding | following | after | - | – | — ")


@dataclass(frozen=True, slots=True)
class _Turn:
    sentence: int
    start: int  # first token of what is said
    speaker: int | None  # token; None for 'Q' and 'A'
    key: str


def find_turns(sentences: Sequence[Sentence]) -> Iterator[Speech]:
    """Yield the turns of one article's transcript: 'MS ROE: …', 'Q: …', up to the next label.

    One label alone makes no transcript: two turns are needed.
    """
    turns = [turn for one in sentences if (turn := _turn(one)) is not None]
    keys = [turn.key for turn in turns]
    if len(turns) < 2 or (len(turns) < 3 and len(set(keys)) == len(keys) and "q" not in keys):
        return
    opened = {turn.sentence: turn for turn in turns}
    current: _Turn | None = None
    for one in sentences:
        current = opened.get(one.index, current)
        if current is None or one.passage.kind is not PassageKind.BODY:
            current = None
            continue
        first = current.start if one.index == current.sentence else 0
        if first < len(one.tokens):
            speaker = None if current.speaker is None else (current.sentence, current.speaker)
            yield Speech(
                one.index, first, len(one.tokens), speaker, SpeechKind.TRANSCRIPT, confidence=0.9
            )


def _turn(sentence: Sentence) -> _Turn | None:
    tokens = sentence.tokens
    first = 0
    while first < len(tokens) and tokens[first].text[:1] in _MARKS:
        first += 1
    if first < len(tokens) and tokens[first].text in ("Q.", "A."):
        key = tokens[first].text[0].lower()
        return _Turn(sentence.index, first + 1, None, key)
    for colon in range(first + 1, min(len(tokens), first + _LABEL)):
        text = tokens[colon].text
        short = tokens[first].text in ("Q", "A") and colon == first + 1
        if text[-1:] == ":" or (text == "." and short):
            return _labelled(sentence, first, colon)
        if not (tokens[colon].is_alpha or text[-1:] in _IN_LABEL or text.isdigit()):
            return None
    return None


def _labelled(sentence: Sentence, first: int, colon: int) -> _Turn | None:
    tokens = sentence.tokens
    label = [token for token in tokens[first:colon] if token.is_alpha or token.text[-1:] == "."]
    if not label:
        return None
    low = " ".join(token.lower_ for token in label)
    start = colon + 1
    while start < len(tokens) and tokens[start].text[:1] in _MARKS:
        start += 1
    if low in words("attribution", "interview_question"):
        return _Turn(sentence.index, start, None, "q")
    if low in words("attribution", "interview_answer"):
        return _Turn(sentence.index, start, None, "a")
    named = [token for token in _before_bracket(tokens, first, colon) if token.is_alpha]
    if not named or not _is_speaker(named):
        return None
    return _Turn(sentence.index, start, named[-1].i, low)


def _before_bracket(tokens: Any, first: int, last: int) -> list[Any]:
    found = []
    for token in tokens[first:last]:
        if token.text in ("(", ","):
            break
        found.append(token)
    return found


def _is_speaker(label: Sequence[Any]) -> bool:
    """Tell whether a label names a person: in capitals, with a title, or as two to four names."""
    texts = [token.text for token in label]
    if any(token.lower_.rstrip(".") in words("attribution", "title") for token in label):
        return len(label) <= 8 and texts[-1][0].isupper()
    capitals = all(text.isupper() for text in texts)
    if capitals and len(texts) <= 5 and len("".join(texts)) > 2:
        return True
    names = all(text[0].isupper() for text in texts) and 2 <= len(texts) <= 4
    return names and label[-1].ent_type_ == "PERSON"


def find_author(sentences: Sequence[Sentence], quoted: Sequence[Speech]) -> Iterator[Speech]:
    """Yield the whole body of one article, a statement or letter, as its author's speech.

    The author stands in a heading ('Statement by …'), in the title, or in a signature.
    """
    if not sentences:
        return
    inside = {(q.sentence, i) for q in quoted for i in range(q.first, q.last)}
    first_person = [
        one.index
        for one in sentences
        if any(
            token.lower_ in words("attribution", "first_person")
            and token.text != "US"
            and (one.index, token.i) not in inside
            for token in one.tokens
        )
    ]
    if not first_person or len(first_person) * 8 < len(sentences):
        return
    speaker, named, begin, end = _author(sentences)
    if speaker is None and named is None:
        return
    for one in sentences[begin:end]:
        if one.passage.kind is PassageKind.BODY and len(one.tokens):
            yield Speech(
                one.index,
                0,
                len(one.tokens),
                speaker,
                SpeechKind.AUTHOR,
                confidence=0.85,
                named=named if speaker is None else None,
            )


def _author(sentences: Sequence[Sentence]) -> tuple[Place | None, str | None, int, int]:
    """Return the author's place or name, and the range of sentences that are the author's."""
    for place, one in enumerate(sentences[:_HEAD]):
        found = _heading(one)
        if found is not None:
            return (one.index, found), None, place + 1, len(sentences)
    count = len(sentences)
    for number in range(max(1, count - _TAIL), count):
        signed = _farewell(sentences, number)
        if signed is not None:
            return (signed[0], signed[1]), None, 0, number
    return None, _titled(sentences[0]), 0, count


def _heading(sentence: Sentence) -> int | None:
    """Return the token of the author that a heading names."""
    tokens = sentence.tokens
    low = [token.lower_ for token in tokens[:16]]
    for phrase in load_vocabulary("attribution")["heading"]:
        parts = phrase.split()
        if low[: len(parts)] == parts or low[1 : len(parts) + 1] == parts:
            place = low.index(parts[-1]) + 1
            return _name_head(tokens, place) if place < len(tokens) else None
    return None


def _name_head(tokens: Any, place: int) -> int | None:
    """Return the last token of the run of names that begins at a token."""
    last = None
    for token in tokens[place : place + 14]:
        if token.text in (",", ":", "(", "-", "–") and last is not None:
            break
        if token.tag_ in ("NNP", "NNPS") or (token.is_alpha and token.text[0].isupper()):
            last = token.i
        elif last is not None and token.lower_ not in ("of", "the", "'s", "for", "and", "'"):
            break
        if (
            last is not None
            and token.lower_ in ("of", "for")
            and tokens[last].ent_type_ == "PERSON"
        ):
            break
    return last


def _farewell(sentences: Sequence[Sentence], number: int) -> tuple[int, int] | None:
    """Return the signature after a farewell line."""
    text = sentences[number].passage.text.strip()
    low = normalise(text).lower().strip(" ,.")
    if low in load_vocabulary("attribution")["farewell"] and number + 1 < len(sentences):
        signature = sentences[number + 1]
        head = _name_head(signature.tokens, 0)
        return (signature.index, head) if head is not None else None
    return None


def _titled(sentence: Sentence) -> str | None:
    """Return the author that the title of the article or document names."""
    article = sentence.passage.article
    for title in (article.title, article.document.title):
        low = " ".join(normalise(title or "").split())
        for phrase in load_vocabulary("attribution")["heading"]:
            if low.lower().startswith(phrase + " "):
                name = _NAME_END.split(low[len(phrase) + 1 :], maxsplit=1)[0].strip()
                return name or None
    return None


def find_headline(sentence: Sentence) -> Iterator[Speech]:
    """Yield what a headline credits before a colon: 'Bishop: sanctions hurt the poor'."""
    if sentence.passage.kind is not PassageKind.HEADLINE:
        return
    tokens = sentence.tokens
    colon = next((t.i for t in tokens[:8] if t.text == ":"), None)
    if not colon or colon + 2 >= len(tokens):
        return
    head = tokens[colon - 1]
    titled = head.lower_ in words("attribution", "title")
    if not (titled or head.ent_type_ in ("PERSON", "ORG")):
        return
    if any(token.tag_ in ("VBZ", "VBP", "VBD", "MD", "VB") for token in tokens[colon + 1 :]):
        yield Speech(
            sentence.index,
            colon + 1,
            len(tokens),
            (sentence.index, head.i),
            SpeechKind.DIRECT,
            confidence=0.6,
        )
