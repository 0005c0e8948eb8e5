"""Find speech that a document's layout credits to its author: statements, letters, headlines."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from claimgraph.extract.attribute_syntax import child
from claimgraph.extract.attribute_words import load_vocabulary, words
from claimgraph.extract.parse import Sentence, normalise
from claimgraph.extract.speech import Place, Speech, SpeechKind
from claimgraph.model import PassageKind

_HEAD = 6  # sentences in which a heading stands
_TAIL = 4  # sentences in which a signature stands
_NAME_END = re.compile(r"[,:;|(]| on | at | to | regarding | following | after | - | – | — ")


def find_author(sentences: Sequence[Sentence], quoted: Sequence[Speech]) -> Iterator[Speech]:
    """Yield the whole body of one article, a statement or letter, as its author's speech.

    The author stands in a heading ('Statement by …'), in the title, or in a signature.
    """
    if not sentences:
        return
    inside = {(q.sentence, i) for q in quoted for i in range(q.first, q.last)}
    first_person = [one.index for one in sentences if is_first_person(one, inside)]
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


def is_first_person(sentence: Sentence, without: Collection[tuple[int, int]] = frozenset()) -> bool:
    """Tell whether a sentence says I or we, outside the given (sentence, token) places."""
    return any(
        token.lower_ in words("attribution", "first_person")
        and token.text != "US"
        and (sentence.index, token.i) not in without
        for token in sentence.tokens
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
    for one in sentences[:2]:
        joint = _we_at(one)
        if joint is not None:
            return (one.index, joint), None, 0, count
    return None, _titled(sentences[0]), 0, count


def _we_at(sentence: Sentence) -> int | None:
    """Return who speaks as 'We at Aid Now …' or 'We, the nurses of Accra, …'."""
    token = sentence.tokens[0]
    if token.lower_ != "we":
        return None
    at = next((one for one in token.children if one.lower_ == "at"), None)
    found = child(at, "pobj") if at is not None else child(token, "appos")
    return int(found.i) if found is not None and found.text[:1].isupper() else None


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
