"""Read how far analysts trust their sources: a file under version control, never a guess.

Grades are NATO Admiralty grades: a letter A to F for the source, and optionally a digit 1 to 6
for the information (STANAG 2511).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from claimgraph.errors import UsageError
from claimgraph.model import Document, Issue, Severity, fold

_GRADE = re.compile(r"^[A-F][1-6]?$")
_KEYS = {"publisher", "document", "grade", "by", "date", "reason"}


@dataclass(frozen=True, slots=True)
class SourceGrade:
    """Hold an analyst's grade of a publisher, or of one document, which goes before it."""

    grade: str
    publisher: str | None = None
    document: str | None = None  # its name
    by: str | None = None  # who
    date: str | None = None  # when
    reason: str | None = None  # why


def read_grades(path: Path) -> tuple[SourceGrade, ...]:
    """Return the grades of a YAML file: a list of mappings, in the file's order.

    :raises UsageError: where the file is no such list, or a grade is none of A to F with 1 to 6
    """
    try:
        loaded: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: is no YAML: {error}") from error
    if not isinstance(loaded, list | None):
        raise UsageError(f"{path}: expected a list of grades, found {type(loaded).__name__}")
    return tuple(_grade(entry, f"{path}: entry {i}") for i, entry in enumerate(loaded or (), 1))


def _grade(entry: object, where: str) -> SourceGrade:
    if not isinstance(entry, Mapping) or set(map(str, entry)) - _KEYS:
        raise UsageError(f"{where}: expected a mapping with keys of {', '.join(sorted(_KEYS))}")
    grade = str(entry.get("grade", "")).upper()
    if not _GRADE.match(grade):
        raise UsageError(
            f"{where}: grade {entry.get('grade')!r}, expected A to F, and 1 to 6 after it if known"
        )
    if bool(entry.get("publisher")) == bool(entry.get("document")):
        raise UsageError(f"{where}: expected a publisher or a document, and not both")
    text = {key: str(entry[key]) for key in _KEYS - {"grade"} if entry.get(key) is not None}
    return SourceGrade(
        grade,
        text.get("publisher"),
        text.get("document"),
        text.get("by"),
        text.get("date"),
        text.get("reason"),
    )


def grade_document(document: Document, grades: Iterable[SourceGrade]) -> Document:
    """Return the document with the grade that the file gives it, or else its own.

    A grade of the document goes before one of its publisher; of two, the later in the file counts.
    """
    found: dict[bool, str] = {}
    for one in grades:
        if one.document is not None and fold(one.document) == fold(document.name):
            found[True] = one.grade
        elif one.publisher is not None and fold(one.publisher) == fold(document.publisher or ""):
            found[False] = one.grade
    grade = found.get(True) or found.get(False)
    return replace(document, grade=grade) if grade else document


def unused_grades(
    documents: Sequence[Document], grades: Iterable[SourceGrade]
) -> tuple[Issue, ...]:
    """Return a warning for each grade of a source that the build does not have."""
    names = {fold(one.name) for one in documents}
    publishers = {fold(one.publisher or "") for one in documents}
    issues = []
    for one in grades:
        known = names if one.document is not None else publishers
        source = one.document or one.publisher or ""
        if fold(source) not in known:
            message = f"grade {one.grade} of {source}: no such source in this build"
            issues.append(Issue("grades", Severity.WARNING, "", message))
    return tuple(issues)
