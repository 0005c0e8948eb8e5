"""Who says what, and in which way: input and expected pairs, and laws that hold for any text."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph.extract.attribute import (
    Speech,
    find_speech,
    speaker_of,
    speech_at,
)
from claimgraph.extract.parse import Sentence, parse_passages
from claimgraph.model import Article, Document, Passage
from extract.attribute_texts import find, params, sentences_of

SPEECH = (
    "speech_direct",
    "speech_indirect",
    "speech_document",
    "speech_registers",
    "speech_stories",
    "speech_fresh",
)


def voice(sentences: tuple[Sentence, ...], speeches: tuple[Speech, ...], probe: str) -> str | None:
    """Return who says a word: a token's text, '?' for unknown, None for the document itself."""
    place = find(sentences, probe)
    speech = speech_at(*place, speeches)
    if speech is None:
        return None
    if speech.speaker is None:
        return speech.named or "?"
    return str(sentences[speech.speaker[0]].tokens[speech.speaker[1]].text)


@pytest.mark.parametrize("case", params("attribution", *SPEECH))
def test_speaker(case: dict[str, Any]) -> None:
    sentences = sentences_of(case["text"])
    speeches = find_speech(sentences)
    found = {probe: voice(sentences, speeches, probe) for probe in case["says"]}
    assert found == case["says"]


def test_speaker_of_gives_sentence_and_token() -> None:
    sentences = sentences_of("The talks failed. || “We tried,” Lund said.")
    place = find(sentences, "tried")
    assert speaker_of(*place, find_speech(sentences)) == find(sentences, "Lund")


def test_nested_speech_counts_its_depth() -> None:
    sentences = sentences_of("The envoy said that Russia had claimed that the talks failed.")
    speeches = find_speech(sentences)
    outer = speech_at(*find(sentences, "claimed"), speeches)
    inner = speech_at(*find(sentences, "failed"), speeches)
    assert outer is not None
    assert inner is not None
    assert (outer.depth, inner.depth) == (1, 2)


def test_broken_and_indented_lines_leave_quotations_in_place() -> None:
    sentences = sentences_of(
        "The envoy\n    said: “We   have\n    left the\n   camp,” and sat down."
    )
    speeches = find_speech(sentences)
    assert voice(sentences, speeches, "left") == "envoy"
    assert voice(sentences, speeches, "camp") == "envoy"
    assert voice(sentences, speeches, "sat") is None


def two_articles(first: str, second: str) -> tuple[Sentence, ...]:
    text = first + second
    document = Document("case", "urn:case", "0", "text/plain", text)
    articles = (
        Article(document, 0, 0, len(first)),
        Article(document, 1, len(first), len(text)),
    )
    passages = []
    start = 0
    for line in text.splitlines(keepends=True):
        words = line.rstrip("\n")
        if words:
            article = articles[start >= len(first)]
            passages.append(Passage(article, start, start + len(words)))
        start += len(line)
    return tuple(parse_passages(passages))


def test_author_of_one_article_does_not_speak_in_the_next() -> None:
    sentences = two_articles(
        "Statement by Jane Roe\n\nWe condemn the raid.\n\n", "The raid killed 40 people.\n"
    )
    speeches = find_speech(sentences)
    assert voice(sentences, speeches, "condemn") == "Roe"
    assert voice(sentences, speeches, "killed") is None


def test_open_quotation_ends_with_its_article() -> None:
    sentences = two_articles("He said: “We lost.\n\n", "The raid killed 40 people.\n")
    speeches = find_speech(sentences)
    assert voice(sentences, speeches, "lost") == "He"
    assert voice(sentences, speeches, "killed") is None


def test_author_named_in_the_title_only_is_named() -> None:
    text = "I condemn the raid on our camp."
    document = Document("case", "urn:case", "0", "text/plain", text, title="Statement by Jane Roe")
    article = Article(document, 0, 0, len(text))
    (sentence,) = parse_passages([Passage(article, 0, len(text))])
    speech = speech_at(0, 1, find_speech([sentence]))
    assert speech is not None
    assert (speech.speaker, speech.named) == (None, "Jane Roe")
