"""Walk a dependency parse: subjects, owners, subtrees as token ranges.

Tokens are spaCy tokens; they are compared by ``.i``, never by identity.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any

from claimgraph.extract.attribute_words import words

_RELATIVES = frozenset({"who", "which", "that", "whom"})
_STEPS = 12  # links to climb at most; deeper trees are mistakes of the parser


def lemma(token: Any) -> str:
    """Return a token's lemma in lower case, a lost e restored where that makes a known word."""
    word = str(token.lemma_).lower()
    return _restored(word) if token.lower_ != word else word


@lru_cache(maxsize=4096)
def _restored(word: str) -> str:
    """Undo 'hopes' → 'hop'.

    >>> _restored("hop"), _restored("say"), _restored("walk")
    ('hope', 'say', 'walk')
    """
    known = words("attribution", "say") | words("attribution", "label")
    known |= words("status", "governors") | words("figures", "rank_verbs")
    return f"{word}e" if word not in known and f"{word}e" in known else word


def is_verb(token: Any) -> bool:
    """Tell whether the tagger takes a token for a verb form."""
    return str(token.tag_).startswith("VB")


def child(token: Any, *labels: str) -> Any | None:
    """Return the first child with one of the dependency labels."""
    for one in token.children:
        if one.dep_ in labels:
            return one
    return None


def children(token: Any, *labels: str) -> list[Any]:
    """Return all children with one of the dependency labels, in order."""
    return [one for one in token.children if one.dep_ in labels]


def ancestors(token: Any) -> Iterator[tuple[Any, Any]]:
    """Yield (token, its head) pairs from a token up to the root."""
    for _ in range(_STEPS):
        if token.head.i == token.i:
            return
        yield token, token.head
        token = token.head


def is_passive(verb: Any) -> bool:
    """Tell whether a verb is passive: 'was told', or the bare 'men accused of theft'."""
    if child(verb, "auxpass", "nsubjpass", "csubjpass", "agent") is not None:
        return True
    return verb.tag_ == "VBN" and verb.dep_ == "acl" and child(verb, "aux") is None


def agent_of(verb: Any) -> Any | None:
    """Return the head of the 'by' phrase of a passive verb."""
    by = child(verb, "agent")
    return child(by, "pobj") if by is not None else None


def antecedent(verb: Any) -> Any | None:
    """Return the noun that the relative clause of a verb modifies."""
    for token, head in ancestors(verb):
        if token.dep_ == "relcl":
            return head
        if token.dep_ not in ("conj", "ccomp", "xcomp", "advcl"):
            return None
    return None


def subject_of(verb: Any) -> Any | None:
    """Return who does what a verb form says, through control, coordination and relatives.

    A participle takes its subject from the clause that it belongs to, a relative pronoun stands
    for its antecedent, a conjunct shares the subject of the first.
    """
    for _ in range(_STEPS):
        own = _own_subject(verb)
        if own is not None:
            if own.lower_ in _RELATIVES and own.tag_ in ("WDT", "WP", "IN", "DT"):
                return antecedent(verb) or own
            return _past_dateline(own)
        if verb.head.i == verb.i:
            return None
        if verb.dep_ in ("acl", "relcl"):
            return verb.head
        above = verb.head
        via = above if verb.dep_ == "pcomp" and not is_verb(above) else None
        if via is not None:
            above = above.head
        controlled = _controller(verb, above, via)
        if controlled is not None:
            return controlled
        if not is_verb(above) and above.pos_ != "AUX":
            return None
        verb = above
    return None


def _controller(verb: Any, above: Any, via: Any | None) -> Any | None:
    """Return the object that does what a verb form says: 'accused him of lying', 'urged him to'."""
    if via is not None and via.lower_ not in ("of", "from", "into"):
        return None
    if via is None and (verb.dep_ != "xcomp" or lemma(above) in words("attribution", "promising")):
        return None
    found = child(above, "dobj")
    return found if found is not None and above.i < found.i < verb.i else None


def _past_dateline(noun: Any) -> Any:
    """Return the subject that the parser hung to a dateline: 'ACCRA — Jane Roe said'."""
    if noun.i > 2:
        return noun
    dashes = [one.i for one in noun.children if one.text in ("—", "–", "-", "--")]
    if not dashes:
        return noun
    after = [one for one in children(noun, "appos", "conj") if one.i > dashes[0]]
    return after[0] if after else noun


def _own_subject(verb: Any) -> Any | None:
    """Return a verb's subject; of two before it, the parser's mistake, the nearer one."""
    found = children(verb, "nsubj", "nsubjpass") or children(verb, "csubj", "csubjpass")
    before = [one for one in found if one.i < verb.i]
    return before[-1] if before else (found[0] if found else None)


def owner_of(noun: Any) -> Any:
    """Return who stands behind a document noun: 'the ministry's report' → ministry.

    Any other noun stands for itself; so does a document that names no one.
    """
    for _ in range(_STEPS):
        if not _is_document(noun):
            return noun
        found = child(noun, "poss") or _by_phrase(noun) or _name_before(noun)
        if found is None:
            return noun
        noun = found
    return noun


def _is_document(noun: Any) -> bool:
    """Tell whether a noun is a document, or stands in the title of one."""
    documents = words("attribution", "document")
    if lemma(noun) in documents:
        return True
    if noun.ent_type_ not in ("WORK_OF_ART", "LAW"):
        return False
    return any(one.lower_ in documents for one in noun.subtree if one.ent_type_ == noun.ent_type_)


def _by_phrase(noun: Any) -> Any | None:
    for prep in children(noun, "prep", "agent"):
        if prep.lower_ in ("by", "from", "of"):
            found = child(prep, "pobj")
            if found is not None and found.ent_type_ not in ("DATE", "CARDINAL", "TIME"):
                return found
    for clause in children(noun, "acl"):
        if lemma(clause) in words("attribution", "authoring"):
            found = agent_of(clause)
            if found is not None:
                return found
    return None


def _name_before(noun: Any) -> Any | None:
    for one in reversed(children(noun, "compound", "nmod", "amod")):
        if one.tag_ == "NNP" or one.ent_type_ in ("NORP", "GPE", "ORG", "PERSON"):
            return one
    return None


def subtree(token: Any, without: Collection[int] = ()) -> list[int]:
    """Return the indices of a token's subtree, in order, leaving out some."""
    dropped = frozenset(without)
    return [one.i for one in token.subtree if one.i not in dropped]


def ranges(indices: Sequence[int], tokens: Any) -> list[tuple[int, int]]:
    """Group token indices into half-open ranges [first, last), trimmed of punctuation."""
    found: list[tuple[int, int]] = []
    for index in indices:
        if found and found[-1][1] == index:
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((index, index + 1))
    return [one for one in (trim(tokens, *part) for part in found) if one[0] < one[1]]


def trim(tokens: Any, first: int, last: int) -> tuple[int, int]:
    """Return a range without the punctuation and spaces at its ends."""
    while first < last and (tokens[first].is_punct or tokens[first].is_space):
        first += 1
    while last > first and (tokens[last - 1].is_punct or tokens[last - 1].is_space):
        last -= 1
    return first, last
