"""The report site: whole, linked, marked where the claims stand, and safe."""

from __future__ import annotations

import html
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import article, claim, entity
from claimgraph.errors import ExportError
from claimgraph.model import KnowledgeGraph
from claimgraph.network import build_network
from claimgraph.report import write_report, write_sqlite
from claimgraph.report.highlight import cut
from islands import islands_graph, islands_ontology

Pages = dict[str, str]


def written(graph: KnowledgeGraph) -> Pages:
    ontology = islands_ontology()
    return dict(write_report(graph, ontology, build_network(graph, ontology), title="Lighthouse"))


@pytest.fixture(scope="module")
def pages() -> Pages:
    return written(islands_graph())


def links(pages: Pages) -> Iterator[tuple[str, str, str]]:
    """Yield (page, page linked to, anchor) for all links within the report."""
    for path, text in pages.items():
        for link in re.findall(r'href="([^"]*)"', text):
            target, _, anchor = html.unescape(link).partition("#")
            if not target.startswith(("http:", "https:")):
                yield (
                    path,
                    normpath(join(dirname(path), unquote(target))) if target else path,
                    anchor,
                )


def test_every_kind_of_page_is_there(pages: Pages) -> None:
    for path in (
        "index.html",
        "timeline.html",
        "actors/lighthouse-medical-mission.html",
        "documents/lumen-herald.html",
        "relations/hosts.html",
        "sources/coastal-wire.html",
    ):
        assert path in pages
    assert sum(path.startswith("conflicts/") for path in pages) == 2


def test_every_link_and_anchor_leads_somewhere(pages: Pages) -> None:
    found = list(links(pages))
    assert len(found) > 1000
    anchors = {path: set(re.findall(r' id="([^"]+)"', text)) for path, text in pages.items()}
    broken = [one for one in found if one[1] not in pages]
    lost = [one for one in found if one[1] in pages and one[2] and one[2] not in anchors[one[1]]]
    assert (broken, lost) == ([], [])


def test_each_claim_has_its_anchor_beside_its_text(pages: Pages) -> None:
    graph = islands_graph()
    for one in graph.claims:
        text = pages[f"documents/{one.evidence.article.document.name}.html"]
        assert f'id="{one.iri.removeprefix(graph.base)}"' in text
        assert html.escape(one.quote).replace("&#x27;", "&#39;") in text.replace("&#34;", "&quot;")


def test_document_page_has_the_whole_text(pages: Pages) -> None:
    for document in islands_graph().documents:
        page = pages[f"documents/{document.name}.html"]
        body = re.search(r'<div class="text">(.*?)</div>', page, re.S)
        assert body is not None
        bare = re.sub(r"<sup.*?</sup>", "", body.group(1), flags=re.S)
        assert html.unescape(re.sub(r"<[^>]+>", "", bare)) == document.text


@given(
    st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6)
)
def test_cut_text_is_the_text_and_each_quote_is_covered(
    text: str, spans: list[tuple[int, int]]
) -> None:
    source = article("x")
    one = claim(entity("A"), "hosts", entity("B"), quote="x", source=source)
    inside = [(a, b) for a, b in spans if a < b <= len(text)]
    claims = [replace(one, start=a, end=b) for a, b in inside]
    segments = cut(text, claims)
    assert "".join(part.text for part in segments) == text
    for number, (a, b) in enumerate(inside):
        assert "".join(p.text for p in segments if number in p.covers) == text[a:b]


def test_report_is_the_same_twice(pages: Pages) -> None:
    assert written(islands_graph()) == pages


def test_no_page_loads_anything_or_has_an_open_policy(pages: Pages) -> None:
    for text in pages.values():
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
        assert policy is not None
        assert "unsafe" not in policy.group(1)
        assert not re.search(r"<(link|iframe|object|embed|img)\b|\bsrc=|\bon\w+=", text)


def test_sqlite_holds_all_tables_and_finds_words(tmp_path: Path) -> None:
    graph, path = islands_graph(), tmp_path / "claims.db"
    write_sqlite(graph, islands_ontology(), path)
    with sqlite3.connect(path) as base:

        def one(query: str) -> object:
            return base.execute(query).fetchone()[0]

        assert one("select count(*) from claims") == len(graph.claims)
        assert one("select count(*) from propositions where contested") == 3
        assert one("select count(*) from conflict_claims") == 6
        assert base.execute("pragma foreign_key_check").fetchall() == []
        found = base.execute(
            "select c.quote from claims_fts f join claims c on c.rowid = f.rowid"
            " where claims_fts match 'gilded'"
        ).fetchall()
        assert found == [("Its director spoke of “a gilded cage”.",)]
        row = base.execute(
            "select subject, relation, object from statements where object like '160%'"
        ).fetchone()
        assert row == ("Avarian Medical Brigade", "has figure", "160–400 nurses (2025)")
    base.close()


def test_sqlite_overwrites_nothing(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("mine")
    with pytest.raises(ExportError, match=r"notes\.db: exists already"):
        write_sqlite(islands_graph(), islands_ontology(), path)
    assert path.read_text() == "mine"
