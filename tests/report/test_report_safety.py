"""Nothing from documents, ontology or title runs or loads in the report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claimgraph.network import build_network
from claimgraph.report import write_report, write_sqlite
from hostile import hostile_graph, hostile_ontology
from payloads import PAYLOADS

BATCHES = [PAYLOADS[i : i + 18] for i in range(0, len(PAYLOADS), 18)]


def write(folder: Path, payloads: tuple[str, ...]) -> list[Path]:
    graph, ontology = hostile_graph(payloads), hostile_ontology(payloads)
    network = build_network(graph, ontology)
    made = []
    for path, text in write_report(graph, ontology, network, title=payloads[0]):
        target = folder / path
        assert target.resolve().is_relative_to(folder.resolve())
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        made.append(target)
    write_sqlite(graph, ontology, folder / "claims.db")
    return made


@pytest.mark.browser
@pytest.mark.parametrize("payloads", BATCHES, ids=lambda batch: f"{len(batch)} payloads")
def test_no_payload_fires_on_any_page(
    chromium: Any, tmp_path: Path, payloads: tuple[str, ...]
) -> None:
    context = chromium.new_context()
    asked: list[str] = []
    complaints: list[str] = []

    def refuse(route: Any) -> None:
        asked.append(route.request.url)
        route.abort()

    context.route(lambda url: not url.startswith("file:"), refuse)
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path in write(tmp_path, payloads):
        page.goto(path.as_uri())
        if path.name == "index.html":
            for word in ("script", "<", "x"):
                page.fill("#find", word)
        assert page.evaluate("window.__fired || []") == [], path
    assert (asked, complaints) == ([], [])
    context.close()
