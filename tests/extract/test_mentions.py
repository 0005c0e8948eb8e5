"""What the finder and the resolver make of texts of many registers, marked by hand.

``[words](Type: Name)`` marks words whose head must stand for something of that type, under that
name after references are followed; ``(-Type)`` marks words that must not be of that type.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from claimgraph.extract.attribute import find_speech
from claimgraph.extract.mentions import find_spans
from claimgraph.extract.parse import Sentence, parse_passages
from claimgraph.extract.references import follow
from claimgraph.extract.spans import Span
from claimgraph.ingest import read_documents, split_articles, split_passages
from claimgraph.model import DEFAULT_BASE, fold
from claimgraph.ontology import load_ontology

TEXTS = sorted((Path(__file__).parent / "mentions_texts").glob("*.txt"))
_MARK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


def unmarked(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return a text without its marks, and the marks as (start, end, what)."""
    plain, marks, last = "", [], 0
    for match in _MARK.finditer(text):
        plain += text[last : match.start()]
        marks.append((len(plain), len(plain) + len(match.group(1)), match.group(2)))
        plain += match.group(1)
        last = match.end()
    return plain + text[last:], marks


def spans_of(text: str, folder: Path) -> tuple[list[Sentence], tuple[Span, ...]]:
    """Return the sentences and resolved spans of a text."""
    path = folder / "text.txt"
    path.write_text(text, encoding="utf-8")
    ontology = load_ontology()
    (document,) = read_documents([path], base=DEFAULT_BASE, report=lambda issue: None)
    passages = [p for article in split_articles(document) for p in split_passages(article)]
    sentences = list(parse_passages(passages))
    spans = find_spans(sentences, ontology=ontology, document=document)
    speeches = find_speech(sentences)
    return sentences, follow(
        spans, sentences, ontology=ontology, document=document, speeches=speeches
    )


def missed(text: str, folder: Path) -> tuple[list[str], int]:
    """Return the marks of a text that the spans do not meet, and how many there are."""
    ontology = load_ontology()
    plain, marks = unmarked(text)
    sentences, spans = spans_of(plain, folder)
    at: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        at[sentences[span.sentence].span(span.head, span.head + 1)[0]].append(span)
    out = []
    for start, end, what in marks:
        here = [span for place in range(start, end) for span in at.get(place, ())]
        kind, _, name = what.lstrip("-").partition(": ")
        met = any(
            ontology.is_a(span.type, kind)
            and (not name or (span.referent and fold(span.name) == fold(name)))
            for span in here
        )
        if met == what.startswith("-"):
            out.append(f"{plain[start:end]} → {what}")
    return out, len(marks)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.stem))
def test_marked_words_are_found_typed_and_named(path: Path, tmp_path: Path) -> None:
    out, count = missed(path.read_text(encoding="utf-8"), tmp_path)
    # Abstaining is allowed; a text that is mostly missed is not.
    assert len(out) <= max(2, 0.2 * count), out


def test_a_wrong_mark_is_noticed(tmp_path: Path) -> None:
    out, count = missed(
        "[Kenya](Person) thanked [Ann Lee](Country). [She](Person: Bo Ek) left.", tmp_path
    )
    assert (len(out), count) == (3, 3)
