"""An evaluation as a table of plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from claimgraph.evaluate.scores import Counts, Scores
from claimgraph.evaluate.statements import Statement

_MOST = 200  # lines of a kind


def format_table(
    scores: Scores, *, documents: Mapping[str, Scores] | None = None, verbose: bool = False
) -> str:
    """Return a line for each relation and one for all, then the attributes.

    With ``documents`` a line for each of them follows; ``verbose`` lists what was missed and what
    gold does not have, the relations with most misses first.
    """
    lines = list(_relations(scores))
    if documents:
        lines += ["", *_documents(documents)]
    if verbose:
        lines += ["", *_misses(scores)]
    return "\n".join(lines) + "\n"


def _head(first: str, width: int) -> str:
    return f"{first:{width}}{'P':>6}{'R':>6}{'F1':>6}{'right':>7}{'wrong':>7}{'missed':>7}"


def _row(name: str, counts: Counts, width: int) -> str:
    return (
        f"{name:{width}}{counts.precision:6.2f}{counts.recall:6.2f}{counts.f1:6.2f}"
        f"{counts.right:7}{counts.wrong:7}{counts.missed:7}"
    )


def _relations(scores: Scores) -> Iterator[str]:
    width = max([len(name) for name in scores.relations] + [16]) + 2
    yield _head("relation", width)
    by_size = sorted(
        scores.relations.items(), key=lambda item: (-item[1].right - item[1].missed, item[0])
    )
    for name, counts in by_size:
        yield _row(name, counts, width)
    total = scores.overall
    yield (
        f"{'ALL':{width}}{total.precision:6.3f} {total.recall:5.3f} {total.f1:5.3f}"
        f"{total.right:7}{total.wrong:7}{total.missed:7}"
    )
    yield f"modality right in {scores.modality:.3f} of the matches, speaker in {scores.speaker:.3f}"
    yield "Gold is not exhaustive: precision against it is a lower bound (see --sample)."


def _documents(documents: Mapping[str, Scores]) -> Iterator[str]:
    width = max([len(name) for name in documents] + [16]) + 2
    yield _head("document", width)
    for name in sorted(documents):
        yield _row(name, documents[name].overall, width)


def _misses(scores: Scores) -> Iterator[str]:
    def order(row: Statement) -> tuple[int, str, str]:
        return -scores.relations[row.relation].missed, row.relation, row.document

    for word, rows in (("missed", scores.missed), ("not in gold", scores.wrong)):
        shown = sorted(rows, key=order)[:_MOST]
        for row in shown:
            extra = row.label or row.value or ""
            sign = "NOT " if row.polarity == "denied" else ""
            told = f"{sign}{row.subject} | {row.relation} | {row.object} {extra}".rstrip()
            yield f"{word}: {row.document} | {told} | {' '.join(row.quote.split())[:160]}"
        if len(rows) > len(shown):
            yield f"{word}: {len(rows) - len(shown)} more"
