"""Precision judged by a reader: a sheet of claims drawn at random, and what its marks show."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimgraph.errors import EvaluationError
from claimgraph.model import Claim, Entity, content_hash

MARKS = ("right", "modality_right", "speaker_right")
_GIVEN = (
    *("id", "document", "subject", "relation", "object", "label", "value", "polarity"),
    *("modality", "speaker", "what", "date", "confidence", "quote", "context"),
)
_YES = frozenset("y yes 1 right r true t x ok".split())
_NO = frozenset("n no 0 wrong w false f".split())
_AROUND = 200  # characters of text shown before and after the quote
_Z = 1.959963984540054  # of a 95 % interval


@dataclass(frozen=True, slots=True)
class Rate:
    """Hold how many of some marks are right, with the 95 % interval of their share (Wilson)."""

    right: int
    total: int

    @property
    def share(self) -> float:
        """Return the share that is right; 0 without any marks."""
        return self.right / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Return the bounds within which the true share lies, 95 times in 100.

        >>> [round(bound, 3) for bound in Rate(90, 100).interval]
        [0.826, 0.945]
        """
        if not self.total:
            return 0.0, 1.0
        n, share = self.total, self.share
        middle = share + _Z**2 / (2 * n)
        reach = _Z * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
        scale = 1 + _Z**2 / n
        return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


@dataclass(frozen=True, slots=True)
class Judged:
    """Hold what a reader found: of the claims marked right also modality and speaker."""

    precision: Rate
    modality: Rate
    speaker: Rate
    unmarked: int


def draw_sample(claims: Sequence[Claim], size: int, seed: int) -> str:
    """Return a CSV sheet of so many claims, drawn at random, with empty columns for the marks.

    The same claims, size and seed give the same sheet on every machine.

    :raises EvaluationError: where there is no claim, or the size is below 1
    """
    if size < 1:
        raise EvaluationError(f"--sample {size}: expected a number above 0")
    if not claims:
        raise EvaluationError("found no claim to draw a sample from, expected some")
    drawn = sorted(claims, key=lambda one: (content_hash(seed, one.iri), one.iri))[:size]
    drawn.sort(key=lambda one: (one.evidence.article.document.name, one.start, one.iri))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*MARKS, "note", *_GIVEN])
    for claim in drawn:
        writer.writerow(["", "", "", "", *(_safe(cell) for cell in _cells(claim))])
    return out.getvalue()


def _cells(claim: Claim) -> list[str]:
    target = claim.object
    text = claim.evidence.article.document.text
    if isinstance(target, Entity):
        what, value = target.label, ""
    else:
        what = target.counted or target.unit or ""
        high = "" if target.high is None else f"-{target.high:,.10g}"
        value = f"{target.bound.value} {target.value:,.10g}{high} {target.unit or ''}".strip()
    around = text[max(0, claim.start - _AROUND) : claim.end + _AROUND]
    return [
        claim.iri.rsplit("/", 1)[-1],
        claim.evidence.article.document.name,
        claim.subject.label,
        claim.relation,
        what,
        claim.label or "",
        value,
        claim.polarity.value,
        claim.modality.value,
        claim.speaker.label if claim.speaker else "",
        claim.what or "",
        claim.date or "",
        f"{claim.confidence:.2f}",
        " ".join(claim.quote.split()),
        " ".join(around.split()),
    ]


def _safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def read_judgements(sheet: Path) -> Judged:
    """Return the figures of a sheet that a reader has marked with y and n.

    A claim without a mark in ``right`` is left out; modality and speaker count where marked, over
    the claims that are right.

    :raises EvaluationError: where the sheet cannot be read, lacks a column, or has another mark
    """
    try:
        text = sheet.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise EvaluationError(f"{sheet}: found bytes that are no UTF-8, expected UTF-8") from None
    except OSError as error:
        raise EvaluationError(f"{sheet}: cannot be read ({error.strerror})") from None
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)  # spreadsheets of some countries save with semicolons
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    missing = [mark for mark in MARKS if mark not in (reader.fieldnames or ())]
    if missing:
        raise EvaluationError(f"{sheet}: line 1: found no column {missing[0]!r}, expected {MARKS}")
    marks: dict[str, list[bool]] = {mark: [] for mark in MARKS}
    unmarked = 0
    try:
        for row in reader:
            right = _mark(row, "right", f"{sheet}: line {reader.line_num}")
            if right is None:
                unmarked += 1
                continue
            marks["right"].append(right)
            for name in MARKS[1:]:
                mark = _mark(row, name, f"{sheet}: line {reader.line_num}")
                if right and mark is not None:
                    marks[name].append(mark)
    except csv.Error as error:
        raise EvaluationError(f"{sheet}: line {reader.line_num}: no valid CSV ({error})") from None
    if not marks["right"]:
        raise EvaluationError(f"{sheet}: found no mark in the column 'right', expected y or n")
    precision, modality, speaker = (Rate(sum(one), len(one)) for one in marks.values())
    return Judged(precision, modality, speaker, unmarked)


def _mark(row: Mapping[str, str | None], name: str, place: str) -> bool | None:
    mark = (row[name] or "").strip().lower()
    if not mark:
        return None
    if mark in _YES or mark in _NO:
        return mark in _YES
    raise EvaluationError(f"{place}: {name}: found {mark!r}, expected y or n")


def format_judged(judged: Judged) -> str:
    """Return the figures as lines of text, each with its 95 % interval."""
    lines = []
    for name, rate in (
        ("judged precision", judged.precision),
        ("modality right", judged.modality),
        ("speaker right", judged.speaker),
    ):
        low, high = rate.interval
        if rate.total:
            told = f"{rate.share:.3f} ({low:.3f} to {high:.3f})"
            lines.append(f"{name:18}{told}  {rate.right} of {rate.total}")
    if judged.unmarked:
        lines.append(f"{judged.unmarked} claims are not marked and do not count")
    return "\n".join(lines) + "\n"
