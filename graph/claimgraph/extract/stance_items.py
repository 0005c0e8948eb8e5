"""Items of a list that leave out their subject: the body or actor under which they stand.

"Resolved, That the Senate— (1) condemns …; (2) calls on …"; "The ministers: – Welcomed …".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimgraph.extract.parse import Sentence
from claimgraph.extract.spans import Form, Span
from claimgraph.model import Ontology

_FINITE = frozenset({"VBZ", "VBP", "VBD", "VBG"})
_LEADS_ON = re.compile(r"[:—–-]\s*$")
_RESOLVING = frozenset({"resolved", "enacted", "finds", "sense", "declares"})
_TITLE = 5  # sentences at the top in which a title may list what is resolved
_BREAKS = 2  # sentences with a subject of their own that end a list


def carried_subjects(
    sentences: Sequence[Sentence], spans: Sequence[Span], *, ontology: Ontology
) -> tuple[dict[int, Span], dict[int, Span]]:
    """Return the subjects of items by sentence, and the bodies that resolve by article.

    An item begins with a verb that has no subject; the lead before it ends in a colon or dash,
    or names an actor alone on its line.
    """
    by_sentence: dict[int, list[Span]] = {}
    for span in spans:
        by_sentence.setdefault(span.sentence, []).append(span)
    found: dict[int, Span] = {}
    bodies: dict[int, Span] = {}
    lead: Span | None = None
    article, broken = -1, 0
    for one in sentences:
        here = one.passage.article.index
        if here != article:
            article, lead, broken = here, None, 0
        new = _lead(one, by_sentence.get(one.index, ()), ontology)
        if new is not None:
            lead, broken = new, 0
            if _resolves(one) and ontology.is_a(new.type, "Organization"):
                bodies.setdefault(here, new)
        elif opens_with_verb(one):
            if lead is not None:
                found[one.index] = lead
                broken = 0
        else:
            broken += 1
            lead = None if broken >= _BREAKS else lead
    starts: dict[int, int] = {}
    for one in sentences:
        place = starts.setdefault(one.passage.article.index, one.index)
        body = bodies.get(one.passage.article.index)
        if body is not None and one.index < place + _TITLE and opens_with_verb(one):
            found.setdefault(one.index, body)
    return found, bodies


def _resolves(sentence: Sentence) -> bool:
    """Tell whether a line opens what a body resolves, finds or states as its sense."""
    words = {token.lower_ for token in sentence.tokens[:12]}
    return bool(words & _RESOLVING)


def _lead(sentence: Sentence, spans: Sequence[Span], ontology: Ontology) -> Span | None:
    """Return the actor under whom the items after a sentence stand, if it opens a list."""
    tokens = sentence.tokens
    if not len(tokens):
        return None
    end = len(tokens)
    while end and (tokens[end - 1].is_punct or tokens[end - 1].is_space):
        end -= 1
    actors = [s for s in spans if ontology.is_a(s.type, "Actor") and s.form is not Form.PRONOUN]
    # "The Security Council," alone on its line; "Resolved, That the Senate—".
    last = [s for s in actors if s.last >= end and s.first > 0]
    opening = _LEADS_ON.search(sentence.passage.text.strip())
    if opening and last and (_resolves(sentence) or not _verb(tokens)):
        return max(last, key=lambda s: s.last - s.first)
    alone = [s for s in actors if s.first <= 1 and s.last >= end and end < len(tokens)]
    if alone and tokens[end].text == ",":
        return max(alone, key=lambda s: s.last - s.first)
    if not opening:
        return None
    subjects = [s for s in actors if s.referent and tokens[s.head].dep_ == "nsubj"]
    return subjects[0] if subjects else None


def _verb(tokens: Sequence[object]) -> bool:
    return any(getattr(token, "pos_", "") in ("VERB", "AUX") for token in tokens)


def opens_with_verb(sentence: Sentence) -> bool:
    """Tell whether a sentence begins with a verb that has no subject: the form of an item."""
    tokens = sentence.tokens
    first = 0
    while first < len(tokens) and (
        not tokens[first].is_alpha or len(tokens[first].text) == 1 or tokens[first].pos_ == "ADV"
    ):
        first += 1
    if first >= len(tokens):
        return False
    verb = tokens[first]
    if verb.tag_ not in _FINITE or verb.dep_ != "ROOT":
        return False
    return not any(kid.dep_ in ("nsubj", "nsubjpass", "expl") for kid in verb.children)
