"""Source grades come from a file, are never guessed, and can be asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import article, claim, entity
from claimgraph.claims import parse_policy
from claimgraph.claims.grades import SourceGrade, grade_document, read_grades, unused_grades
from claimgraph.errors import UsageError

NORTH = article("Peru hosts it.", name="one", publisher="North Post").document
FILE = """
- {publisher: North Post, grade: b2, by: kim, date: 2025-01-02, reason: named sources}
- {document: one, grade: A1}
- {publisher: South Post, grade: E}
"""


def test_file_keeps_who_when_and_why(tmp_path: Path) -> None:
    path = tmp_path / "grades.yaml"
    path.write_text(FILE)
    grades = read_grades(path)
    assert grades[0] == SourceGrade("B2", "North Post", None, "kim", "2025-01-02", "named sources")
    assert grade_document(NORTH, grades).grade == "A1"
    assert grade_document(NORTH, grades[:1]).grade == "B2"
    assert [one.message for one in unused_grades([NORTH], grades)] == [
        "grade E of South Post: no such source in this build"
    ]


def test_ungraded_source_stays_ungraded_and_satisfies_no_grade() -> None:
    assert grade_document(NORTH, [SourceGrade("A1", "South Post")]) == NORTH
    one = claim(
        entity("Peru"),
        "hosts",
        entity("x", "Mission"),
        source=article("Words.", grade=None),
        quote="Words.",
    )
    assert not parse_policy(["grade:F"]).takes(one)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("grade: B", "expected a list"),
        ("- words", "entry 1: expected a mapping"),
        ("- {publisher: X, grade: G}", "entry 1: grade 'G', expected A to F"),
        ("- {publisher: X, grade: B7}", "grade 'B7'"),
        ("- {grade: B}", "expected a publisher or a document"),
        ("- {publisher: X, document: y, grade: B}", "and not both"),
        ("- {publisher: X, grade: B, colour: red}", "with keys of"),
        ("- [", "is no YAML"),
    ],
)
def test_wrong_file_is_named_with_the_entry(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "grades.yaml"
    path.write_text(text)
    with pytest.raises(UsageError, match=message):
        read_grades(path)
