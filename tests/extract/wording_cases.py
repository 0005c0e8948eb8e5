"""Read examples out of relations' files and run the extractor on a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from claimgraph.extract import Extractor
from claimgraph.model import (
    Article,
    Candidate,
    Document,
    Mention,
    Modality,
    Ontology,
    Passage,
    Polarity,
    fold,
)


@dataclass(frozen=True, slots=True)
class Example:
    """Hold ``sentence || subject | object [| polarity modality label …]`` of a relation."""

    relation: str
    sentence: str
    subject: str
    object: str
    polarity: Polarity
    modality: Modality
    label: str | None


def examples_of(ontology: Ontology) -> list[Example]:
    return [_parse(name, text) for name, one in ontology.relations.items() for text in one.examples]


def _parse(relation: str, text: str) -> Example:
    sentence, _, expected = text.partition("||")
    subject, target, *rest = [part.strip() for part in expected.split("|")]
    words, _, label = (rest[0] if rest else "").partition("label ")
    kinds = words.split()
    return Example(
        relation=relation,
        sentence=sentence.strip(),
        subject=subject,
        object=target,
        polarity=next((Polarity(w) for w in kinds if w in set(Polarity)), Polarity.AFFIRMED),
        modality=next((Modality(w) for w in kinds if w in set(Modality)), Modality.ACTUAL),
        label=label or None,
    )


def extract(extractor: Extractor, text: str, *, date: str | None = "2025-06-01") -> list[Candidate]:
    document = Document("one", "urn:one", "0", "text/plain", text, date=date)
    article = Article(document, 0, 0, len(text))
    return list(extractor.extract(document, [Passage(article, 0, len(text))]))


def names(candidate: Candidate) -> tuple[str, str]:
    target = candidate.object
    if isinstance(target, Mention):
        return fold(candidate.subject.name), fold(target.name)
    return fold(candidate.subject.name), f"{target.value:g}"


def agrees(example: Example, candidate: Candidate) -> bool:
    """Tell whether a candidate says what an example expects; a part of a name suffices."""
    subject, target = names(candidate)
    written = fold(candidate.object.text) if isinstance(candidate.object, Mention) else ""
    return (
        candidate.relation == example.relation
        and (
            fold(example.subject) in subject
            or fold(example.subject) in fold(candidate.subject.text)
        )
        and (fold(example.object) in target or fold(example.object) in written)
        and candidate.polarity is example.polarity
        and candidate.modality is example.modality
        and (example.label is None or example.label == candidate.label)
    )
