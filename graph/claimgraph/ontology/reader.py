"""Gather the triples of an ontology's files, and check what only all files together can show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox

from claimgraph.errors import OntologyError
from claimgraph.model import ONTOLOGY, Ontology
from claimgraph.ontology.relations import make_relation
from claimgraph.ontology.terms import (
    CLASS,
    DOMAIN,
    HEADER,
    LABEL,
    OBJECT_PROPERTY,
    PREFIXES,
    RANGE,
    SUBCLASS,
    TYPE,
    VERSION,
    Values,
    exactly_one,
    iris,
    local_name,
    short,
    text,
)


def read_turtle(path: Path, *, name: str) -> tuple[ox.Triple, ...]:
    """Return a file's triples, blank nodes under names of their own; ``name`` is for messages.

    :raises OntologyError: where the file cannot be read or is no Turtle
    """
    try:
        quads = ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
        return tuple(quad.triple for quad in quads)
    except OSError as error:
        raise OntologyError(f"{name}: cannot be read: {error.strerror}") from error
    except SyntaxError as error:
        raise OntologyError(f"{name}: is no Turtle: {error.msg}") from error


class Reader:
    """Read files one by one, remember which declares which relation, and make the Ontology."""

    def __init__(self, *, leave_out: Iterable[str] = ()) -> None:
        self.leave_out = frozenset(leave_out)  # file names that a folder's reading skips
        self.triples: set[ox.Triple] = set()
        self.about: dict[str, Values] = {}
        self.declared: dict[str, str] = {}  # relation's IRI -> file
        self.version = "0"

    def read_folder(self, folder: Path) -> None:
        """Read a folder's class files, then the files of its relations.

        :raises OntologyError: where the folder or its Turtle is missing, or a file is wrong
        """
        if not folder.is_dir():
            raise OntologyError(f"{folder.name}: no such folder; expected one with Turtle files")
        flat = [path for path in sorted(folder.glob("*.ttl")) if path.name not in self.leave_out]
        nested = sorted((folder / "relations").glob("*.ttl"))
        if not flat and not nested:
            raise OntologyError(f"{folder.name}: holds no Turtle file (*.ttl, relations/*.ttl)")
        for path in flat:
            self._declare(path.name, path.stem, self.read(path), required=False)
        for path in nested:
            name = f"relations/{path.name}"
            self._declare(name, path.stem, self.read(path, name=name), required=True)

    def read(self, path: Path, *, name: str | None = None) -> dict[str, Values]:
        """Add one file's triples and return what it says about each IRI.

        :raises OntologyError: where the file cannot be read or is no Turtle
        """
        triples = read_turtle(path, name=name or path.name)
        here: dict[str, Values] = {}
        for triple in triples:
            if isinstance(triple.subject, ox.NamedNode):
                for index in (here, self.about):
                    values = index.setdefault(triple.subject.value, {})
                    known = values.setdefault(triple.predicate.value, [])
                    if triple.object not in known:
                        known.append(triple.object)
        self.triples.update(triples)
        # A folder's own header comes after the shipped one and gives the version.
        for values in here.values():
            if HEADER in iris(values) and VERSION in values:
                self.version = text(values[VERSION][0])
        return here

    def _declare(self, file: str, stem: str, here: Mapping[str, Values], *, required: bool) -> None:
        properties = [iri for iri, values in here.items() if OBJECT_PROPERTY in iris(values)]
        found = sorted(iri for iri in properties if local_name(iri) == stem)
        earlier = next((iri for iri in self.declared if local_name(iri) == stem), None)
        if earlier is not None and found:
            raise OntologyError(
                f"{file}: declares {stem}, which {self.declared[earlier]} declares already"
            )
        # A file named after a known relation, declaring nothing, adds wording to it.
        if earlier is not None:
            return
        worded = any(ONTOLOGY + "wording" in values for values in here.values())
        if not found and (required or worded):
            names = ", ".join(sorted(local_name(iri) for iri in properties)) or "none"
            raise OntologyError(
                f"{file}: needs an owl:ObjectProperty named {stem}, like the file; has {names}"
            )
        if len(found) > 1:
            raise OntologyError(
                f"{file}: needs exactly one property named {stem}, has {len(found)} "
                f"({', '.join(found)})"
            )
        if found:
            self.declared[found[0]] = file

    def ontology(self) -> Ontology:
        """Return what was read.

        :raises OntologyError: where a term is used and not declared, two terms share a local
            name, or a relation is incomplete
        """
        self._check_names()
        self._check_terms()
        ours = {
            iri: values
            for iri, values in sorted(self.about.items())
            if LABEL in values and HEADER not in iris(values)
        }
        base = ONTOLOGY + "identifierBase"
        return Ontology(
            relations={
                local_name(iri): make_relation(iri, file, self.about)
                for iri, file in sorted(self.declared.items(), key=lambda one: local_name(one[0]))
            },
            parents={
                local_name(iri): tuple(self._ancestors(iri))
                for iri, values in ours.items()
                if CLASS in iris(values)
            },
            labels={local_name(iri): text(values[LABEL][0]) for iri, values in ours.items()},
            turtle=serialise(self.triples),
            version=self.version,
            iris={local_name(iri): iri for iri in ours},
            identifiers={
                local_name(iri): text(values[base][0])
                for iri, values in ours.items()
                if base in values
            },
            specialisations=_specialisations(ours),
        )

    def _check_names(self) -> None:
        names: dict[str, str] = {}
        for iri, values in sorted(self.about.items()):
            if TYPE in values and LABEL in values and HEADER not in iris(values):
                other = names.setdefault(local_name(iri), iri)
                if other != iri:
                    raise OntologyError(f"{iri}: has the local name of {other}; rename one")

    def _check_terms(self) -> None:
        """Refuse a misspelt term: one in a namespace of ours that no file declares."""
        spaces = {ONTOLOGY} | {iri.removesuffix(local_name(iri)) for iri in self.declared}
        declared = {iri for iri, values in self.about.items() if TYPE in values}
        for triple in sorted(self.triples, key=str):
            for term in (triple.subject, triple.predicate, triple.object):
                if (
                    isinstance(term, ox.NamedNode)
                    and term.value not in declared
                    and any(term.value.startswith(space) for space in spaces)
                ):
                    user = short(getattr(triple.subject, "value", str(triple.subject)))
                    raise OntologyError(
                        f"{short(term.value)}: is used with {user} but declared in no file"
                    )

    def _ancestors(self, iri: str) -> Iterator[str]:
        """Yield the local names of all superclasses with a label, nearest first, then by name."""
        seen, layer = {iri}, [iri]
        while layer:
            above = {
                parent
                for one in layer
                for parent in iris(self.about.get(one, {}), SUBCLASS)
                if parent not in seen and LABEL in self.about.get(parent, {})
            }
            seen |= above
            layer = sorted(above)
            yield from (local_name(one) for one in layer)


def _specialisations(ours: Mapping[str, Values]) -> dict[str, tuple[tuple[str, str, str], ...]]:
    found: dict[str, list[tuple[str, str, str]]] = {}
    for iri, values in ours.items():
        for general in iris(values, ONTOLOGY + "specialises"):
            domain, range_ = (text(exactly_one(short(iri), values, p)) for p in (DOMAIN, RANGE))
            entry = (local_name(domain), local_name(range_), local_name(iri))
            found.setdefault(local_name(general), []).append(entry)
    return {name: tuple(entries) for name, entries in sorted(found.items())}


def serialise(triples: Iterable[ox.Triple]) -> str:
    """Return Turtle that depends on the triples only: blank nodes named by RDFC-1.0, sorted."""
    data = ox.Dataset(ox.Quad(*triple) for triple in triples)
    data.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    ordered = sorted((quad.triple for quad in data), key=str)
    buffer = BytesIO()
    ox.serialize(ordered, buffer, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    # The library declares prefixes in an order that changes from run to run.
    declared = sum(line.startswith("@prefix ") for line in lines)
    return "".join([*sorted(lines[:declared]), *lines[declared:]])
