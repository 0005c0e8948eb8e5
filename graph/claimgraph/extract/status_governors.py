"""Read what a governing word says of the clause or noun below it.

``govern`` is asked for one link (token below, head above) at a time; it shifts the reading and
tells whether the walk goes on above the head.
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
from claimgraph.extract.status_reading import Reading

_CLAUSES = ("ccomp", "xcomp", "pcomp", "advcl", "acl", "csubj", "csubjpass", "relcl")
_NOMINAL = ("dobj", "nsubjpass", "nsubj", "attr", "oprd", "pobj", "compound", "appos", "dative")
_NOUN_LINKS = ("acl", "ccomp", "compound", "pcomp", "prep", "pobj", "relcl")
_RULE_OUT = frozenset({"rule", "exclude", "preclude", "discount"})


def is_negated(token: Any) -> bool:
    """Tell whether a verb has a negator of its own."""
    return any(
        one.dep_ == "neg" or one.lower_ in ("never", "neither", "hardly")
        for one in token.children
        if one.dep_ in ("neg", "advmod", "preconj")
    )


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


def govern(reading: Reading, token: Any, head: Any) -> bool:
    """Shift a reading by the head of a link; tell whether to climb on."""
    link = token.dep_
    if link == "relcl":
        _no_such(reading, head)
        return False
    if is_verb(head) or head.pos_ in ("VERB", "AUX"):
        if is_verb(token) or link in ("ccomp", "xcomp", "advcl", "csubj", "csubjpass"):
            return _verb_over_clause(reading, token, head)
        return _verb_over_noun(reading, token, head)
    if head.pos_ in ("ADP", "SCONJ", "PART"):
        return True
    if head.pos_ == "ADJ":
        return _adjective_over(reading, token, head)
    if head.pos_ in ("NOUN", "PROPN", "PRON"):
        return _noun_over(reading, token, head)
    return link in _CLAUSES


def _no_such(reading: Reading, noun: Any) -> None:
    """Count 'no country that hosts …' as a denial."""
    for one in noun.children:
        if one.dep_ in ("det", "neg") and one.lower_ == "no":
            reading.flip(one.i, sure=0.9)


def _verb_over_clause(reading: Reading, token: Any, head: Any) -> bool:
    found = groups(lemma(head))
    negated = is_negated(head)
    if _below_prep(token) and not found:
        return False
    if token.dep_ == "advcl" and not _takes_advcl(token, found):
        if is_infinitive(token):
            reading.shift("possible", head.i, sure=0.6)
        return False
    if _is_yet(head):
        reading.flip(head.i)
        return True
    if lemma(head) == "use" and is_infinitive(token) and head.tag_ == "VBD":
        reading.shift("past", head.i)
        return False
    if "deny" in found:
        _deny(reading, head, negated=negated)
        return False
    if lemma(head) in _RULE_OUT and (child(head, "prt") is not None or "avert" not in found):
        _rule_out(reading, head, negated=negated)
        return False
    if "end" in found and not is_infinitive(token) and token.dep_ in ("xcomp", "pcomp", "ccomp"):
        reading.shift("ended", head.i)
        if negated:
            reading.flip(head.i)
        _pass_on(reading, head)
        return True
    if "avert" in found:
        reading.flip(head.i)
        if negated:
            reading.flip(head.i - 1)
        _pass_on(reading, head)
        return True
    return _modal_governor(reading, token, head, found, negated=negated)


def _modal_governor(
    reading: Reading, token: Any, head: Any, found: tuple[str, ...], *, negated: bool
) -> bool:
    untensed = is_untensed(token)
    if _is_hearsay(head):
        reading.shift("hedged", head.i, sure=0.85)
        if negated:
            reading.flip(head.i)
        return False
    if "threat" in found and (untensed or reading.planned or reading.future_in_past):
        reading.future_in_past = False
        reading.shift("threatened", head.i)
        if negated:
            reading.flip(head.i)
        return False
    if "plan" in found and untensed:
        reading.shift("planned", head.i)
        if negated:
            reading.flip(head.i)
        return False
    if "possible" in found and (untensed or _is_wish(head)):
        reading.shift("possible", head.i)
        if negated:
            reading.flip(head.i)
        return False
    if lemma(head) == "be" and is_infinitive(token):
        reading.shift("planned", head.i, sure=0.85)
        return False
    return _plain_verb(reading, token, head, negated=negated)


def _plain_verb(reading: Reading, token: Any, head: Any, *, negated: bool) -> bool:
    word = lemma(head)
    says = word in words("attribution", "say")
    if reading.future_in_past and (says or word in words("status", "fact")):
        reading.future_in_past = False
        reading.shift("planned", head.i)
    if word in words("status", "transparent") or token.dep_ == "xcomp":
        if negated:
            reading.flip(head.i)
        _pass_on(reading, head)
        return True
    if not negated:
        return not says
    if word in words("status", "neg_raising") or _is_copular(head):
        reading.flip(head.i, sure=0.85)
    elif word in words("status", "withholding"):
        reading.shift("possible", head.i, sure=0.6)
    elif word == "mean":
        reading.flip(head.i, sure=0.8)
    return False


def _is_copular(head: Any) -> bool:
    return lemma(head) == "be" and child(head, "acomp", "attr") is not None


def _is_wish(head: Any) -> bool:
    return lemma(head) in (
        "hope",
        "wish",
        "fear",
        "demand",
        "urge",
        "ask",
        "wonder",
        "doubt",
        "imagine",
        "suppose",
        "suggest",
        "recommend",
        "propose",
    ) and not (lemma(head) == "suggest" and head.tag_ == "VBZ")


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


def _deny(reading: Reading, head: Any, *, negated: bool) -> None:
    if negated:
        reading.shift("possible", head.i, sure=0.6)
    else:
        reading.flip(head.i)


def _rule_out(reading: Reading, head: Any, *, negated: bool) -> None:
    reading.shift("possible" if negated else "planned", head.i, sure=0.9)
    if not negated:
        reading.flip(head.i)


def _is_yet(head: Any) -> bool:
    return lemma(head) in ("have", "be", "remain") and any(
        one.lower_ == "yet" for one in head.children
    )


def _is_hearsay(head: Any) -> bool:
    """Tell whether a passive of saying names no one: 'is said to', 'it is alleged that'."""
    if lemma(head) not in words("status", "hedge_passive") or head.tag_ != "VBN":
        return False
    if lemma(head) in ("estimate", "expect"):
        return False
    return is_passive(head) and agent_of(head) is None


def _takes_advcl(token: Any, found: tuple[str, ...]) -> bool:
    if not found:
        return False
    return is_infinitive(token) and child(token, "mark") is None and "end" not in found


def _below_prep(token: Any) -> bool:
    return bool(token.dep_ == "pcomp")


def _verb_over_noun(reading: Reading, token: Any, head: Any) -> bool:
    found = groups(lemma(head))
    negated = is_negated(head)
    word = lemma(token)
    report = word in words("status", "governors", "report_noun")
    if token.dep_ == "nsubj" and not report:
        return False
    if _called_false(head) and report:
        reading.flip(head.i, sure=0.85)
        return False
    if "deny" in found or ("deny_report" in found and report):
        _deny(reading, head, negated=negated)
        return False
    if token.dep_ == "nsubj":
        return False
    mine = word in words("status", "governors", "plan_noun") or "plan" in groups(word)
    if "avert" in found and (mine or word in words("status", "governors", "possible_noun")):
        reading.flip(head.i, sure=0.85)
        return False
    return _brought_about(reading, head, found, negated=negated)


def _brought_about(reading: Reading, head: Any, found: tuple[str, ...], *, negated: bool) -> bool:
    word = lemma(head)
    makes = word in words("status", "bringing_about") or word in words("status", "light_verbs")
    if not makes:
        return False
    for kind in ("threat", "plan", "possible"):
        if kind in found and word in words("status", "bringing_about"):
            name = {"threat": "threatened", "plan": "planned", "possible": "possible"}[kind]
            reading.shift(name, head.i, sure=0.9)
            break
    if negated:
        reading.flip(head.i, sure=0.9)
    _pass_on(reading, head)
    return True


def _called_false(head: Any) -> bool:
    told = children(head, "acomp", "attr", "oprd")
    return any(
        lemma(one) in words("status", "adjectives", "deny")
        or lemma(one) in words("status", "governors", "deny_adjective")
        for one in told
    )


def _adjective_over(reading: Reading, token: Any, head: Any) -> bool:
    word = lemma(head)
    if word in words("status", "governors", "deny_adjective"):
        reading.flip(head.i, sure=0.9)
    elif word in words("status", "governors", "plan_adjective"):
        reading.shift("planned", head.i, sure=0.9)
    elif word in words("status", "governors", "possible_adjective"):
        reading.shift("possible", head.i, sure=0.9)
    copula = head.head
    if copula.i != head.i and is_negated(copula):
        reading.flip(copula.i)
    return False


def _noun_over(reading: Reading, token: Any, head: Any) -> bool:
    word = lemma(head)
    if token.dep_ in (
        "acl",
        "ccomp",
        "compound",
        "pcomp",
        "prep",
        "pobj",
        "relcl",
    ) or token.pos_ in (
        "ADP",
        "NOUN",
    ):
        return _noun_group(reading, token, head, word)
    return False


def _noun_group(reading: Reading, token: Any, head: Any, word: str) -> bool:
    noun = words("status", "governors", "plan_noun")
    none = any(one.dep_ in ("det", "neg") and one.lower_ == "no" for one in head.children)
    if word in words("status", "governors", "evidence_noun") and none:
        reading.flip(head.i, sure=0.85)
        return False
    if word in words("status", "governors", "denial_noun"):
        reading.flip(head.i, sure=0.85)
        return True
    untensed = is_infinitive(token) or not is_verb(token) or token.tag_ == "VBG"
    if word in words("status", "governors", "threat_noun") and untensed:
        reading.shift("threatened", head.i, sure=0.9)
    elif word in noun and untensed:
        reading.shift("planned", head.i, sure=0.9)
    elif word in words("status", "governors", "report_noun"):
        if child(head, "poss", "compound", "amod") is None:
            reading.shift("hedged", head.i, sure=0.8)
    elif word in words("status", "governors", "possible_noun") and untensed:
        reading.shift("possible", head.i, sure=0.9)
    else:
        if none and token.dep_ == "acl":
            reading.flip(head.i, sure=0.8)
        return False
    if none:
        reading.flip(head.i)
    return True
