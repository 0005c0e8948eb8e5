"""Score found conflicts against a list of those that a careful reader finds, and of traps.

A gold file is JSON Lines. A line with ``expect`` names a kind and the claims that stand so to each
other; a line with ``trap`` names claims that look like a conflict and are none, and in
``must_not`` the kinds that would be false alarms. A claim is named by its document, a part of its
quote, and its arguments.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimgraph.claims.labels import side, valence
from claimgraph.claims.reading import math_close
from claimgraph.errors import EvaluationError
from claimgraph.model import Claim, Conflict, ConflictKind, Polarity, Quantity, fold

_OVERLAP = 0.6  # of the shorter quote's words
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """Hold what a gold line says of one claim."""

    document: str
    quote: str
    subject: str
    relation: str
    polarity: Polarity
    label: str | None
    value: float | None


@dataclass(frozen=True, slots=True)
class GoldConflict:
    """Hold an expected conflict, or a trap where ``kind`` is None."""

    name: str
    kind: ConflictKind | None
    must_not: frozenset[ConflictKind]
    claims: tuple[GoldClaim, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold what was found for one line of the gold."""

    gold: GoldConflict
    found: tuple[Conflict, ...]  # conflicts that hold both sides, of whatever kind
    rightly: bool  # one of them has the expected kind; for a trap: none has a forbidden one


@dataclass(frozen=True, slots=True)
class ConflictScores:
    """Hold how many expected conflicts were found and rightly typed, and how many traps sprang."""

    outcomes: tuple[Outcome, ...]

    @property
    def expected(self) -> tuple[Outcome, ...]:
        """Return the outcomes of expected conflicts."""
        return tuple(one for one in self.outcomes if one.gold.kind is not None)

    @property
    def traps(self) -> tuple[Outcome, ...]:
        """Return the outcomes of traps."""
        return tuple(one for one in self.outcomes if one.gold.kind is None)

    @property
    def recall(self) -> float:
        """Return which share of the expected conflicts was found, of whatever kind."""
        return _share(sum(bool(one.found) for one in self.expected), len(self.expected))

    @property
    def typed(self) -> float:
        """Return which share of the conflicts that were found has the expected kind."""
        found = [one for one in self.expected if one.found]
        return _share(sum(one.rightly for one in found), len(found))

    @property
    def false_alarms(self) -> int:
        """Return how many traps were taken for a conflict."""
        return sum(not one.rightly for one in self.traps)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def evaluate_conflicts(found: Sequence[Conflict], gold: Path) -> ConflictScores:
    """Return how found conflicts compare with a gold file.

    :raises EvaluationError: where the file cannot be read, or a line is none of a gold list
    """
    by_document: dict[str, set[int]] = defaultdict(set)
    for index, conflict in enumerate(found):
        for claim in conflict.claims:
            by_document[claim.evidence.article.document.name].add(index)
    outcomes = []
    for entry in read_gold(gold):
        near = sorted({i for one in entry.claims for i in by_document.get(one.document, ())})
        covering = tuple(found[i] for i in near if _covers(found[i], entry))
        if entry.kind is not None:
            rightly = any(one.kind is entry.kind for one in covering)
        else:
            covering = tuple(one for one in covering if one.kind in entry.must_not)
            rightly = not covering
        outcomes.append(Outcome(entry, covering, rightly))
    return ConflictScores(tuple(outcomes))


def read_gold(path: Path) -> tuple[GoldConflict, ...]:
    """Return the lines of a gold file.

    :raises EvaluationError: where the file cannot be read, or a line is none of a gold list
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path}: cannot be read: {error}") from error
    return tuple(
        _entry(line, f"{path}: line {number}")
        for number, line in enumerate(lines, 1)
        if line.strip()
    )


def _entry(line: str, where: str) -> GoldConflict:
    try:
        row: Any = json.loads(line)
        claims = tuple(_claim(one) for one in row["claims"])
        kind = ConflictKind(row["expect"]) if "expect" in row else None
        name = str(row["trap"]) if kind is None else str(row.get("reason") or row["expect"])
        must_not = frozenset(ConflictKind(one) for one in row.get("must_not", ()))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EvaluationError(
            f"{where}: expected a JSON object with claims, and expect or trap: {error!r}"
        ) from error
    if len(claims) < 2 or (kind is None and not must_not):
        raise EvaluationError(f"{where}: expected two claims or more, and must_not for a trap")
    return GoldConflict(name, kind, must_not, claims)


def _claim(row: Mapping[str, Any]) -> GoldClaim:
    numbers = _NUMBER.findall(str(row.get("value", "")).replace(",", ""))
    return GoldClaim(
        document=row["doc"],
        quote=row["quote"],
        subject=row["s"],
        relation=row["p"],
        polarity=Polarity(row.get("polarity", "affirmed")),
        label=row.get("label"),
        value=float(numbers[0]) if numbers else None,
    )


def _covers(conflict: Conflict, gold: GoldConflict) -> bool:
    """Tell whether a conflict holds claims of two sides of a gold line."""
    held: list[tuple[object, Claim]] = []
    for one in gold.claims:
        for claim in conflict.claims:
            if _same(one, claim, strict=gold.kind is None):
                held.append((_side(one, gold), claim))
    return any(
        a[0] != b[0]
        and a[1].iri != b[1].iri
        and (gold.kind is not None or _against(a[1], b[1], conflict.kind))
        for a in held
        for b in held
    )


def _against(one: Claim, other: Claim, kind: ConflictKind) -> bool:
    """Tell whether a conflict of a kind sets two of its claims against each other."""
    if kind is ConflictKind.CONTRADICTION:
        return (one.polarity, one.relation) != (other.polarity, other.relation)
    if kind is ConflictKind.OPPOSED_LABELS:
        return side(one) != side(other)
    if kind is ConflictKind.AGENT_DIFFERS:
        return one.subject.iri != other.subject.iri
    if isinstance(one.object, Quantity):
        return kind is ConflictKind.CORROBORATION or one.object != other.object
    return True


def _side(one: GoldClaim, gold: GoldConflict) -> object:
    """Return what tells a claim's side from the other: its polarity, its number, its praise …"""
    if len({claim.polarity for claim in gold.claims}) > 1:
        return one.polarity
    if one.value is not None and len({claim.value for claim in gold.claims}) > 1:
        return one.value
    if one.label:
        return valence(one.label)
    return one.document, one.quote, one.subject


def _same(one: GoldClaim, claim: Claim, *, strict: bool) -> bool:
    if claim.evidence.article.document.name != one.document:
        return False
    if isinstance(claim.object, Quantity) is not (one.value is not None):
        return False
    if isinstance(claim.object, Quantity) and one.value is not None:
        if not math_close(claim.object.value, one.value):
            return False
    elif strict and claim.relation != one.relation:
        return False
    return _overlap(one.quote, claim.quote)


def _overlap(part: str, quote: str) -> bool:
    wanted, given = fold(part), fold(quote)
    if wanted in given:
        return True
    a, b = wanted.split(), set(given.split())
    return len(b & set(a)) >= _OVERLAP * min(len(set(a)), len(b)) and len(a) > 2


def format_scores(scores: ConflictScores) -> str:
    """Return the scores as text: a line for each kind, what was missed, and which trap sprang."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for one in scores.expected:
        counts = kinds[one.gold.kind.value if one.gold.kind else ""]
        counts.update(expected=1, found=int(bool(one.found)), typed=int(one.rightly))
    lines = [f"{'kind':<22}{'expected':>9}{'found':>7}{'typed':>7}"]
    for name in sorted(kinds):
        counts = kinds[name]
        lines.append(f"{name:<22}{counts['expected']:>9}{counts['found']:>7}{counts['typed']:>7}")
    lines += [
        f"recall {scores.recall:.2f}, rightly typed {scores.typed:.2f}, "
        f"false alarms {scores.false_alarms} of {len(scores.traps)} traps",
        *_told("missed", (o for o in scores.expected if not o.found)),
        *_told("typed otherwise", (o for o in scores.expected if o.found and not o.rightly)),
        *_told("false alarm", (o for o in scores.traps if not o.rightly)),
    ]
    return "\n".join(lines) + "\n"


def _told(what: str, outcomes: Iterable[Outcome]) -> list[str]:
    return [
        f"{what}: {one.gold.name}"
        + (f" ({one.gold.kind.value})" if one.gold.kind else "")
        + "".join(f"; taken for {kind}" for kind in sorted({c.kind.value for c in one.found}))
        for one in outcomes
    ]
