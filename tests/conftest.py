"""Fixtures that many tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph.model import Ontology
from claimgraph.ontology import load_ontology

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return load_ontology()


@pytest.fixture(scope="session")
def shared() -> Path:
    if not (SHARED / "gold").is_dir():
        pytest.skip("the development corpus is not beside this checkout")
    return SHARED
