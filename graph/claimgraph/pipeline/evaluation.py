"""Measure a build against gold claims, or by a reader's marks on a sample."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from claimgraph import evaluate
from claimgraph.errors import EvaluationError, UsageError
from claimgraph.pipeline.files import open_graph, open_ontology


def evaluate_claims(
    folder: Path, gold: Sequence[Path], *, aliases: Path | None = None, verbose: bool = False
) -> str:
    """Return recall, precision and F1 of a build's claims by relation and overall.

    :raises EvaluationError: where a gold file cannot be used, or none of its documents was built
    """
    if not gold:
        raise UsageError("eval: no gold; expected files of gold claims, --sample or --judged")
    wanted = evaluate.read_gold(gold)
    graph, ontology = open_graph(folder), open_ontology(folder)
    built = {one.name for one in graph.documents}
    missing = sorted({one.document for one in wanted} - built)
    if missing and not built & {one.document for one in wanted}:
        raise EvaluationError(
            f"{folder}: holds none of the {len(missing)} documents of the gold claims "
            f"({', '.join(missing[:3])} …); expected a build of them"
        )
    scores = evaluate.score_claims(
        [one for one in wanted if one.document in built],
        evaluate.from_claims(graph.claims),
        ontology=ontology,
        aliases=evaluate.read_aliases(aliases, gold),
    )
    text = evaluate.format_table(scores, verbose=verbose)
    if missing:
        text += f"Left aside: gold of documents that were not built: {', '.join(missing)}\n"
    return text


def draw_sample(folder: Path, size: int, *, seed: int) -> str:
    """Return a CSV sheet with so many of a build's claims, for a reader to mark."""
    return evaluate.draw_sample(open_graph(folder).claims, size, seed)


def judged_figure(sheet: Path) -> str:
    """Return the figures of a sheet that a reader has marked."""
    return evaluate.format_judged(evaluate.read_judgements(sheet))
