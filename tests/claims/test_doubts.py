"""Doubtful cases are offered once, the weightiest first, and not after a judgement."""

from __future__ import annotations

from dataclasses import replace

from builders import claim, entity, graph
from claimgraph.claims.doubts import DoubtKind, find_doubts
from claimgraph.model import Conflict, ConflictKind, Judgement, Ontology, Polarity, Verdict

PERU = entity("Peru")
MISSION = entity("Norwegian mission", "Mission")
UNSURE = claim(PERU, "hosts", MISSION, confidence=0.4)
SURE = claim(PERU, "hosts", MISSION, polarity=Polarity.DENIED)


def doubts(
    ontology: Ontology, *claims: object, judgements: tuple[Judgement, ...] = ()
) -> list[str]:
    found = find_doubts(graph(*claims), ontology, judgements)  # type: ignore[arg-type]
    return [f"{one.kind.value}: {one.reason}" for one in found]


def test_unsure_claim_is_offered_until_judged(ontology: Ontology) -> None:
    assert doubts(ontology, UNSURE, SURE) == ["unsure claim: confidence 0.40"]
    judged = (Judgement(Verdict.ACCEPT, UNSURE.iri),)
    assert doubts(ontology, UNSURE, SURE, judgements=judged) == []


def test_names_that_may_be_one_actor_are_offered_until_judged(ontology: Ontology) -> None:
    one, other = entity("Ana Maria Roe", "Person"), entity("Ana Roe", "Person")
    third = entity("Bo Roe", "Person")
    claims = [claim(who, "represents", PERU) for who in (one, other, third)]
    assert doubts(ontology, *claims) == ["may be one actor: one name holds the other"]
    judged = (Judgement(Verdict.UNSURE, "ana roe", "Ana Maria Roe"),)
    assert doubts(ontology, *claims, judgements=judged) == []


def test_misspelt_names_are_offered_and_different_ones_are_not(ontology: Ontology) -> None:
    names = ("Jonathan Beringer", "Jonatan Beringer", "Carla Steinbach")
    claims = [claim(entity(name, "Person"), "represents", PERU) for name in names]
    assert len(doubts(ontology, *claims)) == 1


def test_bodies_of_two_countries_are_two(ontology: Ontology) -> None:
    names = ("Ministry of Health of Peru", "Ministry of Health of Chile")
    claims = [claim(entity(name, "GovernmentBody"), "supports", MISSION) for name in names]
    assert doubts(ontology, *claims) == []


def test_conflict_of_unsure_claims_weighs_more_than_one_of_sure_claims(ontology: Ontology) -> None:
    made = graph(UNSURE, SURE)
    conflicts = (
        Conflict("x:1", ConflictKind.CONTRADICTION, (UNSURE, SURE), "a", 0.4),
        Conflict("x:2", ConflictKind.CONTRADICTION, (SURE, replace(SURE, iri="x:9")), "b", 0.8),
    )
    found = find_doubts(replace(made, conflicts=conflicts), ontology)
    kinds = [(one.kind, one.reason[-1]) for one in found if one.kind is DoubtKind.CONFLICT]
    assert kinds == [(DoubtKind.CONFLICT, "a"), (DoubtKind.CONFLICT, "b")]
