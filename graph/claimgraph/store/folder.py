"""Write a graph to a build folder, one writer at a time, and read it while others write."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO

from pyoxigraph import Store

from claimgraph.errors import StoreError
from claimgraph.model import KnowledgeGraph, Ontology
from claimgraph.store.canonical import canonical
from claimgraph.store.decode import from_quads
from claimgraph.store.encode import to_quads
from claimgraph.store.generations import (
    DATABASE,
    LOCK,
    MARKER,
    STORE,
    TEXTS,
    Marker,
    check_files,
    current,
    next_number,
    read_marker,
    remove_unused,
    sizes,
    switch,
)
from claimgraph.store.lock import reading, writing
from claimgraph.store.texts import file_names, write_text

_COUNTED = (
    "documents",
    "articles",
    "entities",
    "claims",
    "propositions",
    "conflicts",
    "inferences",
    "inconsistencies",
    "decisions",
)
_TRIES = 5  # a reader that loses a race against two builds in a row tries again


class View:
    """Hold one generation of a graph, read-only; a build meanwhile does not change it.

    >>> with open_view(Path("exports")) as view:  # doctest: +SKIP
    ...     view.store.query("ASK {}")
    """

    def __init__(self, folder: Path, place: Path, marker: Marker, hold: IO[bytes]) -> None:
        self.folder = folder
        self.place = place
        self.base = marker.base
        self.quads = marker.quads
        self.counts: Mapping[str, int] = marker.counts
        self.texts = place / TEXTS
        self._hold = hold
        try:
            self.store = Store.read_only(str(place / DATABASE))
        except (OSError, ValueError) as error:
            hold.close()
            raise StoreError(f"{place}: cannot be opened ({error}); build it again") from error

    def __enter__(self) -> View:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the generation, so that the next build may delete it."""
        if not self._hold.closed:
            del self.store
            self._hold.close()


def open_view(folder: Path) -> View:
    """Open the current graph of a build folder for reading.

    :raises StoreError: where there is none, or it is half-written, half-copied or of a newer format
    """
    for _ in range(_TRIES):
        number = current(folder)
        if number is None:
            raise StoreError(
                f"{folder}: holds no graph; expected one that `claimgraph build --out {folder}` "
                "writes"
            )
        place = folder / STORE / str(number)
        try:
            hold = reading(place / MARKER)
        except OSError:
            if current(folder) != number:
                continue  # a build replaced it between the two looks
            hold = None
        try:
            marker = read_marker(place)
            check_files(place, marker)
        except StoreError:
            if hold is not None:
                hold.close()
            raise
        if hold is None:
            raise StoreError(f"{place / MARKER}: cannot be opened for reading")
        return View(folder, place, marker, hold)
    raise StoreError(f"{folder}: is being rebuilt again and again; try again later")


def load_graph(folder: Path) -> KnowledgeGraph:
    """Return the current graph of a build folder; issues are not part of it.

    :raises StoreError: as ``open_view``, and where a quote is not what its document says
    """
    with open_view(folder) as view:
        return from_quads(view.store, view.texts)


def write_graph(graph: KnowledgeGraph, ontology: Ontology, folder: Path) -> None:
    """Write a graph as the current one of a build folder; the one before stays until it is whole.

    ``store/`` gets a new generation with database and texts; ``texts/`` gets a copy of the texts.

    :raises StoreError: where another process writes there, the disk is full, or the folder cannot
        be written; the graph that was there is then unchanged
    """
    try:
        (folder / STORE).mkdir(parents=True, exist_ok=True)
        with writing(folder / STORE / LOCK):
            _write(canonical(graph), ontology, folder)
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written ({error.strerror or error}); "
            "the graph that was there is unchanged"
        ) from error


def _write(graph: KnowledgeGraph, ontology: Ontology, folder: Path) -> None:
    before = current(folder)
    remove_unused(folder, keep=before)
    number = next_number(folder, after=before)
    place = folder / STORE / str(number)
    try:
        _write_generation(graph, ontology, place)
        switch(folder, number)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    stale = _text_names(folder, before) - _text_names(folder, number)
    _publish_texts(place / TEXTS, folder / TEXTS, stale)
    remove_unused(folder, keep=number)


def _write_generation(graph: KnowledgeGraph, ontology: Ontology, place: Path) -> None:
    (place / TEXTS).mkdir(parents=True)
    names = file_names({one.uri: one.name for one in graph.documents})
    for document in graph.documents:
        write_text(place / TEXTS, names[document.uri], document.text)
    store = Store(str(place / DATABASE))
    store.bulk_extend(to_quads(graph, ontology))
    store.flush()
    store.optimize()
    quads = len(store)
    del store  # closes the database, so that its files have their last size
    counts = {name: len(getattr(graph, name)) for name in _COUNTED}
    marker = Marker(base=graph.base, quads=quads, counts=counts, files=sizes(place))
    (place / MARKER).write_text(marker.to_json(), encoding="utf-8")


def _text_names(folder: Path, number: int | None) -> set[str]:
    place = folder / STORE / str(number) / TEXTS
    return {path.name for path in place.iterdir()} if place.is_dir() else set()


def _publish_texts(source: Path, target: Path, stale: set[str]) -> None:
    """Copy the texts to where users look for them, and remove those of documents that are gone."""
    try:
        target.mkdir(exist_ok=True)
        for path in sorted(source.iterdir()):
            write_text(target, path.name, path.read_bytes().decode("utf-8"))
        for name in sorted(stale):
            (target / name).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            f"{target}: the texts cannot be copied there ({error.strerror or error}); "
            "the graph itself is written"
        ) from error
