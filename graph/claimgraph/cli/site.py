"""A site to read and to hand on: `report`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimgraph.cli.common import DEFAULT_GRAPH, GraphOption, progress, say
from claimgraph.errors import UsageError
from claimgraph.pipeline import reporting


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "report",
        epilog="Examples: claimgraph report -o site · claimgraph report --sqlite claims.db",
    )(_report)


def _report(
    graph: GraphOption = DEFAULT_GRAPH,
    out: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Folder for the pages.")
    ] = None,
    sqlite: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Database to write, e.g. for Datasette.")
    ] = None,
    title: Annotated[str, typer.Option(help="Title of the site.")] = "claimgraph report",
) -> None:
    """Write static pages that work from disk: actors, documents, conflicts, relations, sources."""
    if out is None and sqlite is None:
        raise UsageError("report: nothing to write; expected -o DIR, --sqlite FILE or both")
    if out is not None:
        with progress(quiet=False) as advance:
            count = reporting.write_site(
                graph,
                out,
                title=title,
                advance=lambda done, path: advance("Pages", done, None, path),
            )
        say(f"Wrote {count} pages; open {out / 'index.html'}")
    if sqlite is not None:
        reporting.write_database(graph, sqlite)
        say(f"Wrote {sqlite}")
