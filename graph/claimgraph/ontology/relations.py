"""Make a Relation from what its Turtle file declares, or say what the file lacks."""

from __future__ import annotations

from collections.abc import Mapping

from claimgraph.errors import OntologyError
from claimgraph.model import ONTOLOGY, Relation, RelationKind
from claimgraph.ontology.terms import (
    CLASS,
    DEFINITION,
    DOMAIN,
    INVERSE,
    LABEL,
    OBJECT_PROPERTY,
    RANGE,
    SUBCLASS,
    SYMMETRIC,
    TRANSITIVE,
    Values,
    at_most_one,
    exactly_one,
    iris,
    local_name,
    short,
    text,
    texts,
)

_KIND_BY_CLASS = {
    ONTOLOGY + "Office": RelationKind.OFFICE,
    ONTOLOGY + "Quantity": RelationKind.QUANTITY,
}


def make_relation(iri: str, file: str, about: Mapping[str, Values]) -> Relation:
    """Return the relation that a file declares.

    :param about: what all files say: IRI to predicate to objects
    :raises OntologyError: where a value is missing, doubled, or names an unknown class or relation
    """
    values = about[iri]
    kinds = iris(values)
    inverse_label = at_most_one(file, values, ONTOLOGY + "inverseLabel")
    return Relation(
        name=local_name(iri),
        iri=iri,
        label=text(exactly_one(file, values, LABEL)),
        inverse_label=None if inverse_label is None else text(inverse_label),
        definition=text(exactly_one(file, values, DEFINITION)),
        domain=_classes(file, values, DOMAIN, ONTOLOGY + "domainIncludes", about),
        range=_classes(file, values, RANGE, ONTOLOGY + "rangeIncludes", about),
        kind=_kind(file, values),
        inverse=_inverse(iri, file, about),
        symmetric=SYMMETRIC in kinds,
        transitive=TRANSITIVE in kinds,
        wording=texts(file, values, ONTOLOGY + "wording"),
        examples=texts(file, values, ONTOLOGY + "example"),
        counter_examples=texts(file, values, ONTOLOGY + "counterExample"),
        opposite=_other(file, values, about, ONTOLOGY + "opposite"),
        single_agent=_flag(file, values, ONTOLOGY + "singleAgent"),
        office_of=_flag(file, values, ONTOLOGY + "officeOwner"),
        terminates=_other(file, values, about, ONTOLOGY + "terminates"),
        announces=_flag(file, values, ONTOLOGY + "announces"),
    )


def _classes(
    file: str, values: Values, axiom: str, note: str, about: Mapping[str, Values]
) -> tuple[str, ...]:
    """Return the classes that the annotation lists, or else the one that the axiom names."""
    stated = exactly_one(file, values, axiom)
    general = text(stated)
    allowed = iris(values, note) or (general,)
    for one in dict.fromkeys((general, *allowed)):
        if CLASS not in iris(about.get(one, {})) or LABEL not in about[one]:
            raise OntologyError(
                f"{file}: {short(axiom)} or {short(note)} names {short(one)}, which is no "
                "labelled owl:Class of the ontology"
            )
        if not _below(one, general, about):
            raise OntologyError(
                f"{file}: {short(note)} {short(one)} must be a subclass of the {short(axiom)}, "
                f"{short(general)}"
            )
    return tuple(local_name(one) for one in allowed)


def _below(kind: str, ancestor: str, about: Mapping[str, Values]) -> bool:
    seen: set[str] = set()
    waiting = [kind]
    while waiting:
        one = waiting.pop()
        if one == ancestor:
            return True
        if one not in seen:
            seen.add(one)
            waiting.extend(iris(about.get(one, {}), SUBCLASS))
    return False


def _kind(file: str, values: Values) -> RelationKind:
    """Return the kind that the file states, or else the one that its range implies."""
    stated = at_most_one(file, values, ONTOLOGY + "kind")
    if stated is None:
        return _KIND_BY_CLASS.get(iris(values, RANGE)[0], RelationKind.ACTOR)
    if text(stated) not in tuple(RelationKind):
        raise OntologyError(
            f"{file}: needs cg:kind {' or '.join(RelationKind)}, has {text(stated)}"
        )
    return RelationKind(text(stated))


def _inverse(iri: str, file: str, about: Mapping[str, Values]) -> str | None:
    found = set(iris(about[iri], INVERSE))
    found |= {other for other, values in about.items() if iri in iris(values, INVERSE)}
    if len(found) > 1:
        listed = ", ".join(sorted(short(one) for one in found))
        raise OntologyError(f"{file}: needs at most one owl:inverseOf, has {len(found)} ({listed})")
    for one in found:
        if LABEL not in about.get(one, {}):
            raise OntologyError(f"{file}: the inverse {short(one)} needs an rdfs:label, has none")
        return local_name(one)
    return None


def _flag(file: str, values: Values, annotation: str) -> bool:
    stated = at_most_one(file, values, annotation)
    if stated is None:
        return False
    if text(stated) not in ("true", "false"):
        raise OntologyError(f"{file}: needs {short(annotation)} true or false, has {text(stated)}")
    return text(stated) == "true"


def _other(file: str, values: Values, about: Mapping[str, Values], annotation: str) -> str | None:
    """Return the relation that an annotation names."""
    stated = at_most_one(file, values, annotation)
    if stated is None:
        return None
    if OBJECT_PROPERTY not in iris(about.get(text(stated), {})):
        raise OntologyError(
            f"{file}: needs {short(annotation)} to be a relation, has {short(text(stated))}"
        )
    return local_name(text(stated))
