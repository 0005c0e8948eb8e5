"""What counts as a conflict, and the traps that must not."""

from __future__ import annotations

from builders import article, claim, entity
from claimgraph.claims import find_conflicts, find_origins
from claimgraph.model import (
    Article,
    Bound,
    Claim,
    Conflict,
    ConflictKind,
    Modality,
    Ontology,
    Passage,
    Polarity,
    Quantity,
)

PERU, CHILE, NORWAY = entity("Peru"), entity("Chile"), entity("Norway")
MISSION = entity("Norwegian medical mission in Peru", "MedicalMission")
BANS = entity("Norwegian visa bans", "VisaRestriction")
ANA, BEN = entity("Ana Roe", "Person"), entity("Ben Doe", "Person")
POST = entity("Prime Minister", "Office")


def conflicts(ontology: Ontology, *claims: Claim) -> tuple[Conflict, ...]:
    base = "https://example.org/"
    found = find_conflicts(claims, ontology=ontology, base=base)
    return tuple(one for one in found if one.kind is not ConflictKind.CORROBORATION)


def kinds(ontology: Ontology, *claims: Claim) -> list[ConflictKind]:
    return [one.kind for one in conflicts(ontology, *claims)]


def source(name: str, date: str = "2025-06-01", text: str | None = None) -> Article:
    return article(text or f"Words of {name}.", name=name, publisher=name, date=date)


def said(name: str, *parts: object, date: str = "2025-06-01", **options: object) -> Claim:
    place = source(name, date)
    return claim(*parts, source=place, quote=place.document.text, **options)  # type: ignore[arg-type]


def figure(name: str, quantity: Quantity, date: str = "2025-06-01") -> Claim:
    return said(name, MISSION, "figure", quantity, date=date)


def test_affirmed_against_denied_is_a_contradiction_that_names_both_voices(
    ontology: Ontology,
) -> None:
    yes = said("North Post", PERU, "hosts", MISSION)
    no = said("South Post", PERU, "hosts", MISSION, polarity=Polarity.DENIED)
    (found,) = conflicts(ontology, yes, no)
    assert found.kind is ConflictKind.CONTRADICTION
    assert set(found.claims) == {yes, no}
    assert found.reason == "affirmed by North Post, denied by South Post"


def test_denial_of_missions_at_large_meets_the_mission_in_that_country(ontology: Ontology) -> None:
    broad = entity("Norwegian medical missions", "MedicalMission")
    yes = said("A", PERU, "hosts", MISSION)
    no = said("B", PERU, "hosts", broad, polarity=Polarity.DENIED)
    assert kinds(ontology, yes, no) == [ConflictKind.CONTRADICTION]


def test_plan_does_not_contradict_the_present_state(ontology: Ontology) -> None:
    plan = said("A", PERU, "ends", MISSION, modality=Modality.PLANNED)
    no = said("B", PERU, "ends", MISSION, polarity=Polarity.DENIED)
    assert kinds(ontology, plan, no) == []


def test_denied_plan_contradicts_the_plan(ontology: Ontology) -> None:
    plan = said("A", PERU, "ends", MISSION, modality=Modality.PLANNED)
    no = said("B", PERU, "ends", MISSION, polarity=Polarity.DENIED, modality=Modality.PLANNED)
    assert kinds(ontology, plan, no) == [ConflictKind.CONTRADICTION]


def test_past_state_and_its_end_differ_in_time(ontology: Ontology) -> None:
    was = said("A", PERU, "hosts", MISSION, modality=Modality.PAST)
    no = said("B", PERU, "hosts", MISSION, polarity=Polarity.DENIED)
    assert kinds(ontology, was, no) == [ConflictKind.DIFFERENT_TIME]


def test_years_between_affirmation_and_denial_mean_change(ontology: Ontology) -> None:
    yes = said("A", PERU, "hosts", MISSION, date="2018-03-01")
    no = said("B", PERU, "hosts", MISSION, date="2025-03-01", polarity=Polarity.DENIED)
    assert kinds(ontology, yes, no) == [ConflictKind.DIFFERENT_TIME]


def test_denials_alone_are_no_conflict(ontology: Ontology) -> None:
    one = said("A", PERU, "hosts", MISSION, polarity=Polarity.DENIED)
    other = said("B", PERU, "hosts", MISSION, polarity=Polarity.DENIED)
    assert kinds(ontology, one, other) == []


def test_denial_about_another_country_is_no_conflict(ontology: Ontology) -> None:
    yes = said("A", PERU, "hosts", MISSION)
    no = said("B", CHILE, "hosts", MISSION, polarity=Polarity.DENIED)
    assert kinds(ontology, yes, no) == []


def test_symmetric_relation_is_contradicted_in_either_direction(ontology: Ontology) -> None:
    yes = said("A", ANA, "metWith", BEN)
    no = said("B", BEN, "metWith", ANA, polarity=Polarity.DENIED)
    assert ConflictKind.CONTRADICTION in kinds(ontology, yes, no)


def test_two_rounds_of_measures_add_up(ontology: Ontology) -> None:
    one = said("A", BANS, "targets", ANA, date="2025-02-01")
    other = said("B", BANS, "targets", BEN, date="2025-08-01")
    assert kinds(ontology, one, other) == []


def test_support_by_an_actor_who_does_not_host_is_no_conflict(ontology: Ontology) -> None:
    stance = said("A", CHILE, "supports", MISSION)
    no = said("B", CHILE, "hosts", MISSION, polarity=Polarity.DENIED)
    assert kinds(ontology, stance, no) == []


def test_support_and_opposition_of_one_actor_contradict(ontology: Ontology) -> None:
    one = said("A", CHILE, "supports", MISSION)
    other = said("B", CHILE, "opposes", MISSION)
    assert kinds(ontology, one, other) == [ConflictKind.CONTRADICTION]


def test_support_and_opposition_of_two_actors_do_not(ontology: Ontology) -> None:
    one = said("A", CHILE, "supports", MISSION)
    other = said("B", NORWAY, "opposes", MISSION)
    assert kinds(ontology, one, other) == []


def test_figures_beyond_any_rounding_are_incompatible(ontology: Ontology) -> None:
    low = figure("A", Quantity(135000.0, 400000.0, unit="doctors"))
    high = figure("B", Quantity(600000.0, bound=Bound.AT_LEAST, unit="doctors"))
    assert kinds(ontology, low, high) == [ConflictKind.INCOMPATIBLE_FIGURES]


def test_round_number_and_lower_bound_are_compatible(ontology: Ontology) -> None:
    plain = figure("A", Quantity(24000.0, unit="doctors"))
    bound = figure("B", Quantity(24000.0, bound=Bound.AT_LEAST, unit="doctors"))
    assert kinds(ontology, plain, bound) == [ConflictKind.COMPATIBLE_FIGURES]


def test_doctors_are_not_health_workers(ontology: Ontology) -> None:
    some = figure("A", Quantity(333.0, unit="doctors"))
    all_ = figure("B", Quantity(412.0, unit="health workers"))
    assert kinds(ontology, some, all_) == []


def test_countries_served_ever_are_not_those_served_now(ontology: Ontology) -> None:
    now = figure("A", Quantity(56.0, unit="countries"))
    ever = figure("B", Quantity(180.0, unit="countries", scope="since 1960"))
    assert kinds(ontology, now, ever) == []


def test_figures_of_other_years_are_shown_in_order(ontology: Ontology) -> None:
    then = figure("A", Quantity(8000.0, unit="doctors", as_of="2018"))
    now = figure("B", Quantity(500.0, unit="doctors", as_of="2025"))
    assert kinds(ontology, then, now) == [ConflictKind.DIFFERENT_TIME]


def test_figures_of_two_subjects_are_not_compared(ontology: Ontology) -> None:
    other = entity("Norwegian medical mission in Chile", "MedicalMission")
    one = figure("A", Quantity(100.0, unit="doctors"))
    two = said("B", other, "figure", Quantity(900.0, unit="doctors"))
    assert kinds(ontology, one, two) == []


def holder(name: str, person: object, date: str, country: object = PERU) -> tuple[Claim, Claim]:
    return (
        said(name, person, "holdsOffice", POST, date=date),
        said(name, person, "represents", country, date=date),
    )


def test_two_holders_of_one_office_at_one_time_contradict(ontology: Ontology) -> None:
    claims = (*holder("A", ANA, "2025-06-01"), *holder("B", BEN, "2025-06-20"))
    assert kinds(ontology, *claims) == [ConflictKind.CONTRADICTION]


def test_successive_holders_are_shown_in_order(ontology: Ontology) -> None:
    claims = (*holder("A", ANA, "2019-06-01"), *holder("B", BEN, "2025-06-20"))
    assert kinds(ontology, *claims) == [ConflictKind.DIFFERENT_TIME]


def test_same_office_of_two_countries_is_no_conflict(ontology: Ontology) -> None:
    claims = (*holder("A", ANA, "2025-06-01"), *holder("B", BEN, "2025-06-20", CHILE))
    assert kinds(ontology, *claims) == []


def test_two_ministers_without_single_office_are_no_conflict(ontology: Ontology) -> None:
    senator = entity("Senator", "Office")
    claims = []
    for name, person in (("A", ANA), ("B", BEN)):
        claims += [
            said(name, person, "holdsOffice", senator),
            said(name, person, "represents", PERU),
        ]
    assert kinds(ontology, *claims) == []


def test_praise_and_blame_of_one_programme_are_opposed_labels(ontology: Ontology) -> None:
    one = said("A", ANA, "describesAs", MISSION, label="forced labour")
    other = said("B", BEN, "describesAs", MISSION, label="a humanitarian lifeline")
    (found,) = conflicts(ontology, one, other)
    assert found.kind is ConflictKind.OPPOSED_LABELS
    assert "“forced labour”" in found.reason
    assert "“a humanitarian lifeline”" in found.reason


def test_two_kinds_of_blame_are_not_opposed(ontology: Ontology) -> None:
    one = said("A", ANA, "describesAs", MISSION, label="forced labour")
    other = said("B", BEN, "describesAs", MISSION, label="slavery")
    assert kinds(ontology, one, other) == []


def test_denied_blame_is_opposed_to_the_blame_of_another_speaker(ontology: Ontology) -> None:
    one = said("A", ANA, "describesAs", MISSION, label="forced labour")
    no = said("B", BEN, "describesAs", MISSION, label="forced labour", polarity=Polarity.DENIED)
    assert kinds(ontology, one, no) == [ConflictKind.OPPOSED_LABELS]


def test_agent_of_a_single_deed_differs(ontology: Ontology) -> None:
    one = said("A", PERU, "ends", MISSION)
    other = said("B", NORWAY, "ends", MISSION)
    assert kinds(ontology, one, other) == [ConflictKind.AGENT_DIFFERS]


def test_agents_named_in_one_sentence_acted_together(ontology: Ontology) -> None:
    both = source("A", text="Peru and Norway ended it.")
    one = claim(PERU, "ends", MISSION, source=both, quote=both.document.text)
    other = claim(NORWAY, "ends", MISSION, source=both, quote=both.document.text)
    third = said("B", PERU, "ends", MISSION)
    assert kinds(ontology, one, other, third) == []


def test_reprint_corroborates_nothing(ontology: Ontology) -> None:
    text = "Peru receives a team of forty Norwegian surgeons every winter, the ministry said. " * 2
    wire, reprint = source("Wire", "2025-05-01", text), source("Paper", "2025-05-02", text + "End.")
    claims = tuple(claim(PERU, "hosts", MISSION, source=s, quote=text) for s in (wire, reprint))
    passages = [Passage(s, 0, len(s.document.text)) for s in (wire, reprint)]
    origins = find_origins((wire, reprint), passages)
    base = "https://example.org/"
    with_family = find_conflicts(claims, ontology=ontology, base=base, origins=origins)
    assert with_family == ()
    without = find_conflicts(claims, ontology=ontology, base=base)
    assert [one.kind for one in without] == [ConflictKind.CORROBORATION]
