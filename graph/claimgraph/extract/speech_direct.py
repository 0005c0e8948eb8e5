"""Credit quotations: by the verb of saying beside them, or by what stands before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from claimgraph.extract.attribute_syntax import (
    ancestors,
    antecedent,
    child,
    is_passive,
    is_verb,
    lemma,
    owner_of,
    subject_of,
    trim,
)
from claimgraph.extract.attribute_words import words
from claimgraph.extract.parse import Sentence
from claimgraph.extract.speech import Place, Speech, SpeechKind
from claimgraph.extract.speech_indirect import credited, force_of
from claimgraph.extract.speech_quotes import Quotation, same_paragraph

_WINDOW = 25  # tokens between a quotation and the verb that credits it
_PERSONAL = frozenset({"he", "she", "they", "we", "i"})


class Credit:
    """Hold who said a quotation, by which word, and how sure that is."""

    __slots__ = ("confidence", "speaker", "verb")

    def __init__(self, speaker: Place, verb: Place | None, confidence: float) -> None:
        self.speaker = speaker
        self.verb = verb
        self.confidence = confidence


def credit_quotations(
    sentences: Sequence[Sentence], quotations: Sequence[Quotation]
) -> Iterator[Speech]:
    """Yield the speech of each quotation that is credited, or is a whole utterance.

    A quotation without a verb of saying of its own goes to who spoke the one before it in the
    same paragraph, to the paragraph before if it stands alone, or to who the sentence before tells
    of as speaking. Words in quotes inside a clause (titles, scare quotes) need a verb that credits
    them.
    """
    last: tuple[int, Credit] | None = None
    for one in quotations:
        if one.depth:
            continue
        whole = is_utterance(sentences, one)
        credit = _own(sentences, one, whole=whole)
        if credit is None and whole:
            credit = _inherited(sentences, one, last)
        if (credit is not None and whole) or (
            credit is not None and last is not None and last[0] < one.parts[0][0] - 1
        ):
            last = (one.parts[-1][0], credit)
        if credit is not None or whole:
            yield from _speeches(sentences, one, credit, whole=whole)


def is_utterance(sentences: Sequence[Sentence], one: Quotation) -> bool:
    """Tell whether a quotation holds a clause of its own, not a phrase of its host sentence."""
    number, first, last = one.parts[0]
    tokens = sentences[number].tokens
    if len(one.parts) > 1:
        return True
    ends = tokens[last - 1].text in {",", ".", "!", "?", "…", "...", "—", ";"}
    before = trim(tokens, 0, first)[1]
    starts = before == 0 or tokens[before].text in {":", ","} if before < len(tokens) else False
    clause = any(_finite(token) for token in tokens[first:last])
    return clause and (ends or starts or _closes_with_comma(tokens, last))


def _closes_with_comma(tokens: Any, last: int) -> bool:
    return last + 1 < len(tokens) and tokens[last + 1].text == ","


def _finite(token: Any) -> bool:
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD") or (
        token.tag_ == "VB" and token.dep_ == "ROOT"
    )


def _own(sentences: Sequence[Sentence], one: Quotation, *, whole: bool) -> Credit | None:
    for number, first, last in dict.fromkeys((one.parts[0], one.parts[-1])):
        sentence = sentences[number]
        found = _governing(sentence, first, last, whole=whole)
        if found is None and whole:
            found = _beside(sentence, first, last)
        if found is not None:
            return found
    return None


def _governing(sentence: Sentence, first: int, last: int, *, whole: bool) -> Credit | None:
    """Return the credit of the first verb of saying, naming or judging above a quotation."""
    tokens = sentence.tokens
    top = _top(tokens, first, last)
    for _, head in ancestors(top):
        if first <= head.i < last:
            continue
        word = lemma(head)
        names = word in words("attribution", "label") or word in words("attribution", "judge")
        if force_of(word) is None and not names:
            continue
        if not whole and head.i > first and force_of(word) is None:
            continue
        if not whole and _is_title(tokens, first, last):
            return None
        speaker = credited(head)
        if speaker is not None and not first <= speaker.i < last:
            place = (sentence.index, speaker.i)
            return Credit(place, (sentence.index, head.i), 0.95 if whole else 0.85)
        return None
    return None


def _top(tokens: Any, first: int, last: int) -> Any:
    """Return the token of a range whose head lies outside it."""
    for token in tokens[first:last]:
        if not first <= token.head.i < last or token.head.i == token.i:
            return token
    return tokens[first]


def _is_title(tokens: Any, first: int, last: int) -> bool:
    """Tell whether all longer words in quotes are capitalised, as in a title or a name."""
    long_ones = [token for token in tokens[first:last] if token.is_alpha and len(token.text) > 3]
    return bool(long_ones) and all(token.text[0].isupper() for token in long_ones)


def _beside(sentence: Sentence, first: int, last: int) -> Credit | None:
    """Return the credit of the nearest verb of saying outside a quotation, else of a colon."""
    tokens = sentence.tokens
    near = range(max(0, first - _WINDOW), min(len(tokens), last + _WINDOW))
    best: tuple[int, Any, Any] | None = None
    for index in near:
        token = tokens[index]
        if first <= index < last or force_of(lemma(token)) is None or not _speaks(token):
            continue
        speaker = credited(token)
        if speaker is None or first <= speaker.i < last:
            continue
        distance = first - index if index < first else index - last
        if best is None or distance < best[0]:
            best = (distance, token, speaker)
    if best is not None:
        place = (sentence.index, best[2].i)
        return Credit(place, (sentence.index, best[1].i), 0.9)
    return _labelled(sentence, first, last)


def _speaks(token: Any) -> bool:
    return is_verb(token) and not is_passive(token)


def _labelled(sentence: Sentence, first: int, last: int) -> Credit | None:
    """Credit 'The minister defended it: "…"', 'Roe: "…"' and '"…" – Jane Roe'."""
    tokens = sentence.tokens
    before = first - 1
    while before >= 0 and (tokens[before].text in ('"', "'") or tokens[before].is_space):
        before -= 1
    if before > 0 and tokens[before].text == ":":
        return _introduced(sentence, tokens[before - 1], 0.75)
    after = last
    while after < len(tokens) and (tokens[after].is_quote or tokens[after].text in ("'", ".")):
        after += 1
    if after + 1 < len(tokens) and tokens[after].text in ("–", "—", "-", "--"):
        names = [t for t in tokens[after + 1 :] if t.tag_ in ("NNP", "NN", "NNS", "PRP")]
        if names and len(tokens) - after < 14:
            head = names[0]
            while head.dep_ in ("compound", "poss", "amod") and head.head.i > after:
                head = head.head
            return Credit((sentence.index, head.i), None, 0.7)
    return None


def _introduced(sentence: Sentence, token: Any, confidence: float) -> Credit | None:
    """Return who the clause or name that ends at a token tells of."""
    top = token
    for _, head in ancestors(token):
        if head.i > token.i:
            break
        top = head
    if is_verb(top):
        subject = antecedent(top) if top.dep_ == "relcl" else subject_of(top)
        if subject is None or subject.lower_ in ("it", "this", "that", "there"):
            return None
        subject = owner_of(subject)
    elif top.tag_ in ("NNP", "NNPS", "NN"):
        subject = top
    else:
        return None
    return Credit((sentence.index, subject.i), (sentence.index, top.i), confidence)


def _inherited(
    sentences: Sequence[Sentence], one: Quotation, last: tuple[int, Credit] | None
) -> Credit | None:
    number, first, _ = one.parts[0]
    if trim(sentences[number].tokens, 0, first)[1] > 0 and number == one.parts[-1][0]:
        return None
    if last is not None and _follows(sentences, last[0], number):
        return Credit(last[1].speaker, last[1].verb, last[1].confidence * 0.9)
    if number == 0:
        return None
    previous = sentences[number - 1]
    if previous.passage.article.index != sentences[number].passage.article.index:
        return None
    return _announced(previous)


def _follows(sentences: Sequence[Sentence], before: int, number: int) -> bool:
    """Tell whether nothing but credits and blank space lies between two quotations."""
    if number - before > 1:
        return False
    one, other = sentences[before], sentences[number]
    return one.passage.article.index == other.passage.article.index and number >= before


def _announced(sentence: Sentence) -> Credit | None:
    """Return who the sentence before a quotation tells of as speaking."""
    for token in sentence.tokens:
        if token.dep_ != "ROOT":
            continue
        word = lemma(token)
        judges = word in words("attribution", "judge") or word in words("attribution", "label")
        if force_of(word) is None and not judges:
            return None
        speaker = credited(token)
        if speaker is None:
            return None
        return Credit((sentence.index, speaker.i), (sentence.index, token.i), 0.6)
    return None


def _speeches(
    sentences: Sequence[Sentence], one: Quotation, credit: Credit | None, *, whole: bool
) -> Iterator[Speech]:
    kind = SpeechKind.DIRECT if whole else SpeechKind.PARTIAL
    force = "neutral"
    if credit is not None and credit.verb is not None:
        number, index = credit.verb
        force = force_of(lemma(sentences[number].tokens[index])) or "neutral"
    for number, first, last in one.parts:
        yield Speech(
            number,
            first,
            last,
            credit.speaker if credit is not None else None,
            kind,
            verb=credit.verb if credit is not None else None,
            force=force,
            confidence=credit.confidence if credit is not None else 0.3,
        )


__all__ = ["_PERSONAL", "Credit", "child", "credit_quotations", "is_utterance", "same_paragraph"]
