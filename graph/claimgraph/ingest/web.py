"""HTML pages to text: the article's own words, as paragraphs, headings and list items."""

from __future__ import annotations

import logging
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

from claimgraph.errors import DocumentError
from claimgraph.ingest.dates import read_date

# The page's own marks only: no search through its words, no clock for the latest day allowed.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2999-12-31"}
# References to control characters, which XML cannot hold: one of them would cost the whole page.
_REFERENCE = re.compile(r"&#(?:(\d{1,8})|[xX]([0-9a-fA-F]{1,6}));")
_LANGUAGE = re.compile(r"<html\b[^>]*?\blang\s*=\s*[\"']?([a-zA-Z]{2,3})\b", re.I)


@dataclass(frozen=True, slots=True)
class WebPage:
    """Hold the text of a page, and what its metadata says."""

    text: str
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    author: str | None = None
    language: str | None = None


def read_page(html: str) -> WebPage:
    """Return a page's text (trafilatura's main content) with a blank line between paragraphs.

    The title stands first, as a heading. Publisher, date, address and language come from the
    page's metadata and are never guessed.

    :raises DocumentError: where no text can be found
    """
    from trafilatura import extract  # 0.5 s: only a page pays for it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = extract(
        _REFERENCE.sub(_fit_reference, html),
        output_format="xml",
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        date_extraction_params=_DATES,
    )
    if not found:
        raise DocumentError("found a page without an article, expected HTML with some text")
    root = ET.fromstring(_without_controls(found))
    main = root.find("main")
    pieces = list(_pieces(main)) if main is not None else []
    said = {key: " ".join(value.split()) for key, value in root.attrib.items() if value.strip()}
    title = said.get("title")
    if title and not (pieces and title.casefold() in pieces[0].casefold()):
        pieces.insert(0, f"# {title}")
    text = "\n\n".join(pieces)
    if not text.strip():
        raise DocumentError("found a page without an article, expected HTML with some text")
    site, host = said.get("sitename"), said.get("hostname", "")
    language = _LANGUAGE.search(html[:5000])
    return WebPage(
        text=text + "\n",
        title=title,
        # trafilatura falls back on the host's name, which names no publisher.
        publisher=site if site and site.casefold() not in host.casefold() else None,
        date=read_date(said.get("date", "")),
        url=said.get("url"),
        author=said.get("author"),
        language=language[1].lower() if language else None,
    )


def _fit_reference(found: re.Match[str]) -> str:
    code = int(found[1]) if found[1] else int(found[2], 16)
    plain = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE
    return found[0] if plain or 0x10000 <= code <= 0x10FFFF else " "


def _without_controls(xml: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", " ", xml)


def _pieces(element: ET.Element) -> Iterator[str]:
    """Yield paragraphs, headings (#), list items (-) and table rows (|), in order."""
    if own := _words(element.text or ""):
        yield own
    for child in element:
        if child.tag == "head":
            level = int(re.sub(r"\D", "", child.get("rend", "")) or 2)
            yield f"{'#' * min(level, 6)} {_content(child)}"
        elif child.tag == "list":
            yield "\n".join(f"- {_content(item)}" for item in child.iter("item"))
        elif child.tag == "table":
            for row in child.iter("row"):
                yield "| " + " | ".join(_content(cell) for cell in row.iter("cell")) + " |"
        elif child.tag in ("quote", "div"):
            yield from _pieces(child)
        elif child.tag != "graphic" and (content := _content(child)):
            yield content
        if tail := _words(child.tail or ""):
            yield tail


def _content(element: ET.Element) -> str:
    return _words("".join(element.itertext()))


def _words(text: str) -> str:
    return " ".join(text.split())
