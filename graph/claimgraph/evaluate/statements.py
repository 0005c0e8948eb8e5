"""Gold claims and predictions as rows of one shape, read from JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimgraph.errors import EvaluationError
from claimgraph.model import Claim, Entity

# A list of conflicts may lie beside gold claims; its rows have one of these keys.
_CONFLICT_KEYS = ("expect", "trap")
_ACTUAL = ("asserted", None, "")  # how gold files write a modality of actual


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold one gold or predicted claim: names, not IRIs; keys as design section 10 has them."""

    document: str
    relation: str
    subject: str
    object: str
    subject_type: str | None = None
    object_type: str | None = None
    polarity: str = "affirmed"
    modality: str = "actual"
    speaker: str | None = None  # None: the document's own voice
    quote: str = ""
    value: str | int | float | None = None
    label: str = ""
    unit: str = ""
    certainty: str = "clear"
    in_signature: bool = True

    @property
    def counts(self) -> bool:
        """Tell whether recall counts this gold claim: it is clear and in the signature."""
        return self.certainty == "clear" and self.in_signature


def read_gold(paths: Sequence[Path]) -> tuple[Statement, ...]:
    """Read gold claims from files and folders of them; a list of conflicts is passed over.

    :raises EvaluationError: where a file is missing, is no JSON Lines, or a row lacks a key
    """
    return tuple(row for path in _files(paths) for row in _read(path))


def read_predictions(paths: Sequence[Path]) -> tuple[Statement, ...]:
    """Read predicted claims from files and folders of them.

    :raises EvaluationError: as for gold
    """
    return read_gold(paths)


def from_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[Statement, ...]:
    """Return statements from rows with the keys of a claim in JSON Lines.

    :raises EvaluationError: where a row lacks a key
    """
    return tuple(_statement(row, "", f"row {n}") for n, row in enumerate(rows, start=1))


def from_claims(claims: Iterable[Claim]) -> tuple[Statement, ...]:
    """Return claims as statements, their entities by their labels."""
    return tuple(_from_claim(claim) for claim in claims)


def _from_claim(claim: Claim) -> Statement:
    target = claim.object
    if isinstance(target, Entity):
        what, kind, value, unit = target.label, target.type, None, ""
    else:
        what, kind, unit = target.counted or target.unit or "", "Quantity", target.unit or ""
        value = f"{target.value:f}" + ("" if target.high is None else f" {target.high:f}")
    return Statement(
        document=claim.evidence.article.document.name,
        relation=claim.relation,
        subject=claim.subject.label,
        object=what,
        subject_type=claim.subject.type,
        object_type=kind,
        polarity=claim.polarity.value,
        modality=claim.modality.value,
        speaker=claim.speaker.label if claim.speaker else None,
        quote=claim.quote,
        value=value,
        label=claim.label or "",
        unit=unit,
    )


def read_aliases(path: Path | None, gold: Sequence[Path] = ()) -> Mapping[str, tuple[str, ...]]:
    """Return names that count as one: {preferred name: other names}.

    Read from ``path``, or else from ``aliases.json`` beside the first gold file that has one.

    :raises EvaluationError: where the file is missing, or is no JSON object of lists
    """
    if path is None:
        folders = [one if one.is_dir() else one.parent for one in gold]
        path = next((place for one in folders if (place := one / "aliases.json").is_file()), None)
        if path is None:
            return {}
    content = _load(_text(path), str(path))
    if not isinstance(content, dict):
        raise EvaluationError(f"{path}: found {type(content).__name__}, expected a JSON object")
    found = {}
    for name, others in content.items():
        if name.startswith("_"):
            continue
        if not isinstance(others, list) or not all(isinstance(one, str) for one in others):
            raise EvaluationError(f"{path}: {name!r}: expected a list of names")
        found[name] = tuple(others)
    return found


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = sorted(path.glob("*.jsonl"))
            if not found:
                raise EvaluationError(f"{path}: found no .jsonl file in this folder")
            yield from found
        else:
            yield path


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        raise EvaluationError(f"{path}: found bytes that are no UTF-8, expected UTF-8") from None
    except OSError as error:
        raise EvaluationError(f"{path}: cannot be read ({error.strerror})") from None


def _load(text: str, place: str) -> Any:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise EvaluationError(f"{place}: found no valid JSON ({error})") from None


def _read(path: Path) -> Iterator[Statement]:
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{path}: line {number}"
        row = _load(line, place)
        if not isinstance(row, dict):
            raise EvaluationError(f"{place}: found {type(row).__name__}, expected a JSON object")
        if not any(key in row for key in _CONFLICT_KEYS):
            yield _statement(row, path.name.removesuffix(".jsonl"), place)


def _statement(row: Mapping[str, Any], document: str, place: str) -> Statement:
    missing = [key for key in ("s", "p", "o") if key not in row]
    if missing:
        raise EvaluationError(f"{place}: found no key {missing[0]!r}, expected s, p and o")
    named = row.get("doc") or document
    if not named:
        raise EvaluationError(f"{place}: found no key 'doc', expected the document's name")
    value = row.get("value")
    return Statement(
        document=str(named),
        relation=str(row["p"]),
        subject=_word(row["s"]),
        object=_word(row["o"]),
        subject_type=row.get("s_type"),
        object_type=row.get("o_type"),
        polarity=row.get("polarity") or "affirmed",
        modality="actual" if row.get("modality") in _ACTUAL else str(row["modality"]),
        speaker=row.get("speaker") or None,
        quote=_word(row.get("quote")),
        value=value if isinstance(value, str | int | float | None) else str(value),
        label=_word(row.get("label")),
        unit=_word(row.get("unit")),
        certainty=row.get("certainty") or "clear",
        in_signature=bool(row.get("in_signature", True)),
    )


def _word(value: object) -> str:
    return str(value or "")
