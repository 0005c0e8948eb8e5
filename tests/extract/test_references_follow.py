"""Whom pronouns and descriptions stand for, and when the resolver says nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.extract.spans import Form
from extract.mentions_reading import name_of, one, read


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Ana Quispe met Luis Rojas. She thanked him.", "She", "Ana Quispe"),
        ("Ana Quispe met Luis Rojas. She thanked him.", "him", "Luis Rojas"),
        ("Peru said it would stay.", "it", "Peru"),
        ("Peru recalled its envoy.", "its", "Peru"),
        ("In its report, Amnesty International blamed Peru.", "its", "Amnesty International"),
        ("Chad and Mali met. They agreed to talk.", "They", "Chad and Mali"),
        (
            "Peruvian Health Minister Ana Quispe spoke. The minister left.",
            "The minister",
            "Ana Quispe",
        ),
        (
            "Peruvian President Luis Rojas met Ana Quispe. His government agreed.",
            "government",
            "Peru",
        ),
        ("Jamaica signed. The island nation will pay.", "nation", "Jamaica"),
        ("Mali and Jamaica signed. The West African country will pay.", "country", "Mali"),
        (
            "The Peace Fund met. The fund gave money.",
            "The fund",
            "Peace Fund",
        ),
        (
            "Ghana's medical missions are in 12 countries. The programme is free.",
            "programme",
            "Ghanaian medical missions",
        ),
        (
            "US visa restrictions began in May. The restrictions hurt families.",
            "The restrictions",
            "US visa restrictions",
        ),
        ("MINUSMA left Mali. The mission had failed.", "The mission", "MINUSMA"),
    ],
)
def test_reference_is_followed(text: str, words: str, name: str) -> None:
    assert name_of(text, words) == name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He left early.", "He"),
        ("It is clear that Peru will pay.", "It"),
        ("The minister left early.", "The minister"),
        ("The mission left. Another country came.", "country"),
    ],
)
def test_resolver_abstains_when_unsure(text: str, words: str) -> None:
    assert name_of(text, words) is None


def test_first_person_is_the_speaker_of_the_quotation() -> None:
    text = 'Luis Rojas spoke first. "I am glad," said Peruvian minister Ana Quispe. "We agree."'
    assert name_of(text, "I ") == "Ana Quispe"
    assert name_of(text, "We") == "Peru"


def test_third_person_in_a_quotation_is_not_its_speaker() -> None:
    text = 'Ana Quispe sued Eva Mann. "She lied," Quispe said.'
    assert name_of(text, "She") == "Eva Mann"


def test_transcript_gives_the_floor_to_its_labels() -> None:
    text = (
        "Ms Ana Quispe: I oppose this.\n"
        "Mr Luis Rojas: I support it.\n"
        "It is late, and I will be brief.\n"
    )
    assert name_of(text, "I oppose") == "Ana Quispe"
    assert name_of(text, "I will") == "Luis Rojas"


def test_country_of_an_office_makes_the_government_present() -> None:
    text = "Kenya's minister, Ana Quispe, flew to Chad. The government will pay, she said."
    assert name_of(text, "government") == "Kenya"


def test_reference_is_less_sure_than_a_name() -> None:
    text = "Peru said it would stay."
    assert one(text, "Peru").confidence == 1.0
    assert one(text, "it").confidence < 1.0


def test_following_keeps_number_order_and_place_of_the_spans() -> None:
    text = "Ana Quispe met Luis Rojas. She thanked him. Peru said it would stay."
    sentences, spans = read(text)
    assert [(s.sentence, s.head) for s in spans] == sorted((s.sentence, s.head) for s in spans)
    assert all(s.last <= len(sentences[s.sentence].tokens) for s in spans)


def test_references_stay_within_their_article() -> None:
    assert name_of("He left early.", "He") is None


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    sentences, spans = read(f"Peru said {text} Ana Quispe.")
    for span in spans:
        assert 0 <= span.first <= span.head < span.last <= len(sentences[span.sentence].tokens)
        assert span.form in Form
