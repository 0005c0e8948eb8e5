"""Show a table to people: in a terminal, and as Markdown."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from claimgraph.query.results import Table, Term, plain

_NARROW = 20  # columns a terminal has at least
_PIPED = 160  # columns where no terminal is
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_MARKED = re.compile(r"([\\`*_\[\]|<>~&])")


def terminal_lines(table: Table, prefixes: Mapping[str, str], width: int | None) -> Iterator[str]:
    """Yield a table of text; nothing in a cell can move the cursor or turn the text around."""
    shown = RichTable(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in table.columns:
        shown.add_column(Text(name), overflow="fold")
    count = 0
    for row in table.rows:
        shown.add_row(*(Text(_cell(term, prefixes)) for term in row))
        count += 1
    if table.columns:
        out = io.StringIO()
        console = Console(file=out, width=max(width or _PIPED, _NARROW), no_color=True)
        console.print(shown)
        yield "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
    yield f"{count:,} row{'' if count == 1 else 's'}\n"


def markdown_lines(table: Table, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield a Markdown table; nothing in a cell is taken for markup."""
    yield "| " + " | ".join(_marked(name) for name in table.columns) + " |\n"
    yield "|" + " --- |" * len(table.columns) + "\n"
    for row in table.rows:
        yield "| " + " | ".join(_marked(_cell(term, prefixes)) for term in row) + " |\n"


def _marked(text: str) -> str:
    return _MARKED.sub(r"\\\1", " ".join(text.split()))


def _cell(term: Term | None, prefixes: Mapping[str, str]) -> str:
    if term is None:
        return ""
    text = plain(term)
    for prefix in sorted(prefixes, key=lambda one: -len(prefixes[one])):
        local = text.removeprefix(prefixes[prefix])
        if local != text and local and "/" not in local and str(term).startswith("<"):
            return f"{prefix}:{local}"
    return _UNSEEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\t", " "))
