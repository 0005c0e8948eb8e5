from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from claimgraph.errors import ExportError
from claimgraph.export import EXPORTERS, export
from export.samples import HOSTILE, hostile, small, source_of, written


def rows(data: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in data.decode().splitlines()]


def test_a_line_has_the_keys_of_the_gold_format() -> None:
    assert rows(written("claims-jsonl", small()))[0] == {
        "doc": "reply",
        "article": "Title of reply",
        "s": "Northland",
        "s_type": "Country",
        "p": "hosts",
        "o": "Bright Hands",
        "o_type": "MedicalMission",
        "polarity": "denied",
        "modality": "actual",
        "speaker": "Ann Example",
        "date": None,
        "quote": "Northland does not host Bright Hands",
        "start": 0,
        "end": 36,
        "confidence": 0.9,
    }


def test_a_figure_is_a_range_of_what_is_counted() -> None:
    (figure,) = [row for row in rows(written("claims-jsonl", small())) if row["p"] == "figure"]
    assert {key: figure[key] for key in ("s", "o", "o_type", "value", "bound", "as_of")} == {
        "s": "Bright Hands",
        "o": "nurses",
        "o_type": "Quantity",
        "value": "135-400",
        "bound": "about",
        "as_of": "2025",
    }
    assert "unit" not in figure


def test_lines_are_in_the_order_of_the_documents() -> None:
    found = [(row["doc"], row["start"]) for row in rows(written("claims-jsonl", small()))]
    assert found == sorted(found)


def test_each_hostile_name_comes_back_as_it_was() -> None:
    found = rows(written("claims-jsonl", hostile()))
    assert {row["s"] for row in found} == set(HOSTILE)
    assert {row["label"] for row in found} == set(HOSTILE)


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "sub" / "claims.jsonl"
    export(source_of(small()), "claims-jsonl", target)
    assert target.read_bytes() == written("claims-jsonl", small())
    assert list(target.parent.iterdir()) == [target]


def test_without_a_file_the_bytes_go_to_the_stream() -> None:
    out = io.BytesIO()
    export(source_of(small()), "claims-jsonl", None, out=out)
    assert out.getvalue() == written("claims-jsonl", small())


def test_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(ExportError, match="format 'word': expected one of turtle, trig"):
        export(source_of(small()), "word", None)
    assert "claims-jsonl" in EXPORTERS


def test_a_target_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ExportError, match="cannot be written"):
        export(source_of(small()), "claims-jsonl", tmp_path / "file" / "claims.jsonl")
    assert (tmp_path / "file").read_text() == "in the way"
