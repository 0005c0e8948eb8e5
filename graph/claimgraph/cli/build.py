"""`claimgraph build`: documents in, a folder with the graph out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from claimgraph.cli.common import progress, say
from claimgraph.errors import UsageError
from claimgraph.model import DEFAULT_BASE, Severity
from claimgraph.pipeline import (
    BuildOptions,
    Engine,
    build,
    parse_policy,
    read_grades,
    read_judgements,
)
from claimgraph.pipeline.summary import summarise

_STDIN = Path("-")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("build", epilog="Example: claimgraph build articles/ notes.md --out exports")(
        _build
    )


def _build(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATHS]...",
            help="Files and folders (txt, md, html, pdf); `-` reads one document from stdin.",
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="Folder to write.")
    ] = Path("exports"),
    base: Annotated[
        str, typer.Option(metavar="IRI", help="Base IRI of actors and claims.")
    ] = DEFAULT_BASE,
    ontology: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Another ontology folder than the one that is shipped."),
    ] = None,
    according_to: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD:VALUE",
            help="Accept only claims of this standpoint, e.g. publisher:UPI, grade:B2, "
            "speaker:NAME, since:2025-01, language:en, document:NAME, -publisher:NAME. "
            "May be given again. All claims stay in the graph.",
        ),
    ] = None,
    judgements: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="YAML file of human decisions on actors and claims."),
    ] = None,
    grades: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="YAML file of sources and their Admiralty grades."),
    ] = None,
    min_confidence: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Leave out less certain claims.")
    ] = 0.0,
    engine: Annotated[Engine, typer.Option(help="OWL 2 RL reasoner.")] = Engine.COMPILED,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    """Build a graph of claims from documents, and reason over it.

    Writes the store, Turtle, claims (JSON Lines), the network page and a list of issues.
    """
    if not paths:
        raise UsageError("build: no documents; expected files, folders or - for stdin")
    files = [path for path in paths if path != _STDIN]
    stdin = sys.stdin.buffer.read() if _STDIN in paths else None
    options = BuildOptions(
        base=base,
        policy=parse_policy(according_to or []),
        min_confidence=min_confidence,
        engine=engine,
        judgements=read_judgements(judgements) if judgements else (),
        grades=read_grades(grades) if grades else (),
    )
    with progress(quiet=quiet) as advance:
        graph = build(
            files, out, options=options, ontology_folder=ontology, stdin=stdin, advance=advance
        )
    for issue in graph.issues:
        if issue.severity is Severity.ERROR:
            say(f"Left out: {issue.message}")
    if not quiet:
        say(summarise(graph, out))
    if not graph.documents:
        raise typer.Exit(1)
