"""Document to articles: a file may hold several; a wrong cut is worse than a missing one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from claimgraph.ingest import marks
from claimgraph.ingest.blocks import METADATA, Block, Role, read_blocks
from claimgraph.ingest.front import front_end
from claimgraph.ingest.sentences import split_sentences
from claimgraph.model import Article, Document

_ENOUGH = 200  # characters of prose that make an article
_DIGEST = 5  # headings with one paragraph each, in a row, that make a digest of articles
_LONG_RULE = re.compile(r"^\s*([-=_*~#])(?:\s?\1){9,}\s*$")
_EXHIBIT = re.compile(r"^\W*(?:table|figure|fig|chart|box|map|graph|exhibit|annex)\b", re.I)
_TEXT = (Role.PROSE, Role.ITEM)


@dataclass(frozen=True, slots=True)
class _Facts:
    """Hold what the lines at the head of an article say of it."""

    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    author: str | None = None
    agency: str | None = None


def split_articles(document: Document) -> tuple[Article, ...]:
    """Return the articles of a document, in order; together they are its whole text.

    A new article begins at a heading after a line that ends one ('Source link'), at a heading
    with a date, byline or dateline of its own, at each heading of a digest, and where a text is
    glued to the plea that ended the last. What its own lines say of publisher, date and author
    outranks what the document says; nothing is guessed.
    """
    text = document.text
    body = front_end(document)
    blocks = read_blocks(text, body, len(text))
    starts = sorted({0, *_starts(text, blocks), *_glued_starts(text, blocks)})
    found = []
    for index, start in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else len(text)
        facts = _read_facts(text, read_blocks(text, max(start, body), end))
        first = index == 0
        found.append(
            Article(
                document,
                index,
                start,
                end,
                title=(document.title if first else None) or facts.title,
                publisher=facts.publisher or document.publisher or facts.agency,
                date=(document.date if first else None) or facts.date or document.date,
                author=(document.author if first else None) or facts.author,
                agency=facts.agency,
            )
        )
    return tuple(found)


def _starts(text: str, blocks: Sequence[Block]) -> Iterator[int]:
    """Yield where headings begin new articles."""
    digest = _digest_headings(text, blocks)
    prose = 0  # characters of prose since the last cut
    ended = False
    for index, block in enumerate(blocks):
        fit = block.role is Role.HEADING and prose >= _ENOUGH and _is_first_heading(blocks, index)
        if fit and (
            block.start in digest
            or (ended and _has_prose(blocks, index))
            or _has_own_lines(text, blocks, index)
        ):
            yield block.start
            prose, ended = 0, False
        if block.role in _TEXT:
            prose += block.end - block.start
            ended = False
        elif _ends(text, block):
            ended = True


def _is_first_heading(blocks: Sequence[Block], index: int) -> bool:
    """Tell whether a heading is the first of those that stand together: kicker, title, deck."""
    return index == 0 or blocks[index - 1].role is not Role.HEADING


def _ends(text: str, block: Block) -> bool:
    line = text[block.start : block.end]
    if block.role is Role.RULE:
        return marks.ends_article(line) or bool(_LONG_RULE.match(line))
    return block.role is Role.TAIL


def _has_prose(blocks: Sequence[Block], index: int) -> bool:
    later = blocks[index + 1 : index + 7]
    return any(one.role in _TEXT and one.end - one.start >= 80 for one in later)


def _head_lines(blocks: Sequence[Block], index: int) -> Iterator[int]:
    """Yield the places of what stands between a heading and the text below it."""
    for place in range(index + 1, min(index + 8, len(blocks))):
        if blocks[place].role in _TEXT:
            return
        yield place


def _has_own_lines(text: str, blocks: Sequence[Block], index: int) -> bool:
    """Tell whether a heading has a byline, a date of its own or a dateline below it."""
    if _EXHIBIT.match(text[blocks[index].body : blocks[index].end]):
        return False
    places = list(_head_lines(blocks, index))
    roles = {blocks[place].role for place in places}
    if Role.RULE in roles or Role.TAIL in roles or not _has_prose(blocks, index):
        return False
    if Role.BYLINE in roles or {Role.SOURCE, Role.DATE} <= roles:
        return True
    if Role.DATE in roles:
        return not _is_chronology(blocks, places)
    after = places[-1] + 1 if places else index + 1
    if after >= len(blocks) or blocks[after].role is not Role.PROSE:
        return False
    return marks.read_dateline(text[blocks[after].start : blocks[after].end])[0] is not None


def _is_chronology(blocks: Sequence[Block], places: Sequence[int]) -> bool:
    """Tell whether dates follow each other with text but no heading between."""
    seen_text = False
    for block in blocks[places[-1] + 1 :]:
        if block.role in _TEXT:
            seen_text = True
        elif block.role is Role.DATE:
            return seen_text
        elif block.role is Role.HEADING:
            return False
    return False


def _digest_headings(text: str, blocks: Sequence[Block]) -> frozenset[int]:
    """Return where the headings of a digest stand: five or more, each with one paragraph."""
    found: set[int] = set()
    run: list[int] = []
    for index, block in enumerate(blocks):
        if not _is_digest_item(text, blocks, index):
            if block.role is not Role.PROSE:
                found.update(run if len(run) >= _DIGEST else ())
                run = []
            continue
        run.append(block.start)
    found.update(run if len(run) >= _DIGEST else ())
    return frozenset(found)


def _is_digest_item(text: str, blocks: Sequence[Block], index: int) -> bool:
    block = blocks[index]
    if block.role is not Role.HEADING or index + 1 >= len(blocks):
        return False
    below = blocks[index + 1]
    after = blocks[index + 2].role if index + 2 < len(blocks) else Role.TAIL
    return (
        below.role is Role.PROSE
        and below.end - below.start >= _ENOUGH
        and after is not Role.PROSE
        and _is_title_case(text[block.body : block.end])
    )


def _is_title_case(line: str) -> bool:
    found: list[str] = re.findall(r"[^\W\d_][\w’'.-]*", line)
    words = [word for word in found if len(word) > 3]
    if len(words) < 3 or line.rstrip().endswith("?"):
        return False
    capitals = [word for word in words if word[0].isupper()]
    return len(capitals) * 10 >= len(words) * 9


def _glued_starts(text: str, blocks: Sequence[Block]) -> Iterator[int]:
    """Yield where a long text begins right after a plea, with no space between."""
    for block in blocks:
        if block.role is not Role.PROSE:
            continue
        pleaded = False
        for start, end in split_sentences(text, block.start, block.end):
            glued = pleaded and start > block.start and not text[start - 1].isspace()
            if glued and block.end - start >= 2 * _ENOUGH:
                yield start
            pleaded = marks.is_plea(text[start:end])


def _read_facts(text: str, blocks: Sequence[Block]) -> _Facts:
    """Read the lines before an article's first paragraph, its dateline, and its copyright line."""
    head: list[Block] = []
    for block in blocks:
        if block.role in _TEXT and block.end - block.start > 40:
            break
        head.append(block)
    lines = {
        role: [text[one.start : one.end] for one in head if one.role is role] for role in METADATA
    }
    first = blocks[len(head)] if len(head) < len(blocks) else None
    opening = text[first.start : first.start + 200] if first else ""
    agency, dateline = marks.read_dateline(opening)
    return _Facts(
        title=_title(text, head),
        publisher=_first(marks.read_source, lines[Role.SOURCE]) or _holder(text, blocks),
        date=_first(marks.read_date_line, lines[Role.DATE]) or dateline,
        author=_first(marks.read_byline, lines[Role.BYLINE]),
        agency=agency,
    )


def _first(read: Callable[[str], str | None], lines: Sequence[str]) -> str | None:
    return next((found for line in lines if (found := read(line))), None)


def _holder(text: str, blocks: Sequence[Block]) -> str | None:
    """Return who publishes an article by the lines below it: 'Published by', or a copyright."""
    for block in reversed(blocks[-6:]):
        line = text[block.start : block.end]
        name = marks.read_source(line) or marks.read_copyright(line)
        if name:
            return name
    return None


def _title(text: str, head: Sequence[Block]) -> str | None:
    """Return the title: a marked heading, or else one of the first headings that stand together.

    The last of these, below a kicker or the name of a site; but not a short one below a long one.
    """
    marked = next((one for one in head if one.marked), None)
    if marked:
        return _tidy(text, marked)
    group: list[Block] = []
    for block in head:
        if block.role is Role.HEADING:
            group.append(block)
        elif group:
            break
    if not group:
        return None
    last = _tidy(text, group[-1])
    if last and len(last.split()) >= 5:
        return last
    return _tidy(text, max(group, key=lambda one: one.end - one.body))


def _tidy(text: str, block: Block) -> str | None:
    return " ".join(text[block.body : block.end].strip("#*_ ").split()) or None
