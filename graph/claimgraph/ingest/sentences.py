"""Sentences of a paragraph, as offsets: rules only, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 1500  # characters; a longer run without a stop is cut at a space

# Never the end of a sentence: a name or number follows.
_BEFORE_NAME = frozenset(
    "mr mrs ms mx dr prof sen rep gov gen lt col maj sgt cpl capt cmdr adm rev hon pres amb atty "
    "sra st ste mt ft msgr fr br messrs mmes supt insp hrh vs v viz cf eg ie e.g i.e ca "
    "approx fig figs eq no nos art arts para paras pp vol vols ch sect op rs ext tel".split()
)
# The end of a sentence only where a word follows that often begins one.
_MAYBE_END = frozenset(
    "inc ltd co corp plc bros llc jr sr ph.d m.d b.a m.a etc a.m p.m am pm u.s u.k u.n e.u d.c "
    "u.s.a u.a.e d.r.c n.y l.a a.d b.c ave blvd rd esq et assn univ fla calif mass ala ariz ark "
    "colo conn del ga ill ind kan ky la md mich minn miss mo mont neb nev okla ore pa tenn tex "
    "vt va wash wis wyo al est dept govt jan feb mar apr jun jul aug sept sep oct nov dec "
    "mon tue tues wed thu thur thurs fri sat".split()
)
_STARTERS = frozenset(
    "a an the this that these those he she it we i you they his her its their our my your there "
    "here who what when where why how which if as at after although though because before but by "
    "for from in into instead meanwhile moreover nor not now of on once only or our over since "
    "so some still such then thus to today under unlike until upon while with within without yet "
    "yesterday however earlier later last next both each every all many most no none other "
    "another asked according also and despite during even finally first following further given "
    "more nearly several until about additionally among critics officials".split()
)
_SAYING = (
    "said|says|asked|asks|wrote|writes|added|adds|told|tells|replied|replies|shouted|declared|"
    "continued|wondered|exclaimed|answered|insisted|recalled|quipped|tweeted|posted|demanded"
)
_CLOSERS = "\"'”’»)\\]*_"
_STOP = re.compile(
    rf"(?P<stop>[.!?…]+(?:\s\.){{0,4}})(?P<close>[{_CLOSERS}]*)(?P<note>(?:\[\d{{1,3}}\])*)"
    rf"(?P<space>\s+|\Z|(?=[A-Z“‘\"][a-z\s]))|(?P<wide>[。！？｡؟۔।॥]+[{_CLOSERS}」』）]*)"
)
_WORD_BEFORE = re.compile(r"[\w.'’&-]*\Z")
_OPENERS = "\"'“‘«([*_"
_NEXT = re.compile(rf"[{_OPENERS}\s¿¡–—-]*(?P<word>\w[\w'’-]*)?")
_ATTRIBUTION = re.compile(rf"(?:[A-Z][\w'’.-]*\s+){{1,4}}(?:{_SAYING})\b")
_GLUED_WORD = re.compile(r"[“‘\"]?[A-Z][a-z]*(?:\s|[’'][a-z])")


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of text[start:end] as offsets [start, end) without outer white space.

    Together they hold all that is not white space, in order. A line break counts as a space.

    >>> text = 'Dr. A. Roe met "the others." They left at 3.30 p.m. on Friday… or so.'
    >>> [text[a:b] for a, b in split_sentences(text, 0, len(text))]
    ['Dr. A. Roe met "the others."', 'They left at 3.30 p.m. on Friday… or so.']
    """
    begin = start
    for found in _STOP.finditer(text, start, end):
        final = found.end("note") if found["wide"] is None else found.end()
        if final < end and not _is_end(text, begin, end, found):
            continue
        yield from _cut(text, begin, final)
        begin = final
    yield from _cut(text, begin, end)


def _is_end(text: str, begin: int, end: int, found: re.Match[str]) -> bool:
    if found["wide"] is not None:
        return True
    stop, after = found["stop"], found.end()
    following = _NEXT.match(text, after, min(end, after + 80))
    word = following["word"] if following else None
    if word is None:
        return bool(found["space"])
    if not found["space"]:
        return _is_glued(text, found, after, end)
    if word[0].islower():
        return False
    starter = word.lower() in _STARTERS
    before = _word_before(text, begin, found.start("stop"))
    if stop == "." and not found["close"]:
        return _ends_after(before, word, starter=starter, first=_is_first(text, begin, found))
    if stop[0] in "!?" and found["close"]:
        return not _ATTRIBUTION.match(text, after, min(end, after + 90))
    return True


def _word_before(text: str, begin: int, stop: int) -> str:
    found = _WORD_BEFORE.search(text[max(begin, stop - 30) : stop])
    return found[0].lstrip("'’&-.") if found else ""


def _is_first(text: str, begin: int, found: re.Match[str]) -> bool:
    """Tell whether nothing but one word stands before the stop: the number of a list item."""
    stop = found.start("stop")
    return stop - begin <= 12 and len(text[begin:stop].split()) <= 1


def _ends_after(before: str, word: str, *, starter: bool, first: bool) -> bool:
    plain = before.lower()
    if plain in _BEFORE_NAME:
        # "No. 5" and "Sen. Roe", but "He said no. They left."
        return plain in ("no", "art", "fig", "op", "ch") and starter
    if plain in _MAYBE_END or re.fullmatch(r"(?:[a-z]\.)+[a-z]", plain):
        return starter
    if len(before) == 1 and before.isalpha() and before.isupper():
        return starter and before != "I"
    return not (first and (before.isdigit() or len(before) == 1))


def _is_glued(text: str, found: re.Match[str], after: int, end: int) -> bool:
    """Tell whether two sentences stand together without a space, as scraped pages have them."""
    before = _word_before(text, max(0, found.start() - 30), found.start("stop"))
    return (
        len(before) >= 3
        and before.islower()
        and before.isalpha()
        and bool(_GLUED_WORD.match(text, after, min(end, after + 40)))
    )


def _cut(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield text[begin:end] without outer white space, in pieces of at most LONGEST."""
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    while end - begin > LONGEST:
        limit = begin + LONGEST
        cut = max(
            text.rfind(" ", begin + LONGEST // 2, limit),
            text.rfind("\n", begin + LONGEST // 2, limit),
        )
        cut = cut if cut > 0 else limit
        yield from _cut(text, begin, cut)
        begin = cut
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        yield begin, end
