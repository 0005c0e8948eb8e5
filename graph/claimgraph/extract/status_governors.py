"""Read what a governing verb says of the clause or noun below it.

``govern`` is asked for one link at a time: what lies below, the head above, and the preposition
between them, if any. It shifts the reading and tells whether the walk goes on above the head.
"""

from __future__ import annotations

from typing import Any

from claimgraph.extract.attribute_syntax import (
    agent_of,
    child,
    children,
    is_passive,
    is_verb,
    lemma,
)
from claimgraph.extract.attribute_words import groups_of, words
from claimgraph.extract.status_nouns import (
    adjective_over,
    called_false,
    is_negated,
    negator,
    no_of,
    noun_over,
)
from claimgraph.extract.status_reading import Reading

_CLAUSES = frozenset("ccomp xcomp pcomp advcl acl csubj csubjpass relcl".split())
_RULE_OUT = frozenset("rule exclude discount".split())
_FLAGS = {"threat": "threatened", "plan": "planned", "possible": "possible"}
_NO_PREPS: frozenset[str] = frozenset()
_PREPS = {
    "avert": frozenset({"from"}),
    "end": frozenset({"from", "with"}),
    "plan": frozenset({"on", "to", "for", "with", "against"}),
    "possible": frozenset({"of", "about", "for", "to", "on", "with", "over", "into", "against"}),
    "threat": frozenset({"with", "of", "about"}),
    "deny": _NO_PREPS,
}


def is_infinitive(token: Any) -> bool:
    """Tell whether a verb form is a to-infinitive."""
    return any(one.dep_ == "aux" and one.lower_ == "to" for one in token.children)


def is_untensed(token: Any) -> bool:
    """Tell whether a clause has no tense: 'to go', 'going', 'that he go', but not 'will go'."""
    if is_infinitive(token):
        return True
    tensed = any(one.dep_ in ("aux", "auxpass") and one.tag_ != "VB" for one in token.children)
    return token.tag_ in ("VB", "VBG") and not tensed


def groups(word: str) -> tuple[str, ...]:
    """Return the groups of governing words that hold a lemma.

    >>> groups("refuse")
    ('avert',)
    """
    return groups_of("status", "governors").get(word, ())


def govern(reading: Reading, token: Any, head: Any, via: Any | None) -> bool:
    """Shift a reading by the head of a link; tell whether to climb on.

    :param via: the preposition between the two: 'accused of funding'
    """
    if token.dep_ == "relcl" and not is_infinitive(token):
        plan = lemma(head) in words("status", "governors", "plan_noun")
        if plan and reading.future_in_past:
            reading.future_in_past = False
            reading.shift("planned", head.i, sure=0.9)
        _no_such(reading, head)
        return False
    if is_verb(head) or head.pos_ in ("VERB", "AUX"):
        clause = is_verb(token) and token.dep_ not in ("dobj", "nsubj", "nsubjpass", "amod", "attr")
        if clause or token.dep_ in _CLAUSES:
            return _verb_over_clause(reading, token, head, via)
        return _verb_over_noun(reading, token, head, via)
    if head.pos_ == "ADJ":
        return adjective_over(reading, head)
    if head.pos_ in ("NOUN", "PROPN", "PRON"):
        return noun_over(reading, token, head, via, untensed=is_untensed(token))
    return token.dep_ in _CLAUSES


def _no_such(reading: Reading, noun: Any) -> None:
    """Count 'no country that hosts …' as a denial."""
    none = no_of(noun)
    if none is not None:
        reading.flip(none.i, sure=0.9)


def _admitted(head: Any, via: Any | None) -> tuple[str, ...]:
    """Return the groups of a verb whose complement a preposition may open."""
    found = groups(lemma(head))
    if via is None:
        return found
    return tuple(one for one in found if via.lower_ in _PREPS.get(one, _NO_PREPS))


def _verb_over_clause(reading: Reading, token: Any, head: Any, via: Any | None) -> bool:
    if _is_hearsay(head) and (via is None or via.lower_ in ("of", "with")):
        reading.shift("hedged", head.i, sure=0.85)
        return _flip_if(reading, head) and False
    found = _admitted(head, via)
    if via is not None and lemma(head) in words("status", "transparent"):
        _pass_on(reading, head)
        return _flip_if(reading, head)
    if via is not None and not found:
        return False
    if via is not None and via.lower_ == "against":
        reading.flip(via.i)
    if token.dep_ == "advcl" and not _takes_advcl(token, head, found):
        if is_infinitive(token) and lemma(head) != "be":
            reading.doubt(0.7)
            _pass_on(reading, head)
        return False
    if _is_yet(head):
        reading.flip(head.i)
        return True
    if is_infinitive(token) and _is_auxiliary_verb(reading, head):
        return True
    if "deny" in found:
        return _deny(reading, head)
    if lemma(head) in _RULE_OUT and child(head, "prt") is not None:
        return _rule_out(reading, head)
    if "end" in found and not is_infinitive(token):
        reading.shift("ended", head.i)
        _pass_on(reading, head)
        return _flip_if(reading, head)
    if "avert" in found:
        reading.flip(head.i)
        _pass_on(reading, head)
        return _flip_if(reading, head)
    return _modal_governor(reading, token, head, found)


def _flip_if(reading: Reading, head: Any) -> bool:
    """Count a governor's own negator; the walk goes on above it."""
    found = negator(head)
    if found is not None:
        reading.flip(found.i)
    return True


def _is_auxiliary_verb(reading: Reading, head: Any) -> bool:
    """Read 'used to', 'is going to': verbs that do an auxiliary's work."""
    if lemma(head) == "use" and head.tag_ in ("VBD", "VBN"):
        reading.shift("past", head.i)
        return True
    if lemma(head) == "go" and head.tag_ == "VBG" and child(head, "aux") is not None:
        reading.shift("planned", head.i)
        return _flip_if(reading, head)
    return False


def _modal_governor(reading: Reading, token: Any, head: Any, found: tuple[str, ...]) -> bool:
    untensed = is_untensed(token)
    if "threat" in found and (untensed or reading.planned or reading.future_in_past):
        reading.future_in_past = False
        reading.shift("threatened", head.i)
        return _flip_if(reading, head)
    if "plan" in found and untensed:
        reading.shift("planned", head.i)
        _pass_on(reading, head)
        return _flip_if(reading, head)
    if "possible" in found and (untensed or lemma(head) in words("status", "wish_verbs")):
        reading.shift("possible", head.i)
        return _flip_if(reading, head)
    if lemma(head) == "be" and is_infinitive(token):
        reading.shift("planned", head.i, sure=0.85)
        return _flip_if(reading, head)
    return _plain_verb(reading, token, head)


def _plain_verb(reading: Reading, token: Any, head: Any) -> bool:
    word = lemma(head)
    denial = negator(head)
    says = word in words("attribution", "say")
    if reading.future_in_past and (says or word in words("status", "fact")):
        reading.future_in_past = False
        reading.shift("planned", head.i)
    if word in words("status", "transparent") or token.dep_ == "xcomp":
        _pass_on(reading, head)
        return _flip_if(reading, head)
    if denial is None:
        return not says
    if word in words("status", "neg_raising") or word == "be":
        reading.flip(denial.i, sure=0.85)
    elif word in words("status", "withholding"):
        reading.shift("possible", head.i, sure=0.6)
    elif word == "mean":
        reading.flip(denial.i, sure=0.8)
    return False


def _pass_on(reading: Reading, head: Any) -> None:
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


def _deny(reading: Reading, head: Any) -> bool:
    if is_negated(head):
        reading.shift("possible", head.i, sure=0.6)
    else:
        reading.flip(head.i)
        reading.reported = False
    return False


def _rule_out(reading: Reading, head: Any) -> bool:
    negated = is_negated(head)
    reading.shift("possible" if negated else "planned", head.i, sure=0.9)
    if not negated:
        reading.flip(head.i)
    return False


def _is_yet(head: Any) -> bool:
    return lemma(head) in ("have", "be", "remain") and any(
        one.lower_ == "yet" for one in head.children
    )


def _is_hearsay(head: Any) -> bool:
    """Tell whether a passive of saying names no one: 'is said to', 'it is alleged that'."""
    if lemma(head) not in words("status", "hedge_passive") or head.tag_ not in ("VBN", "VBD"):
        return False
    return is_passive(head) and agent_of(head) is None


def _takes_advcl(token: Any, head: Any, found: tuple[str, ...]) -> bool:
    """Tell whether what is parsed as an adverbial clause is the complement of its verb."""
    near = 0 < token.i - head.i <= 2 and child(token, "mark") is None
    if near and token.tag_ == "VBG":
        return bool(found) or lemma(head) in _RULE_OUT
    mark = child(token, "mark")
    if lemma(head) in words("status", "transparent") and child(head, "dobj") is not None:
        return is_infinitive(token) and mark is None
    return bool(found) and is_infinitive(token) and (mark is None or mark.lower_ == "for")


def _verb_over_noun(reading: Reading, token: Any, head: Any, via: Any | None) -> bool:
    found = _admitted(head, via)
    word = lemma(token)
    report = word in words("status", "governors", "report_noun")
    if report and called_false(head):
        reading.reported = False
        reading.flip(head.i, sure=0.85)
        return False
    if "deny" in found or ("deny_report" in groups(lemma(head)) and report and via is None):
        return _deny(reading, head)
    if token.dep_ == "nsubj":
        return False
    plan = word in words("status", "governors", "plan_noun")
    hope = word in words("status", "governors", "possible_noun")
    if (plan or hope) and lemma(head) in words("status", "dropping_verbs"):
        reading.possible = reading.possible and not hope
        reading.flip(head.i, sure=0.85)
        return False
    return _brought_about(reading, head, found)


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
    _pass_on(reading, head)
    return _flip_if(reading, head)
