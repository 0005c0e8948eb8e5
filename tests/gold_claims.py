"""Make claims of gold annotations: what a perfect extractor would hand to the conflict rules."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from claimgraph.ingest import read_documents, split_articles, split_passages
from claimgraph.model import (
    DEFAULT_BASE,
    Article,
    Bound,
    Claim,
    Document,
    Entity,
    Issue,
    Modality,
    Passage,
    Polarity,
    Quantity,
    content_hash,
    slug,
)

_MODALITY = {"asserted": "actual"}
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_SCALE = {"million": 1e6, "billion": 1e9, "thousand": 1e3}


@lru_cache(maxsize=4)
def documents(folder: Path) -> dict[str, tuple[Document, tuple[Article, ...], list[Passage]]]:
    """Return the documents of a folder with their articles and passages, by name."""
    issues: list[Issue] = []
    found = {}
    for document in read_documents([folder], base=DEFAULT_BASE, report=issues.append):
        articles = tuple(split_articles(document))
        passages = [one for article in articles for one in split_passages(article)]
        found[document.name] = (document, articles, passages)
    return found


def gold_claims(folder: Path, gold: list[Path], aliases: Path | None = None) -> list[Claim]:
    """Return the claims that gold files annotate on a folder's documents."""
    known = documents(folder)
    names: dict[str, str] = {}
    if aliases is not None:
        for name, others in json.loads(aliases.read_text(encoding="utf-8")).items():
            if isinstance(others, list):
                names |= dict.fromkeys(others, name)
    return [one for path in gold for one in _claims(path, known[path.stem], names)]


def _claims(path: Path, source: Any, names: dict[str, str]) -> Iterator[Claim]:
    _, articles, passages = source
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("in_signature", True):
            yield _claim(row, articles, passages, names)


def _claim(
    row: dict[str, Any], articles: Any, passages: list[Passage], names: dict[str, str]
) -> Claim:
    passage, start, end = _locate(row["quote"], articles, passages)
    subject = _entity(row["s"], row["s_type"], names)
    target: Entity | Quantity
    if row["p"] == "figure":
        target = _quantity(row)
    else:
        kind = "Office" if row["p"] == "holdsOffice" else row["o_type"]
        target = _entity(row["o"], kind, {} if kind == "Office" else names)
    speaker = _entity(row["speaker"], "Person", names) if row.get("speaker") else None
    modality = Modality(_MODALITY.get(row["modality"], row["modality"]))
    key = content_hash(passage.article.uri, start, *(str(row.get(k)) for k in sorted(row)))
    return Claim(
        iri=f"{DEFAULT_BASE}claim-{key}",
        subject=subject,
        relation=row["p"],
        object=target,
        polarity=Polarity(row["polarity"]),
        modality=modality,
        speaker=speaker,
        evidence=passage,
        start=start,
        end=end,
        confidence=1.0,
        label=row.get("label"),
        what=row.get("what"),
        date=row.get("date"),
    )


def _entity(name: str, kind: str, names: dict[str, str]) -> Entity:
    label = names.get(name, name)
    return Entity(DEFAULT_BASE + slug(label), label, kind if kind != "Literal" else "Entity")


def _quantity(row: dict[str, Any]) -> Quantity:
    text = str(row.get("value")).replace(",", "")
    numbers = [float(one) for one in _NUMBERS.findall(text)] or [1.0]
    scale = next((factor for word, factor in _SCALE.items() if word in text), 1.0)
    bound = row.get("bound") or row.get("approx") or "exact"
    unit = row.get("unit")
    money = unit in ("USD", "BRL", "percent")
    return Quantity(
        value=numbers[0] * scale,
        high=numbers[1] * scale if len(numbers) > 1 else None,
        bound=Bound(bound) if bound in tuple(Bound) else _bound(str(bound)),
        unit=unit,
        counted=row["o"] if money else unit,
        as_of=row.get("as_of"),
        scope=row.get("scope"),
    )


def _bound(words: str) -> Bound:
    if "about" in words or "some" in words or "approx" in words:
        return Bound.ABOUT
    return Bound.AT_MOST if "most" in words or "up to" in words else Bound.AT_LEAST


def _locate(quote: str, articles: Any, passages: list[Passage]) -> tuple[Passage, int, int]:
    """Return the passage that holds a quote (white space apart), and the quote's place."""
    pattern = re.compile(r"\s+".join(map(re.escape, quote.replace("…", " ").split())))
    for article in articles:
        text = article.document.text
        found = pattern.search(text, article.start, article.end)
        if found:
            for passage in passages:
                if passage.start <= found.start() < passage.end:
                    return passage, found.start(), found.end()
    words = set(quote.split())
    best = max(passages, key=lambda one: len(words & set(one.text.split())))
    return best, best.start, best.end
