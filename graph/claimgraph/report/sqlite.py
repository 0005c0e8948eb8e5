"""Write a knowledge graph as one SQLite file, as Datasette and other tools like it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from claimgraph.errors import ExportError
from claimgraph.model import Entity, KnowledgeGraph, Ontology, Quantity
from claimgraph.report.pages import quantity_words, safe_link

_SCHEMA = """
create table documents (id text primary key, name text, title text, publisher text, date text,
  grade text, language text, url text, sha256 text, text text);
create table entities (id text primary key, label text, type text, type_label text, aliases text);
create table relations (id text primary key, label text, definition text, symmetric integer);
create table propositions (id text primary key, subject text references entities(id),
  relation text references relations(id), object text references entities(id), value text,
  accepted integer, contested integer, independent_sources integer);
create table claims (id text primary key, proposition text references propositions(id),
  subject text references entities(id), relation text references relations(id),
  object text references entities(id), value text, number real, number_to real, unit text,
  counted text, polarity text, modality text, speaker text references entities(id),
  publisher text, published text, document text references documents(id), quote text,
  start integer, "end" integer, confidence real, label text, what text, date text);
create table conflicts (id text primary key, kind text, reason text, confidence real);
create table conflict_claims (conflict text references conflicts(id),
  claim text references claims(id), primary key (conflict, claim));
create table inferences (id integer primary key, subject text, predicate text, object text,
  rule text);
create table premises (inference integer references inferences(id), position integer,
  subject text, predicate text, object text, primary key (inference, position));
create index claims_by_proposition on claims(proposition);
create index claims_by_subject on claims(subject);
create index claims_by_object on claims(object);
create index claims_by_document on claims(document);
create virtual table claims_fts using fts5(quote, label, what, content=claims);
create view statements as
  select s.label as subject, r.label as relation, coalesce(o.label, p.value) as object,
    p.accepted, p.contested, p.independent_sources, p.id
  from propositions p join entities s on s.id = p.subject join relations r on r.id = p.relation
  left join entities o on o.id = p.object;
"""

Row = tuple[object, ...]


def write_sqlite(graph: KnowledgeGraph, ontology: Ontology, path: Path) -> None:
    """Write documents, entities, propositions, claims, conflicts and inferences as tables.

    The file must not exist yet: nothing is overwritten. Text is stored, never run.

    :raises ExportError: where the file exists or cannot be written
    """
    if path.exists():
        raise ExportError(f"{path}: exists already; name a file that does not")
    try:
        with sqlite3.connect(path) as base:
            base.executescript(_SCHEMA)
            for table, rows in _tables(graph, ontology):
                _fill(base, table, rows)
            base.execute("insert into claims_fts(claims_fts) values ('rebuild')")
        base.close()
    except sqlite3.Error as error:
        raise ExportError(f"{path}: cannot be written: {error}") from error


def _fill(base: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    listed = [tuple(map(_tidy, row)) for row in rows]
    if listed:
        marks = ", ".join("?" * len(listed[0]))
        base.executemany(f"insert into {table} values ({marks})", listed)


def _tidy(value: object) -> object:
    """Return text without half characters, which SQLite cannot hold."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _tables(graph: KnowledgeGraph, ontology: Ontology) -> Iterator[tuple[str, Iterable[Row]]]:
    documents = {one.uri: one for one in graph.documents}
    entities = {one.iri: one for one in graph.entities}
    for claim in graph.claims:
        documents.setdefault(claim.evidence.article.document.uri, claim.evidence.article.document)
        for end in (claim.subject, claim.object, claim.speaker):
            if isinstance(end, Entity):
                entities.setdefault(end.iri, end)
    yield (
        "documents",
        [
            (
                *(d.uri, d.name, d.title, d.publisher, d.date, d.grade, d.language),
                *(safe_link(d.url), d.sha256, d.text),
            )
            for _, d in sorted(documents.items())
        ],
    )
    yield (
        "entities",
        [
            (e.iri, e.label, e.type, ontology.labels.get(e.type, e.type), ", ".join(e.aliases))
            for _, e in sorted(entities.items())
        ],
    )
    yield "relations", _relations(graph, ontology)
    yield "propositions", _propositions(graph)
    yield "claims", _claims(graph)
    yield "conflicts", [(c.iri, c.kind.value, c.reason, c.confidence) for c in graph.conflicts]
    pairs = {(c.iri, claim.iri) for c in graph.conflicts for claim in c.claims}
    yield "conflict_claims", sorted(pairs)
    triples = [(one.triple, one.rule, one.premises) for one in graph.inferences]
    yield (
        "inferences",
        [(n, t.subject, t.predicate, t.object, rule) for n, (t, rule, _) in enumerate(triples)],
    )
    yield (
        "premises",
        [
            (n, place, p.subject, p.predicate, p.object)
            for n, (_, _, premises) in enumerate(triples)
            for place, p in enumerate(premises)
        ],
    )


def _relations(graph: KnowledgeGraph, ontology: Ontology) -> Iterator[Row]:
    names = {claim.relation for claim in graph.claims} | set(ontology.relations)
    for name in sorted(names):
        relation = ontology.relations.get(name)
        if relation is None:
            yield name, ontology.labels.get(name, name), None, 0
        else:
            yield name, relation.label, relation.definition, int(relation.symmetric)


def _end(thing: Entity | Quantity) -> tuple[str | None, str | None]:
    if isinstance(thing, Entity):
        return thing.iri, None
    return None, quantity_words(thing)


def _propositions(graph: KnowledgeGraph) -> Iterator[Row]:
    for one in graph.propositions:
        flags = (int(one.accepted), int(one.contested), one.independent_sources)
        yield (one.iri, one.subject.iri, one.relation, *_end(one.object), *flags)


def _claims(graph: KnowledgeGraph) -> Iterator[Row]:
    home = {claim.iri: one.iri for one in graph.propositions for claim in one.claims}
    for one in graph.claims:
        figure = one.object if isinstance(one.object, Quantity) else None
        yield (
            one.iri,
            home.get(one.iri),
            one.subject.iri,
            one.relation,
            *_end(one.object),
            figure.value if figure else None,
            figure.high if figure else None,
            figure.unit if figure else None,
            figure.counted if figure else None,
            one.polarity.value,
            one.modality.value,
            one.speaker.iri if one.speaker else None,
            one.publisher,
            one.published,
            one.evidence.article.document.uri,
            one.quote,
            one.start,
            one.end,
            one.confidence,
            one.label,
            one.what,
            one.date,
        )
