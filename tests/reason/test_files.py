"""Files in, files out: every format, odd spellings, and what is wrong is said."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.errors import ReasonError
from claimgraph.reason import Engine
from claimgraph.reason.files import reason_files
from claimgraph.reason.load import load_files
from claimgraph.reason.terms import Row

TURTLE = """@prefix : <http://e/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:p rdfs:domain :C . :a :p "x \\"quoted\\" and\\nnew line", "été"@fr, 1 . _:b :p :a . :é :p "\\\\" .
"""


def triples_of(path: Path) -> set[Row]:
    loaded = load_files([path])
    text = loaded.terms.text
    return {(text(s), text(p), text(o)) for s, p, o in loaded.rows.tolist()}


def parsed(data: bytes, form: ox.RdfFormat) -> set[Row]:
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in ox.parse(data, form)}


def converted(form: ox.RdfFormat) -> bytes:
    triples = [quad.triple for quad in ox.parse(TURTLE.encode(), ox.RdfFormat.TURTLE)]
    out = io.BytesIO()
    ox.serialize(triples, out, form)
    return out.getvalue()


@pytest.mark.parametrize("suffix", ["nt", "nq", "ttl", "trig", "rdf", "n3", "jsonld"])
def test_every_format_gives_the_same_triples(suffix: str, tmp_path: Path) -> None:
    form = {
        "nt": ox.RdfFormat.N_TRIPLES,
        "nq": ox.RdfFormat.N_QUADS,
        "ttl": ox.RdfFormat.TURTLE,
        "trig": ox.RdfFormat.TRIG,
        "rdf": ox.RdfFormat.RDF_XML,
        "n3": ox.RdfFormat.N3,
        "jsonld": ox.RdfFormat.JSON_LD,
    }[suffix]
    path = tmp_path / f"data.{suffix}"
    path.write_bytes(converted(form))
    found = {(s, p, o) for s, p, o in triples_of(path) if s[0] == "<"}
    expected = {row for row in parsed(TURTLE.encode(), ox.RdfFormat.TURTLE) if row[0][0] == "<"}
    assert found == expected


ODD = [
    b"# a comment\n\n<http://e/a> <http://e/p> <http://e/b> .\n",
    b'<http://e/a>\t<http://e/p>\t"tab"\t.\n',
    b'<http://e/a> <http://e/p> "a \\u00e9" . # after\n',
    b'<http://e/a> <http://e/p> "x"^^<http://www.w3.org/2001/XMLSchema#string> .\n',
    b'<http://e/a> <http://e/p> "x"@EN-gb .\n<http://e/a> <http://e/p> "x"@en-GB .\n',
    b"<http://e/a> <http://e/p> <http://e/b> .\r\n",
    b"<http://e/a> <http://e/p> <http://e/b> .",
    b"  <http://e/a> <http://e/p> _:x.\n",
    b'<http://e/a> <http://e/p> "a . b" .\n<http://e/a> <http://e/p> "" .\n',
    b"<http://e/\\u00e9> <http://e/p> <http://e/\xc3\xa9> .\n",
    b"",
]


@pytest.mark.parametrize("data", ODD, ids=range(len(ODD)))
def test_odd_spellings_are_read_as_pyoxigraph_reads_them(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "data.nt"
    path.write_bytes(data)
    assert triples_of(path) == parsed(data, ox.RdfFormat.N_TRIPLES)


BAD = [
    b'<http://e/a> <http://e/p> "open .\n',
    b"<http://e/a> <http://e/p> .\n",
    b"<http://e/a> <http://e/p> <http://e/b> <http://e/g> .\n",
    b'<http://e/a> "p" <http://e/b> .\n',
    b"<http://e/a b> <http://e/p> <http://e/b> .\n",
    b'<http://e/a> <http://e/p> "x"y" .\n',
    b"<http://e/a> <http://e/p> <http://e/b>\n",
    b"not RDF at all\n",
]


@pytest.mark.parametrize("data", BAD, ids=range(len(BAD)))
def test_what_is_no_n_triples_is_refused_by_name(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "data.nt"
    path.write_bytes(b"<http://e/a> <http://e/p> <http://e/b> .\n" + data)
    with pytest.raises(ReasonError, match=r"data\.nt: .*expected N-Triples"):
        load_files([path])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=30)), max_size=20))
def test_any_text_survives_the_way_in_and_out(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    rows = [
        ox.Triple(ox.NamedNode("http://e/a"), ox.NamedNode("http://e/p"), ox.Literal(text + more))
        for text, more in pairs
    ]
    data = ox.serialize(rows, format=ox.RdfFormat.N_TRIPLES) or b""
    path, out = folder / "in.nt", folder / "out.nt"
    path.write_bytes(data)
    reason_files([path], output=out)
    assert triples_of(out) == parsed(data, ox.RdfFormat.N_TRIPLES)


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize("suffix", ["nt", "ttl"])
def test_the_closure_is_written_with_or_without_what_was_given(
    engine: Engine, suffix: str, tmp_path: Path
) -> None:
    path, out = tmp_path / "in.ttl", tmp_path / f"out.{suffix}"
    path.write_text(TURTLE, encoding="utf-8")
    result = reason_files([path], engine=engine, output=out, only_inferred=True)
    inferred = {row for row in triples_of(out) if row[0][0] == "<"}
    kind = ("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<http://e/C>")
    assert inferred == {("<http://e/a>", *kind), ("<http://e/é>", *kind)}
    assert result.timings.inferred == 3
    reason_files([path], engine=engine, output=out)
    given_rows = {row for row in parsed(TURTLE.encode(), ox.RdfFormat.TURTLE) if row[0][0] == "<"}
    assert {row for row in triples_of(out) if row[0][0] == "<"} == inferred | given_rows


def test_equal_terms_are_written_as_a_star_or_expanded(tmp_path: Path) -> None:
    path, out = tmp_path / "in.ttl", tmp_path / "out.nt"
    path.write_text(
        "@prefix : <http://e/> . @prefix owl: <http://www.w3.org/2002/07/owl#> ."
        ":b owl:sameAs :a . :b :p :c .",
        encoding="utf-8",
    )
    given_rows = triples_of(path)
    a, b = "<http://e/a>", "<http://e/b>"
    same = "<http://www.w3.org/2002/07/owl#sameAs>"
    star = given_rows | {(a, same, b), (a, "<http://e/p>", "<http://e/c>")}
    reason_files([path], output=out)
    assert triples_of(out) == star
    reason_files([path], output=out, expand_equality=True)
    assert triples_of(out) == star


def test_timings_are_json_with_every_figure(tmp_path: Path) -> None:
    path = tmp_path / "in.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    told = json.loads(reason_files([path]).timings.to_json())
    assert set(told) >= {
        "load_seconds",
        "reason_seconds",
        "write_seconds",
        "triples_in",
        "inferred",
        "peak_memory_mb",
    }
    assert (told["engine"], told["triples_in"], told["partial"]) == ("compiled", 6, False)


@pytest.mark.parametrize("suffix", ["nt", "ttl"])
def test_the_same_files_give_the_same_bytes(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"in.{suffix}"
    chain = "[] <http://e/p> [ <http://e/q> ( 1 2 ) ] ."
    path.write_bytes(
        converted(ox.RdfFormat.N_TRIPLES) + (chain.encode() if suffix == "ttl" else b"")
    )
    outs = [tmp_path / "one.nt", tmp_path / "two.nt"]
    for out in outs:
        reason_files([path], output=out)
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_a_missing_file_and_an_unknown_suffix_are_named(tmp_path: Path) -> None:
    with pytest.raises(ReasonError, match=r"gone\.nt: cannot be read"):
        load_files([tmp_path / "gone.nt"])
    with pytest.raises(ReasonError, match=r"data\.csv: found the suffix '\.csv'"):
        load_files([tmp_path / "data.csv"])
    (tmp_path / "in.ttl").write_text(TURTLE, encoding="utf-8")
    with pytest.raises(ReasonError, match=r"out\.xyz: found the suffix"):
        reason_files([tmp_path / "in.ttl"], output=tmp_path / "out.xyz")


def test_blank_nodes_of_two_files_are_kept_apart(tmp_path: Path) -> None:
    paths = [tmp_path / "one.nt", tmp_path / "two.nt"]
    for number, path in enumerate(paths):
        path.write_text(f"_:x <http://e/p> <http://e/o{number}> .\n", encoding="utf-8")
    loaded = load_files(paths)
    assert len(set(loaded.rows[:, 0].tolist())) == 2
