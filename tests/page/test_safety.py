"""Nothing from documents, ontology or title runs, loads or breaks out."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest

from browser import Opened, Opener
from claimgraph.network import build_network
from claimgraph.page import write_page
from claimgraph.page.wording import safe_link
from hostile import hostile_graph, hostile_ontology
from islands import islands_graph, islands_ontology
from payloads import FORMULA_STARTS, PAYLOADS

BATCH = 9
BATCHES = [PAYLOADS[i : i + BATCH] for i in range(0, len(PAYLOADS), BATCH)]


DRIVE = """
  const seen = [];
  const look = (hit) => { c.select(hit); seen.push(document.getElementById('panel').textContent); };
  for (const e of c.edges) look({ edge: e.i });
  for (const n of c.ents.filter((n) => n.id)) look({ node: n.i });
  for (const d of document.querySelectorAll('details')) d.open = true;
  c.select(null);
  for (const by of document.querySelectorAll('#by option')) {
    c.S.by = by.value || null;
    c.apply();
  }
  c.S.by = null; c.apply();
  c.focusOn(0, 2); c.setView('conflicts'); c.setView('all');
  c.setTab('table'); c.setTab('network');
  const find = document.getElementById('find'); find.focus();
  for (const word of ['script', 'x', '<', 'proto']) {
    find.value = word;
    find.dispatchEvent(new Event('input'));
  }
  document.querySelectorAll('a[href]').forEach((a) => seen.push('LINK ' + a.protocol));
  document.getElementById('b-path').click(); document.getElementById('path').close();
  dispatchEvent(new Event('beforeprint'));
  return seen;
"""


def drive(opened: Opened) -> list[str]:
    seen: list[str] = opened.run(DRIVE)
    opened.page.mouse.move(500, 400)
    opened.settle(250)
    return seen


@pytest.mark.browser
@pytest.mark.parametrize("payloads", BATCHES, ids=lambda batch: f"{len(batch)} payloads")
def test_no_payload_fires_in_any_field(
    open_page: Opener, tmp_path: Path, payloads: tuple[str, ...]
) -> None:
    graph, ontology = hostile_graph(payloads), hostile_ontology(payloads)
    html = write_page(build_network(graph, ontology), graph, ontology, title=" ".join(payloads))
    opened = open_page(html)
    seen = drive(opened)
    assert opened.page.evaluate("window.__fired || []") == []
    assert (opened.requests, opened.complaints) == ([], [])
    assert opened.run("return c.net.body.nodeIndices.length") == len(payloads) + 1
    assert {s for s in seen if s.startswith("LINK")} <= {"LINK http:", "LINK https:", "LINK file:"}
    everything = "".join(seen)
    for p in payloads:
        assert p[:200] in everything or not p.isprintable()
    picture = tmp_path / "picture.svg"
    picture.write_text(opened.run("return c.svgPicture()"), encoding="utf-8")
    opened.page.goto(picture.as_uri())
    opened.settle(100)
    assert opened.page.evaluate("window.__fired || []") == []
    assert opened.requests == []


def test_payloads_are_many_and_different() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 40


@pytest.mark.browser
def test_half_a_character_neither_breaks_the_page_nor_is_lost(open_page: Opener) -> None:
    half = "half \ud800 a character"
    graph = islands_graph()
    avaria = next(e for e in graph.entities if e.label == "Avaria")
    network = build_network(graph, islands_ontology())
    network.nodes[avaria.iri]["entity"] = replace(avaria, label=half)
    network.nodes[avaria.iri]["label"] = half
    html = write_page(network, graph, islands_ontology(), title=half)
    opened = open_page(html)
    assert opened.complaints == []
    assert opened.run("return c.ents.filter((e) => e.label.startsWith('half ')).length") == 1


@pytest.mark.browser
def test_csv_holds_no_formula(open_page: Opener) -> None:
    payloads = tuple(p for p in PAYLOADS if p.startswith(FORMULA_STARTS))
    assert len(payloads) >= 4
    graph, ontology = hostile_graph(payloads), hostile_ontology(payloads)
    html = write_page(build_network(graph, ontology), graph, ontology, title="CSV")
    rows = list(csv.reader(io.StringIO(open_page(html).run("return c.csv()"))))
    cells = [cell for row in rows for cell in row]
    assert len(cells) > 100
    assert not [cell for cell in cells if cell.lstrip().startswith(FORMULA_STARTS)]


@pytest.mark.browser
def test_policy_holds_where_markup_gets_in(open_page: Opener, islands_page: str) -> None:
    """The second wall: were the template to let markup in, the policy would still stop it."""
    hole = (
        "<img src=x onerror='window.__fired=[1]'><script>window.__fired=[2]</script>"
        "<img src=http://attacker.invalid/a.png><link rel=stylesheet href=http://attacker.invalid/>"
        "<iframe src=http://attacker.invalid/></iframe><base href=http://attacker.invalid/>"
    )
    opened = open_page(islands_page.replace('<div id="live"', hole + '<div id="live"', 1))
    opened.settle(300)
    assert opened.page.evaluate("window.__fired || []") == []
    assert opened.requests == []
    assert any("Content Security Policy" in text for text in opened.complaints)


def test_policy_names_scripts_and_style_by_hash_only(islands_page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', islands_page)
    assert policy is not None
    words = policy.group(1).replace("&#39;", "'")
    assert "unsafe" not in words
    assert words.startswith("default-src 'none'; script-src 'sha256-")
    assert words.count("'sha256-") == 4
    assert not re.search(r"https?://", words)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        " JavaScript:alert(1)",
        "file:///etc/passwd",
        "//x.invalid",
        "vbscript:x",
        "http:",
        "http://[",
        "",
        None,
    ],
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert safe_link(url) is None
