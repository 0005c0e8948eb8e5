"""Find who is credited beside a quotation: by a verb, a colon, a dash or the clause before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from claimgraph.extract.attribute_syntax import (
    ancestors,
    is_passive,
    is_verb,
    lemma,
    owner_of,
    subject_of,
)
from claimgraph.extract.attribute_words import words
from claimgraph.extract.parse import Sentence
from claimgraph.extract.speech import Place
from claimgraph.extract.speech_indirect import credited
from claimgraph.extract.speech_sources import force_of

_WINDOW = 25  # tokens between a quotation and the verb that credits it
_LINE = 14  # tokens of a credit after a dash
_DASHES = frozenset({"–", "—", "-", "--", "―"})
_NAMES = ("NNP", "NNPS", "NN", "NNS", "PRP")
_THINGS = frozenset({"it", "this", "that", "there", "what", "which"})


@dataclass(frozen=True, slots=True)
class Credit:
    """Hold who said a quotation, by which word, and how sure that is."""

    speaker: Place
    verb: Place | None
    confidence: float

    def weaker(self, by: float) -> Credit:
        """Return the same credit, less sure."""
        return replace(self, confidence=round(self.confidence * by, 3))


def credit_inverted(sentence: Sentence, last: int) -> Credit | None:
    """Return the credit of '…' shouted the crowd: a verb right after the closing mark.

    The parser may take its subject for an object.
    """
    tokens = sentence.tokens
    place = last
    while place < len(tokens) and (tokens[place].is_quote or tokens[place].is_punct):
        place += 1
    if place == last or place >= len(tokens) or force_of(lemma(tokens[place])) is None:
        return None
    verb = tokens[place]
    labels = ("nsubj", "dobj", "attr", "npadvmod", "oprd")
    noun = next((one for one in verb.children if one.dep_ in labels and one.i > verb.i), None)
    if not is_verb(verb) or noun is None or is_passive(verb):
        return None
    return Credit((sentence.index, owner_of(noun).i), (sentence.index, verb.i), 0.85)


def credit_beside(sentence: Sentence, first: int, last: int) -> Credit | None:
    """Return the credit of the nearest verb of saying outside a quotation, else of a colon."""
    tokens = sentence.tokens
    best: tuple[int, Any, Any] | None = None
    for index in range(max(0, first - _WINDOW), min(len(tokens), last + _WINDOW)):
        token = tokens[index]
        if first <= index < last or force_of(lemma(token)) is None:
            continue
        if not is_verb(token) or is_passive(token):
            continue
        speaker = credited(token)
        if speaker is None or first <= speaker.i < last:
            continue
        distance = first - index if index < first else index - last
        if best is None or distance < best[0]:
            best = (distance, token, speaker)
    if best is not None:
        return Credit((sentence.index, best[2].i), (sentence.index, best[1].i), 0.9)
    before = first - 1
    while before >= 0 and (tokens[before].is_quote or tokens[before].is_space):
        before -= 1
    if before > 0 and tokens[before].text == ":":
        return credit_introduced(sentence, tokens[before - 1], 0.75)
    return None


def credit_after_dash(sentence: Sentence, last: int) -> Credit | None:
    """Return the credit of '…' – Jane Roe, minister."""
    tokens = sentence.tokens
    place = last
    while place < len(tokens) and (tokens[place].is_quote or tokens[place].text == "."):
        place += 1
    if place + 1 >= len(tokens) or tokens[place].text not in _DASHES:
        return None
    if len(tokens) - place > _LINE:
        return None
    head = next((t for t in tokens[place + 1 :] if t.tag_ in _NAMES), None)
    if head is None:
        return None
    while head.dep_ in ("compound", "poss", "amod", "nmod") and head.head.i > head.i:
        head = head.head
    return Credit((sentence.index, head.i), None, 0.7)


def credit_introduced(sentence: Sentence, token: Any, confidence: float) -> Credit | None:
    """Return who the clause or name that ends at a token tells of."""
    top = token
    for _, head in ancestors(token):
        if head.i > token.i:
            break
        top = head
    if is_verb(top):
        subject = subject_of(top)
        if subject is None or subject.lower_ in _THINGS:
            return None
        subject = owner_of(subject)
    elif top.tag_ in _NAMES:
        subject = top
    else:
        return None
    return Credit((sentence.index, subject.i), (sentence.index, top.i), confidence)


def credit_of_clause(sentence: Sentence) -> Credit | None:
    """Return who a sentence tells of as speaking or judging, for the quotation after it."""
    root = next((token for token in sentence.tokens if token.dep_ == "ROOT"), None)
    if root is None or not is_verb(root):
        return None
    word = lemma(root)
    judges = word in words("attribution", "judge") or word in words("attribution", "label")
    colon = sentence.tokens[-1].text == ":"
    if force_of(word) is None and not judges and not colon:
        return None
    speaker = subject_of(root) if colon and not is_passive(root) else credited(root)
    if speaker is None or speaker.lower_ in _THINGS:
        return None
    return Credit((sentence.index, owner_of(speaker).i), (sentence.index, root.i), 0.6)
