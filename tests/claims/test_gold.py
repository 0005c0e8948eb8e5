"""Conflicts among the sample's gold claims: all found, rightly typed, no trap sprung."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from claimgraph.claims import find_conflicts, find_origins
from claimgraph.claims.gold import ConflictScores, evaluate_conflicts, format_scores
from claimgraph.errors import EvaluationError
from claimgraph.model import Conflict, ConflictKind, Ontology
from gold_claims import documents, gold_claims

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "data" / "gold-sample"


@pytest.fixture(scope="module")
def found(ontology: Ontology) -> tuple[Conflict, ...]:
    files = sorted(path for path in GOLD.glob("*.jsonl") if path.stem != "conflicts")
    claims = gold_claims(ROOT / "documents", files, GOLD / "aliases.json")
    read = documents(ROOT / "documents").values()
    origins = find_origins([a for one in read for a in one[1]], [p for one in read for p in one[2]])
    return find_conflicts(claims, ontology=ontology, base="https://x.org/", origins=origins)


def scores(found: tuple[Conflict, ...]) -> ConflictScores:
    return evaluate_conflicts(found, GOLD / "conflicts.jsonl")


def test_each_conflict_of_the_gold_list_is_found_and_rightly_typed(
    found: tuple[Conflict, ...],
) -> None:
    result = scores(found)
    assert (result.recall, result.typed) == (1.0, 1.0)
    assert len(result.expected) >= 20


def test_no_trap_of_the_gold_list_raises_an_alarm(found: tuple[Conflict, ...]) -> None:
    result = scores(found)
    assert result.false_alarms == 0
    assert len(result.traps) >= 12


def test_nothing_found_scores_nothing() -> None:
    result = scores(())
    assert (result.recall, result.false_alarms) == (0.0, 0)


def test_conflict_of_another_kind_is_found_and_wrongly_typed(found: tuple[Conflict, ...]) -> None:
    wrong = tuple(replace(one, kind=ConflictKind.AGENT_DIFFERS) for one in found)
    result = scores(wrong)
    assert result.recall == 1.0
    assert result.typed < 0.1
    assert "typed otherwise" in format_scores(result)


def test_taking_all_pairs_for_contradictions_springs_traps(
    found: tuple[Conflict, ...], ontology: Ontology
) -> None:
    files = sorted(path for path in GOLD.glob("*.jsonl") if path.stem != "conflicts")
    claims = gold_claims(ROOT / "documents", files, GOLD / "aliases.json")
    everything = Conflict("x:1", ConflictKind.CONTRADICTION, tuple(claims), "all", 1.0)
    assert scores((everything,)).false_alarms > 5


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1: expected a JSON object"),
        ('{"expect": "quarrel", "claims": []}', "line 1: expected a JSON object"),
        ('{"expect": "contradiction", "claims": []}', "two claims or more"),
        (
            json.dumps(
                {"trap": "x", "claims": [{"doc": "a", "quote": "b", "s": "c", "p": "d"}] * 2}
            ),
            "must_not",
        ),
    ],
)
def test_wrong_gold_is_named_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match=message):
        evaluate_conflicts((), path)


def test_missing_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="cannot be read"):
        evaluate_conflicts((), tmp_path / "none.jsonl")
