"""On the development corpus: articles and sentences as its readers cut them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from claimgraph.ingest import split_articles, split_passages
from claimgraph.model import Document, PassageKind
from ingest.helpers import read_folder

SHARED = Path(__file__).resolve().parents[3] / "shared"

pytestmark = pytest.mark.skipif(
    not (SHARED / "corpus").is_dir(), reason="the development corpus is not here"
)


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return read_folder(SHARED / "corpus")[0]


def test_quotes_of_the_gold_begin_and_end_with_sentences(documents: list[Document]) -> None:
    right = total = 0
    for document in documents:
        path = SHARED / "gold" / f"{document.name}.jsonl"
        if not path.is_file():
            continue
        passages = [p for article in split_articles(document) for p in split_passages(article)]
        # A list marker or bold sign before the words is no part of the sentence.
        starts = {p.start for p in passages}
        ends = {p.end for p in passages}
        read = [p for p in passages if p.kind is not PassageKind.BOILERPLATE]
        quotes = {json.loads(line)["quote"] for line in path.read_text("utf-8").splitlines()}
        for quote in sorted(quotes - {None, ""}):
            words = re.sub(r"^(?:[-•]\s+|\*\*[^*]+\*\*\s+)", "", quote).split()
            found = re.search(r"\s+".join(map(re.escape, words)), document.text)
            if not found:
                continue
            start, end = found.span()
            total += 1
            inside = any(p.start < end and p.end > start for p in read)
            right += start in starts and end in ends and inside
    assert total > 200
    assert right / total > 0.98


def test_files_are_cut_into_their_articles(documents: list[Document]) -> None:
    counts = {document.name: len(split_articles(document)) for document in documents}
    seeds = {name: count for name, count in counts.items() if name.startswith("seed")}
    assert list(seeds.values()) == [1, 8, 15, 7, 1]
    assert {count for name, count in counts.items() if name not in seeds} == {1}
