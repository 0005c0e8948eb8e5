"""The network in numbers: `metrics`, `path`."""

from __future__ import annotations

from typing import Annotated

import typer

from claimgraph import pipeline
from claimgraph.cli.common import DEFAULT_GRAPH, GraphOption, OutputOption, write


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("metrics", epilog="Example: claimgraph metrics --top 20")(_metrics)
    app.command("path", epilog='Example: claimgraph path Barbados "Marco Rubio"')(_path)


def _metrics(
    graph: GraphOption = DEFAULT_GRAPH,
    top: Annotated[
        int | None, typer.Option(min=1, help="List so many actors, the most connected first.")
    ] = None,
    form: Annotated[
        pipeline.MetricsFormat, typer.Option("--format", "-f", help="How to print them.")
    ] = pipeline.MetricsFormat.TABLE,
    output: OutputOption = None,
) -> None:
    """Measure the network: degree, betweenness, communities, brokers, components."""
    write(pipeline.measure_network(graph, form=form, top=top), output)


def _path(
    start: Annotated[str, typer.Argument(metavar="A", help="Label or IRI.")],
    end: Annotated[str, typer.Argument(metavar="B", help="Label or IRI.")],
    graph: GraphOption = DEFAULT_GRAPH,
    limit: Annotated[int, typer.Option(min=1, help="Show so many chains.")] = 3,
    denied: Annotated[
        bool, typer.Option("--denied", help="Walk edges as well that every source denies.")
    ] = False,
    output: OutputOption = None,
) -> None:
    """Show the shortest chains of statements between two actors."""
    write(pipeline.find_path(graph, start, end, limit=limit, denied=denied), output)
