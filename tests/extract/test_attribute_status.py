"""Polarity and modality of a predicate: input and expected pairs."""

from __future__ import annotations

from typing import Any

import pytest

from claimgraph.extract.attribute import find_status
from extract.attribute_texts import find, params, sentences_of

FILES = (
    "status",
    *(f"status_{name}" for name in ("registers", "stories", "nouns", "idioms", "fresh")),
)


@pytest.mark.parametrize("case", params("attribution", *FILES))
def test_status(case: dict[str, Any]) -> None:
    sentences = sentences_of(case["text"])
    number, token = find(sentences, case["at"])
    status = find_status(
        sentences[number],
        token,
        also=[find(sentences, word)[1] for word in case.get("also", ())],
        lasting=case.get("lasting", False),
        written="2025-06-18",
    )
    found = f"{status.polarity} {status.modality}"
    assert found.startswith(case["is"]), [sentences[number].tokens[i] for i in status.cues]
