"""Find what a source is credited with: 'according to …', 'in the words of …'; make the speech."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claimgraph.extract.attribute_syntax import child, children, lemma, owner_of, ranges, subtree
from claimgraph.extract.attribute_words import groups_of, words
from claimgraph.extract.parse import Sentence
from claimgraph.extract.speech import Speech, SpeechKind


def force_of(word: str) -> str | None:
    """Return the group that a verb of saying belongs to, None for any other verb.

    >>> force_of("insist"), force_of("walk")
    ('commit', None)
    """
    found = groups_of("attribution", "say").get(word)
    return found[0] if found else None


def make_speech(
    sentence: Sentence,
    content: list[int],
    speaker: Any | None,
    kind: SpeechKind,
    verb: Any,
    *,
    confidence: float = 0.95,
) -> Iterator[Speech]:
    """Yield the speech of a content's tokens, one for each unbroken range.

    Words that a semicolon parts from the crediting word are not said by it.
    """
    if speaker is None:
        return
    force = force_of(lemma(verb)) or "neutral"
    for first, last in ranges(_same_segment(content, verb), sentence.tokens):
        if not first <= speaker.i < last:
            yield Speech(
                sentence.index,
                first,
                last,
                (sentence.index, speaker.i),
                kind,
                verb=(sentence.index, verb.i),
                force=force,
                confidence=confidence,
            )


def _same_segment(content: list[int], verb: Any) -> list[int]:
    """Leave out what a semicolon parts from the verb; a colon's list may hold semicolons."""
    stops = [one.i for one in verb.doc if one.text == ";"]
    if not stops or any(one.text == ":" for one in verb.doc[verb.i : verb.i + 3]):
        return content
    low = max((stop for stop in stops if stop < verb.i), default=-1)
    high = min((stop for stop in stops if stop > verb.i), default=len(verb.doc))
    return [i for i in content if low < i < high]


def find_source(sentence: Sentence, word: Any) -> Iterator[Speech]:
    """Yield what holds 'according to the ministry', at the word 'according'."""
    to = child(word, "prep", "pcomp", "dep")
    if to is None or to.lower_ != "to":
        after = word.i + 1
        if after >= len(word.doc) or word.doc[after].lower_ != "to":
            return
        to = word.doc[after]
    source = child(to, "pobj")
    if source is None:
        return
    top = _clause_top(word)
    phrase = set(subtree(word)) | set(subtree(to))
    inside = [i for i in subtree(top) if i not in phrase]
    yield from make_speech(sentence, inside, owner_of(source), SpeechKind.SOURCE, word)


def find_view(sentence: Sentence, prep: Any) -> Iterator[Speech]:
    """Yield what holds 'in her view', 'in the words of the minister'."""
    noun = child(prep, "pobj")
    if noun is None or prep.lower_ != "in" or lemma(noun) not in words("attribution", "view_noun"):
        return
    speaker = child(noun, "poss")
    if speaker is None:
        of = next((one for one in children(noun, "prep") if one.lower_ == "of"), None)
        speaker = child(of, "pobj") if of is not None else None
    if speaker is None or (lemma(noun) in ("mind", "account") and speaker.lower_ == "its"):
        return
    phrase = set(subtree(prep))
    inside = [i for i in subtree(_clause_top(prep)) if i not in phrase]
    yield from make_speech(sentence, inside, speaker, SpeechKind.SOURCE, noun, confidence=0.9)


def _clause_top(token: Any) -> Any:
    """Return the verb of the widest clause around a phrase, within any reported clause."""
    top = token.head
    while top.head.i != top.i:
        if top.dep_ == "ccomp" and force_of(lemma(top.head)) is not None:
            return top
        top = top.head
    return top
