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
    if _is_left_behind(token):
        reading.shift("past", token.i, sure=0.9)
        return
    verb = token if is_verb(token) else _copula(token)
    if verb is not None and lasting:
        verb = _finite(verb)
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
    stative = is_state(verb, False)
    lone = word in words("status", "lasting_alone") and child(verb, "dobj", "auxpass") is None
    if (stative and (word != "be" or lasting)) or lone:
        reading.shift("past", verb.i, sure=0.9)
    elif not lasting or word in words("status", "inchoative"):
        return
    elif word in words("status", "activity_verbs") or _is_era(verb) or _is_old(years, written):
        reading.shift("past", verb.i, sure=0.85)


def is_state(verb: Any, lasting: bool) -> bool:
    """Tell whether a verb, or the relation that it stands for, is a state and not an event."""
    return lasting or (lemma(verb) in words("status", "lasting_verbs") and not _is_event(verb))


def _finite(verb: Any) -> Any:
    """Return the finite verb whose tense an infinitive shares: 'paid them to set up a base'."""
    for _ in range(3):
        to = any(one.dep_ == "aux" and one.lower_ == "to" for one in verb.children)
        if not to or verb.dep_ not in ("advcl", "xcomp") or not is_verb(verb.head):
            return verb
        verb = verb.head
    return verb


def _is_left_behind(token: Any) -> bool:
    """Tell whether a state is what something changed from: 'went from hosting troops to …'."""
    for _ in range(4):
        head = token.head
        if head.i == token.i:
            return False
        if token.dep_ in ("pobj", "pcomp") and head.lower_ == "from":
            changed = head.head
            if lemma(changed) not in words("status", "changing"):
                return False
            return any(
                one.lower_ == "to" and one.pos_ == "ADP" and one.i > token.i
                for one in changed.subtree
            )
        if token.dep_ not in ("acl", "amod", "relcl", "attr", "pobj", "prep", "dobj"):
            return False
        token = head
    return False


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
