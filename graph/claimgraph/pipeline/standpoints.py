"""Look at one set of claims from several standpoints, and compare them or two builds."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path

from claimgraph.claims import Policy, parse_policy
from claimgraph.claims.compare import Change, compare
from claimgraph.model import KnowledgeGraph, Ontology, Passage
from claimgraph.pipeline.build import BuildOptions, relate
from claimgraph.pipeline.files import open_graph, open_ontology
from claimgraph.pipeline.show import table


class CompareFormat(StrEnum):
    """Tell how to write a comparison."""

    TABLE = "table"
    JSON = "json"


def view_from(
    graph: KnowledgeGraph, ontology: Ontology, policy: Policy, *, only: bool = False
) -> KnowledgeGraph:
    """Return the graph as it is from a standpoint.

    :param only: leave out the claims that the standpoint does not take, as if their documents
        had never been read; otherwise they stay, but are no ground for anything
    """
    claims = tuple(one for one in graph.claims if not only or policy.takes(one))
    kept = KnowledgeGraph(
        base=graph.base,
        documents=graph.documents,
        articles=graph.articles,
        claims=claims,
        decisions=graph.decisions,
        issues=graph.issues,
    )
    passages = list(dict.fromkeys(one.evidence for one in graph.claims))
    whole = [Passage(one, one.start, one.end) for one in graph.articles] or passages
    options = BuildOptions(base=graph.base, policy=policy)
    return relate(kept, ontology=ontology, options=options, passages=whole)


def _standpoint(text: str, folder: Path) -> tuple[KnowledgeGraph, Ontology]:
    """Return the graph that a folder holds, or that of ``folder`` from a standpoint."""
    if Path(text).is_dir() or ":" not in text:
        return open_graph(Path(text)), open_ontology(Path(text))
    graph, ontology = open_graph(folder), open_ontology(folder)
    policy = parse_policy([term for term in text.split(",") if term])
    return view_from(graph, ontology, policy, only=True), ontology


def compare_graphs(
    first: str, second: str, folder: Path, *, form: CompareFormat = CompareFormat.TABLE
) -> str:
    """Return what changes from one standpoint or build to another.

    :raises StoreError: where a folder holds no graph
    :raises UsageError: where a standpoint is not of the form FIELD:VALUE[,FIELD:VALUE…]
    """
    before, _ = _standpoint(first, folder)
    after, _ = _standpoint(second, folder)
    changes = compare(before, after)
    if form is CompareFormat.JSON:
        return json.dumps([asdict(one) for one in changes], ensure_ascii=False, indent=1) + "\n"
    return _table(changes) if changes else "No statement differs.\n"


def _table(changes: tuple[Change, ...]) -> str:
    return table(
        ("change", "subject", "relation", "object", "affirmed before", "after"),
        (
            (
                c.kind.value + (" (inferred)" if c.inferred else ""),
                c.subject,
                c.relation,
                c.object,
                c.before,
                c.after,
            )
            for c in changes
        ),
    )
