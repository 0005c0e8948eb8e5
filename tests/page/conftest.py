"""Pages to open, and the browser to open them in."""

from __future__ import annotations

import pytest

from browser_fixtures import chromium, open_page
from claimgraph.network import build_network
from claimgraph.page import write_page
from islands import islands_graph, islands_ontology

__all__ = ["chromium", "open_page"]


@pytest.fixture(scope="session")
def islands_page() -> str:
    graph, ontology = islands_graph(), islands_ontology()
    return write_page(build_network(graph, ontology), graph, ontology, title="Lighthouse missions")
