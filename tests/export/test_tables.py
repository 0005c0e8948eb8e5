from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from claimgraph.errors import ExportError
from claimgraph.export import export
from export.samples import HOSTILE, hostile, small, source_of, written


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_each_claim_is_a_row_with_its_source() -> None:
    found = rows(written("csv", small()))
    assert len(found) == 5
    assert {key: found[0][key] for key in ("doc", "s", "p", "o", "polarity", "speaker")} == {
        "doc": "reply",
        "s": "Northland",
        "p": "hosts",
        "o": "Bright Hands",
        "polarity": "denied",
        "speaker": "Ann Example",
    }
    assert {row["publisher"] for row in found} == {"", "Daily Test"}


def test_cells_are_exact_by_default() -> None:
    assert {row["s"] for row in rows(written("csv", hostile()))} == set(HOSTILE)


def test_no_cell_of_the_spreadsheet_form_is_a_formula() -> None:
    found = rows(written("csv-spreadsheet", hostile()))
    cells = [cell for row in found for cell in row.values()]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    assert "'=HYPERLINK(1)" in cells


def test_tables_of_a_folder_refer_to_each_other(tmp_path: Path) -> None:
    export(source_of(small()), "csv-tables", tmp_path / "tables")
    found = {path.stem: rows(path.read_bytes()) for path in (tmp_path / "tables").iterdir()}
    assert set(found) == {
        "claims",
        "conflicts",
        "documents",
        "entities",
        "inferences",
        "propositions",
    }
    propositions = {row["proposition"]: row for row in found["propositions"]}
    assert {row["proposition"] for row in found["claims"]} == set(propositions)
    entities = {row["entity"] for row in found["entities"]}
    assert {row["subject"] for row in propositions.values()} <= entities
    assert {row["status"] for row in propositions.values()} == {"contested", "asserted", "planned"}
    assert {row["claim"] for row in found["conflicts"]} <= {row["claim"] for row in found["claims"]}
    assert [row["premise"] for row in found["inferences"]] == ["1", "2"]


def test_a_folder_cannot_go_to_a_stream() -> None:
    with pytest.raises(ExportError, match="'csv-tables': a folder of files; expected -o FOLDER"):
        export(source_of(small()), "csv-tables", None, out=io.BytesIO())
