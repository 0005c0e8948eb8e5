"""Figures and dates: input and expected pairs, and laws that hold for any text."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph.extract.dates import date_of, find_dates
from claimgraph.extract.figures import Figure, find_all_figures, find_figures
from claimgraph.extract.parse import Sentence
from extract.attribute_texts import find, params, sentences_of

TRIFLE = 0.4  # confidence of 'the two islands'
WRITTEN = "2025-06-18"  # a Wednesday
FIGURES = ("figures", "figures_registers", "figures_stories", "figures_fresh")


def told(sentence: Sentence, figure: Figure) -> dict[str, Any]:
    """Return a figure as the data files write it."""
    tokens = sentence.tokens
    quantity = figure.quantity
    return {
        "value": quantity.value,
        "high": quantity.high,
        "bound": str(quantity.bound),
        "unit": quantity.unit,
        "counted": quantity.counted,
        "as_of": quantity.as_of,
        "scope": quantity.scope,
        "of": None if figure.subject is None else tokens[figure.subject].text,
        "in": [tokens[i].text for i in figure.places],
    }


@pytest.mark.parametrize(
    "case", params("figures", "figures", "figures_registers", "figures_stories")
)
def test_figure(case: dict[str, Any]) -> None:
    (sentence,) = sentences_of(case["text"])
    figures = find_figures(sentence, written=WRITTEN)
    found = [told(sentence, one) for one in figures if one.confidence > TRIFLE]
    assert [one["value"] for one in found] == [one["value"] for one in case["has"]]
    kept = [
        {key: one[key] for key in wanted} for one, wanted in zip(found, case["has"], strict=True)
    ]
    assert kept == case["has"]


@pytest.mark.parametrize("case", params("figures", "not_figures", "not_figures_registers"))
def test_number_that_names_or_dates_is_no_figure(case: dict[str, Any]) -> None:
    for sentence in sentences_of(case["text"]):
        assert [told(sentence, one) for one in find_figures(sentence, written=WRITTEN)] == []


def dates_of(text: str, written: str | None) -> list[Any]:
    (sentence,) = sentences_of(text)
    return [
        [one.value, one.high] if one.high else one.value for one in find_dates(sentence, written)
    ]


@pytest.mark.parametrize("case", params("figures", "dates"))
def test_date(case: dict[str, Any]) -> None:
    assert dates_of(case["text"], WRITTEN) == case["has"]


@pytest.mark.parametrize("case", params("figures", "dates_undated"))
def test_relative_date_of_an_undated_document_stays_unknown(case: dict[str, Any]) -> None:
    assert dates_of(case["text"], None) == case["has"]


@pytest.mark.parametrize("case", params("figures", "event_dates"))
def test_event_is_dated_by_its_own_clause(case: dict[str, Any]) -> None:
    sentences = sentences_of(case["text"])
    _, predicate = find(sentences, case["at"])
    dates = find_dates(sentences[0], WRITTEN)
    assert date_of(sentences[0], predicate, dates) == case["has"]


def test_bare_number_counts_what_the_figure_before_it_did() -> None:
    sentences = sentences_of(
        "Some 400 nurses came in May. || More than 900 have left. || It rained. || Some 70 died."
    )
    units = [[one.quantity.unit for one in each] for each in find_all_figures(sentences)]
    assert units == [["nurses"], ["nurses"], [], [None]]


def test_money_lends_its_unit_to_no_bare_number() -> None:
    sentences = sentences_of("The bridge cost $5 million. || More than 900 crossed it.")
    assert [each[0].quantity.unit for each in find_all_figures(sentences)] == ["USD", None]
