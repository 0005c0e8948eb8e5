from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
import rdflib.compare

from claimgraph.export import EXPORTERS, GRAPHS
from claimgraph.export.text import without_controls
from claimgraph.model import KnowledgeGraph
from claimgraph.store import canonical, from_quads, to_quads
from claimgraph.store.texts import file_names
from export.samples import HOSTILE, ONTOLOGY, hostile, small, source_of, written

FORMATS = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "nquads": pyoxigraph.RdfFormat.N_QUADS,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
WITH_GRAPHS = ("trig", "nquads", "jsonld")


def quads(made: KnowledgeGraph) -> set[pyoxigraph.Quad]:
    return {q for q in to_quads(made, ONTOLOGY) if "ontology>" not in str(q.graph_name)}


def triples(made: KnowledgeGraph) -> set[pyoxigraph.Triple]:
    return {pyoxigraph.Triple(q.subject, q.predicate, q.object) for q in quads(made)}


def as_xml_has_it(triple: pyoxigraph.Triple) -> pyoxigraph.Triple:
    """XML has no way to write most control characters: they become U+FFFD."""
    target = triple.object
    if isinstance(target, pyoxigraph.Literal) and target.language is None:
        safe = without_controls(target.value)
        target = pyoxigraph.Literal(safe, datatype=target.datatype)
    elif isinstance(target, pyoxigraph.Literal):
        target = pyoxigraph.Literal(without_controls(target.value), language=target.language)
    return pyoxigraph.Triple(triple.subject, triple.predicate, target)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("made", [small(), hostile()], ids=["small", "hostile"])
def test_rdf_reads_back_as_the_same_statements(name: str, made: KnowledgeGraph) -> None:
    parsed = list(pyoxigraph.parse(written(name, made), format=FORMATS[name]))
    if name in WITH_GRAPHS:
        assert set(parsed) == quads(made)
        return
    found = {pyoxigraph.Triple(q.subject, q.predicate, q.object) for q in parsed}
    expected = triples(made)
    assert found == ({as_xml_has_it(one) for one in expected} if name == "rdfxml" else expected)


@pytest.mark.parametrize(("name", "form"), [("turtle", "turtle"), ("rdfxml", "xml")])
def test_rdflib_reads_the_same_graph(name: str, form: str) -> None:
    mine = rdflib.Graph().parse(data=written(name, small()), format=form)
    plain = rdflib.Graph().parse(data=written("ntriples", small()), format="nt")
    assert rdflib.compare.isomorphic(mine, plain)


@pytest.mark.parametrize(("name", "form"), [("trig", "trig"), ("jsonld", "json-ld")])
def test_rdflib_reads_the_same_dataset(name: str, form: str) -> None:
    mine = rdflib.Dataset().parse(data=written(name, small()), format=form)
    plain = rdflib.Dataset().parse(data=written("nquads", small()), format="nquads")
    assert {tuple(map(str, q)) for q in mine.quads()} == {tuple(map(str, q)) for q in plain.quads()}


def test_the_ontology_with_its_blank_nodes_comes_out_isomorphic() -> None:
    found = rdflib.Graph().parse(data=written("turtle", small(), graphs=GRAPHS), format="turtle")
    apart = rdflib.Graph().parse(data=ONTOLOGY.turtle, format="turtle")
    rest = rdflib.Graph().parse(data=written("turtle", small()), format="turtle")
    assert rdflib.compare.isomorphic(found, apart + rest)


@pytest.mark.parametrize("reader", ["rapper", "serdi"])
@pytest.mark.parametrize("name", ["turtle", "ntriples"])
@pytest.mark.parametrize("made", [small(), hostile(HOSTILE[:-1])], ids=["small", "hostile"])
def test_independent_readers_count_the_same_triples(
    reader: str, name: str, made: KnowledgeGraph, tmp_path: Path
) -> None:
    """Of what is hostile, rapper refuses U+FFFE alone, which RDF allows."""
    if shutil.which(reader) is None:
        pytest.skip(f"{reader} is not installed")
    path = tmp_path / ("graph" + EXPORTERS[name].suffix)
    path.write_bytes(written(name, made))
    if reader == "rapper":
        command = ["rapper", "-q", "-i", name, "-o", "ntriples", str(path)]
    else:
        command = ["serdi", "-i", name, "-o", "ntriples", str(path)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert len(set(done.stdout.splitlines())) == len(triples(made))


def test_turtle_is_in_sections_and_begins_each_subject_with_its_class() -> None:
    lines = written("turtle", small()).decode().splitlines()
    sections = [line for line in lines if line.startswith("# ")]
    assert sections[0] == "# The graph"
    assert sections == list(dict.fromkeys(sections))
    subjects = [line for line in lines if line.startswith(":")]
    assert [line for line in subjects if " a " not in line] == []


def test_trig_of_chosen_graphs_has_no_other() -> None:
    text = written("nquads", small(), graphs=("asserted",)).decode()
    assert {line.split()[-2] for line in text.splitlines()} == {
        "<https://w3id.org/claimgraph/id/graph/asserted>"
    }


def test_exported_quads_give_back_the_whole_graph() -> None:
    made = small()
    names = file_names({d.uri: d.name for d in made.documents})
    texts = {names[d.uri]: d.text for d in made.documents}
    for name in WITH_GRAPHS:
        found = pyoxigraph.parse(written(name, made), format=FORMATS[name])
        assert from_quads(found, texts) == canonical(made)


SAME_BYTES = """
import sys, hashlib
from export.samples import hostile, small, written
from claimgraph.export import EXPORTERS, GRAPHS
for name in EXPORTERS:
    for made in (small(), hostile()):
        data = written(name, made, graphs=GRAPHS)
        print(name, hashlib.sha256(data).hexdigest())
"""


def test_every_format_has_the_same_bytes_in_another_process() -> None:
    """Hash seeds differ between processes, and with them the order of sets."""
    here = Path(__file__).parents[1]
    runs = {
        subprocess.run(
            [sys.executable, "-c", SAME_BYTES],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{here}:{here.parent / 'graph'}"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1
    assert runs.pop().count("\n") == 2 * len(EXPORTERS)


def test_quads_are_asked_for_only_by_formats_that_need_them() -> None:
    asked = []
    source = source_of(small())
    counting = type(source)(source.graph, source.ontology, lambda: asked.append(1) or ())  # type: ignore[func-returns-value]
    for name in ("claims-jsonl", "csv", "csv-tables", "graphml", "gexf"):
        exporter = EXPORTERS[name]
        list(exporter.write(counting) if exporter.write else exporter.write_files(counting))  # type: ignore[misc]
    assert asked == []
