"""Mention → Entity, with the reason for each merge on record."""

from claimgraph.resolve.resolution import Resolution, resolve

__all__ = ["Resolution", "resolve"]
