"""PDF files to text: pages in order, lines joined to paragraphs, running heads left out."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimgraph.errors import DocumentError

_MOST_PAGES = 2000
_TERMINAL = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_NUMBER = re.compile(r"^\W*(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*$", re.I)


@dataclass(frozen=True, slots=True)
class Pdf:
    """Hold the text of a PDF file, its title if it states one, and what was left out."""

    text: str
    title: str | None = None
    author: str | None = None
    doubt: str | None = None


def read_pdf(data: bytes) -> Pdf:
    """Return a PDF's text with a blank line between paragraphs.

    :raises DocumentError: where it is broken, needs a password, or holds no text (a scan)
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError("found a PDF that needs a password, expected one that opens")
        count = len(reader.pages)
        pages = [reader.pages[index].extract_text() for index in range(min(count, _MOST_PAGES))]
        information = reader.metadata
        title = information.title if information else None
        author = information.author if information else None
    # pypdf lets the errors of what it parses through: a broken file can raise any of these.
    except (
        PyPdfError,
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        NotImplementedError,
        OSError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        raise DocumentError(f"found a broken PDF ({type(error).__name__}: {error})") from None
    text, dropped = _join(pages)
    if not any(c.isalpha() for c in text):
        raise DocumentError(f"found no text on {count} pages (a scan?), expected a PDF with text")
    doubts = []
    if dropped:
        doubts.append(f"{dropped} running heads and page numbers left out")
    if count > _MOST_PAGES:
        doubts.append(f"only the first {_MOST_PAGES} of {count} pages read")
    return Pdf(text, _plain(title), _plain(author), "; ".join(doubts) or None)


def _plain(value: object) -> str | None:
    tidy = " ".join(str(value).split()) if value else ""
    # Word processors put the file's name where a title should be.
    return (
        None
        if not tidy or re.search(r"\.(?:docx?|pdf|tex|indd|odt)$|^untitled", tidy, re.I)
        else tidy
    )


def _join(pages: Sequence[str]) -> tuple[str, int]:
    """Return the pages' text without running heads, and how many lines were left out."""
    # A PDF can carry half of a surrogate pair, which no encoding can write.
    clean = [page.encode("utf-8", "replace").decode("utf-8") for page in pages]
    lines = [[line.strip() for line in page.splitlines()] for page in clean]
    repeated = _running(lines)
    dropped = 0
    kept: list[str] = []
    for page in lines:
        edge = {place for place, line in _edges(page)}
        for place, line in enumerate(page):
            if place in edge and (_shape(line) in repeated or _NUMBER.match(line)):
                dropped += 1
            else:
                kept.append(line)
    return "\n\n".join(_paragraphs(kept)) + "\n", dropped


def _edges(page: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the first two and the last two lines of a page that hold anything."""
    filled = [(place, line) for place, line in enumerate(page) if line]
    yield from filled[:2]
    yield from filled[2:][-2:]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _running(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the lines, numbers aside, that stand at the edge of most of three pages or more."""
    if len(pages) < 3:
        return frozenset()
    seen = Counter(shape for page in pages for shape in {_shape(line) for _, line in _edges(page)})
    return frozenset(shape for shape, times in seen.items() if times * 2 > len(pages))


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Yield paragraphs: one ends at a gap or a short line, if no small letter follows it."""
    filled = sorted(len(line) for line in lines if line)
    width = filled[int(len(filled) * 0.9)] if filled else 0
    current: list[str] = []
    for place, line in enumerate(lines):
        if line:
            current.append(line)
        following = next((one for one in lines[place + 1 : place + 4] if one), "")
        if current and (not line or _is_short(current, width)) and not following[:1].islower():
            yield _glue(current)
            current = []
    if current:
        yield _glue(current)


def _is_short(current: Sequence[str], width: int) -> bool:
    last = current[-1]
    return len(last) < width * 0.8 and (bool(_TERMINAL.search(last)) or len(current) == 1)


def _glue(lines: Sequence[str]) -> str:
    """Return lines as one; a word cut at the line's end is whole again."""
    text = ""
    for line in lines:
        if re.search(r"[a-z]-$", text) and line[:1].islower():
            text = text[:-1] + line
        else:
            text = f"{text} {line}" if text else line
    return text
