"""Figures are read with their sentence, gathered by quantity, and drawn."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from builders import article, claim, entity
from claimgraph.claims import build_ledger
from claimgraph.claims.chart import draw_svg, draw_text
from claimgraph.claims.quantities import describe
from claimgraph.model import Bound, Claim, Ontology, Quantity

MISSIONS = entity("Indian medical missions", "MedicalMission")


def figure(name: str, text: str, value: float, counted: str, **options: object) -> Claim:
    source = article(text, name=name, publisher=name)
    quantity = Quantity(value, unit=counted, counted=counted, **options)  # type: ignore[arg-type]
    return claim(MISSIONS, "figure", quantity, source=source, quote=text)


@pytest.mark.parametrize(
    ("text", "value", "counted", "expected"),
    [
        ("Peru hosts 40 Indian nurses.", 40, "nurses", "nurse: India, Peru"),
        ("Peru hosts 40 nurses and doctors.", 40, "nurses", "doctor and nurse: India, Peru"),
        (
            "Since 1955 some 900 nurses went to 40 countries.",
            900,
            "nurses",
            "nurse: India, in all over the years",
        ),
        (
            "India plans to send 90 nurses to Peru.",
            90,
            "nurses",
            "nurse: India, Peru, planned or needed",
        ),
        ("Another 30 nurses came to Peru.", 30, "nurses", "part nurse: India, Peru"),
        ("Peru values the Indian medics, and 40 of them stay.", 40, "them", "doctor: India, Peru"),
        ("Some 40 Indians work in Peru.", 40, "Indians", "staff: India, Peru"),
        (
            "LIMA, May 5 (Andes Agency) — Chile hosts 40 nurses.",
            40,
            "nurses",
            "nurse: Chile, India",
        ),
    ],
)
def test_quantity_is_told_by_the_words_around_it(
    ontology: Ontology, text: str, value: float, counted: str, expected: str
) -> None:
    (row,) = build_ledger([figure("A", text, value, counted)], ontology)
    assert describe(row.key) == expected


def test_row_holds_all_sources_of_a_quantity_in_order_of_date(ontology: Ontology) -> None:
    claims = [
        figure("B", "In Peru 44 nurses from India work.", 44, "nurses", as_of="2025"),
        figure("A", "Peru hosts 40 Indian nurses.", 40, "nurses", as_of="2024"),
        figure("C", "Peru hosts 90 Indian doctors.", 90, "doctors"),
    ]
    rows = build_ledger(claims, ontology)
    assert [[one.publisher for one in row.claims] for row in rows] == [["C"], ["A", "B"]]


def test_chart_draws_bounds_and_escapes_what_documents_say(ontology: Ontology) -> None:
    claims = [
        figure("<script>", "Peru hosts 40 Indian nurses.", 40, "nurses"),
        figure("B", "Peru hosts 60 Indian nurses.", 60, "nurses", bound=Bound.AT_LEAST),
    ]
    (row,) = build_ledger(claims, ontology)
    bars = [line.split("|")[1] for line in draw_text(row).splitlines()]
    assert bars[0].count("█") < bars[1].count("█")
    assert bars[1].endswith("█")
    picture = ElementTree.fromstring(draw_svg(row, "a & b"))
    assert len(picture.findall("{http://www.w3.org/2000/svg}rect")) == 2
    assert "<script>" not in draw_svg(row, "x")
