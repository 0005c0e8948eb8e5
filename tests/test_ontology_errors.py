"""A wrong relation file is told what is wrong with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from claimgraph.errors import OntologyError
from claimgraph.ontology import load_ontology
from ontologies import JOINS, PREFIXES, write_football


def _spoilt(old: str, new: str) -> str:
    assert old in JOINS
    return JOINS.replace(old, new)


WRONG = {
    "two ranges": (
        _spoilt("rdfs:range football:Club ;", "rdfs:range football:Club , cg:Event ;"),
        "relations/joins.ttl: needs exactly one rdfs:range, has 2 (cg:Event, "
        "https://football.example/terms#Club)",
    ),
    "no range": (
        _spoilt("rdfs:range football:Club ;", ""),
        "relations/joins.ttl: needs exactly one rdfs:range, has none",
    ),
    "no domain": (
        _spoilt("rdfs:domain football:Player ;", ""),
        "relations/joins.ttl: needs exactly one rdfs:domain, has none",
    ),
    "two labels": (
        _spoilt('"joins"@en', '"joins"@en , "moves to"@en'),
        'relations/joins.ttl: needs exactly one rdfs:label, has 2 ("joins"@en, "moves to"@en)',
    ),
    "no definition": (
        _spoilt('skos:definition "Moves to a club as a player."@en ;', ""),
        "relations/joins.ttl: needs exactly one skos:definition, has none",
    ),
    "another name": (
        JOINS.replace("football:joins", "football:moves"),
        "relations/joins.ttl: needs an owl:ObjectProperty named joins, like the file; "
        "has moves, signs",
    ),
    "unknown class": (
        _spoilt("rdfs:range football:Club", "rdfs:range football:Klub"),
        "https://football.example/terms#Klub: is used with "
        "https://football.example/terms#joins but declared in no file",
    ),
    "misspelt term": (
        _spoilt("cg:wording", "cg:wordng"),
        "cg:wordng: is used with https://football.example/terms#joins but declared in no file",
    ),
    "foreign class": (
        _spoilt("rdfs:range football:Club", "rdfs:range <https://elsewhere.example/Club>"),
        "relations/joins.ttl: rdfs:range or cg:rangeIncludes names "
        "https://elsewhere.example/Club, which is no labelled owl:Class of the ontology",
    ),
    "class outside the range": (
        _spoilt(
            "rdfs:range football:Club ;", "rdfs:range football:Club ; cg:rangeIncludes cg:Event ;"
        ),
        "relations/joins.ttl: cg:rangeIncludes cg:Event must be a subclass of the rdfs:range, "
        "https://football.example/terms#Club",
    ),
    "unknown kind": (
        _spoilt("rdfs:range football:Club ;", 'rdfs:range football:Club ; cg:kind "oficce" ;'),
        "relations/joins.ttl: needs cg:kind actor or office or quantity or labelled, has oficce",
    ),
    "two inverses": (
        _spoilt("owl:inverseOf football:signs .", "owl:inverseOf football:signs , cg:employs .")
        + 'cg:employs a owl:ObjectProperty ; rdfs:label "employs"@en .',
        "relations/joins.ttl: needs at most one owl:inverseOf, has 2 (cg:employs, "
        "https://football.example/terms#signs)",
    ),
    "inverse without a label": (
        _spoilt('    rdfs:label "signs"@en ;\n', ""),
        "relations/joins.ttl: the inverse https://football.example/terms#signs needs an "
        "rdfs:label, has none",
    ),
    "opposite that is no relation": (
        _spoilt("rdfs:range football:Club ;", "rdfs:range football:Club ; cg:opposite cg:Actor ;"),
        "relations/joins.ttl: needs cg:opposite to be a relation, has cg:Actor",
    ),
    "wording that is no string": (
        _spoilt('"another" ;', "cg:Actor ;"),
        "relations/joins.ttl: cg:wording needs strings, has cg:Actor",
    ),
    "no Turtle": (
        "football:joins a owl:ObjectProperty",
        "relations/joins.ttl: is no Turtle: Parser error at line",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_relation_file_is_told_what_is_wrong(case: str, tmp_path: Path) -> None:
    joins, message = WRONG[case]
    folder = write_football(tmp_path / "football", joins=joins)
    with pytest.raises(OntologyError, match=re.escape(message)):
        load_ontology(folder)


def test_a_relation_declared_twice_is_refused(tmp_path: Path) -> None:
    folder = write_football(tmp_path / "football")
    with pytest.raises(OntologyError, match=r"joins\.ttl: declares joins, which relations/joins"):
        load_ontology(folder, relations=folder / "relations")


def test_a_local_name_used_twice_is_refused(tmp_path: Path) -> None:
    folder = write_football(
        tmp_path / "football", joins=JOINS.replace("football:Club", "cg:Person")
    )
    source = (folder / "football.ttl").read_text(encoding="utf-8")
    (folder / "football.ttl").write_text(
        source.replace("football:Club", "football:Person"), encoding="utf-8"
    )
    with pytest.raises(OntologyError, match=r"Person: has the local name of http"):
        load_ontology(folder)


def test_a_missing_or_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="nowhere: no such folder"):
        load_ontology(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(OntologyError, match="empty: holds no Turtle file"):
        load_ontology(tmp_path / "empty")


def test_a_file_that_is_no_relation_but_has_wording_is_refused(tmp_path: Path) -> None:
    (tmp_path / "leaves.ttl").write_text(
        PREFIXES + 'football:leaves cg:wording "x" .', encoding="utf-8"
    )
    with pytest.raises(OntologyError, match=r"leaves\.ttl: needs an owl:ObjectProperty named"):
        load_ontology(relations=tmp_path)
