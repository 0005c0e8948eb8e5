"""Read what a verb says of its object noun; the verbs' groups and what they lend downwards."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from claimgraph.extract.attribute_syntax import child, children, lemma
from claimgraph.extract.attribute_words import groups_of, table, words
from claimgraph.extract.status_nouns import called_false, is_negated, negator
from claimgraph.extract.status_reading import Reading

RULE_OUT = frozenset("rule exclude discount".split())
_FLAGS = {"threat": "threatened", "plan": "planned", "possible": "possible"}
_NO_PREPS: frozenset[str] = frozenset()
_PREPS = {
    "avert": frozenset({"from", "on"}),
    "end": frozenset({"from", "with"}),
    "plan": frozenset({"on", "to", "for", "with", "against"}),
    "possible": frozenset({"of", "about", "for", "to", "on", "with", "over", "into", "against"}),
    "threat": frozenset({"with", "of", "about"}),
    "deny": _NO_PREPS,
}


def groups(word: str) -> tuple[str, ...]:
    """Return the groups of governing words that hold a lemma.

    >>> groups("refuse")
    ('avert',)
    """
    return groups_of("status", "governors").get(word, ())


def admitted(head: Any, via: Any | None) -> tuple[str, ...]:
    """Return the groups of a verb whose complement a preposition may open."""
    found = _phrasal(head) or groups(lemma(head))
    if via is None:
        return found
    return tuple(one for one in found if via.lower_ in _PREPS.get(one, _NO_PREPS))


def _phrasal(head: Any) -> tuple[str, ...]:
    """Return the groups of a verb with its particle: 'shy away', 'phase out'."""
    for one in children(head, "prt", "advmod", "acomp"):
        if one.i > head.i:
            found = _particles().get((lemma(head), one.lower_))
            if found is not None:
                return found
    return ()


@lru_cache(maxsize=1)
def _particles() -> Mapping[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for group, phrases in table("status", "phrasal").items():
        for phrase in phrases:
            verb, particle = phrase.split()
            found[verb, particle] = (group,)
    return found


def flip_if(reading: Reading, head: Any) -> bool:
    """Count a governor's own negator; the walk goes on above it."""
    found = negator(head)
    if found is not None:
        reading.flip(found.i)
    return True


def pass_on(reading: Reading, head: Any) -> None:
    """Let a transparent governor lend its auxiliaries and adverbs: 'may have managed to'."""
    for one in children(head, "aux"):
        low = one.lower_
        if low in words("status", "future_auxiliaries"):
            reading.shift("planned", one.i)
        elif low in words("status", "future_in_past"):
            reading.shift("future_in_past", one.i)
        elif low in words("status", "possible_auxiliaries") or low in words(
            "status", "duty_auxiliaries"
        ):
            reading.shift("possible", one.i)
    for one in children(head, "advmod"):
        if one.lower_ in words("status", "adverbs", "possible"):
            reading.shift("hedged", one.i)


def deny(reading: Reading, head: Any) -> bool:
    """Count a verb of denying: what it denies is denied, what it does not deny is open."""
    if is_negated(head):
        reading.shift("possible", head.i, sure=0.6)
    else:
        reading.flip(head.i)
        reading.reported = False
    return False


def rule_out(reading: Reading, head: Any) -> bool:
    """Count 'ruled out' as a plan denied, 'did not rule out' as a possibility."""
    negated = is_negated(head)
    reading.shift("possible" if negated else "planned", head.i, sure=0.9)
    if not negated:
        reading.flip(head.i)
    return False


def verb_over_noun(reading: Reading, token: Any, head: Any, via: Any | None, *, own: bool) -> bool:
    """Shift a reading by the verb whose argument a noun is; tell whether to climb on.

    :param own: the noun is the predicate itself, not one on the way up from it
    """
    found = admitted(head, via)
    word = lemma(token)
    report = word in words("status", "governors", "report_noun")
    if report and called_false(head):
        reading.reported = False
        reading.flip(head.i, sure=0.85)
        return False
    if "deny" in found or ("deny_report" in groups(lemma(head)) and report and via is None):
        return deny(reading, head)
    if token.dep_ == "nsubj":
        return False
    if lemma(head) in RULE_OUT and child(head, "prt") is not None:
        return rule_out(reading, head)
    practice = word in words("status", "practice_nouns")
    if (own or practice) and via is None and token.dep_ in ("dobj", "nsubjpass"):
        if lemma(head) in words("status", "ending_verbs") or "end" in _phrasal(head):
            return _ended(reading, head)
        if lemma(head) in words("status", "rejecting_verbs") and not _is_known(token):
            reading.flip(head.i, sure=0.8)
            return flip_if(reading, head)
    plan = word in words("status", "governors", "plan_noun")
    hope = word in words("status", "governors", "possible_noun")
    if not own and (plan or hope) and lemma(head) in words("status", "dropping_verbs"):
        reading.possible = reading.possible and not hope
        reading.flip(head.i, sure=0.85)
        return False
    if via is not None and not _is_known(token):
        for kind in ("threat", "plan", "possible"):
            if kind in found:
                reading.shift(_FLAGS[kind], head.i, sure=0.9)
                return flip_if(reading, head)
    return _brought_about(reading, head, found)


def _is_known(noun: Any) -> bool:
    """Tell whether a noun is definite: its referent is there, whatever is said of it."""
    return any(
        one.dep_ == "poss" or (one.dep_ == "det" and one.lower_ in ("the", "this", "that", "these"))
        for one in noun.children
    )


def _ended(reading: Reading, head: Any) -> bool:
    """Count the end of what a noun names: 'cancelled its agreement', 'lifted the ban'."""
    reading.shift("ended", head.i, sure=0.9)
    pass_on(reading, head)
    return flip_if(reading, head)


def _brought_about(reading: Reading, head: Any, found: tuple[str, ...]) -> bool:
    """Shift a noun by the verb that makes it be: 'sign an accord', 'threaten sanctions'."""
    word = lemma(head)
    makes = word in words("status", "bringing_about")
    if not makes and word not in words("status", "light_verbs"):
        return False
    for kind in ("threat", "plan", "possible"):
        if makes and kind in found:
            reading.shift(_FLAGS[kind], head.i, sure=0.9)
            break
    pass_on(reading, head)
    return flip_if(reading, head)
