"""Parsed sentences from plain strings, for tests of attribution and figures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from claimgraph.extract.parse import Sentence, parse_passages
from claimgraph.model import Article, Document, Passage, PassageKind

DATA = Path(__file__).resolve().parents[1] / "data"
_KINDS = {"# ": PassageKind.HEADLINE, "| ": PassageKind.CAPTION}


def read_cases(folder: str, name: str) -> list[dict[str, Any]]:
    """Return the cases of one data file, each with the file's name and its number as id."""
    text = (DATA / folder / f"{name}.json").read_text(encoding="utf-8")
    cases: list[dict[str, Any]] = json.loads(text)
    return [{**case, "id": f"{name}-{number}"} for number, case in enumerate(cases, 1)]


def params(folder: str, *names: str) -> list[Any]:
    """Return the cases of data files for pytest; one that says why it fails must go on failing."""
    found = []
    for name in names:
        for case in read_cases(folder, name):
            why = case.get("fails")
            marks = [pytest.mark.xfail(strict=True, reason=why)] if why else []
            found.append(pytest.param(case, id=case["id"], marks=marks))
    return found


@lru_cache(maxsize=512)
def sentences_of(text: str) -> tuple[Sentence, ...]:
    """Return parsed sentences: '||' parts sentences, '¶' paragraphs, a leading '# ' a headline."""
    whole, places = "", []
    for number, paragraph in enumerate(text.split("¶")):
        whole += "\n\n" if number else ""
        for part in paragraph.split("||"):
            words = part.strip()
            if not words:
                continue
            kind = _KINDS.get(words[:2], PassageKind.BODY)
            words = words[2:] if kind is not PassageKind.BODY else words
            places.append((len(whole), len(whole) + len(words), kind))
            whole += words + " "
        whole = whole.rstrip(" ")
    document = Document(
        name="case", uri="urn:case", sha256="0", media_type="text/plain", text=whole
    )
    article = Article(document, 0, 0, len(whole))
    passages = [Passage(article, start, end, kind) for start, end, kind in places]
    return tuple(parse_passages(passages))


def find(sentences: Sequence[Sentence], words: str) -> tuple[int, int]:
    """Return (sentence, token) of the first token of the given words; they must occur once.

    'had@2' is the second 'had' of the document.
    """
    name, _, number = words.partition("@")
    wanted = int(number or 1)
    parts = name.split()
    for sentence in sentences:
        texts = [token.text for token in sentence.tokens]
        for index in range(len(texts) - len(parts) + 1):
            if texts[index : index + len(parts)] == parts:
                wanted -= 1
                if not wanted:
                    return sentence.index, index
    raise AssertionError(f"{words!r} is not in {[s.passage.text for s in sentences]}")
