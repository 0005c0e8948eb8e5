"""How single phrases are typed and named."""

from __future__ import annotations

import pytest

from extract.mentions_reading import name_of, one, read, spans_at


@pytest.mark.parametrize(
    ("text", "words", "kind", "name"),
    [
        ("Nairobi said it would send troops.", "Nairobi", "Country", "Kenya"),
        ("She flew to Nairobi on Monday.", "Nairobi", "Place", "Nairobi"),
        ("They met in Nairobi, Kenya.", "Nairobi", "Place", "Nairobi"),
        ("The Kremlin rejected the claim.", "Kremlin", "Country", "Russia"),
        ("The U.S. imposed tariffs.", "U.S.", "Country", "United States"),
        ("Peruvian authorities denied it.", "authorities", "Country", "Peru"),
        ("The government of Chad left.", "government", "Country", "Chad"),
        ("He grew up in Georgia and moved to Texas.", "Texas", "Place", "Texas"),
        ("Taiwan and Kosovo signed a treaty.", "Kosovo", "Country", "Kosovo"),
    ],
)
def test_country_or_place(text: str, words: str, kind: str, name: str) -> None:
    span = one(text, words)
    assert (span.type, span.name) == (kind, name)


def test_lower_case_us_is_no_country() -> None:
    assert [s.type for s in spans_at("He told us to leave.", "us")] == ["Group"]


@pytest.mark.parametrize(
    ("text", "name", "office", "represents"),
    [
        (
            "Peruvian Foreign Minister Ana Quispe resigned.",
            "Ana Quispe",
            "Foreign Minister",
            ("Peru",),
        ),
        (
            "Ana Quispe, the foreign minister of Peru, resigned.",
            "Ana Quispe",
            "foreign minister",
            ("Peru",),
        ),
        (
            "Peru's foreign minister, Ana Quispe, resigned.",
            "Ana Quispe",
            "foreign minister",
            ("Peru",),
        ),
        (
            "President Ana Quispe of Peru resigned.",
            "Ana Quispe",
            "President",
            ("Peru",),
        ),
        (
            "Kenya's ambassador to Chad, Ana Quispe, resigned.",
            "Ana Quispe",
            "ambassador to Chad",
            ("Kenya",),
        ),
    ],
)
def test_title_is_kept_as_written_and_tells_whom_it_stands_for(
    text: str, name: str, office: str, represents: tuple[str, ...]
) -> None:
    _sentences, spans = read(text)
    people = [s for s in spans if s.type == "Person" and s.name == name]
    assert people
    assert {(s.office, s.represents) for s in people} == {(office, represents)}


def test_occupation_is_no_post() -> None:
    span = one("Kenyan author Ana Quispe spoke.", "Ana Quispe")
    assert (span.office, span.represents, span.nations) == (None, (), ("Kenya",))


@pytest.mark.parametrize(
    ("text", "words", "kind", "name"),
    [
        (
            "Ghanaian doctors work in Jamaica.",
            "doctors",
            "MedicalMission",
            "Ghanaian medical mission in Jamaica",
        ),
        (
            "Ghanaian doctors in the Bahamas were praised.",
            "doctors",
            "MedicalMission",
            "Ghanaian medical mission in the Bahamas",
        ),
        (
            "Ghana's medical brigades are paid.",
            "brigades",
            "MedicalMission",
            "Ghanaian medical missions",
        ),
        ("Ghanaian doctors went on strike.", "doctors", "Group", "Ghanaian doctors"),
        ("UN peacekeepers came under fire.", "peacekeepers", "PeacekeepingMission", None),
        ("A 412-strong peacekeeping contingent left.", "contingent", "PeacekeepingMission", None),
        ("Kenyan police officers in Haiti were hurt.", "officers", "PeacekeepingMission", None),
        ("Police officers in Nairobi were hurt.", "officers", "Group", None),
    ],
)
def test_staff_abroad_is_a_mission(text: str, words: str, kind: str, name: str | None) -> None:
    span = one(text, words)
    assert span.type == kind
    assert name is None or span.name == name


@pytest.mark.parametrize(
    "text",
    [
        "The diplomatic mission closed.",
        "The space mission failed.",
        "Its mission statement is short.",
        "The rescue mission was called off.",
        "It has the mission of supporting farmers.",
    ],
)
def test_not_every_mission_is_one(text: str) -> None:
    assert [s for s in spans_at(text, "mission") if s.type.endswith("Mission")] == []


@pytest.mark.parametrize(
    ("text", "words", "kind", "name"),
    [
        (
            "US visa restrictions hurt families.",
            "restrictions",
            "VisaRestriction",
            "US visa restrictions",
        ),
        (
            "Washington's embargo on Iran hurts families.",
            "embargo",
            "Embargo",
            "US embargo on Iran",
        ),
        ("The EU imposed sanctions on him.", "sanctions", "Sanction", "EU sanctions"),
        ("Britain froze his assets.", "assets", "AssetFreeze", "UK asset freeze"),
        ("Canada revoked the visas of two judges.", "visas", "VisaRestriction", None),
        ("The village imposed a parking ban.", "ban", None, None),
    ],
)
def test_measures(text: str, words: str, kind: str | None, name: str | None) -> None:
    found = [s for s in spans_at(text, words) if s.type not in ("Event", "Group")]
    assert [s.type for s in found] == ([kind] if kind else [])
    assert name is None or found[0].name == name


def test_ministry_has_one_name_however_it_is_written() -> None:
    names = {
        name_of("Kenya's health ministry declined.", "ministry"),
        name_of("The Kenyan Ministry of Health declined.", "Ministry"),
        name_of("Kenya's Ministry of Health declined.", "Ministry"),
    }
    assert names == {"Ministry of Health of Kenya"}


def test_list_names_the_members_of_a_group() -> None:
    text = "Several countries, including Chad, Mali and Niger, objected."
    assert one(text, "countries").members == ("Chad", "Mali", "Niger")


def test_acronym_defined_in_the_text_is_its_full_name() -> None:
    text = "The Blue River Union (BRU) met. The BRU objected."
    assert name_of(text, "BRU", 1) == "Blue River Union"


def test_surname_is_the_full_name_unless_two_share_it() -> None:
    assert name_of("Ana Quispe spoke. Later Quispe left.", "Quispe", 1) == "Ana Quispe"
    shared = "Ana Quispe met Luis Quispe. Later Quispe left."
    assert name_of(shared, "Quispe", 2) == "Quispe"


def test_spans_have_their_heads_within_and_types_of_the_ontology() -> None:
    _sentences, spans = read("The EU's top diplomat, Ana Quispe, met Kenyan officials in Lima.")
    assert all(span.first <= span.head < span.last for span in spans)
    assert len({(span.sentence, span.head) for span in spans}) == len(spans)
