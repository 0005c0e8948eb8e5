"""Frozen core types, in the order that data flows: no I/O and no RDF.

Offsets are half-open intervals [start, end) of characters into ``Document.text``, which never
changes. Dates are ISO 8601 strings of day, month or year precision. Identifiers are content
hashes or slugs, so a rerun on the same input gives the same ones.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

ONTOLOGY = "https://w3id.org/claimgraph/ontology#"
DEFAULT_BASE = "https://w3id.org/claimgraph/id/"


class Polarity(StrEnum):
    """Tell whether the relation is said to hold or said not to hold."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Modality(StrEnum):
    """Tell in which way the relation is said to hold."""

    ACTUAL = "actual"
    PAST = "past"
    PLANNED = "planned"
    THREATENED = "threatened"
    POSSIBLE = "possible"


class Bound(StrEnum):
    """Tell how a figure's value limits the quantity; a range has ``high`` set as well."""

    EXACT = "exact"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    ABOUT = "about"


class PassageKind(StrEnum):
    """Tell what part of an article a passage is; boilerplate yields no claims."""

    BODY = "body"
    HEADLINE = "headline"
    CAPTION = "caption"
    FRONT_MATTER = "front matter"
    BOILERPLATE = "boilerplate"


class RelationKind(StrEnum):
    """Tell what stands in a relation's object place, as its range and flags declare it."""

    ACTOR = "actor"  # an entity
    OFFICE = "office"  # an Office entity whose label is the title as written
    QUANTITY = "quantity"  # a Quantity
    LABELLED = "labelled"  # an entity, and the claim's ``label`` holds the words used


class Severity(StrEnum):
    """Tell how much an issue costs the user."""

    ERROR = "error"  # a whole document was left out
    WARNING = "warning"  # part of a document was dropped or doubtful
    INFO = "info"  # a decision worth knowing


class ConflictKind(StrEnum):
    """Tell how two or more claims stand to each other."""

    CONTRADICTION = "contradiction"
    INCOMPATIBLE_FIGURES = "incompatible figures"
    COMPATIBLE_FIGURES = "compatible figures"
    DIFFERENT_TIME = "different time"
    OPPOSED_LABELS = "opposed labels"
    AGENT_DIFFERS = "agent differs"
    CORROBORATION = "corroboration"


@dataclass(frozen=True, slots=True)
class Document:
    """Hold one file's text and what its front matter or its name says of it."""

    name: str  # the file's name without suffix, unique in a build
    uri: str  # IRI made from the content hash
    sha256: str  # of the file's bytes
    media_type: str
    text: str = field(repr=False)
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    language: str | None = None
    grade: str | None = None  # NATO Admiralty, e.g. "B2"; never guessed
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """Hold one article of a document: a document has at least one."""

    document: Document
    index: int  # from 0
    start: int
    end: int
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    author: str | None = None
    agency: str | None = None  # the wire service that the dateline credits

    @property
    def uri(self) -> str:
        """Return the article's IRI: the document's, with a fragment."""
        return f"{self.document.uri}-article-{self.index + 1}"


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold one sentence (or heading, caption, boilerplate line) of an article."""

    article: Article
    start: int
    end: int
    kind: PassageKind = PassageKind.BODY

    @property
    def text(self) -> str:
        """Return the passage's words exactly as the document has them."""
        return self.article.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Mention:
    """Hold words that stand for an entity, and the name that they refer to in this document.

    ``start``/``end`` may lie outside the claim's passage: the speaker of a running quote, or the
    office holder named in a signature.
    """

    start: int
    end: int
    text: str  # the words as written: "he", "the island nation", "Washington"
    type: str  # local name of a class of the ontology
    name: str  # preferred English name after references are followed
    identifier: str | None = None  # e.g. ISO 3166-1 alpha-3 code of a country
    confidence: float = 1.0  # of the reference, 1.0 where the name itself is written


@dataclass(frozen=True, slots=True)
class Quantity:
    """Hold a number or range with its bound, unit and what is counted."""

    value: float  # the number, or the low end of a range
    high: float | None = None  # the high end of a range
    bound: Bound = Bound.EXACT
    unit: str | None = None  # "USD", "percent", "doctors"
    counted: str | None = None  # what is counted, e.g. "health workers"
    as_of: str | None = None  # ISO date or year
    scope: str | None = None  # place, period or other limit, as worded


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold what the extractor read in a passage, before entities are resolved."""

    relation: str  # local name of the relation
    subject: Mention
    object: Mention | Quantity
    passage: Passage
    start: int  # the quote's place; within or around the passage, verbatim in the document
    end: int
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ACTUAL
    speaker: Mention | None = None  # None: the document's own voice
    confidence: float = 1.0
    label: str | None = None  # the words used, for a labelled relation
    what: str | None = None  # what is given, said or done, e.g. "10,000 syringes"
    date: str | None = None  # of the event, where the text says it
    frame: str | None = None  # which wording matched, for review


@dataclass(frozen=True, slots=True)
class Entity:
    """Hold one actor, mission, measure, event, place or office."""

    iri: str
    label: str
    type: str  # local name of the most specific class known
    aliases: tuple[str, ...] = ()  # other names met, sorted
    identifiers: tuple[tuple[str, str], ...] = ()  # (scheme, value), e.g. ("isoCode", "CUB")


@dataclass(frozen=True, slots=True)
class Claim:
    """Hold who said what, in which document, in which words, in which way."""

    iri: str
    subject: Entity
    relation: str
    object: Entity | Quantity
    polarity: Polarity
    modality: Modality
    speaker: Entity | None
    evidence: Passage
    start: int  # the quote's place in the document
    end: int
    confidence: float = 1.0
    label: str | None = None
    what: str | None = None
    date: str | None = None
    frame: str | None = None

    @property
    def quote(self) -> str:
        """Return the exact words that the claim rests on."""
        return self.evidence.article.document.text[self.start : self.end]

    @property
    def publisher(self) -> str | None:
        """Return the article's publisher, or else the document's."""
        return self.evidence.article.publisher or self.evidence.article.document.publisher

    @property
    def published(self) -> str | None:
        """Return the article's date, or else the document's."""
        return self.evidence.article.date or self.evidence.article.document.date


@dataclass(frozen=True, slots=True)
class Proposition:
    """Hold a subject, relation and object that one or more claims state, and how they state it."""

    iri: str
    subject: Entity
    relation: str
    object: Entity | Quantity
    claims: tuple[Claim, ...]  # sorted by IRI
    accepted: bool  # the acceptance policy takes it: it is a plain triple and feeds reasoning
    contested: bool  # some claim affirms it as actual and another denies it
    independent_sources: int  # after reprints and shared quotes collapse


@dataclass(frozen=True, slots=True)
class Conflict:
    """Hold claims that contradict, differ or agree, and the reason for saying so."""

    iri: str
    kind: ConflictKind
    claims: tuple[Claim, ...]
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Triple:
    """Hold a statement in absolute IRIs; a literal object is in N-Triples form."""

    subject: str
    predicate: str
    object: str


@dataclass(frozen=True, slots=True)
class Inference:
    """Hold an inferred statement, the rule's id, and the statements that it follows from."""

    triple: Triple
    rule: str  # e.g. "prp-spo2" (OWL 2 Profiles, section 4.3)
    premises: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Hold what a false-deriving rule found; it is reported and never stops a build."""

    rule: str  # e.g. "cax-dw"
    premises: tuple[Triple, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Record why mentions were taken for one entity, for review."""

    entity: str  # IRI
    names: tuple[str, ...]
    reason: str


class Verdict(StrEnum):
    """Tell what a human decided about two names or one claim."""

    SAME = "same"
    NOT_SAME = "not the same"
    UNSURE = "unsure"
    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Hold a human's decision, read from a file under version control; it never edits an output."""

    verdict: Verdict
    left: str  # an entity's label or IRI, or a claim's IRI
    right: str | None = None  # the other entity, where two are compared
    by: str | None = None  # who
    date: str | None = None  # when
    reason: str | None = None  # why
    changes: tuple[tuple[str, str], ...] = ()  # field and value, for a corrected claim


@dataclass(frozen=True, slots=True)
class Issue:
    """Record what a stage dropped or doubted, and why."""

    stage: str
    severity: Severity
    document: str  # name or path
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """Hold what a relation's Turtle file declares."""

    name: str  # local name
    iri: str
    label: str
    inverse_label: str | None
    definition: str
    domain: tuple[str, ...]  # local names of classes; any of them
    range: tuple[str, ...]
    kind: RelationKind
    inverse: str | None  # local name
    symmetric: bool
    transitive: bool
    wording: tuple[str, ...] = ()  # frames, in the wording language
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    opposite: str | None = None  # relation whose affirmation speaks against this one
    single_agent: bool = False  # one thing has one subject: who ended it, who sent it
    office_of: bool = False  # its object is whom the subject's office belongs to
    terminates: str | None = None  # relation whose state stops where this one is affirmed
    announces: bool = False  # it is itself the threat or plan, so that being one is being actual


@dataclass(frozen=True, slots=True)
class Ontology:
    """Hold the ontology as stages need it: relations, and the class tree."""

    relations: Mapping[str, Relation]
    parents: Mapping[
        str, tuple[str, ...]
    ]  # class local name -> all its superclasses, nearest first
    labels: Mapping[str, str]  # class or property local name -> English label
    turtle: str = field(repr=False)  # the whole OWL graph, sorted, for the store and the reasoner
    version: str = "0"
    iris: Mapping[str, str] = field(default_factory=dict, repr=False)  # local name -> IRI
    identifiers: Mapping[str, str] = field(default_factory=dict)  # scheme -> base of its IRIs
    # relation -> (class of subject, class of object, property to write beside the plain triple)
    specialisations: Mapping[str, tuple[tuple[str, str, str], ...]] = field(default_factory=dict)

    def iri(self, name: str) -> str:
        """Return the IRI of a class or property by its local name."""
        return self.iris.get(name, ONTOLOGY + name)

    def also(self, relation: str, subject: str, target: str) -> tuple[str, ...]:
        """Return the properties to write beside a relation between members of two classes."""
        return tuple(
            name
            for domain, range_, name in self.specialisations.get(relation, ())
            if self.is_a(subject, domain) and self.is_a(target, range_)
        )

    def is_a(self, kind: str, ancestor: str) -> bool:
        """Tell whether a class is another one or lies below it."""
        return kind == ancestor or ancestor in self.parents.get(kind, ())

    def fits(self, kind: str, allowed: tuple[str, ...]) -> bool:
        """Tell whether a class is, or lies below, one of the allowed ones."""
        return any(self.is_a(kind, one) for one in allowed)


@dataclass(frozen=True, slots=True)
class KnowledgeGraph:
    """Hold all that a build made, in a fixed order."""

    base: str
    documents: tuple[Document, ...] = ()
    articles: tuple[Article, ...] = ()
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    propositions: tuple[Proposition, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    inferences: tuple[Inference, ...] = ()
    inconsistencies: tuple[Inconsistency, ...] = ()
    decisions: tuple[Decision, ...] = ()
    issues: tuple[Issue, ...] = ()


def content_hash(*parts: object) -> str:
    """Return 16 hex digits that depend on the parts only.

    >>> content_hash("a", "b") == content_hash("a", "b") != content_hash("ab")
    True
    """
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def slug(name: str) -> str:
    """Return a name as the local part of an IRI: ASCII letters, digits and single hyphens.

    >>> slug("Miguel Díaz-Canel")
    'miguel-diaz-canel'
    """
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", folded.replace("'", "")).strip("-")
    return words or f"x-{content_hash(name)}"


def fold(name: str) -> str:
    """Return a name without case, accents, quotes and surplus spaces, to compare it.

    >>> fold("  Díaz-Canel’s ")
    "diaz-canel's"
    """
    if name.isascii():
        return " ".join(name.casefold().split())
    straight = name.replace("’", "'").replace("‘", "'")
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", straight) if not unicodedata.combining(c)
    )
    return " ".join(plain.casefold().split())
