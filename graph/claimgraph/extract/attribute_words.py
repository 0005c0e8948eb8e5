"""Load the vocabularies of attribution, status, figures and dates from their JSON files.

The words are data: a language's verbs of saying or of planning are added in ``data/*.json``, never
in code. Groups are written as one string of words parted by spaces.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from claimgraph.errors import ExtractionError


@lru_cache(maxsize=8)
def load_vocabulary(name: str) -> Mapping[str, Any]:
    """Return the content of ``data/<name>.json``.

    :raises ExtractionError: where the file is missing or is no JSON object
    """
    place = files("claimgraph.extract").joinpath("data").joinpath(f"{name}.json")
    try:
        content = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ExtractionError(
            f"extract/data/{name}.json: expected a readable JSON object: {error}"
        ) from error
    if not isinstance(content, dict):
        raise ExtractionError(f"extract/data/{name}.json: expected an object at the top")
    return content


@lru_cache(maxsize=256)
def words(name: str, *path: str) -> frozenset[str]:
    """Return the group of words at a path of a vocabulary; a group of groups is joined.

    >>> "deny" in words("attribution", "say", "deny")
    True
    >>> "deny" in words("attribution", "say") and "say" in words("attribution", "say")
    True
    """
    found: Any = load_vocabulary(name)
    for key in path:
        found = found[key]
    return frozenset(_flat(found))


@lru_cache(maxsize=64)
def table(name: str, *path: str) -> Mapping[str, Any]:
    """Return the mapping at a path of a vocabulary, as the file has it.

    >>> table("figures", "units")["seven"]
    7
    """
    found: Any = load_vocabulary(name)
    for key in path:
        found = found[key]
    if not isinstance(found, dict):
        raise ExtractionError(f"extract/data/{name}.json: {'.'.join(path)} is no mapping")
    return found


@lru_cache(maxsize=16)
def groups_of(name: str, *path: str) -> Mapping[str, tuple[str, ...]]:
    """Return for each word the names of the groups below a path that hold it, in file order.

    >>> groups_of("attribution", "say")["deny"]
    ('deny',)
    """
    found: dict[str, tuple[str, ...]] = {}
    for group, content in table(name, *path).items():
        for word in _flat(content):
            if group not in found.get(word, ()):
                found[word] = (*found.get(word, ()), group)
    return found


def _flat(content: Any) -> list[str]:
    if isinstance(content, str):
        return content.split()
    if isinstance(content, Mapping):
        return [word for part in content.values() for word in _flat(part)]
    return [str(one) for one in content]
