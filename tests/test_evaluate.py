"""Scores follow the published rule to the digit; judged samples give a figure with its interval."""

from __future__ import annotations

import csv
import io
import json
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from builders import article, claim, entity
from claimgraph.errors import EvaluationError
from claimgraph.evaluate import (
    Counts,
    Rate,
    Statement,
    draw_sample,
    format_judged,
    format_table,
    from_claims,
    from_rows,
    read_aliases,
    read_gold,
    read_judgements,
    read_predictions,
    score_claims,
    score_documents,
)
from claimgraph.model import Claim, Ontology, Polarity, Quantity
from claimgraph.ontology import load_ontology

SHARED = Path(__file__).resolve().parents[2] / "shared"
SAMPLE_GOLD = Path(__file__).parent / "data" / "gold-sample"
Row = dict[str, Any]


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def row(s: str, p: str, o: str, **more: Any) -> Row:
    kinds = {"s_type": "Country", "o_type": "Mission"}
    return {"doc": "d", "s": s, "p": p, "o": o, "quote": f"{s} and {o}.", **kinds, **more}


def counts(
    gold: Sequence[Row], predicted: Sequence[Row], ontology: Ontology, **aliases: list[str]
) -> Counts:
    found = score_claims(from_rows(gold), from_rows(predicted), ontology=ontology, aliases=aliases)
    return found.overall


HOST = row("Peru", "hosts", "nursing mission")


@pytest.mark.parametrize(
    ("predicted", "right"),
    [
        (HOST, True),
        ({**HOST, "s": "PERÚ"}, True),
        ({**HOST, "s": "Chile"}, False),
        ({**HOST, "p": "sends"}, False),
        ({**HOST, "polarity": "denied"}, False),
        ({**HOST, "doc": "other"}, None),
        ({**HOST, "o": "mission of nursing"}, True),
        ({**HOST, "o": "the brigade"}, True),  # a word of the same kind, in the same sentence
        ({**HOST, "o": "the brigade", "quote": "Quite another one."}, False),
        ({**HOST, "o": "copper mine"}, False),
    ],
)
def test_argument_matches_by_name_or_by_words(
    predicted: Row, right: bool | None, ontology: Ontology
) -> None:
    expected = {True: Counts(1, 0, 0), False: Counts(0, 1, 1), None: Counts(0, 0, 1)}[right]
    assert counts([HOST], [predicted], ontology) == expected


def test_person_matches_by_surname_and_country_does_not(ontology: Ontology) -> None:
    gold = [row("Ana Maria Roe", "metWith", "Guinea", s_type="Person", o_type="Country")]
    for name, right in (("Minister Roe", 1), ("Ana Roe", 1), ("Ana", 0), ("Bea Poe", 0)):
        assert counts(gold, [{**gold[0], "s": name}], ontology).right == right
    assert counts(gold, [{**gold[0], "o": "Equatorial Guinea"}], ontology).right == 0


def test_aliases_make_names_one(ontology: Ontology) -> None:
    predicted = [{**HOST, "s": "Lima"}]
    assert counts([HOST], predicted, ontology).right == 0
    assert counts([HOST], predicted, ontology, Peru=["Lima"]).right == 1


def test_symmetric_relation_matches_either_way_round(ontology: Ontology) -> None:
    gold = [row("Peru", "metWith", "Chile", o_type="Country")]
    turned = [row("Chile", "metWith", "Peru", o_type="Country")]
    assert counts(gold, turned, ontology) == Counts(1, 0, 0)
    gold[0]["p"] = turned[0]["p"] = "sanctionedBy"
    assert counts(gold, turned, ontology) == Counts(0, 1, 1)


def test_figure_matches_by_value_and_what_it_counts(ontology: Ontology) -> None:
    gold = [row("mission", "figure", "nurses", value="1,200-1,500", unit="nurses", quote="A b.")]
    for value, unit, right in (
        (1200, "nurses", 1),
        ("1.5 thousand", "nurses", 1),
        (9, "nurses", 0),
    ):
        predicted = row("team", "figure", "staff", value=value, unit=unit, quote="C d.")
        assert counts(gold, [predicted], ontology).right == right
    elsewhere = row("harbour", "figure", "ships", value=1200, unit="ships", quote="C d.")
    assert counts(gold, [elsewhere], ontology).right == 0


def test_label_and_office_match_by_half_their_words(ontology: Ontology) -> None:
    called = row("Peru", "describesAs", "nursing mission", label="a gift of the nation")
    assert counts([called], [{**called, "label": "gift"}], ontology).right == 1
    assert counts([called], [{**called, "label": "burden"}], ontology).right == 0
    office = row("Ana Roe", "holdsOffice", "Foreign Minister of Peru", s_type="Person")
    assert counts([office], [{**office, "o": "foreign minister"}], ontology).right == 1
    assert counts([office], [{**office, "o": "mayor of Lima"}], ontology).right == 0


def test_gold_that_does_not_count_neither_rewards_nor_punishes(ontology: Ontology) -> None:
    for more in ({"certainty": "doubtful"}, {"in_signature": False}):
        gold = [{**HOST, **more}]
        assert counts(gold, [HOST], ontology) == Counts(0, 0, 0)
        assert counts(gold, [], ontology) == Counts(0, 0, 0)


def test_claim_said_twice_counts_once(ontology: Ontology) -> None:
    again = {**HOST, "o": "nursing mission there"}
    assert counts([HOST], [HOST, HOST, again], ontology) == Counts(1, 0, 0)
    assert counts([HOST, HOST], [HOST], ontology) == Counts(1, 0, 0)


def test_attributes_count_over_matches(ontology: Ontology) -> None:
    gold = [{**HOST, "modality": "asserted", "speaker": "Ana Roe"}, {**HOST, "s": "Chile"}]
    predicted = [
        {**HOST, "modality": "actual", "speaker": "Roe"},
        {**HOST, "s": "Chile", "modality": "planned", "speaker": "Ana Roe"},
    ]
    scores = score_claims(from_rows(gold), from_rows(predicted), ontology=ontology)
    assert (scores.modality, scores.speaker) == (0.5, 0.5)


def test_documents_add_up(ontology: Ontology) -> None:
    gold = from_rows([HOST, {**HOST, "doc": "e"}])
    predicted = from_rows([HOST, {**HOST, "doc": "e", "s": "Chile"}])
    by_document = score_documents(gold, predicted, ontology=ontology)
    assert {name: one.overall for name, one in by_document.items()} == {
        "d": Counts(1, 0, 0),
        "e": Counts(0, 1, 1),
    }
    assert score_claims(gold, predicted, ontology=ontology).overall == Counts(1, 1, 1)


def test_claims_are_compared_by_labels(ontology: Ontology) -> None:
    source = article("Peru hosts the nurses. They are 40 to 50.", name="d")
    mission = entity("nursing mission", "Mission")
    made = [
        claim(entity("Peru"), "hosts", mission, quote="Peru hosts the nurses.", source=source),
        claim(
            mission,
            "figure",
            Quantity(40.0, 50.0, unit="nurses"),
            quote="They are 40 to 50.",
            source=source,
        ),
    ]
    gold = [HOST, row("nursing mission", "figure", "staff", value="40-50", unit="nurses")]
    scores = score_claims(from_rows(gold), from_claims(made), ontology=ontology)
    assert scores.overall == Counts(2, 0, 0)


def perturbed(rows: Sequence[Row], seed: int) -> list[Row]:
    """Return predictions that are right, wrong, doubled or near misses, as a seed has it."""
    chance = random.Random(seed)
    names = [one[key] for one in rows for key in ("s", "o") if one[key]]
    found = []
    for original in rows:
        one = dict(original)
        fate = chance.random()
        if fate < 0.2:
            continue
        if fate < 0.35:
            one[chance.choice(["s", "o"])] = chance.choice(names)
        elif fate < 0.45:
            one["s"], one["o"] = one["o"], one["s"]
        elif fate < 0.55:
            one["o"] = " ".join(str(one["o"]).split()[-1:])
        elif fate < 0.6:
            one["quote"] = chance.choice(rows)["quote"]
        elif fate < 0.7:
            one["polarity"] = chance.choice(["affirmed", "denied"])
            one["modality"] = chance.choice(["actual", "planned"])
            one["speaker"] = chance.choice([None, *names])
        elif fate < 0.75:
            found.append(dict(one))
        elif fate < 0.8 and one.get("label"):
            one["label"] = str(one["label"]).split()[0]
        elif fate < 0.85 and one.get("value"):
            one["value"] = chance.choice([one["value"], 7, "many"])
        found.append(one)
    chance.shuffle(found)
    return found


@pytest.mark.skipif(not (SHARED / "score.py").is_file(), reason="the published rule is not here")
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("with_aliases", [True, False])
def test_scores_equal_those_of_the_published_rule(
    seed: int, with_aliases: bool, tmp_path: Path, ontology: Ontology
) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    predicted = tmp_path / "predicted.jsonl"
    with predicted.open("w", encoding="utf-8") as out:
        for path in sorted((SHARED / "gold").glob("*.jsonl")):
            lines = path.read_text("utf-8").split("\n")
            rows = [json.loads(line) | {"doc": path.stem} for line in lines if line.strip()]
            (gold / path.name).write_text("\n".join(map(json.dumps, rows)), "utf-8")
            for one in perturbed(rows, seed):
                out.write(json.dumps(one) + "\n")
    aliases = SHARED / "gold" / "aliases.json"
    command = [sys.executable, str(SHARED / "score.py"), "--gold", str(gold)]
    command += ["--pred", str(predicted), "--json", str(tmp_path / "out.json")]
    command += ["--alias", str(aliases)] if with_aliases else []
    subprocess.run(command, check=True, capture_output=True)
    published = json.loads((tmp_path / "out.json").read_text("utf-8"))
    scores = score_claims(
        read_gold([gold]),
        read_predictions([predicted]),
        ontology=ontology,
        aliases=read_aliases(aliases) if with_aliases else {},
    )
    total = scores.overall
    assert {
        "P": total.precision,
        "R": total.recall,
        "F1": total.f1,
        "att": {"modality": scores.modality, "speaker": scores.speaker},
        "rel": {
            name: [one.precision, one.recall, one.f1] for name, one in scores.relations.items()
        },
    } == published


def test_sample_gold_scores_full_marks_against_itself(ontology: Ontology) -> None:
    gold = read_gold([SAMPLE_GOLD])
    scores = score_claims(gold, gold, ontology=ontology, aliases=read_aliases(None, [SAMPLE_GOLD]))
    assert len(gold) > 500
    assert (scores.overall.precision, scores.overall.recall) == (1.0, 1.0)
    assert (scores.modality, scores.speaker) == (1.0, 1.0)


def test_table_shows_relations_documents_and_misses(ontology: Ontology) -> None:
    gold, predicted = from_rows([HOST]), from_rows([{**HOST, "s": "Chile"}])
    scores = score_claims(gold, predicted, ontology=ontology)
    documents = score_documents(gold, predicted, ontology=ontology)
    table = format_table(scores, documents=documents, verbose=True).splitlines()
    assert table[1].split() == ["hosts", "0.00", "0.00", "0.00", "0", "1", "1"]
    assert table[2].split()[0] == "ALL"
    assert "missed: d | Peru | hosts | nursing mission | Peru and nursing mission." in table
    assert table[-1].startswith("not in gold: d | Chile | hosts | nursing mission")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"s": "A"}\n', r"a\.jsonl: line 1: found no key 'p', expected s, p and o"),
        ('\n{"s": 1,\n', r"a\.jsonl: line 2: found no valid JSON"),
        ("[1]\n", r"a\.jsonl: line 1: found list, expected a JSON object"),
        ("\xff", r"a\.jsonl: line 1: found no valid JSON"),
    ],
)
def test_bad_gold_is_told_with_its_line(content: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(content, "utf-8")
    with pytest.raises(EvaluationError, match=told):
        read_gold([path])


def test_missing_gold_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"b\.jsonl: cannot be read \(No such file"):
        read_gold([tmp_path / "b.jsonl"])
    with pytest.raises(EvaluationError, match=r"found no \.jsonl file in this folder"):
        read_gold([tmp_path])


def test_list_of_conflicts_beside_gold_is_passed_over() -> None:
    assert read_gold([SAMPLE_GOLD / "conflicts.jsonl"]) == ()


def test_aliases_are_found_beside_gold_or_named(tmp_path: Path) -> None:
    (tmp_path / "aliases.json").write_text('{"_note": "x", "Peru": ["Lima"]}', "utf-8")
    assert read_aliases(None, [tmp_path / "a.jsonl"]) == {"Peru": ("Lima",)}
    assert read_aliases(None, [tmp_path / "no" / "a.jsonl"]) == {}
    (tmp_path / "bad.json").write_text('{"Peru": "Lima"}', "utf-8")
    with pytest.raises(EvaluationError, match=r"bad\.json: 'Peru': expected a list of names"):
        read_aliases(tmp_path / "bad.json")


def sample_claims() -> list[Claim]:
    text = " ".join(f"Peru hosts mission {n}." for n in range(30))
    source = article(text, name="=risky")
    return [
        claim(
            entity("Peru"),
            "hosts",
            entity(f"=mission {n}", "Mission"),
            quote=f"Peru hosts mission {n}.",
            source=source,
            polarity=Polarity.AFFIRMED,
        )
        for n in range(30)
    ]


def test_sample_is_the_same_each_time_and_depends_on_its_seed() -> None:
    made = sample_claims()
    sheet = draw_sample(made, 10, 1)
    assert sheet == draw_sample(list(reversed(made)), 10, 1)
    assert sheet != draw_sample(made, 10, 2)
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert len(rows) == 10
    assert {one["right"] for one in rows} == {""}
    assert all(one["quote"] in one["context"] for one in rows)


def test_sample_holds_no_formula_for_a_spreadsheet() -> None:
    rows = list(csv.reader(io.StringIO(draw_sample(sample_claims(), 5, 1))))
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in rows for cell in line)


def test_sample_of_nothing_is_refused() -> None:
    with pytest.raises(EvaluationError, match="no claim to draw a sample from"):
        draw_sample([], 5, 1)
    with pytest.raises(EvaluationError, match="--sample 0: expected a number above 0"):
        draw_sample(sample_claims(), 0, 1)


def filled(tmp_path: Path, marks: Sequence[tuple[str, str, str]], *, separator: str = ",") -> Path:
    rows = list(csv.reader(io.StringIO(draw_sample(sample_claims(), len(marks), 1))))
    path = tmp_path / "sheet.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, delimiter=separator)
        writer.writerow(rows[0])
        for mark, line in zip(marks, rows[1:], strict=True):
            writer.writerow([*mark, *line[3:]])
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_marks_become_a_figure_with_its_interval(tmp_path: Path, separator: str) -> None:
    marks = [("y", "y", "n"), ("Yes", "n", ""), ("n", "y", "y"), ("", "y", "y"), ("1", "1", "1")]
    judged = read_judgements(filled(tmp_path, marks, separator=separator))
    assert judged.precision == Rate(3, 4)
    assert judged.modality == Rate(2, 3)
    assert judged.speaker == Rate(1, 2)
    assert judged.unmarked == 1
    low, high = judged.precision.interval
    assert (round(low, 4), round(high, 4)) == (0.3006, 0.9544)  # Wilson (1927), 3 of 4
    assert "judged precision  0.750 (0.301 to 0.954)  3 of 4" in format_judged(judged)


def test_interval_holds_at_the_ends() -> None:
    assert Rate(0, 0).interval == (0.0, 1.0)
    assert Rate(0, 10).interval[0] == 0.0
    assert Rate(10, 10).interval[1] == pytest.approx(1.0)


def test_unknown_mark_is_told_with_its_line(tmp_path: Path) -> None:
    sheet = filled(tmp_path, [("y", "", ""), ("perhaps", "", "")])
    told = r"sheet\.csv: line 3: right: found 'perhaps', expected y or n"
    with pytest.raises(EvaluationError, match=told):
        read_judgements(sheet)


def test_sheet_without_marks_or_columns_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="found no mark in the column 'right'"):
        read_judgements(filled(tmp_path, [("", "", "")]))
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(EvaluationError, match=r"other\.csv: line 1: found no column 'right'"):
        read_judgements(other)


def test_statement_is_built_from_the_least_keys() -> None:
    (one,) = from_rows([{"doc": "d", "s": "A", "p": "hosts", "o": "B"}])
    assert one == Statement("d", "hosts", "A", "B")
