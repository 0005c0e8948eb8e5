"""Read how classes and statuses look: style.json holds the signs, lines and colours."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from claimgraph.model import Ontology


@cache
def style() -> dict[str, Any]:
    """Return colours, signs and lines, as style.json declares them."""
    text = (files("claimgraph.page") / "static" / "style.json").read_text("utf-8")
    return dict(json.loads(text))


def family_of(kind: str, ontology: Ontology) -> int:
    """Return the number of the family of signs that a class belongs to; the last takes the rest."""
    families = style()["families"]
    for name in (kind, *ontology.parents.get(kind, ())):
        for number, family in enumerate(families):
            if name in family["classes"]:
                return number
    return len(families) - 1
