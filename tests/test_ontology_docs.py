"""The ontology's HTML documentation is whole, offline, safe, and the same each time."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from claimgraph.ontology import load_ontology
from claimgraph.ontology_docs import make_documentation, write_documentation
from ontologies import CLASSES, write_football

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="module")
def page() -> str:
    return make_documentation()


def test_every_relation_is_there_with_its_definition(page: str) -> None:
    for relation in load_ontology().relations.values():
        assert f"<code>{relation.iri}</code>" in page, relation.name
        assert f"<p>{relation.definition}</p>" in page, relation.name


def test_inverses_rules_and_allowed_classes_are_told(page: str) -> None:
    assert "Inverse: hosted by." in page
    assert "Follows from: represented by, then sanctioned by." in page
    assert "Follows from: imposes, then targets as a sanction." in page
    assert "Follows from: country and hosts some medical mission." in page
    assert "Follows from: person and holds office something." in page
    assert "The same as: mission and staff kind medical." in page
    assert "Excludes: organization, state." in page
    assert "https://schema.org/rangeIncludes" in page


def test_title_and_version_come_from_the_header(page: str) -> None:
    assert "<h1>The claimgraph ontology</h1>" in page
    assert load_ontology().version in page


def test_terms_of_other_vocabularies_have_no_entry_of_their_own(page: str) -> None:
    assert "<code>https://schema.org/Person</code>" not in page
    assert "https://schema.org/Person" in page  # as a superclass of ours


def test_nothing_is_fetched_and_no_script_runs(page: str) -> None:
    assert "<script" not in page
    assert re.findall(r"""\bsrc=|@import|url\(""", page) == []
    links = re.findall(r"<link\b[^>]*href=\"([^\"]{0,20})", page)
    assert all(link.startswith("data:") for link in links)
    assert "default-src &#x27;none&#x27;" in page


def test_bytes_are_the_same_in_each_run(tmp_path: Path) -> None:
    hashes = set()
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.html"
        command = (
            "import sys, pathlib; from claimgraph.ontology_docs import write_documentation; "
            "write_documentation(pathlib.Path(sys.argv[1]))"
        )
        subprocess.run(
            [sys.executable, "-c", command, str(target)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        hashes.add(hashlib.sha256(target.read_bytes()).hexdigest())
    assert len(hashes) == 1


def test_logging_of_the_process_is_left_alone(tmp_path: Path) -> None:
    before = (logging.getLogger().level, list(logging.getLogger().handlers))
    write_documentation(tmp_path / "page.html")
    assert (logging.getLogger().level, list(logging.getLogger().handlers)) == before


def test_an_ontology_of_another_domain_is_documented(tmp_path: Path) -> None:
    folder = write_football(tmp_path / "football")
    page = make_documentation(folder=folder)
    assert "<h1>Football transfers</h1>" in page
    assert "<code>https://football.example/terms#joins</code>" in page
    assert "Someone joins some club." in page
    assert "Not meant: Someone joins the chorus." in page


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.is_file(), reason="Chromium is not installed")
def test_hostile_definition_does_nothing_in_a_browser(tmp_path: Path) -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    attack = "<script>fired()</script><img src='https://evil.example/x' onerror='fired()'>"
    classes = CLASSES.replace("A person who plays football.", attack)
    folder = write_football(tmp_path / "football", classes=classes)
    target = tmp_path / "page.html"
    write_documentation(target, folder=folder)
    fired: list[str] = []
    requests: list[str] = []
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.expose_function("fired", lambda: fired.append("fired"))
        page.on("requestfinished", lambda request: requests.append(request.url))
        page.goto(target.as_uri())
        page.wait_for_load_state("networkidle")
        title = page.title()
        browser.close()
    assert title == "Football transfers"
    assert fired == []
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
