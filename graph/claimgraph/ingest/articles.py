"""Document to articles."""

from __future__ import annotations

from claimgraph.ingest.front import has_front_matter, read_front_matter
from claimgraph.model import Article, Document


def split_articles(document: Document) -> tuple[Article, ...]:
    """Return the articles of a document, in order; together they are its whole text."""
    author = read_front_matter(document.text).author if has_front_matter(document) else None
    return (
        Article(
            document,
            0,
            0,
            len(document.text),
            title=document.title,
            publisher=document.publisher,
            date=document.date,
            author=author,
        ),
    )
