"""Which names become one entity, which stay apart, and what is put on record."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import article
from claimgraph.model import (
    DEFAULT_BASE,
    Candidate,
    Judgement,
    Mention,
    Ontology,
    Passage,
    Verdict,
)
from claimgraph.ontology import load_ontology
from claimgraph.resolve import Resolution, resolve


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


def mention(name: str, kind: str, *, text: str | None = None, code: str | None = None) -> Mention:
    written = text or name
    return Mention(0, len(written), written, kind, name, identifier=code)


def said(
    subject: Mention,
    relation: str,
    target: Mention,
    *,
    doc: str = "one",
    speaker: str | None = None,
) -> Candidate:
    source = article("Words of no account.", name=doc)
    return Candidate(
        relation=relation,
        subject=subject,
        object=target,
        passage=Passage(source, 0, 5),
        start=0,
        end=5,
        speaker=mention(speaker, "Person") if speaker else None,
    )


def person(name: str, **more: str) -> Mention:
    return mention(name, "Person", **more)


def holds(name: str, post: str, country: str, doc: str) -> list[Candidate]:
    return [
        said(person(name), "holdsOffice", mention(post, "Office"), doc=doc),
        said(person(name), "represents", mention(country, "Country"), doc=doc),
    ]


def run(candidates: list[Candidate], ontology: Ontology, *judgements: Judgement) -> Resolution:
    return resolve(candidates, ontology=ontology, base=DEFAULT_BASE, judgements=judgements)


def subjects(candidates: list[Candidate], resolution: Resolution) -> list[str]:
    return [
        resolution.entity_of(one, one.subject).iri.removeprefix(DEFAULT_BASE) for one in candidates
    ]


def test_accents_initials_and_case_make_no_new_person(ontology: Ontology) -> None:
    found = [
        said(person("José Núñez"), "metWith", person("Ann Lee"), doc="a"),
        said(person("Jose Nunez"), "metWith", person("Ann B. Lee"), doc="b"),
    ]
    resolution = run(found, ontology)
    assert subjects(found, resolution) == ["jose-nunez", "jose-nunez"]
    assert (
        resolution.entity_of(found[0], found[0].object).iri  # type: ignore[arg-type]
        == resolution.entity_of(found[1], found[1].object).iri  # type: ignore[arg-type]
    )


def test_country_is_known_by_its_code_under_all_its_names(ontology: Ontology) -> None:
    found = [
        said(mention("Turkey", "Country", code="TUR"), "metWith", person("Ann Lee")),
        said(mention("Türkiye", "Country", code="TUR"), "metWith", person("Ann Lee"), doc="b"),
    ]
    resolution = run(found, ontology)
    entity = resolution.entity_of(found[0], found[0].subject)
    assert {entity.label, *entity.aliases} == {"Turkey", "Türkiye"}
    assert entity.identifiers == (("isoCode", "TUR"),)
    assert resolution.entity_of(found[1], found[1].subject) == entity


def test_surname_goes_with_the_one_full_name_of_its_document(ontology: Ontology) -> None:
    found = [
        said(person("Ann Lee"), "metWith", person("Bo Ek")),
        said(person("Lee"), "metWith", person("Bo Ek")),
    ]
    resolution = run(found, ontology)
    assert subjects(found, resolution) == ["ann-lee", "ann-lee"]
    reasons = [one.reason for one in resolution.decisions]
    assert reasons == ["the one person of that surname in one"]


def test_surname_stays_apart_where_two_persons_share_it(ontology: Ontology) -> None:
    found = [
        said(person("Ann Lee"), "metWith", person("Bo Ek")),
        said(person("Carl Lee"), "metWith", person("Bo Ek")),
        said(person("Lee"), "metWith", person("Bo Ek")),
    ]
    assert subjects(found, run(found, ontology)) == ["ann-lee", "carl-lee", "lee-one"]


def test_surname_alone_proves_nothing_across_documents(ontology: Ontology) -> None:
    found = [
        said(person("Ann Lee"), "metWith", person("Bo Ek"), doc="a"),
        said(person("Lee"), "metWith", person("Bo Ek"), doc="b"),
    ]
    assert subjects(found, run(found, ontology)) == ["ann-lee", "lee-b"]


def test_surname_with_the_same_post_and_country_is_one_person(ontology: Ontology) -> None:
    found = [*holds("Ann Lee", "Premier", "Fiji", "a"), *holds("Lee", "Premier", "Fiji", "b")]
    assert set(subjects(found, run(found, ontology))) == {"ann-lee"}


def test_spelling_variant_needs_the_same_post_and_country(ontology: Ontology) -> None:
    same = [*holds("Ed Gomez", "Premier", "Fiji", "a"), *holds("Ed Gomes", "Premier", "Fiji", "b")]
    assert len(set(subjects(same, run(same, ontology)))) == 1
    other = [*holds("Ed Gomez", "Premier", "Fiji", "a"), *holds("Ed Gomes", "Premier", "Mali", "b")]
    assert len(set(subjects(other, run(other, ontology)))) == 2


def test_one_post_in_two_states_is_two_offices(ontology: Ontology) -> None:
    found = [*holds("Ann Lee", "Premier", "Fiji", "a"), *holds("Bo Ek", "Premier", "Mali", "b")]
    resolution = run(found, ontology)
    offices = [
        resolution.entity_of(one, one.object).iri  # type: ignore[arg-type]
        for one in found
        if one.relation == "holdsOffice"
    ]
    assert offices == [f"{DEFAULT_BASE}premier-fiji", f"{DEFAULT_BASE}premier-mali"]


def test_acronym_defined_in_one_document_is_known_in_another(ontology: Ontology) -> None:
    force = mention("Blue River Force", "Organization", text="BRF")
    found = [
        said(force, "metWith", person("Ann Lee"), doc="a"),
        said(mention("BRF", "Organization"), "metWith", person("Ann Lee"), doc="b"),
    ]
    resolution = run(found, ontology)
    assert len(set(subjects(found, resolution))) == 1
    assert [one.reason for one in resolution.decisions] == ["the acronym is defined in a"]


def test_description_means_another_thing_in_another_document(ontology: Ontology) -> None:
    group = mention("senior officials", "Group")
    found = [
        said(group, "metWith", person("Ann Lee"), doc="a"),
        said(group, "metWith", person("Ann Lee"), doc="b"),
    ]
    assert subjects(found, run(found, ontology)) == ["senior-officials-a", "senior-officials-b"]


def test_one_name_of_two_families_gets_two_iris(ontology: Ontology) -> None:
    found = [
        said(mention("Atlas", "Mission"), "metWith", mention("Atlas", "Organization")),
    ]
    resolution = run(found, ontology)
    assert subjects(found, resolution) == ["atlas-mission"]
    assert resolution.entity_of(found[0], found[0].object).iri == f"{DEFAULT_BASE}atlas"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["Person", "Official"], "Official"),
        (["MedicalMission", "PeacekeepingMission"], "Mission"),
        (["GovernmentBody", "MediaOutlet", "Organization"], "Organization"),
        (["GovernmentBody"] * 3 + ["MediaOutlet"], "GovernmentBody"),
    ],
)
def test_type_is_the_most_specific_that_all_mentions_allow(
    kinds: list[str], expected: str, ontology: Ontology
) -> None:
    found = [said(mention("Atlas Nine", kind), "metWith", person("Ann Lee")) for kind in kinds]
    resolution = run(found, ontology)
    assert resolution.entity_of(found[0], found[0].subject).type == expected


def test_judgement_merges_and_its_reason_is_kept(ontology: Ontology) -> None:
    found = [
        said(person("Ann Lee"), "metWith", person("Bo Ek"), doc="a"),
        said(person("Annie Leigh"), "metWith", person("Bo Ek"), doc="b"),
    ]
    judgement = Judgement(Verdict.SAME, "Ann Lee", "Annie Leigh", by="K. R.", reason="one passport")
    resolution = run(found, ontology, judgement)
    assert len(set(subjects(found, resolution))) == 1
    assert [one.reason for one in resolution.decisions] == ["a judgement by K. R.: one passport"]


@pytest.mark.parametrize("verdict", [Verdict.NOT_SAME, Verdict.UNSURE])
def test_judgement_keeps_apart_what_a_rule_would_merge(
    verdict: Verdict, ontology: Ontology
) -> None:
    found = [
        said(person("Ann Lee"), "metWith", person("Bo Ek"), doc="a"),
        said(person("Ann B. Lee"), "metWith", person("Bo Ek"), doc="b"),
    ]
    assert len(set(subjects(found, run(found, ontology)))) == 1
    resolution = run(found, ontology, Judgement(verdict, "Ann Lee", "Ann B. Lee"))
    assert len(set(subjects(found, resolution))) == 2


def test_judgement_takes_an_iri_as_well(ontology: Ontology) -> None:
    found = [
        said(person("Ann Lee"), "metWith", person("Bo Ek"), doc="a"),
        said(person("Cy Dee"), "metWith", person("Bo Ek"), doc="b"),
    ]
    judgement = Judgement(Verdict.SAME, f"{DEFAULT_BASE}ann-lee", "Cy Dee")
    assert len(set(subjects(found, run(found, ontology, judgement)))) == 1


def test_judgement_on_a_name_not_met_is_reported(ontology: Ontology) -> None:
    found = [said(person("Ann Lee"), "metWith", person("Bo Ek"))]
    resolution = run(found, ontology, Judgement(Verdict.SAME, "Ann Lee", "Nobody Known"))
    assert [one.message for one in resolution.issues] == [
        "judgement 'Ann Lee' same 'Nobody Known': this build has no two such names of one kind"
    ]


_NAMES = ["Ann Lee", "Ann B. Lee", "Lee", "Bo Ek", "Bo Ek Dahl", "Ek", "Cy Lee"]


@given(
    st.lists(
        st.tuples(st.sampled_from(_NAMES), st.sampled_from(_NAMES), st.sampled_from("abc")),
        min_size=1,
        max_size=8,
    ),
    st.integers(0, 999),
)
def test_order_of_the_documents_changes_nothing(
    rows: list[tuple[str, str, str]], seed: int
) -> None:
    ontology = load_ontology()
    found = [said(person(a), "metWith", person(b), doc=doc) for a, b, doc in rows]
    shuffled = list(found)
    random.Random(seed).shuffle(shuffled)
    here, there = run(found, ontology), run(shuffled, ontology)
    assert dict(here.entities) == dict(there.entities)
    assert sorted(here.decisions, key=repr) == sorted(there.decisions, key=repr)


def test_every_mention_has_an_entity_of_its_family(ontology: Ontology) -> None:
    found = [
        replace(
            said(mention("Fiji", "Country", code="FJI"), "metWith", person("Ann Lee")),
            speaker=person("Lee"),
        )
    ]
    resolution = run(found, ontology)
    speaker = found[0].speaker
    assert speaker is not None
    assert resolution.entity_of(found[0], speaker).label == "Ann Lee"
