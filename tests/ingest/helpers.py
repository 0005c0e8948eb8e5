"""Read a text as a file of it would be read."""

from __future__ import annotations

from pathlib import Path

from claimgraph.ingest import read_documents, split_articles, split_passages
from claimgraph.model import Article, Document, Issue, Passage, PassageKind

BASE = "https://example.org/id/"


def read_folder(*paths: Path) -> tuple[list[Document], list[Issue]]:
    issues: list[Issue] = []
    return list(read_documents(paths, base=BASE, report=issues.append)), issues


def read_text(text: str) -> Document:
    issues: list[Issue] = []
    found = list(read_documents([], base=BASE, stdin=text.encode(), report=issues.append))
    assert len(found) == 1, issues
    return found[0]


def articles(text: str) -> tuple[Article, ...]:
    return split_articles(read_text(text))


def passages(text: str) -> list[Passage]:
    return [one for article in articles(text) for one in split_passages(article)]


def tidy(passage: Passage) -> str:
    return " ".join(passage.text.split())


def texts(text: str, kind: PassageKind = PassageKind.BODY) -> list[str]:
    return [tidy(one) for one in passages(text) if one.kind is kind]
