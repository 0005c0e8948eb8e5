"""Read the W3C's OWL 2 test cases."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

FOLDER = Path(__file__).parents[3] / "shared" / "w3c-owl2"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_TEST = "{http://www.w3.org/2007/OWL/testOntology#}"


@dataclass(frozen=True)
class Case:
    name: str
    kind: str  # ConsistencyTest, InconsistencyTest, PositiveEntailmentTest, NegativeEntailmentTest
    premise: str  # RDF/XML
    conclusion: str | None


def all_cases() -> Iterator[Case]:
    """Yield the approved cases of the RL profile under the RDF-based semantics."""
    for node in ET.parse(FOLDER / "all.rdf").getroot().iter(_TEST + "TestCase"):

        def names(key: str, node: ET.Element = node) -> set[str]:
            found = (one.get(_RDF + "resource", "") for one in node.findall(_TEST + key))
            return {name.rsplit("#", 1)[-1] for name in found}

        def text(key: str, node: ET.Element = node) -> str | None:
            found = node.find(_TEST + key)
            return None if found is None else found.text

        premise = text("rdfXmlPremiseOntology") or text("rdfXmlInputOntology")
        if "RL" not in names("profile") or "RDF-BASED" not in names("semantics") or not premise:
            continue
        conclusion = text("rdfXmlConclusionOntology") or text("rdfXmlNonConclusionOntology")
        for kind in sorted(
            one.get(_RDF + "resource", "").rsplit("#", 1)[-1] for one in node.findall(_RDF + "type")
        ):
            if kind != "ProfileIdentificationTest":
                yield Case(text("identifier") or "", kind, premise, conclusion)


def rl_cases() -> Iterator[Case]:
    """Yield the 50 entailment cases of the RL profile."""
    for folder in sorted((FOLDER / "rl-cases").iterdir()):
        premise = (folder / "premise.rdf").read_text(encoding="utf-8")
        for file, kind in (
            ("conclusion.rdf", "PositiveEntailmentTest"),
            ("non-conclusion.rdf", "NegativeEntailmentTest"),
        ):
            if (folder / file).exists():
                conclusion = (folder / file).read_text(encoding="utf-8")
                yield Case(folder.name, kind, premise, conclusion)


def triples(text: str) -> list[ox.Triple]:
    """Parse RDF/XML, and what it imports where the suite carries it."""
    quads = ox.parse(text.encode(), ox.RdfFormat.RDF_XML, base_iri="http://example.org/base")
    found = [quad.triple for quad in quads]
    imported = [str(t.object) for t in found if t.predicate.value.endswith("owl#imports")]
    if any("support011-A" in name for name in imported):
        found += triples((FOLDER / "imports" / "support011-A.rdf").read_text(encoding="utf-8"))
    return found
