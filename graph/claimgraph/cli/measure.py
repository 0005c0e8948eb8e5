"""How good a graph is: `check`, `info`."""

from __future__ import annotations

import typer

from claimgraph import pipeline
from claimgraph.cli.common import DEFAULT_GRAPH, GraphOption, OutputOption, write


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("check", epilog="Example: claimgraph check --graph exports")(_check)
    app.command("info", epilog="Example: claimgraph info")(_info)


def _check(graph: GraphOption = DEFAULT_GRAPH) -> None:
    """Check a graph: SHACL shapes, violation queries, inconsistencies with their proofs."""
    report = pipeline.check(graph)
    write(report.text, None)
    if not report.conforms:
        raise typer.Exit(1)


def _info(graph: GraphOption = DEFAULT_GRAPH, output: OutputOption = None) -> None:
    """Print what a graph holds: documents, claims, actors by class, statements by relation."""
    write(pipeline.info(graph), output)
