"""The whole extractor: the relations' own examples, another domain, other topics, any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimgraph.extract import Extractor
from claimgraph.ingest import split_articles, split_passages
from claimgraph.model import Candidate, Document, Mention, Ontology
from claimgraph.ontology import load_ontology
from extract.wording_cases import agrees, examples_of, extract, names

DATA = Path(__file__).parents[1] / "data" / "extract"
TEXTS = sorted((DATA / "texts").glob("*.txt"))
LEAST_FOUND = 0.62  # of the expected claims of our own texts: a floor, not an aim


@pytest.fixture(scope="module")
def extractor(ontology: Ontology) -> Extractor:
    return Extractor(ontology)


@pytest.fixture(scope="module")
def business() -> Extractor:
    return Extractor(load_ontology(DATA / "business"))


def read(extractor: Extractor, text: str) -> list[Candidate]:
    document = Document("text", "urn:text", "0", "text/plain", text, date="2025-06-01")
    passages = [p for a in split_articles(document) for p in split_passages(a)]
    return list(extractor.extract(document, passages))


def test_examples_in_the_relations_files_hold(extractor: Extractor, ontology: Ontology) -> None:
    missed = [
        (one.relation, one.sentence)
        for one in examples_of(ontology)
        if not any(agrees(one, found) for found in extract(extractor, one.sentence))
    ]
    assert missed == []


def test_counter_examples_in_the_relations_files_yield_nothing(
    extractor: Extractor, ontology: Ontology
) -> None:
    false = [
        (name, sentence)
        for name, relation in ontology.relations.items()
        for sentence in relation.counter_examples
        if any(one.relation == name for one in extract(extractor, sentence))
    ]
    assert false == []


def test_two_relations_of_another_domain_need_no_code(business: Extractor) -> None:
    missed = [
        one.sentence
        for one in examples_of(business.ontology)
        if not any(agrees(one, found) for found in extract(business, one.sentence))
    ]
    assert missed == []
    assert extract(business, "Amazon sued Google.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Amazon was bought by Google.", ("amazon", "google", "affirmed", "actual")),
        ("After acquiring YouTube, Google cut jobs.", ("youtube", "google", "affirmed", "actual")),
        ("Google plans to take over Amazon.", ("amazon", "google", "affirmed", "planned")),
        ("Google has not bought Amazon.", ("amazon", "google", "denied", "actual")),
    ],
)
def test_other_domain_gets_voice_polarity_and_modality_for_nothing(
    business: Extractor, text: str, expected: tuple[str, str, str, str]
) -> None:
    found = [
        (names(one)[1], names(one)[0], str(one.polarity), str(one.modality))
        for one in extract(business, text)
    ]
    assert found == [expected]


def test_article_on_other_topics_yields_no_mission_and_no_sanction(
    extractor: Extractor, ontology: Ontology
) -> None:
    text = (DATA / "texts" / "other-topics.txt").read_text(encoding="utf-8").partition("---")[0]
    kinds = {
        part.type
        for one in read(extractor, text)
        for part in (one.subject, one.object)
        if isinstance(part, Mention)
    }
    assert not any(ontology.fits(kind, ("Mission", "Measure")) for kind in kinds)


def test_texts_of_many_registers_keep_their_floor(extractor: Extractor) -> None:
    found = total = 0
    for path in TEXTS:
        text, _, expected = path.read_text(encoding="utf-8").partition("---\n")
        candidates = read(extractor, text)
        for line in filter(None, expected.splitlines()):
            relation, subject, target = [part.strip().casefold() for part in line.split("|")[:3]]
            total += 1
            found += any(
                one.relation.casefold() == relation
                and _shares(subject, one.subject)
                and isinstance(one.object, Mention)
                and _shares(target, one.object)
                for one in candidates
            )
    assert found / total >= LEAST_FOUND


def _shares(expected: str, mention: Mention) -> bool:
    wanted = set(expected.replace("-", " ").split())
    return bool(wanted & set(f"{mention.name} {mention.text}".casefold().replace("-", " ").split()))


def test_quotes_are_verbatim_and_a_second_run_gives_the_same(extractor: Extractor) -> None:
    text = TEXTS[0].read_text(encoding="utf-8").partition("---")[0]
    first = read(extractor, text)
    assert first
    assert first == read(extractor, text)
    for one in first:
        assert one.passage.text == text[one.start : one.end]
        for part in (one.subject, one.object, one.speaker):
            if isinstance(part, Mention):
                assert part.text == text[part.start : part.end]


def test_least_confidence_only_takes_away(ontology: Ontology, extractor: Extractor) -> None:
    text = "Norway said it might withdraw its peacekeepers from Mali, which Peru opposes."
    every = extract(extractor, text)
    sure = extract(Extractor(ontology, min_confidence=0.8), text)
    assert sure == [one for one in every if one.confidence >= 0.8]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(
                "Norway imposed sanctions on Peru . \" ' , which said that to of by the doctors"
                " in Mali were not sent ? ( ) 400 $ ; : — \n\n".split(" ")
            ),
        ),
        max_size=40,
    )
)
def test_any_text_is_read_without_a_crash_and_quoted_verbatim(
    extractor: Extractor, words: list[str]
) -> None:
    text = " ".join(words)
    for one in read(extractor, text):
        assert one.passage.text == text[one.start : one.end]
