"""Claims are hashed by content, verbatim, and gathered under a policy."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import article, claim, entity
from claimgraph.claims import build_claims, build_propositions, find_origins, parse_policy
from claimgraph.claims.independence import shingles
from claimgraph.errors import ExtractionError, UsageError
from claimgraph.model import (
    DEFAULT_BASE,
    Candidate,
    Claim,
    Entity,
    Mention,
    Modality,
    Ontology,
    Passage,
    Polarity,
)

TEXT = "Peru hosts a mission."
PLACE = article(TEXT, name="a")


def mention(text: str, kind: str = "Country") -> Mention:
    start = TEXT.index(text)
    return Mention(start, start + len(text), text, kind, text)


def candidate() -> Candidate:
    return Candidate(
        relation="hosts",
        subject=mention("Peru"),
        object=mention("a mission", "Mission"),
        passage=Passage(PLACE, 0, len(TEXT)),
        start=0,
        end=len(TEXT),
        confidence=0.8,
    )


def entity_of(_: Candidate, one: Mention) -> Entity:
    return entity(one.name, one.type)


def build(*candidates: Candidate) -> tuple[Claim, ...]:
    return build_claims(candidates, entity_of, base=DEFAULT_BASE)


def test_claim_keeps_exact_words_and_is_stable() -> None:
    (one,) = build(candidate())
    assert one.quote == TEXT
    assert build(candidate(), candidate()) == (one,)


def test_polarity_modality_and_speaker_make_another_claim() -> None:
    variants = (
        candidate(),
        replace(candidate(), polarity=Polarity.DENIED),
        replace(candidate(), modality=Modality.PLANNED),
        replace(candidate(), speaker=mention("Peru")),
    )
    assert len({one.iri for one in build(*variants)}) == 4


def test_surer_of_two_equal_candidates_stays() -> None:
    (one,) = build(candidate(), replace(candidate(), confidence=0.9))
    assert one.confidence == 0.9


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 4), (-1, 4), (0, 99), (4, 5)])
def test_quote_outside_the_text_or_blank_is_an_error(start: int, end: int) -> None:
    with pytest.raises(ExtractionError, match="a: quote of hosts"):
        build(replace(candidate(), start=start, end=end))


def test_entity_related_to_itself_is_left_out() -> None:
    assert build(replace(candidate(), object=mention("Peru"))) == ()


PERU, MISSION = entity("Peru"), entity("a mission", "Mission")


def propositions(ontology: Ontology, *claims: Claim, **options: object) -> list[tuple[bool, bool]]:
    found = build_propositions(claims, ontology=ontology, base=DEFAULT_BASE, **options)  # type: ignore[arg-type]
    return [(one.accepted, one.contested) for one in found]


@pytest.mark.parametrize("modality", [m for m in Modality if m is not Modality.ACTUAL])
def test_only_affirmed_actual_claims_make_a_plain_triple(
    ontology: Ontology, modality: Modality
) -> None:
    assert propositions(ontology, claim(PERU, "hosts", MISSION)) == [(True, False)]
    other = claim(PERU, "hosts", MISSION, modality=modality)
    denied = claim(PERU, "hosts", MISSION, polarity=Polarity.DENIED)
    assert propositions(ontology, other) == [(False, False)]
    assert propositions(ontology, denied) == [(False, False)]
    assert propositions(ontology, denied, claim(PERU, "hosts", MISSION)) == [(True, True)]


def test_symmetric_claims_share_a_proposition(ontology: Ontology) -> None:
    chile = entity("Chile")
    one, other = claim(PERU, "metWith", chile), claim(chile, "metWith", PERU)
    assert len(propositions(ontology, one, other)) == 1
    assert (
        len(propositions(ontology, claim(PERU, "funds", chile), claim(chile, "funds", PERU))) == 2
    )


def test_policy_narrows_which_claims_count(ontology: Ontology) -> None:
    one = claim(
        PERU, "hosts", MISSION, source=article(TEXT, publisher="North Post", grade="B3"), quote=TEXT
    )
    for terms, accepted in (
        (["publisher:north post"], True),
        (["publisher:South Post"], False),
        (["-publisher:North Post"], False),
        (["grade:B"], True),
        (["grade:B2"], False),
        (["since:2025-06-01", "until:2025"], True),
        (["until:2024"], False),
        (["speaker:Ana Roe"], False),
    ):
        policy = parse_policy(terms)
        assert propositions(ontology, one, policy=policy) == [(accepted, False)], terms


@pytest.mark.parametrize("term", ["publisher", "colour:red", "-speaker:X", ":"])
def test_standpoint_without_known_field_is_a_usage_error(term: str) -> None:
    with pytest.raises(UsageError, match="expected FIELD:VALUE"):
        parse_policy([term])


@given(st.text(), st.text())
def test_shared_shingles_need_a_shared_run_of_words(one: str, other: str) -> None:
    assert shingles(one) <= shingles(f"{one} {other}") or not one.strip()


def test_reprints_have_the_origin_of_the_earliest() -> None:
    body = "The ministry of health said on Monday that forty surgeons would arrive within a week."
    wire = article(body, name="wire", publisher="Wire", date="2025-01-01")
    reprint = article(body + " It is raining.", name="paper", publisher="Paper", date="2025-01-02")
    other = article("Something else entirely was printed here.", name="x", publisher="Other")
    articles = (reprint, other, wire)
    passages = [Passage(a, 0, len(a.document.text)) for a in articles]
    origins = find_origins(articles, passages)
    assert origins == {
        wire.uri: "publisher wire",
        reprint.uri: "publisher wire",
        other.uri: "publisher other",
    }
