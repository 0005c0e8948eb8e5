"""Figures and dates: input and expected pairs, and laws that hold for any text."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph.extract.dates import find_dates
from claimgraph.extract.figures import Figure, find_figures
from claimgraph.extract.parse import Sentence
from extract.attribute_texts import read_cases, sentences_of

WRITTEN = "2025-06-18"  # a Wednesday


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


@pytest.mark.parametrize("case", read_cases("figures", "figures"), ids=lambda case: str(case["id"]))
def test_figure(case: dict[str, Any]) -> None:
    if "fails" in case:
        pytest.xfail(case["fails"])
    (sentence,) = sentences_of(case["text"])
    found = [told(sentence, one) for one in find_figures(sentence, written=WRITTEN)]
    assert [one["value"] for one in found] == [one["value"] for one in case["has"]]
    kept = [
        {key: one[key] for key in wanted} for one, wanted in zip(found, case["has"], strict=True)
    ]
    assert kept == case["has"]


@pytest.mark.parametrize(
    "case", read_cases("figures", "not_figures"), ids=lambda case: str(case["id"])
)
def test_number_that_names_or_dates_is_no_figure(case: dict[str, Any]) -> None:
    if "fails" in case:
        pytest.xfail(case["fails"])
    for sentence in sentences_of(case["text"]):
        assert [told(sentence, one) for one in find_figures(sentence, written=WRITTEN)] == []


@pytest.mark.parametrize(
    ("case", "written"),
    [
        *((case, WRITTEN) for case in read_cases("figures", "dates")),
        *((case, None) for case in read_cases("figures", "dates_undated")),
    ],
    ids=lambda one: str(one["id"]) if isinstance(one, dict) else "",
)
def test_date(case: dict[str, Any], written: str | None) -> None:
    if "fails" in case:
        pytest.xfail(case["fails"])
    (sentence,) = sentences_of(case["text"])
    found = [
        [one.value, one.high] if one.high else one.value for one in find_dates(sentence, written)
    ]
    assert found == case["has"]
