"""Bytes → Document → Article → Passage."""

from claimgraph.ingest.articles import split_articles
from claimgraph.ingest.files import find_files, read_documents
from claimgraph.ingest.passages import split_passages

__all__ = ["find_files", "read_documents", "split_articles", "split_passages"]
