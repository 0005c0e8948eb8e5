"""What the commands on sources print, on a small graph that was written to disk."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from builders import article, claim, entity, graph
from claimgraph import store
from claimgraph.claims import find_conflicts
from claimgraph.claims.judgements import read_judgements
from claimgraph.errors import UsageError
from claimgraph.model import Claim, KnowledgeGraph, Modality, Ontology, Polarity, Quantity, Verdict
from claimgraph.pipeline import review, sources

PERU = entity("Peru")
MISSION = entity("Kenyan medical mission in Peru", "MedicalMission")


def said(publisher: str, date: str, text: str, relation: str, **options: Any) -> Claim:
    source = article(text, name=text[:9], publisher=publisher, date=date)
    value = options.pop("value", None)
    ends = (MISSION, relation, Quantity(value, unit="nurses")) if value else ()
    return claim(*(ends or (PERU, relation, MISSION)), source=source, quote=text, **options)


def made(ontology: Ontology) -> KnowledgeGraph:
    no: dict[str, Any] = {"polarity": Polarity.DENIED}
    plan: dict[str, Any] = {"modality": Modality.PLANNED, "confidence": 0.4}
    claims = (
        said("North Post", "2024-05-01", "Peru hosts the mission.", "hosts"),
        said("South Post", "2024-05-02", "=Peru has no mission, it says.", "hosts", **no),
        said("North Post", "2024-05-01", "In Peru 40 Kenyan nurses work.", "figure", value=40.0),
        said("<i>", "2024-06-01", "There are 90 Kenyan nurses in Peru.", "figure", value=90.0),
        said("East Post", "2024-07-01", "Peru will end it.", "ends", **plan),
    )
    whole = graph(*claims)
    found = find_conflicts(whole.claims, ontology=ontology, base=whole.base)
    return replace(whole, conflicts=found)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Path:
    out = tmp_path_factory.mktemp("graph")
    store.write_graph(made(ontology), ontology, out)
    return out


def test_conflicts_show_both_sides_with_quotes_and_sources(folder: Path) -> None:
    text = sources.list_conflicts(folder, kinds=["contradiction"])
    assert "affirmed by North Post, denied by South Post" in text
    assert "“Peru hosts the mission.” (North Post, 2024-05-01)" in text
    assert "denies: Peru hosts Kenyan medical mission in Peru" in text


def test_conflicts_can_be_narrowed(folder: Path) -> None:
    assert "40 nurses" in sources.list_conflicts(folder, kinds=["incompatible-figures"])
    assert sources.list_conflicts(folder, actor="Nobody") == "No conflict found.\n"
    assert sources.list_conflicts(folder, least=0.99) == "No conflict found.\n"
    with pytest.raises(UsageError, match="expected one of contradiction"):
        sources.list_conflicts(folder, kinds=["quarrel"])


def test_conflicts_as_csv_hold_no_formula(folder: Path) -> None:
    text = sources.list_conflicts(folder, form=sources.ListFormat.CSV)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["kind"] for row in rows} == {"contradiction", "incompatible figures"}
    assert all(not cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_ledger_has_one_table_for_each_quantity(folder: Path) -> None:
    text = sources.show_ledger(folder, actor="Peru")
    assert text.startswith("nurse: Kenya, Peru\n")
    assert text.count("█") > 2
    rows = json.loads(sources.show_ledger(folder, form=sources.LedgerFormat.JSON))
    assert [(row["value"], row["publisher"]) for row in rows] == [
        (40.0, "North Post"),
        (90.0, "<i>"),
    ]
    assert "<i>" not in sources.show_ledger(folder, form=sources.LedgerFormat.SVG)


def test_timeline_follows_plans_and_states(folder: Path) -> None:
    text = sources.show_timeline(folder)
    assert "[planned] → open" in text
    content = json.loads(sources.show_timeline(folder, form=sources.ListFormat.JSON))
    assert [one["since"] for one in content["states"]] == ["2024-05-01"]


def test_each_statement_tells_on_what_it_rests(folder: Path) -> None:
    text = sources.explain_independence(folder, actor="Peru")
    assert "rests on one independent source: North Post" in text


def test_review_offers_cases_and_keeps_answers(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "judgements.yaml"
    questions = review.list_questions(folder, path, limit=20)
    (unsure,) = [one for one in questions if "unsure claim" in one.text]
    judgement = unsure.judge("r", by="kim", date="2025-01-02", reason="misread")
    assert judgement is not None
    review.record(path, [judgement])
    assert read_judgements(path)[0].verdict is Verdict.REJECT
    left = review.list_questions(folder, path, limit=20)
    assert all(one.left != unsure.left for one in left)
    assert "Took back: reject" in review.undo(path)
    assert "no judgement to take back" in review.undo(path)
    assert unsure.judge("", by=None, date=None) is None
    with pytest.raises(UsageError, match="expected one of a"):
        unsure.judge("x", by=None, date=None)
