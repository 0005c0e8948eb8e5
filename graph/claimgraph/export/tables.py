"""Write tables as CSV: claims in one file, or all there is in a folder of files.

Cells hold the data exactly. In ``csv-spreadsheet`` a cell that a spreadsheet program would take
for a formula begins with an apostrophe, so that what a document says is never calculated.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from claimgraph.export.claims import claim_row, in_order, written
from claimgraph.export.networks import status_of
from claimgraph.export.source import Source
from claimgraph.model import Entity, Quantity

Cell = str | int | float | bool | None
Rows = Iterable[Sequence[Cell]]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_CLAIM_KEYS = (
    "doc", "article", "s", "s_type", "p", "o", "o_type", "polarity", "modality", "speaker", "date",
    "quote", "start", "end", "confidence", "label", "value", "unit", "bound", "as_of", "scope",
    "what",
)  # fmt: skip


def write_csv(source: Source) -> Iterator[bytes]:
    """Yield one table of all claims, exactly as they are."""
    yield _table(*_claims(source))


def write_spreadsheet(source: Source) -> Iterator[bytes]:
    """Yield one table of all claims with no cell that a spreadsheet program would calculate."""
    head, rows = _claims(source)
    yield _table(head, ([_unarmed(cell) for cell in row] for row in rows))


def _unarmed(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def write_tables(source: Source) -> Iterator[tuple[str, bytes]]:
    """Yield the name and bytes of each table of a folder."""
    for name, rows_of in _TABLES.items():
        yield f"{name}.csv", _table(*rows_of(source))


def _table(head: Sequence[str], rows: Rows) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(["" if one is None else _cell(one) for one in row] for row in rows)
    return buffer.getvalue().encode("utf-8", "replace")


def _cell(value: Cell) -> Cell:
    return str(value).lower() if isinstance(value, bool) else value


def _claims(source: Source) -> tuple[Sequence[str], Rows]:
    propositions = {c.iri: p.iri for p in source.graph.propositions for c in p.claims}
    rows = []
    for claim in in_order(source.graph.claims):
        row = claim_row(claim)
        rows.append(
            [
                claim.iri,
                propositions.get(claim.iri),
                *(row.get(key) for key in _CLAIM_KEYS),
                claim.publisher,
                claim.published,
            ]
        )
    return ("claim", "proposition", *_CLAIM_KEYS, "publisher", "published"), rows


def _entities(source: Source) -> tuple[Sequence[str], Rows]:
    rows = [
        [
            one.iri,
            one.label,
            one.type,
            "; ".join(one.aliases),
            "; ".join(f"{scheme}={value}" for scheme, value in one.identifiers),
        ]
        for one in sorted(source.graph.entities, key=lambda one: one.iri)
    ]
    return ("entity", "label", "type", "aliases", "identifiers"), rows


def _end(target: Entity | Quantity) -> tuple[str | None, str]:
    if isinstance(target, Entity):
        return target.iri, target.label
    return None, f"{written(target)} {target.counted or target.unit or ''}".strip()


def _propositions(source: Source) -> tuple[Sequence[str], Rows]:
    rows = []
    for one in sorted(source.graph.propositions, key=lambda one: one.iri):
        rows.append(
            [
                one.iri,
                one.subject.iri,
                one.subject.label,
                one.relation,
                *_end(one.object),
                status_of(one),
                sum(claim.polarity.value == "affirmed" for claim in one.claims),
                sum(claim.polarity.value == "denied" for claim in one.claims),
                one.independent_sources,
            ]
        )
    return (
        "proposition", "subject", "subject_label", "relation", "object", "object_label", "status",
        "affirmed", "denied", "independent_sources",
    ), rows  # fmt: skip


def _documents(source: Source) -> tuple[Sequence[str], Rows]:
    counts: dict[str, int] = {}
    for claim in source.graph.claims:
        uri = claim.evidence.article.document.uri
        counts[uri] = counts.get(uri, 0) + 1
    rows = [
        [
            one.uri,
            one.name,
            one.title,
            one.publisher,
            one.author,
            one.date,
            one.url,
            one.language,
            one.grade,
            one.media_type,
            one.sha256,
            counts.get(one.uri, 0),
        ]
        for one in sorted(source.graph.documents, key=lambda one: (one.name, one.uri))
    ]
    return (
        "document", "name", "title", "publisher", "author", "date", "url", "language", "grade",
        "media_type", "sha256", "claims",
    ), rows  # fmt: skip


def _conflicts(source: Source) -> tuple[Sequence[str], Rows]:
    rows = [
        [one.iri, one.kind.value, one.reason, one.confidence, claim.iri, claim.quote]
        for one in sorted(source.graph.conflicts, key=lambda one: one.iri)
        for claim in in_order(one.claims)
    ]
    return ("conflict", "kind", "reason", "confidence", "claim", "quote"), rows


def _inferences(source: Source) -> tuple[Sequence[str], Rows]:
    rows: list[list[Cell]] = [
        [
            one.triple.subject,
            one.triple.predicate,
            one.triple.object,
            one.rule,
            number,
            premise.subject,
            premise.predicate,
            premise.object,
        ]
        for one in sorted(source.graph.inferences, key=repr)
        for number, premise in enumerate(one.premises, start=1)
    ]
    return (
        "subject", "predicate", "object", "rule", "premise", "premise_subject",
        "premise_predicate", "premise_object",
    ), rows  # fmt: skip


_TABLES: dict[str, Callable[[Source], tuple[Sequence[str], Rows]]] = {
    "claims": _claims,
    "conflicts": _conflicts,
    "documents": _documents,
    "entities": _entities,
    "inferences": _inferences,
    "propositions": _propositions,
}
