"""Front matter: what a text file says of itself at its head."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from claimgraph.ingest.dates import read_date
from claimgraph.model import Document

_SOURCE_LINE = re.compile(r"\A\s*#\s*source:[ \t]*(?P<said>[^\n]*)(?:\n|\Z)", re.I)
_OPEN = re.compile(r"\s*^---[ \t]*\r?$\n?", re.M)
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$\n?", re.M)
_LONGEST = 20_000  # characters; a longer block is no front matter
_KEYS = {
    "title": ("title", "headline"),
    "publisher": ("publisher", "site", "sitename", "site_name", "outlet"),
    "date": ("date", "published", "published_time", "pubdate", "date_published"),
    "url": ("url", "source_url", "link", "canonical", "permalink"),
    "language": ("lang", "language", "locale"),
    "grade": ("grade", "admiralty", "reliability"),
    "author": ("author", "authors", "byline", "by"),
}
_GRADE = re.compile(r"^[A-F][1-6]?$")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Hold what the head of a text says of it, and where the text itself begins."""

    end: int = 0  # the body is text[end:]; 0: there is no front matter
    title: str | None = None
    other_title: str | None = None  # of the source line, where the block has its own
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    language: str | None = None
    grade: str | None = None
    author: str | None = None
    faults: tuple[str, ...] = field(default=())  # what could not be used, and why


def read_front_matter(text: str) -> FrontMatter:
    """Read a YAML block between ``---`` lines, a ``# source: URL | title | date`` line, or both.

    >>> read_front_matter("---\\ntitle: Rain\\ndate: 2024-05-06\\n---\\nIt rained.").date
    '2024-05-06'
    """
    said: dict[str, str] = {}
    faults: list[str] = []
    end = 0
    line = _SOURCE_LINE.match(text)
    if line:
        end = line.end()
        said.update(_read_source_line(line["said"]))
    opened = _OPEN.match(text, end)
    closed = _CLOSE.search(text, opened.end(), opened.end() + _LONGEST) if opened else None
    if opened and closed:
        block = _read_yaml(text[opened.end() : closed.start()], faults)
        if block is not None:
            end = closed.end()
            said["other_title"] = said.get("title", "")
            said.update(_pick(block, faults))
    return FrontMatter(end=end, faults=tuple(faults), **said)


def _read_source_line(said: str) -> dict[str, str]:
    parts = [part.strip() for part in said.split("|")]
    found: dict[str, str] = {}
    if parts and re.match(r"https?://\S+$", parts[0]):
        found["url"] = parts.pop(0)
    if parts and (date := read_date(parts[-1])) and len(parts[-1]) < 40:
        found["date"] = date
        parts.pop()
    if parts and parts[0]:
        found["title"] = " | ".join(parts)
    return found


def _read_yaml(block: str, faults: list[str]) -> dict[str, Any] | None:
    """Return the block as a mapping; None where it is prose between two rules."""
    try:
        # An alias can make a few lines stand for gigabytes; no front matter needs one.
        if any(isinstance(one, yaml.AliasEvent) for one in yaml.parse(block, yaml.BaseLoader)):
            raise ValueError("aliases are not read")
        value = yaml.load(block, Loader=yaml.BaseLoader)  # all scalars stay as written
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        simple = dict(re.findall(r"^([A-Za-z_]\w*):[ \t]+(\S[^\n]*?)\s*$", block, re.M))
        if not simple:
            return None
        reason = str(error).splitlines()[0]
        faults.append(f"front matter is no valid YAML ({reason}); read line by line")
        return simple
    if not isinstance(value, dict):
        return None
    return {str(key).strip().lower(): one for key, one in value.items()}


def _pick(block: dict[str, Any], faults: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, keys in _KEYS.items():
        value = next((block[key] for key in keys if block.get(key)), None)
        if isinstance(value, list):
            value = ", ".join(str(one) for one in value)
        if isinstance(value, dict) or not value:
            continue
        tidy = " ".join(str(value).split())
        if name == "date":
            date = read_date(tidy)
            if date is None:
                faults.append(f"front matter date {tidy!r} is not clear; expected YYYY-MM-DD")
                continue
            tidy = date
        if name == "grade":
            tidy = tidy.upper().replace("-", "").replace(" ", "")
            if not _GRADE.match(tidy):
                faults.append(f"front matter grade {value!r} is unknown; expected A1 to F6")
                continue
        if name == "language":
            tidy = re.split(r"[-_]", tidy.lower())[0]
        found[name] = tidy
    return found


def find_title(text: str, front: FrontMatter) -> tuple[int, int] | None:
    """Return where the title stands in the front matter, [start, end), though it be wrapped."""
    for title in (front.title, front.other_title):
        words = [re.escape(word) for word in (title or "").split()]
        quotes = re.sub("['’]", "['’]", r"\s+".join(words))
        places = list(re.finditer(quotes, text[: front.end])) if words else []
        if places:
            return places[-1].start(), places[-1].end()
    return None


def front_end(document: Document) -> int:
    """Return where a document's own text begins, below its front matter."""
    if document.media_type not in ("text/plain", "text/markdown"):
        return 0
    return read_front_matter(document.text).end
