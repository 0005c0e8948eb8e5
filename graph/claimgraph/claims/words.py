"""Bring the words of phrases to one form, so that those of two writers can be compared."""

from __future__ import annotations

import re
from functools import lru_cache

from claimgraph.claims.places import load
from claimgraph.model import fold

_WORD = re.compile(r"[a-z0-9]+")
_EMPTY = frozenset(
    "the a an of and or in on for to by with from at its their his her our my your us as who that "
    "which more than about total number some all people's overall currently s is are was were be "
    "been has have had it they them he she we not no into over under up out".split()
)
_PLURALS = (("ies", "y"), ("sses", "ss"), ("s", ""))
# British spellings that the press uses beside American ones.
_SPELLING = (("our", "or"), ("isation", "ization"), ("ise", "ize"), ("programme", "program"))
_KEPT = frozenset("our four hour tour your pour exercise otherwise promise wise rise raise".split())


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return a folded word in singular form and American spelling.

    >>> [stem(one) for one in ("workers", "countries", "programmes", "labour", "crisis")]
    ['worker', 'country', 'program', 'labor', 'crisis']
    """
    for ending, instead in _PLURALS:
        if (
            len(word) > len(ending) + 2
            and word.endswith(ending)
            and not word.endswith(("ss", "us", "is"))
        ):
            word = word[: len(word) - len(ending)] + instead
            break
    if word not in _KEPT:
        for ending, instead in _SPELLING:
            if word.endswith(ending):
                return word[: len(word) - len(ending)] + instead
    return word


@lru_cache(maxsize=50_000)
def stem_list(text: str | None) -> tuple[str, ...]:
    """Return the words that carry a phrase's meaning, in order and brought to one form.

    >>> stem_list("a form of forced labour")
    ('form', 'forced', 'labor')
    """
    words = text or ""
    plain = words.lower() if words.isascii() else fold(words)
    return tuple([stem(word) for word in _WORD.findall(plain) if word not in _EMPTY])


def stems(text: str | None) -> frozenset[str]:
    """Return the words that carry a phrase's meaning, brought to one form.

    >>> sorted(stems("the Health Workers"))
    ['health', 'worker']
    """
    return frozenset(stem_list(text))


@lru_cache(maxsize=1)
def kinds() -> dict[str, frozenset[str]]:
    """Return the words for things of one kind, by kind."""
    found = load("kinds.json")["kinds"]
    return {name: frozenset(stem(word) for word in words) for name, words in found.items()}


@lru_cache(maxsize=1)
def forms() -> dict[str, str]:
    """Return the words that tell which form a measure has, with the form's name."""
    found = load("kinds.json")["forms"]
    return {stem(word): name for name, words in found.items() for word in words}


@lru_cache(maxsize=1)
def fillers() -> frozenset[str]:
    """Return the words that say nothing of which thing of a kind is meant."""
    return frozenset(stem(word) for word in load("kinds.json")["filler"])
