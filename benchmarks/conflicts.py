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
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from builders import article, claim, entity
from claimgraph.claims import build_ledger, build_propositions, find_conflicts, find_origins
from claimgraph.claims.places import load, name_place
from claimgraph.model import (
    Article,
    Bound,
    Claim,
    Entity,
    Modality,
    Passage,
    Polarity,
    Quantity,
)
from claimgraph.ontology import load_ontology

_PER_ARTICLE = 20
_RELATIONS = ("hosts", "supports", "opposes", "ends", "sends")
_LABELS = ("forced labour", "a noble lifeline", "a programme")
_COUNTED = ("doctors", "nurses", "health workers", "countries")
Spec = tuple[str, Entity, str, Entity | Quantity, dict[str, Any]]  # sentence, claim's parts


def make_spec(chance: random.Random, countries: list[str]) -> Spec:
    """Return a random statement about one of all pairs of countries, with its sentence."""
    sender, host = chance.sample(countries, 2)
    actor = entity(chance.choice((sender, host)))
    mission = entity(f"{sender} medical mission in {host}", "MedicalMission")
    options: dict[str, Any] = {
        "polarity": Polarity.DENIED if chance.random() < 0.1 else Polarity.AFFIRMED,
        "modality": chance.choice([*Modality, *[Modality.ACTUAL] * 6]),
        "speaker": entity(f"Ana Roe{chance.randrange(500)}", "Person")
        if chance.random() < 0.4
        else None,
    }
    kind = chance.random()
    if kind < 0.2:
        value, counted = chance.randrange(100, 5000), chance.choice(_COUNTED)
        bound = chance.choice(list(Bound))
        quantity = Quantity(float(value), bound=bound, unit=counted, counted=counted)
        text = f"{host} has {bound.value} {value:,} {counted} of {sender}."
        return text, mission, "figure", quantity, options | {"polarity": Polarity.AFFIRMED}
    if kind < 0.3:
        label = chance.choice(_LABELS)
        text = f"{actor.label} calls the {mission.label} {label}."
        return text, actor, "describesAs", mission, options | {"label": label}
    relation = chance.choice(_RELATIONS)
    return f"{actor.label} {relation} the {mission.label}.", actor, relation, mission, options


def make_claims(count: int) -> tuple[list[Claim], list[Article]]:
    """Return claims on real country names, twenty to an article; a tenth of these are reprints."""
    chance = random.Random(7)
    countries = [name_place(code) for code in _codes()]
    sheets: list[list[Spec]] = []
    claims: list[Claim] = []
    articles: list[Article] = []
    for number in range(max(1, count // _PER_ARTICLE)):
        if sheets and chance.random() < 0.1:
            specs = chance.choice(sheets)
        else:
            specs = [make_spec(chance, countries) for _ in range(_PER_ARTICLE)]
            sheets.append(specs)
        date = f"20{chance.randrange(18, 27)}-0{chance.randrange(1, 10)}-1{chance.randrange(10)}"
        text = " ".join(spec[0] for spec in specs)
        source = article(text, name=f"d{number}", publisher=f"publisher {number % 40}", date=date)
        articles.append(source)
        for quote, subject, relation, target, options in specs:
            claims.append(claim(subject, relation, target, quote=quote, source=source, **options))
    return claims, articles


def _codes() -> list[str]:
    data = load("places.json")["regions"]
    return sorted({code for one in data.values() for code in one.get("members", ())})


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
    build_propositions(claims, ontology=ontology, base="https://example.org/", origins=origins)
    gathering = clock() - begin
    begin = clock()
    rows = build_ledger(claims, ontology)
    ledger = clock() - begin
    begin = clock()
    conflicts = find_conflicts(
        claims, ontology=ontology, base="https://example.org/", origins=origins
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
