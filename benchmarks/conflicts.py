"""Measure conflicts, ledger and independence on synthetic claims, and how the cost grows.

Prints, for each size, seconds, megabytes and the growth against n·log n from the size before.
A peer of the same run is a plain sort of the claims, so that a slow machine shows as such.

Usage: python benchmarks/conflicts.py [--sizes 12500,25000,50000,100000] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import math
import random
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from builders import article, claim, entity
from claimgraph.claims import build_ledger, build_propositions, find_conflicts, find_origins
from claimgraph.model import Article, Bound, Claim, Modality, Passage, Polarity, Quantity
from claimgraph.ontology import load_ontology

_WORDS = [f"word{i}" for i in range(4000)]


def make_articles(count: int, chance: random.Random) -> list[Article]:
    """Return articles of 200 random words; a tenth of them reprint an earlier one."""
    made: list[Article] = []
    for i in range(count):
        words = (
            chance.choice(made).document.text
            if made and chance.random() < 0.1
            else " ".join(chance.choices(_WORDS, k=200))
        )
        date = f"20{chance.randrange(18, 27)}-0{chance.randrange(1, 10)}-1{chance.randrange(10)}"
        made.append(article(words, name=f"d{i}", publisher=f"publisher {i % 40}", date=date))
    return made


def make_claims(count: int) -> tuple[list[Claim], list[Article]]:
    """Return claims over a fixed number of actors for each thousand, a tenth of them denied."""
    chance = random.Random(7)
    articles = make_articles(max(1, count // 20), chance)
    actors = [entity(f"Country {i}") for i in range(max(10, count // 50))]
    missions = [
        entity(f"medical mission in Country {i}", "MedicalMission") for i in range(len(actors))
    ]
    claims = []
    for _ in range(count):
        source = chance.choice(articles)
        start = chance.randrange(100)
        quote = source.document.text[start : start + 90]
        mission = chance.choice(missions)
        options = {
            "source": source,
            "quote": quote,
            "polarity": Polarity.DENIED if chance.random() < 0.1 else Polarity.AFFIRMED,
            "modality": chance.choice(list(Modality)),
        }
        kind = chance.random()
        if kind < 0.2:
            value = Quantity(
                float(chance.randrange(100, 5000)),
                bound=chance.choice(list(Bound)),
                unit=chance.choice(["doctors", "nurses", "countries"]),
            )
            claims.append(claim(mission, "figure", value, **options))  # type: ignore[arg-type]
        elif kind < 0.3:
            label = chance.choice(["forced labour", "a noble lifeline", "a programme"])
            claims.append(
                claim(chance.choice(actors), "describesAs", mission, label=label, **options)  # type: ignore[arg-type]
            )
        else:
            relation = chance.choice(["hosts", "supports", "opposes", "ends", "sends"])
            claims.append(claim(chance.choice(actors), relation, mission, **options))  # type: ignore[arg-type]
    return claims, articles


def measure(count: int) -> dict[str, float]:
    """Return seconds for each step at one size."""
    ontology = load_ontology()
    claims, articles = make_claims(count)
    passages = [Passage(one, 0, len(one.document.text)) for one in articles]
    clock = time.process_time
    begin = clock()
    sorted(claims, key=lambda one: (one.subject.iri, one.relation, one.iri))
    peer = clock() - begin
    begin = clock()
    origins = find_origins(articles, passages)
    independence = clock() - begin
    begin = clock()
    propositions = build_propositions(
        claims, ontology=ontology, base="https://example.org/", origins=origins
    )
    gathering = clock() - begin
    begin = clock()
    rows = build_ledger(claims)
    ledger = clock() - begin
    begin = clock()
    conflicts = find_conflicts(
        claims, propositions, ontology=ontology, base="https://example.org/", origins=origins
    )
    finding = clock() - begin
    return {
        "claims": count,
        "sort": peer,
        "independence": independence,
        "propositions": gathering,
        "ledger": ledger,
        "conflicts": finding,
        "total": independence + gathering + ledger + finding,
        "rows": len(rows),
        "found": len(conflicts),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="12500,25000,50000,100000")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = [measure(int(size)) for size in options.sizes.split(",")]
    print("  claims  total s  x sort   conflicts  ledger  origins  found  peak MB  growth/n·log n")
    for before, row in zip([None, *rows], rows, strict=False):
        growth = ""
        if before:
            expected = (row["claims"] * math.log(row["claims"])) / (
                before["claims"] * math.log(before["claims"])
            )
            growth = f"{row['total'] / before['total'] / expected:.2f}"
        print(
            f"{row['claims']:8.0f} {row['total']:8.2f} {row['total'] / row['sort']:7.0f} "
            f"{row['conflicts']:10.2f} {row['ledger']:8.2f} {row['independence']:8.2f} "
            f"{row['found']:6.0f} {row['peak_mb']:8.0f}  {growth}"
        )
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
