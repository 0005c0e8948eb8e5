"""The sample documents can be read, are our own, and their gold claims stand in them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from claimgraph.ingest import split_articles, split_passages
from claimgraph.model import (
    ConflictKind,
    Document,
    Modality,
    Ontology,
    PassageKind,
    Polarity,
    RelationKind,
)
from claimgraph.ontology import load_ontology
from ingest.helpers import read_folder

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT / "documents"
GOLD = ROOT / "tests" / "data" / "gold-sample"
CORPUS = ROOT.parent / "shared" / "corpus"
Row = dict[str, Any]


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    found, issues = read_folder(DOCUMENTS)
    assert issues == []
    return {one.name: one for one in found}


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def gold() -> dict[str, list[Row]]:
    return {
        path.stem: rows(path) for path in sorted(GOLD.glob("*.jsonl")) if path.stem != "conflicts"
    }


def squeeze(text: str) -> str:
    return " ".join(text.split())


def test_each_document_says_who_published_it_and_when(documents: dict[str, Document]) -> None:
    assert len(documents) >= 14
    for one in documents.values():
        assert all((one.title, one.publisher, one.date, one.url)), one.name
        assert one.language == "en"
        assert one.grade or one.media_type == "text/html"
        assert len(split_articles(one)) == 1
    assert len({one.publisher for one in documents.values()}) >= 12
    assert {one.media_type for one in documents.values()} == {
        "text/plain",
        "text/markdown",
        "text/html",
    }


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the development corpus is not here")
def test_no_nine_words_in_a_row_come_from_the_corpus() -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"[^\W_]+", text.lower())
        return {tuple(words[n : n + 9]) for n in range(len(words) - 8)}

    corpus = {run for path in CORPUS.glob("*.txt") for run in runs(path.read_text("utf-8"))}
    assert len(corpus) > 10_000
    for path in sorted(DOCUMENTS.iterdir()):
        assert not runs(path.read_text("utf-8")) & corpus, path.name


def test_gold_quotes_are_whole_sentences_of_their_documents(
    documents: dict[str, Document],
) -> None:
    claims = gold()
    assert set(claims) == set(documents)
    for name, found in claims.items():
        sentences = {
            passage.text
            for article in split_articles(documents[name])
            for passage in split_passages(article)
            if passage.kind in (PassageKind.BODY, PassageKind.CAPTION, PassageKind.HEADLINE)
        }
        assert {row["quote"] for row in found} <= sentences, name


def test_gold_uses_the_terms_of_the_ontology() -> None:
    ontology = load_ontology()
    modalities = {one.value for one in Modality}
    polarities = {one.value for one in Polarity}
    used = set()
    for name, found in gold().items():
        for row in found:
            used.add(row["p"])
            assert row["modality"] in modalities, (name, row)
            assert row["polarity"] in polarities, (name, row)
            assert row["certainty"] in ("clear", "implied", "doubtful"), (name, row)
            if row["in_signature"]:
                assert in_signature(row, ontology), (name, row)
    assert used == set(ontology.relations)


def in_signature(row: Row, ontology: Ontology) -> bool:
    relation = ontology.relations[row["p"]]
    # "Literal" stands for what has no class in the format: an office's title, what is counted.
    literal = relation.kind in (RelationKind.OFFICE, RelationKind.QUANTITY)
    target = (
        row["o_type"] == "Literal" if literal else fits(row["o_type"], relation.range, ontology)
    )
    labelled = relation.kind is not RelationKind.LABELLED or bool(row.get("label"))
    subject = not relation.domain or fits(row["s_type"], relation.domain, ontology)
    return subject and target and labelled


def fits(kind: str, allowed: tuple[str, ...], ontology: Ontology) -> bool:
    """Tell whether a gold class fits; it may be coarser: the UN is an Organization there."""
    return ontology.fits(kind, allowed) or any(ontology.is_a(one, kind) for one in allowed)


def test_conflicts_name_gold_claims() -> None:
    claims = gold()
    listed = rows(GOLD / "conflicts.jsonl")
    kinds = {one.value for one in ConflictKind}
    for one in listed:
        assert one.get("expect", "contradiction") in kinds
        assert set(one.get("must_not", ())) <= kinds
        assert len(one["claims"]) >= 2
        for claim in one["claims"]:
            assert any(
                all(row[key] == claim[key] for key in ("s", "p", "o", "polarity", "modality"))
                and claim["quote"] in squeeze(row["quote"])
                for row in claims[claim["doc"]]
            ), claim
    assert {one["expect"] for one in listed if "expect" in one} == kinds
    assert sum("trap" in one for one in listed) >= 14
