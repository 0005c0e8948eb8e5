"""The ontology's files say what the brief says, and a user can bring other ones."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, URIRef
from rdflib.compare import isomorphic

from claimgraph.model import ONTOLOGY, Relation, RelationKind
from claimgraph.ontology import load_graph, load_ontology, load_shapes
from claimgraph.resources import ontology_folder
from ontologies import PREFIXES, write_football

ACTOR = ("Actor",)
STANCE = ("Actor", "Mission", "Measure", "Event")
SIGNATURES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "hosts": (("Country",), ("Mission",)),
    "sends": (("State", "Organization"), ("Mission",)),
    "ends": (ACTOR, ("Mission",)),
    "amends": (ACTOR, ("Mission",)),
    "contributesTo": (ACTOR, ("Mission",)),
    "sanctionedBy": (ACTOR, ("State", "InternationalOrganization")),
    "imposes": (ACTOR, ("Measure",)),
    "targets": (("Measure",), ("Actor", "Mission")),
    "threatens": (ACTOR, ACTOR),
    "holdsOffice": (("Person",), ("Office",)),
    "represents": (("Person",), ("Country", "Organization")),
    "memberOf": (ACTOR, ("Organization",)),
    "worksFor": (("Person",), ("Organization",)),
    "studiedAt": (("Person",), ("Organization",)),
    "trains": (ACTOR, ACTOR),
    "supports": (ACTOR, STANCE),
    "opposes": (ACTOR, STANCE),
    "describesAs": (ACTOR, ("Mission", "Measure", "Actor")),
    "metWith": (ACTOR, ACTOR),
    "cooperatesWith": (ACTOR, ACTOR),
    "agreementWith": (ACTOR, ACTOR),
    "hasConflictWith": (("Country",), ("Country",)),
    "donatesTo": (ACTOR, ACTOR),
    "funds": (ACTOR, ACTOR),
    "participatesIn": (ACTOR, ("Event",)),
    "locatedIn": (("Facility", "Event", "Group"), ("Place", "Country")),
    "figure": (("Entity",), ("Quantity",)),
}
INVERSES = {"hosts": "hostedBy", "sends": "sentBy", "sanctionedBy": "sanctions"}
TREE = {
    "Official": ("Person", "Actor", "Entity"),
    "InternationalOrganization": ("Organization", "Actor", "Entity"),
    "GovernmentBody": ("Organization", "Actor", "Entity"),
    "MediaOutlet": ("Organization", "Actor", "Entity"),
    "Movement": ("Organization", "Actor", "Entity"),
    "Facility": ("Organization", "Actor", "Entity"),
    "State": ("Actor", "Entity"),
    "Country": ("Location", "State", "Actor", "Entity"),
    "Group": ("Actor", "Entity"),
    "MedicalMission": ("Mission", "Entity"),
    "PeacekeepingMission": ("Mission", "Entity"),
    "VisaRestriction": ("Sanction", "Measure", "Entity"),
    "Embargo": ("Sanction", "Measure", "Entity"),
    "AssetFreeze": ("Sanction", "Measure", "Entity"),
    "Listing": ("Sanction", "Measure", "Entity"),
    "Meeting": ("Event", "Entity"),
    "Donation": ("Event", "Entity"),
    "Demonstration": ("Event", "Entity"),
    "Vote": ("Event", "Entity"),
    "Statement": ("Event", "Entity"),
    "Agreement": ("Entity",),
    "Place": ("Location", "Entity"),
    "Office": ("Entity",),
    "Quantity": (),
    "Claim": (),
}


def test_relations_are_those_of_the_brief_with_their_domains_and_ranges() -> None:
    found = {r.name: (r.domain, r.range) for r in load_ontology().relations.values()}
    assert found == SIGNATURES


def test_relations_come_in_order_of_name() -> None:
    assert list(load_ontology().relations) == sorted(SIGNATURES)


def test_flags_say_which_relations_are_symmetric_transitive_or_opposed() -> None:
    relations = load_ontology().relations.values()
    assert {r.name for r in relations if r.symmetric} == {
        "metWith",
        "cooperatesWith",
        "agreementWith",
        "hasConflictWith",
    }
    assert {r.name for r in relations if r.transitive} == {"locatedIn"}
    assert {r.name: r.opposite for r in relations if r.opposite} == {
        "supports": "opposes",
        "opposes": "supports",
    }
    assert {r.name: r.kind for r in relations if r.kind is not RelationKind.ACTOR} == {
        "holdsOffice": RelationKind.OFFICE,
        "figure": RelationKind.QUANTITY,
        "describesAs": RelationKind.LABELLED,
    }


def test_every_relation_that_is_not_symmetric_has_a_labelled_inverse() -> None:
    ontology = load_ontology()
    for relation in ontology.relations.values():
        assert (relation.inverse is None) == relation.symmetric, relation.name
        if relation.inverse is not None:
            assert ontology.labels[relation.inverse] == relation.inverse_label, relation.name
    found = {name: ontology.relations[name].inverse for name in INVERSES}
    assert found == INVERSES


def test_class_tree_is_that_of_the_brief_nearest_class_first() -> None:
    parents = load_ontology().parents
    assert {name: parents.get(name) for name in TREE} == TREE


def test_each_shipped_relation_has_its_own_file() -> None:
    files = {path.stem for path in (ontology_folder() / "relations").glob("*.ttl")}
    assert files == set(SIGNATURES)


def test_every_term_has_one_english_label_and_one_definition() -> None:
    graph = load_graph()
    terms = {
        subject
        for subject in graph.subjects(RDF.type)
        if isinstance(subject, URIRef) and subject.startswith(ONTOLOGY)
    }
    for term in terms:
        labels, definitions = list(graph[term : RDFS.label]), list(graph[term : SKOS.definition])
        assert [label.language for label in labels if isinstance(label, rdflib.Literal)] == ["en"]
        assert len(definitions) == 1, term
        assert str(definitions[0]).endswith("."), term
    assert len(terms) > 150


def test_no_two_classes_or_properties_share_a_definition() -> None:
    graph = load_graph()
    definitions = [str(o) for o in graph.objects(None, SKOS.definition)]
    assert len(definitions) == len(set(definitions))


def test_header_names_version_licence_and_creator() -> None:
    graph = load_graph()
    header = URIRef(ONTOLOGY.rstrip("#"))
    version = load_ontology().version
    assert set(graph[header : OWL.versionIRI]) == {URIRef(f"{header}/{version}")}
    for predicate in ("license", "creator", "title", "description"):
        assert list(graph[header : rdflib.DCTERMS[predicate]]), predicate


def test_nothing_is_imported() -> None:
    assert not list(load_graph(alignments=True).objects(None, OWL.imports))


def test_turtle_holds_the_same_graph_as_the_files() -> None:
    files = rdflib.Graph()
    folder = ontology_folder()
    for path in (*folder.glob("*.ttl"), *folder.glob("relations/*.ttl")):
        if path.name != "alignments.ttl":
            files.parse(path)
    found = rdflib.Graph().parse(data=load_ontology().turtle, format="turtle")
    assert isomorphic(files, found)


def test_turtle_is_the_same_in_each_run() -> None:
    command = (
        "import hashlib; from claimgraph.ontology import load_ontology; "
        "print(hashlib.sha256(load_ontology().turtle.encode()).hexdigest())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", command],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(hashes) == 1


def test_reading_the_ontology_imports_no_rdflib() -> None:
    command = (
        "import sys; from claimgraph.ontology import load_ontology; load_ontology(); "
        "sys.exit('rdflib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", command], check=False).returncode == 0


def test_identifier_schemes_have_bases() -> None:
    assert set(load_ontology().identifiers) == {"isoCode", "wikidata"}


def test_a_specialised_property_is_written_for_its_own_classes_only() -> None:
    ontology = load_ontology()
    assert ontology.also("targets", "VisaRestriction", "Official") == ("sanctionTargets",)
    assert ontology.also("targets", "Measure", "Official") == ()
    assert ontology.also("targets", "Embargo", "MedicalMission") == ()
    assert ontology.also("hosts", "Country", "Mission") == ()


def test_an_ontology_of_another_domain_needs_no_code(tmp_path: Path) -> None:
    ontology = load_ontology(write_football(tmp_path / "football"))
    assert ontology.relations == {
        "joins": Relation(
            name="joins",
            iri="https://football.example/terms#joins",
            label="joins",
            inverse_label="signs",
            definition="Moves to a club as a player.",
            domain=("Player",),
            range=("Club",),
            kind=RelationKind.ACTOR,
            inverse="signs",
            symmetric=False,
            transitive=False,
            wording=("one wording", "another"),
            examples=("Someone joins some club.",),
            counter_examples=("Someone joins the chorus.",),
        )
    }
    assert ontology.parents["Player"] == ("Person", "Actor", "Entity")
    assert ontology.version == "3"
    assert ontology.iri("Player") == "https://football.example/terms#Player"
    assert ontology.iri("Claim") == ONTOLOGY + "Claim"
    assert "Mission" not in ontology.parents


def test_additional_relations_come_on_top_of_the_shipped_ones(tmp_path: Path) -> None:
    extra = tmp_path / "extra"
    extra.mkdir()
    nested = write_football(tmp_path / "football")
    for path in (nested / "football.ttl", nested / "relations" / "joins.ttl"):
        (extra / path.name).write_bytes(path.read_bytes())
    for folder in (extra, nested):
        ontology = load_ontology(relations=folder)
        assert set(ontology.relations) == {*SIGNATURES, "joins"}
        assert ontology.fits("Player", ontology.relations["memberOf"].domain)


def test_a_file_named_after_a_shipped_relation_adds_wording_to_it(tmp_path: Path) -> None:
    (tmp_path / "hosts.ttl").write_text(
        PREFIXES + 'cg:hosts cg:wording "a wording of the user" .', encoding="utf-8"
    )
    shipped = load_ontology().relations["hosts"].wording
    added = load_ontology(relations=tmp_path).relations["hosts"].wording
    assert added == (*shipped, "a wording of the user")


def test_a_folder_adds_its_own_shapes(tmp_path: Path) -> None:
    folder = write_football(tmp_path / "football")
    (folder / "shapes").mkdir()
    (folder / "shapes" / "club.ttl").write_text(
        PREFIXES + "football:ClubShape a <http://www.w3.org/ns/shacl#NodeShape> .",
        encoding="utf-8",
    )
    added = load_shapes(folder) - load_shapes()
    assert {str(s) for s in added.subjects()} >= {"https://football.example/terms#ClubShape"}
