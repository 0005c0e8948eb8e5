"""Proof trees: what was concluded, by which rule, from what; and how to write them down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from claimgraph.model import Inference, Triple, content_hash
from claimgraph.reason.terms import bracketed
from claimgraph.reason.vocabulary import FIRST, RDF_NS, REST, XSD_NS

ASSERTED = "asserted"  # a leaf: the triple was given
AXIOM = "axiom"  # a leaf: the triple holds in every graph, e.g. by cls-thing or eq-ref

_DEEPEST = 40  # a tree that goes deeper is indented no further
_LIST_CELLS = frozenset((FIRST[1:-1], REST[1:-1]))


@dataclass(frozen=True, slots=True)
class Proof:
    """Hold a conclusion, the id of the rule that gives it, and the proofs of its premises.

    ``rule`` is an id of OWL 2 Profiles section 4.3, tables 4-9 (e.g. ``prp-trp``), or
    :data:`ASSERTED` for a given triple, or :data:`AXIOM`. Proofs are finite: no conclusion rests
    on itself. Equal subproofs are one object.
    """

    triple: Triple
    rule: str
    premises: tuple[Proof, ...] = ()

    def steps(self) -> Iterator[Proof]:
        """Yield each distinct conclusion once, premises before what follows from them."""
        seen: set[Triple] = set()
        stack: list[tuple[Proof, bool]] = [(self, False)]
        while stack:
            node, ready = stack.pop()
            if ready:
                if node.triple not in seen:
                    seen.add(node.triple)
                    yield node
            elif node.triple not in seen:
                stack.append((node, True))
                stack.extend((premise, False) for premise in reversed(node.premises))

    def leaves(self) -> tuple[Triple, ...]:
        """Return the given triples that the conclusion rests on, each once, in order of use."""
        return tuple(step.triple for step in self.steps() if step.rule == ASSERTED)

    def inference(self) -> Inference:
        """Return the last step as the model's exchange type, list cells left out."""
        told = tuple(p.triple for p in self.premises if p.triple.predicate not in _LIST_CELLS)
        return Inference(self.triple, self.rule, told)

    def to_dict(
        self, note: Callable[[Triple], Sequence[str]] | None = None
    ) -> dict[str, str | list[str] | list[dict[str, object]]]:
        """Return the proof as JSON data: numbered steps, premises by number, the conclusion last.

        :param note: gives lines to attach to a given triple, such as its quotes and speakers
        """
        numbers: dict[Triple, int] = {}
        steps: list[dict[str, object]] = []
        for number, step in enumerate(self.steps(), 1):
            numbers[step.triple] = number
            entry: dict[str, object] = {
                "step": number,
                "subject": step.triple.subject,
                "predicate": step.triple.predicate,
                "object": step.triple.object,
                "rule": step.rule,
                "premises": [numbers[p.triple] for p in step.premises],
            }
            if note is not None and step.rule == ASSERTED:
                entry["notes"] = list(note(step.triple))
            steps.append(entry)
        return {"conclusion": " ".join(_texts(self.triple)), "steps": steps}

    def to_text(
        self,
        label: Callable[[str], str] | None = None,
        note: Callable[[Triple], Sequence[str]] | None = None,
    ) -> str:
        """Return the proof as an indented tree; a step shown before is referred to, not repeated.

        :param label: names a term; by default the last part of its IRI
        :param note: gives lines to print under a given triple, such as its quotes and speakers
        """
        name = label or short_name
        lines: list[str] = []
        seen: set[Triple] = set()
        stack: list[tuple[Proof, int]] = [(self, 0)]
        while stack:
            step, depth = stack.pop()
            indent = "  " * min(depth, _DEEPEST)
            words = " ".join(name(term) for term in _terms(step.triple))
            known = step.triple in seen
            seen.add(step.triple)
            if step.rule == ASSERTED:
                lines.append(f"{indent}{words}")
                if note is not None and not known:
                    lines.extend(f"{indent}    {line}" for line in note(step.triple))
                continue
            lines.append(f"{indent}{words}  [{'see above' if known else step.rule}]")
            if not known:
                told = [p for p in step.premises if p.triple.predicate not in _LIST_CELLS]
                stack.extend((premise, depth + 1) for premise in reversed(told))
        return "\n".join(lines) + "\n"

    def to_turtle(self, base: str, note: Callable[[Triple], Sequence[str]] | None = None) -> str:
        """Return the proof in PROV-O: a statement is an Entity, a rule's use an Activity.

        :param base: where the statements' IRIs are made, as ``base + "statement-" + hash``
        :param note: gives IRIs that a given triple is derived from, such as its claims
        """
        out = [
            f"@prefix rdf: <{RDF_NS}> .",
            "@prefix prov: <http://www.w3.org/ns/prov#> .",
            "@prefix dcterms: <http://purl.org/dc/terms/> .",
            f"@prefix xsd: <{XSD_NS}> .",
        ]
        for step in self.steps():
            out.append("")
            out.extend(_prov(step, base, note))
        return "\n".join(out) + "\n"


def _prov(step: Proof, base: str, note: Callable[[Triple], Sequence[str]] | None) -> Iterator[str]:
    subject, predicate, obj = _texts(step.triple)
    name = _name(step.triple)
    parts = [
        "a prov:Entity, rdf:Statement",
        f"rdf:subject {subject}",
        f"rdf:predicate {predicate}",
        f"rdf:object {obj}",
    ]
    given = note(step.triple) if note is not None and step.rule == ASSERTED else ()
    parts += [f"prov:wasDerivedFrom <{iri}>" for iri in given]
    if step.rule != ASSERTED:
        parts += [f"prov:wasDerivedFrom <{base}statement-{_name(p.triple)}>" for p in step.premises]
        parts.append(f"prov:wasGeneratedBy <{base}step-{name}>")
    yield f"<{base}statement-{name}> " + " ;\n    ".join(parts) + " ."
    if step.rule != ASSERTED:
        used = [f"prov:used <{base}statement-{_name(p.triple)}>" for p in step.premises]
        told = ["a prov:Activity", f'dcterms:identifier "{step.rule}"', *used]
        yield f"<{base}step-{name}> " + " ;\n    ".join(told) + " ."


def _name(triple: Triple) -> str:
    return content_hash(triple.subject, triple.predicate, triple.object)


def _terms(triple: Triple) -> tuple[str, str, str]:
    return triple.subject, triple.predicate, triple.object


def _texts(triple: Triple) -> tuple[str, ...]:
    return tuple(bracketed(term) for term in _terms(triple))


def short_name(term: str) -> str:
    """Return the last part of an IRI, or any other term as it is.

    >>> short_name("http://a/b#hosts"), short_name("http://a/id/cuba"), short_name('"x"')
    ('hosts', 'cuba', '"x"')
    """
    if term.startswith(('"', "_:")):
        return term
    return term.rstrip("#/").replace("#", "/").rsplit("/", 1)[-1]
