"""Credit quotations: by the verb of saying beside them, or by what stands before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from claimgraph.extract.attribute_syntax import ancestors, is_passive, is_verb, lemma, trim
from claimgraph.extract.attribute_words import words
from claimgraph.extract.parse import Sentence
from claimgraph.extract.speech import Place, Speech, SpeechKind
from claimgraph.extract.speech_beside import (
    Credit,
    credit_after_dash,
    credit_beside,
    credit_inverted,
    credit_of_clause,
)
from claimgraph.extract.speech_indirect import credited
from claimgraph.extract.speech_quotes import Quotation
from claimgraph.extract.speech_sources import force_of

_ENDS = frozenset({",", ".", "!", "?", "…", "...", "—", ";"})


@dataclass(slots=True)
class _Credited:
    """Hold a quotation with who is credited, while its neighbours are asked."""

    quotation: Quotation
    whole: bool
    credit: Credit | None


def credit_quotations(
    sentences: Sequence[Sentence], quotations: Sequence[Quotation]
) -> Iterator[Speech]:
    """Yield the speech of each quotation that is credited, or is a whole utterance.

    A quotation without a verb of saying of its own goes to who spoke the one before it, to who is
    credited right after it, or to who the sentence before tells of as speaking. Words in quotes
    inside a clause (titles, scare quotes) need a verb that credits them.
    """
    found = []
    for one in quotations:
        if not one.depth:
            whole = is_utterance(sentences, one)
            found.append(_Credited(one, whole, _own(sentences, one, whole=whole)))
    for place, item in enumerate(found):
        if item.credit is None and item.whole and _stands_alone(sentences, item.quotation):
            before = found[place - 1] if place else None
            item.credit = _from_before(sentences, item, before)
    for place in range(len(found) - 1, -1, -1):
        item = found[place]
        if item.credit is None and item.whole and _stands_alone(sentences, item.quotation):
            after = found[place + 1] if place + 1 < len(found) else None
            item.credit = _from_after(sentences, item, after)
    for item in found:
        if item.credit is not None or item.whole:
            yield from _speeches(sentences, item)


def is_utterance(sentences: Sequence[Sentence], one: Quotation) -> bool:
    """Tell whether a quotation holds a clause of its own, not a phrase of its host sentence."""
    if len(one.parts) > 1:
        return True
    number, first, last = one.parts[0]
    tokens = sentences[number].tokens
    before = _text_before(tokens, first)
    starts = before in ("", ":", ",", "-", "–", "—")
    ends = tokens[last - 1].text in _ENDS or _comma_after(tokens, last)
    clause = any(_finite(token) for token in tokens[first:last])
    cry = starts and (tokens[last - 1].text in ("!", "?", ",") or _comma_after(tokens, last))
    return (clause and (ends or starts)) or cry


def _comma_after(tokens: Any, last: int) -> bool:
    return last + 1 < len(tokens) and bool(tokens[last + 1].text == ",")


def _text_before(tokens: Any, first: int) -> str:
    """Return the last sign or word before a quotation, '' at the sentence's start."""
    place = first - 1
    while place >= 0 and (tokens[place].is_quote or tokens[place].is_space):
        place -= 1
    return str(tokens[place].text) if place >= 0 else ""


def _finite(token: Any) -> bool:
    if token.tag_ == "VB":
        return token.dep_ in ("ROOT", "ccomp") and not any(
            one.lower_ == "to" for one in token.children
        )
    return token.tag_ in ("VBD", "VBZ", "VBP", "MD")


def _stands_alone(sentences: Sequence[Sentence], one: Quotation) -> bool:
    """Tell whether nothing but the quotation stands in its first sentence before it."""
    number, first, _ = one.parts[0]
    start, end = trim(sentences[number].tokens, 0, first)
    return start >= end


def _own(sentences: Sequence[Sentence], one: Quotation, *, whole: bool) -> Credit | None:
    for number, first, last in dict.fromkeys((one.parts[0], one.parts[-1])):
        sentence = sentences[number]
        found = _governing(sentence, first, last, whole=whole)
        if found is None and whole:
            found = (
                credit_inverted(sentence, last)
                or credit_beside(sentence, first, last)
                or credit_after_dash(sentence, last)
            )
        if found is not None:
            return found
    return None


def _governing(sentence: Sentence, first: int, last: int, *, whole: bool) -> Credit | None:
    """Return the credit of the first verb of saying, naming or judging above a quotation.

    A phrase in quotes must follow its verb; a title in quotes is no one's words.
    """
    tokens = sentence.tokens
    reported = False
    for below, head in ancestors(_top(tokens, first, last)):
        reported = reported or below.dep_ in ("ccomp", "xcomp")
        if first <= head.i < last:
            continue
        word = lemma(head)
        names = word in words("attribution", "label") or word in words("attribution", "judge")
        if not is_verb(head) or (force_of(word) is None and not names):
            continue
        if not (whole or reported or names) and word in words("attribution", "weak_say"):
            continue
        if not whole and (head.i > first or _is_title(tokens, first, last)):
            return None
        speaker = credited(head)
        if speaker is not None and not first <= speaker.i < last:
            place = (sentence.index, speaker.i)
            return Credit(place, (sentence.index, head.i), 0.95 if whole else 0.85)
        if whole and not is_passive(head):
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


def _from_before(
    sentences: Sequence[Sentence], item: _Credited, before: _Credited | None
) -> Credit | None:
    number = item.quotation.parts[0][0]
    if before is not None and before.credit is not None and before.whole:
        gap = number - before.quotation.parts[-1][0]
        if gap <= 1 and _same_article(sentences, number, before.quotation.parts[-1][0]):
            return before.credit.weaker(0.9)
    if not number or not _same_article(sentences, number - 1, number):
        return None
    return credit_of_clause(sentences[number - 1])


def _from_after(
    sentences: Sequence[Sentence], item: _Credited, after: _Credited | None
) -> Credit | None:
    """Credit a quotation by the one that goes on after it, or by a credit set off as a sentence."""
    number = item.quotation.parts[-1][0]
    if number + 1 >= len(sentences) or not _same_article(sentences, number, number + 1):
        return None
    if after is not None and after.credit is not None and after.whole:
        if after.quotation.parts[0][0] == number + 1:
            return after.credit.weaker(0.85)
        return None
    following = sentences[number + 1].tokens
    verb = next((token for token in following[:3] if force_of(lemma(token)) is not None), None)
    if verb is None or not is_verb(verb) or any(one.dep_ == "ccomp" for one in verb.children):
        return None
    speaker = credited(verb)
    if speaker is None:
        return None
    return Credit((number + 1, speaker.i), (number + 1, verb.i), 0.7)


def _same_article(sentences: Sequence[Sentence], one: int, other: int) -> bool:
    return bool(sentences[one].passage.article.index == sentences[other].passage.article.index)


def _speeches(sentences: Sequence[Sentence], item: _Credited) -> Iterator[Speech]:
    kind = SpeechKind.DIRECT if item.whole else SpeechKind.PARTIAL
    credit = item.credit
    verb: Place | None = credit.verb if credit is not None else None
    force = "neutral"
    if verb is not None:
        force = force_of(lemma(sentences[verb[0]].tokens[verb[1]])) or "neutral"
    for number, first, last in item.quotation.parts:
        yield Speech(
            number,
            first,
            last,
            credit.speaker if credit is not None else None,
            kind,
            verb=verb,
            force=force,
            confidence=credit.confidence if credit is not None else 0.3,
        )
