"""Find the entity or relation that a user's words name."""

from __future__ import annotations

from collections.abc import Iterable

from claimgraph.errors import QueryError
from claimgraph.model import Entity, KnowledgeGraph, Ontology, fold, slug

_SHOWN = 6


def find_entity(graph: KnowledgeGraph, words: str) -> Entity:
    """Return the entity with this label, alias or IRI; case and accents do not matter.

    :raises QueryError: where none or several fit; the message lists the nearest
    """
    wanted = fold(words)
    exact = [
        one
        for one in graph.entities
        if words in (one.iri, one.iri.removeprefix(graph.base))
        or wanted == fold(one.label)
        or wanted in map(fold, one.aliases)
    ]
    labelled = [one for one in exact if fold(one.label) == wanted]
    if len(labelled) == 1 or len(exact) == 1:
        return (labelled if len(labelled) == 1 else exact)[0]
    if exact:
        raise QueryError(f"{words!r} is the name of several; give one's IRI: {_list(exact)}")
    near = [one for one in graph.entities if set(wanted.split()) & set(fold(one.label).split())]
    hint = f"; did you mean {_list(near)}?" if near else ""
    raise QueryError(f"{words!r}: no such actor or thing in this graph{hint}")


def _list(entities: Iterable[Entity]) -> str:
    shown = [f"{one.label} <{one.iri}>" for one in entities]
    more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    return ", ".join(shown[:_SHOWN]) + more


def find_property(ontology: Ontology, words: str) -> str:
    """Return the IRI of the relation or property with this local name, label or IRI.

    :raises QueryError: where there is none
    """
    wanted = slug(words)
    for name in ontology.labels:
        iri = ontology.iri(name)
        if words in (iri, name, f"cg:{name}") or slug(ontology.labels[name]) == wanted:
            return iri
    known = ", ".join(sorted(ontology.relations))
    raise QueryError(f"{words!r}: no such relation; expected one of {known}, or an inferred one")
