"""Terms as numbers: each distinct term has one id, counted from 0; the vocabulary comes first."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from claimgraph.errors import ReasonError
from claimgraph.reason import vocabulary as v
from claimgraph.reason.columns import Mask
from claimgraph.reason.terms import Row

_LIMIT = 1 << 32  # a pair of ids is one 64-bit key


class Terms:
    """Hold the ids of terms and the terms of ids; terms are N-Triples text."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = dict(v.ID)
        self._texts: list[str] = list(v.TERMS)
        self._literal: Mask = np.zeros(256, np.bool_)
        self._flagged = len(self._texts)  # how many terms ``_literal`` knows

    def __len__(self) -> int:
        return len(self._texts)

    def id(self, text: str) -> int:
        """Return a term's id, a new one where the term is new.

        :raises ReasonError: past 2**32 terms
        """
        known = self._ids.get(text)
        if known is None:
            known = self._ids[text] = len(self._texts)
            self._texts.append(text)
            if known >= _LIMIT:
                raise ReasonError(f"found more than {_LIMIT} terms, which is the most that fit")
        return known

    def find(self, text: str) -> int | None:
        """Return a term's id, or None where the term has none."""
        return self._ids.get(text)

    def text(self, number: int) -> str:
        """Return the term that has an id."""
        return self._texts[number]

    def encode(self, rows: Iterable[Row]) -> npt.NDArray[np.uint64]:
        """Return rows as an array of ids of shape (number of rows, 3)."""
        ids, texts = self._ids, self._texts
        numbers: list[int] = []
        for row in rows:
            for text in row:
                known = ids.get(text)
                if known is None:
                    known = ids[text] = len(texts)
                    texts.append(text)
                numbers.append(known)
        if len(texts) > _LIMIT:
            raise ReasonError(f"found more than {_LIMIT} terms, which is the most that fit")
        return np.array(numbers, np.uint64).reshape(-1, 3)

    def is_literal(self, number: int) -> bool:
        """Tell whether an id stands for a literal."""
        return self.text(number)[0] == '"'

    @property
    def literals(self) -> Mask:
        """Return for each id whether it stands for a literal."""
        size = len(self._texts)
        if len(self._literal) < size:
            grown = np.zeros(max(size, 2 * len(self._literal)), np.bool_)
            grown[: self._flagged] = self._literal[: self._flagged]
            self._literal = grown
        if self._flagged < size:
            fresh = [text[0] == '"' for text in self._texts[self._flagged :]]
            self._literal[self._flagged : size] = fresh
            self._flagged = size
        return self._literal[:size]
