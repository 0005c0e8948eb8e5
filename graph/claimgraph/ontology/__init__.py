"""Read the ontology's Turtle files once and hand out relations, the class tree and the OWL graph.

An ontology folder holds class files (``*.ttl``) and ``relations/<name>.ttl``, one file a relation.
The header, general classes and claim model of the shipped ``claimgraph.ttl`` always come first, so
a folder for another domain carries only its own classes and relations. A folder of additional
relations may hold class files and relation files side by side: a file that declares a property of
its own name is a relation's.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.model import Ontology
from claimgraph.ontology.reader import Reader, read_turtle, serialise
from claimgraph.ontology.terms import PREFIXES
from claimgraph.resources import ontology_folder

if TYPE_CHECKING:
    import rdflib

ALIGNMENTS = "alignments.ttl"
CORE = "claimgraph.ttl"
SHAPES = "shapes"


def load_ontology(folder: Path | None = None, *, relations: Path | None = None) -> Ontology:
    """Read an ontology folder, or the shipped one, and an additional folder of relations.

    :raises OntologyError: where a file is missing, is no Turtle, or a relation's file lacks or
        repeats what it needs, names an unknown class, or clashes with another file
    """
    if folder is None and relations is None:
        return _shipped()
    return _load(folder or ontology_folder(), relations)


def load_graph(
    folder: Path | None = None, *, relations: Path | None = None, alignments: bool = False
) -> rdflib.Graph:
    """Return the same OWL graph for rdflib, with the alignments to other vocabularies if asked.

    :raises OntologyError: as :func:`load_ontology`
    """
    # rdflib takes longer to import than the ontology to read; most commands never need it.
    import rdflib

    graph = rdflib.Graph()
    graph.parse(data=load_ontology(folder, relations=relations).turtle, format="turtle")
    source = (folder or ontology_folder()) / ALIGNMENTS
    if alignments and source.is_file():
        graph.parse(source, format="turtle")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, replace=True)
    return graph


def load_shapes(folder: Path | None = None) -> rdflib.Graph:
    """Return the SHACL shapes of claims, sources, entities and relations, and a folder's own.

    The shipped shapes hold for any domain: what a relation takes is read from its file.

    :raises OntologyError: where a file of shapes cannot be read or is no Turtle
    """
    import rdflib

    triples: list[ox.Triple] = []
    for place in dict.fromkeys((ontology_folder(), folder or ontology_folder())):
        for path in sorted((place / SHAPES).glob("*.ttl")):
            triples.extend(read_turtle(path, name=f"{SHAPES}/{path.name}"))
    return rdflib.Graph().parse(data=serialise(triples), format="turtle")


@cache
def _shipped() -> Ontology:
    # Kept for the run of the process: the shipped files do not change. A user's files may.
    return _load(ontology_folder(), None)


def _load(folder: Path, extra: Path | None) -> Ontology:
    reader = Reader(leave_out=(ALIGNMENTS, CORE))
    reader.read(folder / CORE if (folder / CORE).is_file() else ontology_folder() / CORE)
    for place in (folder, extra):
        if place is not None:
            reader.read_folder(place)
    return reader.ontology()
