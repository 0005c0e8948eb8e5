"""Read what humans decided, and apply it to claims: an input file, never an edit of the output."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from claimgraph.errors import ResolutionError
from claimgraph.model import (
    Claim,
    Issue,
    Judgement,
    Modality,
    Polarity,
    Severity,
    Verdict,
)

_KEYS = {"verdict", "left", "right", "by", "date", "reason", "changes"}
_PAIRS = (Verdict.SAME, Verdict.NOT_SAME, Verdict.UNSURE)
_CORRECTABLE = ("polarity", "modality", "label", "what", "date")


def read_judgements(path: Path) -> tuple[Judgement, ...]:
    """Return the judgements of a YAML file: a list of mappings, in the file's order.

    :raises ResolutionError: where the file is no such list, or an entry lacks what it needs
    """
    try:
        loaded: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ResolutionError(f"{path}: cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ResolutionError(f"{path}: is no YAML: {error}") from error
    if loaded is None:
        return ()
    if not isinstance(loaded, list):
        raise ResolutionError(
            f"{path}: expected a list of judgements, found {type(loaded).__name__}"
        )
    return tuple(_judgement(entry, f"{path}: entry {i}") for i, entry in enumerate(loaded, 1))


def _judgement(entry: object, where: str) -> Judgement:
    if not isinstance(entry, Mapping) or set(map(str, entry)) - _KEYS:
        raise ResolutionError(f"{where}: expected a mapping with keys of {sorted(_KEYS)}")
    try:
        verdict = Verdict(str(entry.get("verdict")))
    except ValueError:
        expected = ", ".join(Verdict)
        raise ResolutionError(
            f"{where}: verdict {entry.get('verdict')!r}, expected one of {expected}"
        ) from None
    if not entry.get("left") or (verdict in _PAIRS and not entry.get("right")):
        raise ResolutionError(
            f"{where}: {verdict.value} needs left" + " and right" * (verdict in _PAIRS)
        )
    changes = entry.get("changes") or {}
    if not isinstance(changes, Mapping) or set(changes) - set(_CORRECTABLE):
        raise ResolutionError(f"{where}: changes: expected a mapping of {', '.join(_CORRECTABLE)}")
    return Judgement(
        verdict=verdict,
        left=str(entry["left"]),
        right=_text(entry.get("right")),
        by=_text(entry.get("by")),
        date=_text(entry.get("date")),
        reason=_text(entry.get("reason")),
        changes=tuple(sorted((str(key), str(value)) for key, value in changes.items())),
    )


def format_judgement(judgement: Judgement) -> str:
    """Return a judgement as an entry of the YAML list that ``read_judgements`` reads.

    >>> print(format_judgement(Judgement(Verdict.SAME, "A. Roe", "Ana Roe", by="kim")), end="")
    - verdict: same
      left: A. Roe
      right: Ana Roe
      by: kim
    """
    entry: dict[str, object] = {"verdict": judgement.verdict.value, "left": judgement.left}
    for key in ("right", "by", "date", "reason"):
        if getattr(judgement, key) is not None:
            entry[key] = getattr(judgement, key)
    if judgement.changes:
        entry["changes"] = dict(judgement.changes)
    dumped: str = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=1000)
    return dumped


def add_judgement(path: Path, judgement: Judgement) -> None:
    """Append a judgement to a file, which is made if need be; what it holds stays as it is.

    :raises ResolutionError: where the file cannot be written, or holds no list of judgements
    """
    known = path.read_text(encoding="utf-8") if path.exists() else ""
    if path.exists():
        read_judgements(path)
    gap = "" if not known or known.endswith("\n") else "\n"
    _write(path, known + gap + format_judgement(judgement))


def take_back(path: Path) -> Judgement | None:
    """Remove the last judgement of a file and return it, None where there is none.

    :raises ResolutionError: where the file cannot be read or written
    """
    judgements = read_judgements(path)
    text = path.read_text(encoding="utf-8")
    starts = [found.start() for found in re.finditer(r"(?m)^- ", text)]
    if not judgements or len(starts) != len(judgements):
        if judgements:
            raise ResolutionError(
                f"{path}: expected each judgement to open a line with '- '; edit it by hand"
            )
        return None
    _write(path, text[: starts[-1]])
    return judgements[-1]


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ResolutionError(f"{path}: cannot be written: {error.strerror}") from error


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def apply_judgements(
    claims: Sequence[Claim], judgements: Iterable[Judgement]
) -> tuple[tuple[Claim, ...], tuple[Issue, ...]]:
    """Return the claims after the verdicts on them, and an issue for each that was applied.

    A rejected claim is left out, an accepted one is sure, a corrected one keeps its IRI. A verdict
    on a claim that no document makes any more is reported and changes nothing.
    """
    verdicts = {one.left: one for one in judgements if one.verdict not in _PAIRS}
    kept: list[Claim] = []
    issues: list[Issue] = []
    for claim in claims:
        judgement = verdicts.pop(claim.iri, None)
        if judgement is None:
            kept.append(claim)
            continue
        issues.append(_note(claim, judgement))
        if judgement.verdict is not Verdict.REJECT:
            kept.append(_judged(claim, judgement))
    for iri in sorted(verdicts):
        message = f"judgement on {iri}: no such claim in this build"
        issues.append(Issue("judgements", Severity.WARNING, "", message))
    return tuple(kept), tuple(issues)


def _judged(claim: Claim, judgement: Judgement) -> Claim:
    changed: dict[str, Any] = {"confidence": 1.0}
    for field, value in judgement.changes:
        try:
            changed[field] = {"polarity": Polarity, "modality": Modality}.get(field, str)(value)
        except ValueError:
            raise ResolutionError(
                f"judgement on {claim.iri}: {field} {value!r} is not known"
            ) from None
    return replace(claim, **changed)


def _note(claim: Claim, judgement: Judgement) -> Issue:
    by = f" by {judgement.by}" if judgement.by else ""
    on = f" on {judgement.date}" if judgement.date else ""
    why = f": {judgement.reason}" if judgement.reason else ""
    message = f"claim {claim.iri}: {judgement.verdict.value}{by}{on}{why}"
    name = claim.evidence.article.document.name
    return Issue("judgements", Severity.INFO, name, message, claim.start, claim.end)
