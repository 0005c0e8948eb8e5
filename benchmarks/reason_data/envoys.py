"""Claims-style data: countries with several mentions each, missions, officials, sanctions.

Each mention of a country has a term of its own; an inverse functional code makes them equal.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

NS = "http://example.org/envoys#"
DATA = "http://example.org/data/"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
Row = tuple[str, str, str]

ONTOLOGY = f"""@prefix : <{NS}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:Actor a owl:Class . :State a owl:Class ; rdfs:subClassOf :Actor .
:Country a owl:Class ; rdfs:subClassOf :State . :Person a owl:Class ; rdfs:subClassOf :Actor .
:Official a owl:Class ; rdfs:subClassOf :Person . :Mission a owl:Class .
:MedicalMission a owl:Class ; rdfs:subClassOf :Mission .
:Measure a owl:Class ; owl:disjointWith :Mission .
:Sanction a owl:Class ; rdfs:subClassOf :Measure .
:Team a owl:Class ; rdfs:subClassOf
  [ a owl:Restriction ; owl:onProperty :hasMember ; owl:allValuesFrom :Worker ] .
:Host owl:equivalentClass [ owl:intersectionOf ( :Country
  [ a owl:Restriction ; owl:onProperty :hosts ; owl:someValuesFrom :MedicalMission ] ) ] .
[ a owl:Restriction ; owl:onProperty :sanctionedBy ; owl:someValuesFrom owl:Thing ]
  rdfs:subClassOf :Sanctioned .
:hosts a owl:ObjectProperty ; rdfs:domain :Country ; rdfs:range :Mission ; owl:inverseOf :hostedBy .
:sentBy a owl:ObjectProperty, owl:FunctionalProperty ; rdfs:range :State ; owl:inverseOf :sends .
:partOf a owl:ObjectProperty, owl:TransitiveProperty .
:locatedIn a owl:ObjectProperty, owl:TransitiveProperty .
:hasMember a owl:ObjectProperty ; owl:inverseOf :inTeam .
:alliedWith a owl:ObjectProperty, owl:SymmetricProperty ; rdfs:domain :State ; rdfs:range :State .
:code a owl:DatatypeProperty, owl:InverseFunctionalProperty .
:represents a owl:ObjectProperty ; rdfs:domain :Official ; rdfs:range :State .
:imposes a owl:ObjectProperty ; rdfs:domain :State ; rdfs:range :Sanction ;
  owl:inverseOf :imposedBy .
:targets a owl:ObjectProperty ; owl:inverseOf :targetedBy .
:sanctionedBy a owl:ObjectProperty ; owl:propertyChainAxiom ( :represents :targetedBy :imposedBy ) .
:worksFor a owl:ObjectProperty ; owl:propertyChainAxiom ( :partOf :sentBy ) .
:criticises a owl:ObjectProperty, owl:IrreflexiveProperty .
"""


def _of(name: str) -> str:
    return f"<{NS}{name}>"


def _at(name: str) -> str:
    return f"<{DATA}{name}>"


def write(path: Path, triples: int, *, mentions: int = 4, seed: int = 11) -> int:
    """Write about so many triples as N-Triples; return how many.

    :param mentions: how many terms each country has
    """
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for block in range(10_000_000):
            lines = list(_block(block, mentions, random.Random(f"{seed}/{block}")))
            file.writelines(f"{s} {p} {o} .\n" for s, p, o in lines)
            count += len(lines)
            if count >= triples:
                break
    return count


def _block(block: int, mentions: int, draw: random.Random) -> Iterator[Row]:
    """Yield 40 countries with what they do: about 1,000 triples."""

    def country(number: int) -> str:
        return _at(f"b{block}/country{number}/m{draw.randrange(mentions)}")

    for number in range(40):
        for mention in range(mentions):
            name = _at(f"b{block}/country{number}/m{mention}")
            yield name, _of("code"), f'"B{block}C{number}"'
        yield _at(f"b{block}/country{number}/m0"), _TYPE, _of("Country")
        yield country(number), _of("alliedWith"), country((number + 1) % 40)
        region = _at(f"b{block}/region{number // 8}")
        yield country(number), _of("locatedIn"), region
        if number % 8 == 0:
            yield region, _of("locatedIn"), _at(f"b{block}/continent{number // 16}")
            yield _at(f"b{block}/continent{number // 16}"), _of("locatedIn"), _at("world")
    for number in range(30):
        mission = _at(f"b{block}/mission{number}")
        yield mission, _TYPE, _of("MedicalMission")
        yield country(draw.randrange(40)), _of("hosts"), mission
        yield mission, _of("sentBy"), country(draw.randrange(40)) if number % 3 else _at("sender")
        for team_number in range(2):
            team = _at(f"b{block}/mission{number}/team{team_number}")
            yield team, _of("partOf"), mission
            yield team, _TYPE, _of("Team")
            for worker_number in range(3):
                worker = f"{team[:-1]}/worker{worker_number}>"
                yield team, _of("hasMember"), worker
                yield worker, _of("name"), f'"Worker {draw.randrange(100_000)}"'
                if worker_number == 0:
                    yield worker, _of("partOf"), team
    for number in range(40):
        official = _at(f"b{block}/official{number}")
        yield official, _TYPE, _of("Official")
        yield official, _of("represents"), country(number)
        yield official, _of("name"), f'"Official {number} of {block}"'
        if number % 5 == 0:
            sanction = _at(f"b{block}/sanction{number}")
            yield sanction, _TYPE, _of("Sanction")
            yield country(draw.randrange(40)), _of("imposes"), sanction
            yield sanction, _of("targets"), country(draw.randrange(40))
            yield official, _of("criticises"), country(draw.randrange(40))


def document(number: int, *, merging: bool, blocks: int = 8) -> list[Row]:
    """Return about 50 triples of one new document.

    :param merging: let its countries be mentions of known ones
    """
    draw = random.Random(f"doc/{number}/{merging}")

    def at(name: str) -> str:
        return _at(f"doc{number}{merging}/{name}")

    rows: list[Row] = []
    for i in range(7):
        if merging:
            code = f'"B{draw.randrange(blocks)}C{draw.randrange(40)}"'
            rows.append((at(f"country{i}"), _of("code"), code))
        rows += [
            (at(f"mission{i}"), _TYPE, _of("MedicalMission")),
            (at(f"country{i}"), _of("hosts"), at(f"mission{i}")),
            (at(f"mission{i}"), _of("sentBy"), _at("sender")),
            (at(f"team{i}"), _of("partOf"), at(f"mission{i}")),
            (at(f"team{i}"), _TYPE, _of("Team")),
            (at(f"team{i}"), _of("hasMember"), at(f"worker{i}")),
            (at(f"official{i}"), _of("represents"), at(f"country{i}")),
        ]
    rows.append((at("country0"), _of("alliedWith"), at("country1")))
    return rows
