"""Find indirect speech within a sentence: verbs of saying, sources, claims that …

Each finder yields Speech over the tokens of the content. Who speaks is a token: a pronoun stays a
pronoun, its reference is followed elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claimgraph.extract.attribute_syntax import (
    agent_of,
    child,
    children,
    is_passive,
    is_verb,
    lemma,
    owner_of,
    ranges,
    subject_of,
    subtree,
)
from claimgraph.extract.attribute_words import groups_of, words
from claimgraph.extract.parse import Sentence
from claimgraph.extract.speech import Speech, SpeechKind

_HEARER = frozenset(
    {"tell", "inform", "notify", "assure", "warn", "advise", "brief", "ask", "alert"}
)
_NOBODY = frozenset({"there", "what", "this", "that", "these", "those", "which"})


def force_of(word: str) -> str | None:
    """Return the group that a verb of saying belongs to, None for any other verb.

    >>> force_of("insist"), force_of("walk")
    ('commit', None)
    """
    found = groups_of("attribution", "say").get(word)
    return found[0] if found else None


def credited(verb: Any) -> Any | None:
    """Return the token that a verb of saying credits, None where no one is named.

    The subject of an active verb, the agent of a passive one; of 'was quoted as saying' the one
    quoted. A document stands for its owner.
    """
    quoted = _quoted(verb)
    if quoted is not None:
        return owner_of(quoted)
    found = agent_of(verb) if is_passive(verb) else subject_of(verb)
    if found is None or found.dep_ == "expl" or found.lower_ in _NOBODY:
        return None
    if found.lower_ == "it" and found.i > verb.i:
        return None
    return owner_of(found)


def _quoted(verb: Any) -> Any | None:
    prep = verb.head
    if verb.dep_ != "pcomp" or prep.lower_ != "as":
        return None
    above = prep.head
    if lemma(above) not in ("quote", "cite", "report", "record", "hear"):
        return None
    return child(above, "nsubjpass") or (None if is_passive(above) else child(above, "dobj"))


def find_indirect(sentence: Sentence) -> Iterator[Speech]:
    """Yield the indirect speech of one sentence, in no fixed order of nesting."""
    for token in sentence.tokens:
        word = lemma(token)
        if token.lower_ == "according":
            yield from _according(sentence, token)
        elif is_verb(token) or token.pos_ == "VERB":
            if force_of(word) is not None:
                yield from _said(sentence, token)
            if word in words("attribution", "label"):
                yield from _labelled(sentence, token)
        elif word in words("attribution", "claim_noun"):
            yield from _claimed(sentence, token)
        elif token.lower_ in ("in", "per") and token.dep_ == "prep":
            yield from _in_view(sentence, token)


def _make(
    sentence: Sentence,
    content: list[int],
    speaker: Any | None,
    kind: SpeechKind,
    verb: Any,
    *,
    confidence: float = 0.95,
) -> Iterator[Speech]:
    if speaker is None:
        return
    force = force_of(lemma(verb)) or "neutral"
    for first, last in ranges(_same_segment(content, verb), sentence.tokens):
        if not first <= speaker.i < last:
            yield Speech(
                sentence.index,
                first,
                last,
                (sentence.index, speaker.i),
                kind,
                verb=(sentence.index, verb.i),
                force=force,
                confidence=confidence,
            )


def _same_segment(content: list[int], verb: Any) -> list[int]:
    """Leave out what a semicolon parts from the verb; a colon's list may hold semicolons."""
    stops = [one.i for one in verb.doc if one.text == ";"]
    if not stops or any(one.text == ":" for one in verb.doc[verb.i : verb.i + 3]):
        return content
    low = max((stop for stop in stops if stop < verb.i), default=-1)
    high = min((stop for stop in stops if stop > verb.i), default=len(verb.doc))
    return [i for i in content if low < i < high]


def _said(sentence: Sentence, verb: Any) -> Iterator[Speech]:
    speaker = credited(verb)
    if speaker is None:
        return
    word = lemma(verb)
    belief = force_of(word) == "believe"
    kind = SpeechKind.BELIEF if belief else SpeechKind.INDIRECT
    content = _content(verb)
    if content:
        yield from _make(sentence, content, speaker, kind, verb)
    if is_passive(verb):
        return
    if word in words("attribution", "content_object"):
        for noun in children(verb, "dobj") if _is_person(speaker) else []:
            inside = subtree(noun)
            yield from _make(sentence, inside, speaker, SpeechKind.NOUN, verb, confidence=0.8)
    if force_of(word) == "accuse":
        for prep in children(verb, "prep"):
            if prep.lower_ in ("of", "with") and child(prep, "pcomp", "pobj") is not None:
                inside = subtree(prep)[1:]
                yield from _make(sentence, inside, speaker, SpeechKind.INDIRECT, verb)


def _is_person(token: Any) -> bool:
    """Tell whether a speaker is one person: what a body announces is the body's own act."""
    if token.ent_type_ == "PERSON" or token.lower_ in ("he", "she", "i"):
        return True
    return lemma(token) in words("attribution", "title")


def _labelled(sentence: Sentence, verb: Any) -> Iterator[Speech]:
    """Yield the label of 'called it a betrayal', 'described it as a betrayal'."""
    speaker = credited(verb)
    label = child(verb, "oprd")
    if label is None:
        prep = next((one for one in children(verb, "prep") if one.lower_ == "as"), None)
        label = child(prep, "pobj", "amod", "pcomp", "acomp") if prep is not None else None
    if label is not None and label.i > verb.i:
        inside = subtree(label)
        yield from _make(sentence, inside, speaker, SpeechKind.NOUN, verb, confidence=0.9)


def _content(verb: Any) -> list[int]:
    """Return the indices of what a verb of saying says, the verb's own words left out."""
    own = {verb.i}
    clauses = [one for one in children(verb, "ccomp") if _is_said(verb, one)]
    found: list[int] = []
    for clause in clauses:
        found.extend(subtree(clause))
    if not found and lemma(verb) in ("claim", "admit", "deny", "report", "acknowledge"):
        for clause in children(verb, "xcomp"):
            found.extend(subtree(clause))
    if verb.dep_ == "parataxis" or _is_as_clause(verb):
        mine = set(subtree(verb))
        found.extend(i for i in subtree(verb.head) if i not in mine)
    if not found:
        found.extend(_after_colon(verb) or _around(verb))
    return sorted(set(found) - own)


def _around(verb: Any) -> list[int]:
    """Return all words around a credit set off by commas: '…, said one adviser, …'."""
    tokens = verb.doc
    subject = child(verb, "nsubj")
    if subject is None or is_passive(verb):
        return []
    near = [*(one.i for one in subject.subtree), verb.i]
    first, last = min(near), max(near)
    if last - first > 12 or first < 2 or tokens[first - 1].text != ",":
        return []
    if last + 1 < len(tokens) and tokens[last + 1].text not in (",", "."):
        return []
    return [*range(first), *range(last + 1, len(tokens))]


def _is_said(verb: Any, clause: Any) -> bool:
    """Tell whether a clause is what a verb says: 'allowed them to go' says nothing."""
    if not any(one.lower_ == "to" and one.dep_ == "aux" for one in clause.children):
        return True
    if lemma(verb) in _HEARER:
        return True
    return force_of(lemma(verb)) in ("demand", "believe", "doubt", "deny")


def _is_as_clause(verb: Any) -> bool:
    mark = child(verb, "mark", "advmod")
    if verb.dep_ != "advcl" or mark is None or mark.lower_ != "as":
        return False
    return child(verb, "ccomp") is None


def _after_colon(verb: Any) -> list[int]:
    for sign in children(verb, "punct"):
        if sign.text == ":" and sign.i > verb.i:
            return list(range(sign.i + 1, len(verb.doc)))
    return []


def _claimed(sentence: Sentence, noun: Any) -> Iterator[Speech]:
    speaker = child(noun, "poss") or _owner_by(noun)
    if speaker is None:
        return
    nearby = children(speaker, "relcl") if speaker.i > noun.i else []
    for clause in [*children(noun, "acl", "relcl", "ccomp"), *nearby]:
        mark = child(clause, "mark", "nsubjpass", "nsubj", "dobj")
        if mark is not None and mark.lower_ == "that" and _says_that(clause, mark):
            inside = subtree(clause)
            yield from _make(
                sentence, inside, owner_of(speaker), SpeechKind.NOUN, noun, confidence=0.85
            )


def _says_that(clause: Any, mark: Any) -> bool:
    """Tell whether 'that' opens a content clause: it is no argument, or one too many."""
    if mark.dep_ == "mark":
        return True
    subjects = children(clause, "nsubj", "nsubjpass")
    return len(subjects) > 1


def _owner_by(noun: Any) -> Any | None:
    for prep in children(noun, "prep"):
        if prep.lower_ in ("by", "from"):
            return child(prep, "pobj")
    for one in children(noun, "compound", "amod", "nmod"):
        if one.ent_type_ in ("NORP", "GPE", "ORG", "PERSON"):
            return one
    return None


def _according(sentence: Sentence, word: Any) -> Iterator[Speech]:
    to = child(word, "prep", "pcomp", "dep")
    if to is None or to.lower_ != "to":
        after = word.i + 1
        if after >= len(word.doc) or word.doc[after].lower_ != "to":
            return
        to = word.doc[after]
    source = child(to, "pobj")
    if source is None:
        return
    top = _clause_top(word)
    phrase = set(subtree(word)) | set(subtree(to))
    inside = [i for i in subtree(top) if i not in phrase]
    yield from _make(sentence, inside, owner_of(source), SpeechKind.SOURCE, word)


def _in_view(sentence: Sentence, prep: Any) -> Iterator[Speech]:
    """Yield what holds 'in her view', 'in the words of the minister'."""
    noun = child(prep, "pobj")
    if noun is None or prep.lower_ != "in" or lemma(noun) not in words("attribution", "view_noun"):
        return
    speaker = child(noun, "poss")
    if speaker is None:
        of = next((one for one in children(noun, "prep") if one.lower_ == "of"), None)
        speaker = child(of, "pobj") if of is not None else None
    if speaker is None or (lemma(noun) in ("mind", "account") and speaker.lower_ == "its"):
        return
    phrase = set(subtree(prep))
    inside = [i for i in subtree(_clause_top(prep)) if i not in phrase]
    yield from _make(sentence, inside, speaker, SpeechKind.SOURCE, noun, confidence=0.9)


def _clause_top(token: Any) -> Any:
    """Return the verb of the widest clause around a phrase, within any reported clause."""
    top = token.head
    while top.head.i != top.i:
        if top.dep_ == "ccomp" and force_of(lemma(top.head)) is not None:
            return top
        top = top.head
    return top
