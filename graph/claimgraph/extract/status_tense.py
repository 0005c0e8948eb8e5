"""Tell a state that is over from an event that happened."""

from __future__ import annotations

from typing import Any

from claimgraph.extract.attribute_syntax import child, children, is_verb, lemma
from claimgraph.extract.attribute_words import words
from claimgraph.extract.status_reading import Reading

_FRESH = 2  # years within which a dated act is still news


def read_tense(reading: Reading, token: Any, *, lasting: bool, written: str | None) -> None:
    """Mark a predicate as past where its tense or its dates say that the state is over.

    An event in the past tense is actual: it happened. A state is past in the simple past, unless
    that tense only echoes a past verb of saying; so is an act that made a state long ago.
    """
    verb = token if is_verb(token) else _copula(token)
    if verb is None:
        return
    if verb.tag_ == "VBG" and child(verb, "aux") is None:
        return
    past = verb.tag_ == "VBD" or any(
        one.dep_ in ("aux", "auxpass") and one.tag_ == "VBD" and one.lower_ != "did"
        for one in verb.children
    )
    past = past or any(one.lower_ == "did" for one in children(verb, "aux"))
    if not past or any(one.tag_ == "MD" for one in children(verb, "aux")):
        return
    years = [int(t.text) for t in verb.subtree if _is_year(t)]
    ends = any(t.lower_ in ("until", "till") for t in children(verb, "prep", "mark"))
    if ends or (len(years) == 2 and lasting):
        reading.shift("past", verb.i)
    elif not _is_reported(verb):
        _read_state(reading, verb, years, lasting=lasting, written=written)


def _read_state(
    reading: Reading, verb: Any, years: list[int], *, lasting: bool, written: str | None
) -> None:
    word = lemma(verb)
    stative = word in words("status", "lasting_verbs") and not _is_event(verb)
    lone = word in words("status", "lasting_alone") and child(verb, "dobj", "auxpass") is None
    if (stative and (word != "be" or lasting)) or lone:
        reading.shift("past", verb.i, sure=0.9)
    elif not lasting or word in words("status", "inchoative"):
        return
    elif word in words("status", "activity_verbs") or _is_era(verb) or _is_old(years, written):
        reading.shift("past", verb.i, sure=0.85)


def _is_era(verb: Any) -> bool:
    """Tell whether a verb is dated to a time that is over: 'in the first ten years', 'then'."""
    if any(one.lower_ in words("status", "over_adverbs") for one in children(verb, "advmod")):
        return True
    for prep in children(verb, "prep"):
        noun = child(prep, "pobj")
        if noun is None or prep.lower_ not in ("in", "during", "for", "throughout", "by"):
            continue
        decade = noun.text[:4].isdigit() and noun.text.endswith("s")
        first = any(one.lower_ in ("first", "early", "last") for one in noun.children)
        lasts = noun.lower_ in words("figures", "durations")
        recent = any(one.lower_ in ("recent", "past", "last", "this") for one in noun.children)
        if decade or prep.lower_ == "during" or (lasts and (first or prep.lower_ == "for")):
            return not recent
    return False


def _is_old(years: list[int], written: str | None) -> bool:
    """Tell whether the years lie well before the document; an undated one tells of the past."""
    if not years or not written or not written[:4].isdigit():
        return bool(years) and not written
    return max(years) <= int(written[:4]) - _FRESH


def _copula(token: Any) -> Any | None:
    head = token.head
    if token.dep_ in ("attr", "acomp") and lemma(head) == "be":
        return head
    return None


def _is_year(token: Any) -> bool:
    return len(token.text) == 4 and token.text.isdigit() and 1800 <= int(token.text) <= 2100


def _is_reported(verb: Any) -> bool:
    above = verb.head
    return (
        verb.dep_ == "ccomp" and above.tag_ == "VBD" and lemma(above) in words("attribution", "say")
    )


def _is_event(verb: Any) -> bool:
    return any(
        lemma(one) in words("status", "event_nouns")
        for one in children(verb, "dobj", "nsubjpass", "nsubj")
    )
