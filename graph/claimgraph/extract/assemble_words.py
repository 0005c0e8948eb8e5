"""Cut the words used out of a sentence: labels, what is given or threatened."""

from __future__ import annotations

import re
from typing import Any

from claimgraph.extract.parse import Sentence

_CUT = frozenset({"relcl", "advcl", "punct", "mark", "cc", "ccomp", "parataxis", "appos"})
_QUOTES = "\"'"
_LONGEST = 18  # words


def phrase(sentence: Sentence, head: int, *, predicate: bool = False) -> str:
    """Return the words of the phrase that a token heads, as written, without quotes around them.

    Where ``predicate``, the phrase begins at the token itself: a verb and its objects.
    """
    tokens = sentence.tokens
    kept = _kept(tokens, head)
    first, last = (head if predicate else kept[0]), kept[-1] + 1
    while first < head and tokens[first].pos_ in ("PUNCT", "ADP", "SPACE", "CCONJ"):
        first += 1
    last = min(last, first + _LONGEST)
    start, end = sentence.span(first, last)
    text = sentence.passage.article.document.text[start:end]
    return re.sub(r"\s+", " ", text).strip(" \"'“”‘’«»,.;:")


def _kept(tokens: Any, head: int) -> list[int]:
    """Return the tokens of a phrase without the clauses and asides that hang on it."""
    kept, layer = {head}, [head]
    while layer:
        below = []
        for place in layer:
            for kid in tokens[place].children:
                if kid.dep_ in _CUT and not (kid.dep_ == "punct" and kid.text == "-"):
                    continue
                if kid.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "neg") and place == head:
                    continue
                below.append(kid.i)
        kept.update(below)
        layer = below
    return sorted(kept)


def is_quoted(sentence: Sentence, head: int) -> bool:
    """Tell whether a phrase stands in, or has within it, quotation marks.

    An apostrophe within a word is no mark.
    """
    tokens = sentence.tokens
    kept = _kept(tokens, head)
    first, last = kept[0], kept[-1]
    before = any(tokens[i].text in _QUOTES for i in range(max(0, first - 1), last + 1))
    after = any(tokens[i].text in _QUOTES for i in range(first, min(len(tokens), last + 2)))
    return before and after
