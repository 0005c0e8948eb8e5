"""When two written names can be one: keys, initials, acronyms, spelling."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from claimgraph.model import fold

# British and American spelling, and signs that stand for a word.
_SPELLING = (
    (re.compile(r"\borganisation"), "organization"),
    (re.compile(r"\bcentre\b"), "center"),
    (re.compile(r"\bprogramme"), "program"),
    (re.compile(r"\bdefence\b"), "defense"),
    (re.compile(r"\blabour\b"), "labor"),
    (re.compile(r"\bstabilisation\b"), "stabilization"),
    (re.compile(r"\bco-operation\b"), "cooperation"),
    (re.compile(r"\bst\.? (?=[a-z])"), "saint "),
    (re.compile(r"\bu\.s\.?(?=\W|$)"), "us"),
    (re.compile(r"\bu\.k\.?(?=\W|$)"), "uk"),
    (re.compile(r"\bu\.n\.?(?=\W|$)"), "un"),
    (re.compile(r"\s*&\s*"), " and "),
    (re.compile(r"^the\s+"), ""),
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_LITTLE = frozenset({"of", "the", "and", "for", "in", "on", "de", "la", "del", "to"})


def key_of(name: str) -> str:
    """Return a name without case, accents, a leading article and differences of spelling.

    >>> key_of("The Organisation of U.S. Labour") == key_of("Organization of US Labor")
    True
    """
    text = fold(name)
    for pattern, plain in _SPELLING:
        text = pattern.sub(plain, text)
    return " ".join(text.split())


def person_tokens(name: str) -> tuple[str, ...]:
    """Return a person's name as folded words, without initials and suffixes.

    >>> person_tokens("Robert J. Núñez-Roe Jr.")
    ('robert', 'nunez-roe')
    """
    words = (word.strip(".,") for word in fold(name).split())
    return tuple(word for word in words if len(word) > 1 and word not in _SUFFIXES)


def fuller(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell whether the words of one full name stand in another, in order, from its first on.

    >>> fuller(("ana", "quispe"), ("ana", "quispe", "mamani"))
    True
    >>> fuller(("maria", "lopez"), ("ana", "maria", "lopez"))
    False
    """
    if not 2 <= len(short) < len(long) or short[0] != long[0]:
        return False
    place = 0
    for word in long:
        if place < len(short) and word == short[place]:
            place += 1
    return place == len(short)


def alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two names differ only as spellings of one surname do.

    >>> alike(("ana", "quispe"), ("ana", "quizpe"))
    True
    >>> alike(("ana", "quispe"), ("ana", "quiroga"))
    False
    """
    if len(one) != len(other) or len(one) < 2 or one[:-1] != other[:-1]:
        return False
    left, right = one[-1], other[-1]
    if left == right or left[0] != right[0]:
        return False
    return SequenceMatcher(None, left, right).ratio() >= 0.7


def abbreviates(short: str, name: str) -> bool:
    """Tell whether a written form is an acronym of a name.

    >>> abbreviates("RDF", "Rwanda Defence Force"), abbreviates("Rwanda", "Rwanda Defence Force")
    (True, False)
    """
    letters = short.replace(".", "")
    if not (2 <= len(letters) <= 8 and letters.isupper() and letters.isalpha()):
        return False
    words = [word for word in re.split(r"[\s-]+", fold(name)) if word and word not in _LITTLE]
    return len(words) > 1 and "".join(word[0] for word in words).upper() == letters


def generic(name: str) -> bool:
    """Tell whether a name only describes, so that another document may mean another thing.

    >>> generic("foreign officials"), generic("US visa bans"), generic("resolution 1701")
    (True, False, False)
    """
    return not any(letter.isupper() or letter.isdigit() for letter in name)
