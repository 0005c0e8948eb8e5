"""Whose stance a document's own voice takes: its author, publisher, or the state that issues it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from claimgraph.extract.attribute import Speech, speech_at
from claimgraph.extract.lexicon_loaded import is_loaded
from claimgraph.extract.mentions_grid import make_grid
from claimgraph.extract.parse import Sentence
from claimgraph.extract.references_home import find_homes
from claimgraph.extract.spans import Form, Span
from claimgraph.model import Document, Ontology, PassageKind, fold

_FIRST = frozenset({"i", "we", "us", "our", "my", "me", "ours"})
_SINGULAR = frozenset({"i", "my", "me"})
_DUTY = frozenset({"must", "should"})
_OPENING = 3  # sentences in which a publisher stands
_BYLINE = re.compile(r"(?i)^\W*by\s+(?=[A-Z])")
_OPINION = 3  # marks of opinion that make a text an opinion piece
_SHARE = 8  # one mark in so many sentences at least
_LONGEST = 8  # words of a masthead
_MASTHEADS = frozenset(
    """party group standard worker workers league front tribune voice times herald post press union
    alliance movement network committee institute foundation news review journal monthly daily
    weekly campaign society association coalition council federation watch international
    solidarity star telegraph gazette observer bulletin chronicle today""".split()
)
_SURE = {"state": 0.7, "body": 0.75, "author": 0.75, "publisher": 0.7}


def own_voices(
    sentences: Sequence[Sentence],
    spans: Sequence[Span],
    speeches: Sequence[Speech],
    leads: Mapping[int, Span],
    *,
    document: Document,
    ontology: Ontology,
) -> dict[int, Span]:
    """Return for each article, by its index, the actor whose words the document's own are.

    An official text speaks for the state or body that issues it; an opinion piece for the
    author named in its byline, or for the organisation that publishes it. News has no voice.

    :param leads: the body under whose name the items of a resolution stand, by article
    """
    homes = find_homes(spans, [make_grid(one) for one in sentences], document)
    by_article: dict[int, list[Sentence]] = {}
    for one in sentences:
        by_article.setdefault(one.passage.article.index, []).append(one)
    found: dict[int, Span] = {}
    for index, here in by_article.items():
        voice = leads.get(index)
        if voice is not None:
            found[index] = replace(voice, confidence=_SURE["body"])
            continue
        home = homes.get(index)
        if home is not None:
            found[index] = _state(home.name, home.identifier, here, spans)
            continue
        if is_opinion(here, speeches):
            voice = _author(here, spans) or _publisher(here, spans, document, ontology)
            if voice is not None:
                found[index] = voice
    return found


def _state(name: str, identifier: str, here: Sequence[Sentence], spans: Sequence[Span]) -> Span:
    """Return the issuing state as it is named in the text, or else at the text's beginning."""
    places = {one.index for one in here}
    for span in spans:
        if span.sentence in places and span.name == name and span.form is Form.NAME:
            return replace(span, confidence=_SURE["state"])
    return Span(
        sentence=here[0].index,
        first=0,
        last=len(here[0].tokens),
        head=0,
        type="Country",
        name=name,
        identifier=identifier,
        confidence=_SURE["state"],
    )


def is_opinion(here: Sequence[Sentence], speeches: Sequence[Speech]) -> bool:
    """Tell whether an article argues in its own voice: "I", "we", orders, duties, judgements."""
    kinds: set[str] = set()
    marks = 0
    body = [one for one in here if one.passage.kind is PassageKind.BODY]
    for one in body:
        own = _own_marks(one, speeches)
        kinds |= own
        marks += bool(own)
    strong = kinds & {"first", "order"}
    return bool(
        marks >= _OPINION
        and marks * _SHARE >= len(body)
        and (strong or "judgement" in kinds)
        and len(kinds) >= 2
    )


def _own_marks(sentence: Sentence, speeches: Sequence[Speech]) -> set[str]:
    """Return the marks of opinion in a sentence that stand in nobody else's speech."""
    tokens = sentence.tokens
    if not len(tokens) or any(token.text in "\"'" for token in tokens if not token.is_alpha):
        return set()
    found: set[str] = set()
    for token in tokens:
        if speech_at(sentence.index, token.i, speeches) is not None:
            continue
        low = token.lower_
        if low in _FIRST and token.text != "US":
            found.add("first")
        elif low in _DUTY:
            found.add("duty")
        elif token.dep_ in ("attr", "acomp", "amod") and is_loaded(low, passing=True):
            found.add("judgement")
    if tokens[-1].text == "!":
        found.add("order")
    return found


def _author(here: Sequence[Sentence], spans: Sequence[Span]) -> Span | None:
    """Return the person of the byline, or whom the front matter names as author."""
    by_place: dict[int, list[Span]] = {}
    for span in spans:
        if span.type == "Person" and span.form is Form.NAME:
            by_place.setdefault(span.sentence, []).append(span)
    for one in here[: _OPENING + 2]:
        if _BYLINE.match(one.tokens.text):
            named = by_place.get(one.index)
            if named:
                return replace(named[0], confidence=_SURE["author"])
    name = here[0].passage.article.author or here[0].passage.article.document.author
    if name and len(name.split()) <= 5 and not fold(name).startswith("by "):
        return _unparsed(here[0], name, "Person", _SURE["author"])
    return None


def _publisher(
    here: Sequence[Sentence], spans: Sequence[Span], document: Document, ontology: Ontology
) -> Span | None:
    """Return the organisation that a line above the title names, or that the front matter does."""
    first = here[0]
    headed = first.passage.kind is PassageKind.HEADLINE and len(here) > 1
    if headed and here[1].passage.kind is PassageKind.HEADLINE:
        for span in spans:
            opens = span.sentence == first.index and span.first <= 1 and span.form is Form.NAME
            if opens and ontology.is_a(span.type, "Organization"):
                return replace(span, confidence=_SURE["publisher"])
    if first.passage.kind is PassageKind.HEADLINE and _is_masthead(first):
        return _unparsed(first, first.tokens.text.strip(), "Organization", _SURE["publisher"])
    name = first.passage.article.publisher or document.publisher
    if name:
        return _unparsed(first, name, "Organization", _SURE["publisher"])
    return None


def _is_masthead(sentence: Sentence) -> bool:
    """Tell whether a line above a text is the name of a paper or a group: capitals, no verb."""
    words = [token for token in sentence.tokens if token.is_alpha]
    named = any(token.lower_ in _MASTHEADS for token in words)
    small = [token for token in words if not token.text[0].isupper()]
    joined = all(token.pos_ in ("ADP", "DET", "CCONJ") for token in small)
    return named and joined and 1 < len(words) <= _LONGEST


def _unparsed(sentence: Sentence, name: str, kind: str, sure: float) -> Span:
    """Return an actor known from the front matter, placed at the text's first words."""
    return Span(
        sentence=sentence.index,
        first=0,
        last=max(1, len(sentence.tokens)),
        head=0,
        type=kind,
        name=name,
        confidence=sure,
    )


def fill_first_persons(
    spans: Sequence[Span], voices: Mapping[int, Span], sentences: Sequence[Sentence]
) -> tuple[Span, ...]:
    """Return the spans with "we" and "I" of an opinion piece's own voice filled."""
    filled = []
    for span in spans:
        if span.form is Form.PRONOUN and not span.referent and fold(span.name) in _FIRST:
            voice = voices.get(sentences[span.sentence].passage.article.index)
            alone = fold(span.name) in _SINGULAR
            if voice is not None and (voice.type == "Person" or not alone):
                span = replace(
                    span,
                    name=voice.name,
                    type=voice.type,
                    identifier=voice.identifier,
                    plural=False,
                    referent=True,
                    confidence=round(voice.confidence * 0.95, 3),
                )
        filled.append(span)
    return tuple(filled)
