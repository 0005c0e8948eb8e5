"""Events stand in order; threats have outcomes; states have a beginning and an end."""

from __future__ import annotations

from builders import article, claim, entity
from claimgraph.claims.timeline import Outcome, build_timeline, find_intervals, follow_prospects
from claimgraph.model import Claim, Modality, Ontology, Polarity

TOGO = entity("Togo")
MISSION = entity("Indian medical mission in Togo", "MedicalMission")


def said(
    name: str, published: str | None, text: str, relation: str = "hosts", **options: object
) -> Claim:
    source = article(text, name=name, publisher=name, date=published)
    return claim(TOGO, relation, MISSION, source=source, quote=text, **options)  # type: ignore[arg-type]


def test_stated_date_goes_before_publication_and_undated_claims_are_left_out() -> None:
    early = said("A", "2024-05-01", "It came.", date="2019-03")
    late = said("B", "2023-01-01", "It is here.")
    none = said("C", None, "It is here too.")
    entries = build_timeline([late, none, early])
    assert [(one.date, one.stated) for one in entries] == [("2019-03", True), ("2023-01-01", False)]


def test_threat_is_followed_to_its_outcome(ontology: Ontology) -> None:
    threat = said("A", "2024-01-01", "Togo will end it.", "ends", modality=Modality.PLANNED)
    before = said("B", "2023-01-01", "Togo ended it.", "ends")
    done = said("C", "2024-06-01", "Togo has ended it.", "ends")
    undone = said("D", "2024-06-01", "Togo has not ended it.", "ends", polarity=Polarity.DENIED)
    for later, outcome in (
        (before, Outcome.OPEN),
        (done, Outcome.CARRIED_OUT),
        (undone, Outcome.DENIED),
    ):
        (found,) = follow_prospects([threat, later], ontology)
        assert found.outcome is outcome


def test_state_lasts_from_its_stated_start_to_its_end(ontology: Ontology) -> None:
    start = said("A", "2021-03-03", "Togo has hosted the mission since 2012.")
    end = said("B", "2024-04-10", "Togo has ended the mission.", "ends")
    (found,) = find_intervals([start, end], ontology)
    assert (found.since, found.until, found.ended_by) == ("2012", "2024-04-10", "Togo")


def test_state_without_an_end_is_open_and_a_later_report_outdates_an_end(
    ontology: Ontology,
) -> None:
    start = said("A", "2021-03-03", "Togo hosts the mission.")
    end = said("B", "2022-04-10", "Togo has ended the mission.", "ends")
    again = said("C", "2023-04-10", "Togo hosts the mission again.")
    (found,) = find_intervals([start], ontology)
    assert (found.since, found.until) == ("2021-03-03", None)
    (found,) = find_intervals([start, end, again], ontology)
    assert found.until is None


def test_denied_state_alone_is_no_interval(ontology: Ontology) -> None:
    assert (
        find_intervals([said("A", "2021-03-03", "None.", polarity=Polarity.DENIED)], ontology) == ()
    )
