"""What all commands share: options, messages, progress."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Protocol

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

GraphOption = Annotated[
    Path,
    typer.Option(
        "--graph", "-g", metavar="DIR", help="Folder of a build, as `build --out` made it."
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="File to write; `-` is stdout."),
]
DEFAULT_GRAPH = Path("exports")


def say(message: str) -> None:
    """Print a message to stderr."""
    sys.stderr.write(message + "\n")


def write(text: str | bytes, output: Path | None) -> None:
    """Write data to a file, or to stdout where ``output`` is None or ``-``.

    :raises ExportError: where the file cannot be written
    """
    data = text.encode("utf-8") if isinstance(text, str) else text
    if output is None or str(output) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from claimgraph.pipeline import write_file

    write_file(output, data)
    say(f"Wrote {output} ({len(data):,} bytes).")


class Advance(Protocol):
    """Say that one more step of a stage is done."""

    def __call__(self, stage: str, done: int, total: int | None, what: str) -> None:
        """Report the step's number, of how many, and its name."""


@contextmanager
def progress(*, quiet: bool) -> Iterator[Advance]:
    """Show bars on stderr while a long job runs; nothing where stderr is no terminal."""
    console = Console(stderr=True)
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("[dim]{task.fields[what]}", markup=True),
        console=console,
        transient=True,
        disable=quiet or not console.is_terminal,
    ) as bars:
        tasks: dict[str, object] = {}

        def advance(stage: str, done: int, total: int | None, what: str) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total, what="")
            bars.update(tasks[stage], completed=done, total=total, what=what[-50:])  # type: ignore[arg-type]

        yield advance
