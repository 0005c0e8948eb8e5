"""Read spans of short texts, for the tests of mentions and references."""

from __future__ import annotations

import re

from builders import article
from claimgraph.extract.attribute import find_speech
from claimgraph.extract.mentions import find_spans
from claimgraph.extract.parse import Sentence, parse_passages
from claimgraph.extract.references import follow
from claimgraph.extract.spans import Span
from claimgraph.model import Passage
from claimgraph.ontology import load_ontology

_SENTENCE = re.compile(r"[^\n]+?(?:(?<!\b[A-Z])(?<!\b[A-Z][a-z])[.!?][\"”]?(?=\s|$)|(?=\n|$))")


def read(text: str) -> tuple[list[Sentence], tuple[Span, ...]]:
    """Return the sentences and resolved spans of a text; one line or stop ends a sentence."""
    source = article(text)
    passages = [
        Passage(
            source, match.start() + len(match.group()) - len(match.group().lstrip()), match.end()
        )
        for match in _SENTENCE.finditer(text)
        if match.group().strip()
    ]
    ontology = load_ontology()
    sentences = list(parse_passages(passages))
    spans = find_spans(sentences, ontology=ontology, document=source.document)
    return sentences, follow(
        spans,
        sentences,
        ontology=ontology,
        document=source.document,
        speeches=find_speech(sentences),
    )


def spans_at(text: str, words: str, nth: int = 0) -> list[Span]:
    """Return the spans whose head stands in the nth occurrence of some words."""
    sentences, spans = read(text)
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    found = []
    for span in spans:
        head = sentences[span.sentence].span(span.head, span.head + 1)[0]
        if start <= head < start + len(words):
            found.append(span)
    return found


def one(text: str, words: str, nth: int = 0) -> Span:
    """Return the one span whose head stands in some words.

    :raises AssertionError: where there is none or several
    """
    found = spans_at(text, words, nth)
    assert len(found) == 1, found
    return found[0]


def name_of(text: str, words: str, nth: int = 0) -> str | None:
    """Return what some words stand for, or None where that stayed unknown."""
    span = one(text, words, nth)
    return span.name if span.referent else None
