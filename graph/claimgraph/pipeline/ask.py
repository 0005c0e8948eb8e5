"""Answer questions to a build folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from claimgraph import query, store
from claimgraph.errors import QueryError
from claimgraph.pipeline.show import table

_STDIN = "-"


def run_query(
    folder: Path,
    what: str,
    *,
    text: str | None = None,
    parameters: Mapping[str, str] | None = None,
    form: str | None = None,
    width: int | None = None,
    queries: Path | None = None,
) -> str:
    """Return the answer to a named query, a .rq file, or SPARQL text, in a format.

    :param what: a query's name or a file's path; its text where ``text`` is given
    :raises QueryError: where the query is unknown, refused or cannot be parsed
    :raises StoreError: where the folder holds no graph
    """
    named = _find(what, text, queries)
    with store.open_view(folder) as view:
        asked = query.Queries(view.store, view.base)
        result = asked.run_named(named, parameters or {})
        chosen = form or ("ttl" if isinstance(result, query.Statements) else "table")
        return "".join(query.render(result, chosen, prefixes=asked.prefixes, width=width))


def _find(what: str, text: str | None, folder: Path | None) -> query.NamedQuery:
    if text is not None:
        return query.parse_query(text, name=_STDIN, source="<stdin>")
    library = query.find_queries([folder] if folder else [])
    if what in library:
        return library[what]
    path = Path(what)
    if path.is_file():
        return query.read_query(path)
    if path.suffix == ".rq":
        raise QueryError(f"{what}: no such file")
    if any(mark in what for mark in "{?"):
        return query.parse_query(what, name="query", source="<argument>")
    close = [name for name in library if what in name or name in what]
    hint = f"; did you mean {', '.join(close)}?" if close else ""
    raise QueryError(f"{what!r}: no such query or file{hint} `claimgraph queries` lists them")


def list_queries(folder: Path | None = None) -> str:
    """Return the named queries with their parameters and what they answer."""
    return table(("query", "parameters", "answers"), _rows(folder))


def _rows(folder: Path | None) -> Iterator[tuple[str, str, str]]:
    for name, one in sorted(query.find_queries([folder] if folder else []).items()):
        given = ", ".join(
            parameter.name + (f"={parameter.default}" if parameter.default is not None else "")
            for parameter in one.parameters
        )
        yield name, given, one.summary
