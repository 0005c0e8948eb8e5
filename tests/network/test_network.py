"""What becomes a node, what an edge, what stays in an actor's ledger."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import claim, entity, graph
from claimgraph.model import (
    DEFAULT_BASE,
    ONTOLOGY,
    Claim,
    Inference,
    KnowledgeGraph,
    Modality,
    Polarity,
    Quantity,
    Triple,
)
from claimgraph.network import Network, Status, build_network, status_of, subnetwork
from islands import NAMED, islands_graph, islands_ontology

A, B, M = entity("Avaria"), entity("Belmora"), entity("Lamp Mission", "MedicalMission")
OFFICE = entity("Harbour Master", "Office")
DENIED = Polarity.DENIED


@pytest.fixture(scope="module")
def islands() -> Network:
    return build_network(islands_graph(), islands_ontology())


def small(*claims: Claim, inferences: tuple[Inference, ...] = ()) -> Network:
    made = replace(graph(*claims), inferences=inferences)
    return build_network(made, islands_ontology())


def edges(network: Network) -> set[tuple[str, str, str, str]]:
    return {
        (network.nodes[s]["label"], data["label"], network.nodes[o]["label"], str(data["status"]))
        for s, o, data in network.edges(data=True)
    }


@pytest.mark.parametrize(
    ("ways", "contested", "expected"),
    [
        ([("affirmed", "actual")], False, Status.ASSERTED),
        ([("affirmed", "actual"), ("denied", "actual")], True, Status.CONTESTED),
        ([("affirmed", "actual"), ("denied", "past")], False, Status.ASSERTED),
        ([("denied", "actual"), ("denied", "planned")], False, Status.DENIED),
        ([("affirmed", "planned"), ("denied", "actual")], False, Status.PLANNED),
        ([("affirmed", "threatened")], False, Status.THREATENED),
        ([("affirmed", "possible"), ("affirmed", "past")], False, Status.PAST),
        ([("affirmed", "possible")], False, Status.POSSIBLE),
    ],
)
def test_status_follows_from_polarity_and_modality(
    ways: list[tuple[str, str]], contested: bool, expected: Status
) -> None:
    claims = [claim(A, "hosts", M, polarity=Polarity(p), modality=Modality(m)) for p, m in ways]
    assert status_of(claims, contested=contested) is expected


def test_proposition_becomes_one_edge_with_its_claims_and_counts() -> None:
    network = small(
        claim(A, "hosts", M, quote="Avaria has the mission."),
        claim(A, "hosts", M, quote="It works in Avaria."),
        claim(A, "hosts", M, quote="There is none.", polarity=DENIED),
    )
    ((_, _, data),) = network.edges(data=True)
    assert (data["status"], data["affirmed"], data["denied"]) == (Status.CONTESTED, 2, 1)
    assert sorted(data["quotes"]) == [
        "Avaria has the mission.",
        "It works in Avaria.",
        "There is none.",
    ]


def test_offices_and_figures_are_in_the_ledger_and_no_nodes() -> None:
    person = entity("Ada Quay", "Person")
    network = small(
        claim(person, "holdsOffice", OFFICE),
        claim(M, "figure", Quantity(value=12, counted="doctors")),
        claim(A, "hosts", M),
    )
    assert {data["label"] for _, data in network.nodes(data=True)} == {
        "Ada Quay",
        "Lamp Mission",
        "Avaria",
    }
    assert [p.relation for p in network.nodes[person.iri]["card"].ledger] == ["holdsOffice"]
    assert [p.relation for p in network.nodes[M.iri]["card"].ledger] == ["figure"]


def test_label_is_in_the_ledger_of_what_it_is_put_on() -> None:
    network = small(claim(A, "describesAs", M, label="a gilded cage"))
    (entry,) = network.nodes[M.iri]["card"].ledger
    assert entry.claims[0].label == "a gilded cage"
    assert network.nodes[A.iri]["card"].ledger == ()
    assert edges(network) == {("Avaria", "describes as", "Lamp Mission", "asserted")}


def test_who_only_speaks_is_no_node() -> None:
    speaker = entity("Ada Quay", "Person")
    network = small(claim(A, "hosts", M, speaker=speaker))
    assert speaker.iri not in network


def inferred(s: str, p: str, o: str) -> Inference:
    triple = Triple(DEFAULT_BASE + s, ONTOLOGY + p, DEFAULT_BASE + o)
    return Inference(triple, "prp-inv1", ())


def test_inverse_of_what_is_said_is_not_drawn_again() -> None:
    network = small(
        claim(A, "hosts", M), inferences=(inferred("lamp-mission", "hostedBy", "avaria"),)
    )
    assert edges(network) == {("Avaria", "hosts", "Lamp Mission", "asserted")}


def test_symmetric_twin_is_not_drawn_again() -> None:
    network = small(claim(A, "metWith", B), inferences=(inferred("belmora", "metWith", "avaria"),))
    assert edges(network) == {("Avaria", "met with", "Belmora", "asserted")}


def test_of_two_inferred_mirrors_the_declared_relation_is_drawn() -> None:
    network = small(
        claim(A, "hosts", M),
        claim(B, "hosts", M),
        inferences=(
            inferred("avaria", "sanctions", "belmora"),
            inferred("belmora", "sanctionedBy", "avaria"),
        ),
    )
    assert ("Belmora", "sanctioned by", "Avaria", "inferred") in edges(network)
    assert not any(label == "sanctions" for _, label, _, _ in edges(network))


def test_inferred_edge_stands_beside_a_denial_of_the_same() -> None:
    network = small(
        claim(A, "hosts", M, polarity=DENIED),
        inferences=(inferred("avaria", "hosts", "lamp-mission"),),
    )
    assert {status for *_, status in edges(network)} == {"denied", "inferred"}


def test_inferred_edges_can_be_left_out() -> None:
    with_them = build_network(islands_graph(), islands_ontology())
    without = build_network(islands_graph(), islands_ontology(), include_inferred=False)
    assert with_them.number_of_edges() - without.number_of_edges() == 7
    assert not any(d["status"] is Status.INFERRED for *_, d in without.edges(data=True))


def test_inferred_class_is_on_the_card(islands: Network) -> None:
    card = islands.nodes[NAMED["Dário Peçanha"].iri]["card"]
    assert [one.triple.object for one in card.types] == [ONTOLOGY + "Official"]


def test_all_statuses_occur_in_the_islands(islands: Network) -> None:
    assert {data["status"] for *_, data in islands.edges(data=True)} == set(Status)


def test_network_is_the_same_twice(islands: Network) -> None:
    again = build_network(islands_graph(), islands_ontology())
    assert list(again.nodes(data=True)) == list(islands.nodes(data=True))
    assert list(again.edges(keys=True, data=True)) == list(islands.edges(keys=True, data=True))


def test_empty_graph_gives_an_empty_network() -> None:
    network = build_network(KnowledgeGraph(base=DEFAULT_BASE), islands_ontology())
    assert (list(network.nodes), list(network.edges)) == ([], [])


def test_subnetwork_keeps_only_what_was_asked_for(islands: Network) -> None:
    nordmark, ban = NAMED["Nordmark"].iri, NAMED["Nordmark visa ban"].iri
    part = subnetwork(islands, [ban, nordmark])
    assert edges(part) == {("Nordmark", "imposes", "Nordmark visa ban", "asserted")}
    with pytest.raises(KeyError, match="nobody"):
        subnetwork(islands, ["nobody"])
