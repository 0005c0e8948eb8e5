"""Read RDF files into encoded triples, fast: N-Triples by numpy, the rest by pyoxigraph to it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import pyoxigraph as ox

from claimgraph.errors import ReasonError
from claimgraph.reason import vocabulary as v
from claimgraph.reason.dictionary import Bulk, Terms
from claimgraph.reason.split import Hashes, Numbers, Part, Places, hash_slices, split
from claimgraph.reason.terms import numbered_blanks

_CHUNK = 4 << 20
_AHEAD = 4  # chunks in work at once
FORMATS = {
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".n3": ox.RdfFormat.N3,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
# A literal as pyoxigraph writes it; any other goes through pyoxigraph.
_CANONICAL = re.compile(
    rb'"(?:[^"\\\n\r]|\\[nr"\\])*"(?:@[a-z]+(?:-[a-z0-9]+)*|\^\^<[^<>" {}|\\^`\x00-\x20]*>)?'
)
_STRING = f"^^<{v.XSD_NS}string>".encode()
_NOT_IN_IRI = np.zeros(256, np.int32)
_NOT_IN_IRI[[*range(0x21), *b'<>"{}|\\^`']] = 1
_NOT_IN_LITERAL = np.zeros(256, np.int32)
_NOT_IN_LITERAL[[*b'"\\\n\r']] = 1
_BLANK = re.compile(rb"_:[^\s<>\"\\]+")


@dataclass(frozen=True, slots=True)
class Loaded:
    """Hold encoded triples: the terms, and rows of ids of shape (number of triples, 3)."""

    terms: Terms
    rows: Numbers


def load_files(paths: Iterable[Path]) -> Loaded:
    """Read RDF files; the suffix names the format, and graph names are left out.

    Blank nodes of different files are kept apart where there are several files.

    :raises ReasonError: where a file is missing, of an unknown suffix, or not what its suffix says
    """
    files = list(paths)
    return _gather(
        _parts(
            chunk
            for number, path in enumerate(files)
            for chunk in _chunks(path, f"f{number}b" if len(files) > 1 else "")
        )
    )


def _chunks(path: Path, prefix: str) -> Iterator[tuple[Path, bytes]]:
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise ReasonError(
            f"{path.name}: found the suffix {path.suffix!r}, expected one of "
            f"{' '.join(sorted(FORMATS))}"
        )
    try:
        if form == ox.RdfFormat.N_TRIPLES and not prefix:
            source: Iterator[bytes] = _lines(path)
        else:
            source = _converted(path, form, prefix or "b")
        for chunk in source:
            yield path, chunk
    except OSError as error:
        raise ReasonError(f"{path.name}: cannot be read ({error.strerror or error})") from error
    except SyntaxError as error:
        raise ReasonError(f"{path.name}: {error}; expected {form.name}") from error


def _lines(path: Path) -> Iterator[bytes]:
    """Yield a file in chunks of whole lines."""
    with path.open("rb") as file:
        rest = b""
        while data := file.read(_CHUNK):
            cut = data.rfind(b"\n") + 1
            if cut:
                yield rest + data[:cut]
                rest = data[cut:]
            else:
                rest += data
        if rest:
            yield rest + b"\n"


def _converted(path: Path, form: ox.RdfFormat, prefix: str) -> Iterator[bytes]:
    """Yield a file's triples as N-Triples, in chunks."""
    # Relative IRIs are told from each other, and need no name of this machine.
    base = None if form in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS) else "file:///"
    triples = numbered_blanks(ox.parse(path=str(path), format=form, base_iri=base), prefix)
    while batch := list(islice(triples, 20_000)):
        out = io.BytesIO()
        ox.serialize(batch, out, ox.RdfFormat.N_TRIPLES)
        yield out.getvalue()


def _parts(chunks: Iterable[tuple[Path, bytes]]) -> Iterator[Part]:
    """Split chunks in two threads (numpy lets go of the interpreter), in order."""
    waiting = []
    with ThreadPoolExecutor(2) as pool:
        for path, chunk in chunks:
            waiting.append(pool.submit(_named(path), chunk))
            if len(waiting) >= _AHEAD:
                yield waiting.pop(0).result()
        for one in waiting:
            yield one.result()


def _named(path: Path) -> Callable[[bytes], Part]:
    def work(chunk: bytes) -> Part:
        try:
            part = split(chunk)
            return part if _is_canonical(part) else split(_recoded(chunk))
        except SyntaxError as error:
            raise ReasonError(f"{path.name}: {error}; expected N-Triples") from error

    return work


def _is_canonical(part: Part) -> bool:
    """Tell whether each term is spelled as pyoxigraph spells it, and is a term at all."""
    if not len(part.ends):
        return True
    starts = np.concatenate([[0], part.ends[:-1]])
    first, last = part.text[starts], part.text[part.ends - 1]
    # Most terms are told right by counting: their delimiters are all that is special in them.
    named = (first == ord("<")) & (last == ord(">"))
    named &= np.add.reduceat(_NOT_IN_IRI[part.text], starts) == 2
    plain = (first == ord('"')) & (last == ord('"'))
    plain &= np.add.reduceat(_NOT_IN_LITERAL[part.text], starts) == 2
    rest = np.flatnonzero(~(named | plain))
    raw = part.text.tobytes()
    for start, end in zip(starts[rest].tolist(), part.ends[rest].tolist(), strict=True):
        if raw[start] == ord('"'):
            if not _CANONICAL.fullmatch(raw, start, end) or raw.endswith(_STRING, start, end):
                return False
        elif not _BLANK.fullmatch(raw, start, end):
            return False
    return True


def _recoded(chunk: bytes) -> bytes:
    out = io.BytesIO()
    ox.serialize(ox.parse(chunk, ox.RdfFormat.N_TRIPLES), out, ox.RdfFormat.N_TRIPLES)
    return out.getvalue()


def _gather(parts: Iterable[Part]) -> Loaded:
    """Number the terms of all parts together."""
    found = list(parts)
    firsts = [part.first for part in found]
    known = _vocabulary()
    shown, number = np.unique(np.concatenate([known[0], *firsts]), return_inverse=True)
    ids, order = _ids(shown, number[: len(v.TERMS)])
    rows = np.empty((sum(len(part.rows) for part in found), 3), np.uint32)
    at, row = len(v.TERMS), 0
    owner = np.full(len(order), -1, np.int64)  # a part that has the term
    place = np.zeros(len(order), np.int64)  # and where, there
    second = np.zeros(len(order), np.uint64)
    for index, part in enumerate(found):
        here = ids[number[at : at + len(part.first)]]
        rows[row : row + len(part.rows)] = here[part.rows]
        fresh = owner[here] < 0
        owner[here[fresh]] = index
        place[here[fresh]] = np.flatnonzero(fresh)
        second[here[fresh]] = part.second[fresh]
        if not np.array_equal(second[here], part.second):
            raise ArithmeticError("two different terms have one 64-bit hash")
        at += len(part.first)
        row += len(part.rows)
    return Loaded(Terms(_bulk(found, owner, place, shown[order])), rows)


def _vocabulary() -> tuple[Hashes, Hashes]:
    raws = [term.encode() for term in v.TERMS]
    data = np.frombuffer(b"".join(raws) + bytes(8), np.uint8)
    sizes = np.array([len(raw) for raw in raws])
    return hash_slices(data, np.cumsum(sizes) - sizes, sizes)


def _ids(shown: Hashes, vocabulary: Places) -> tuple[Numbers, Places]:
    """Return each distinct hash's id, and each id's hash's place; the vocabulary comes first."""
    rest = np.ones(len(shown), np.bool_)
    rest[vocabulary] = False
    order = np.concatenate([vocabulary, np.flatnonzero(rest)]).astype(np.int64)
    if len(order) > 1 << 32:
        raise ReasonError(f"found {len(order)} terms, expected at most {1 << 32}")
    ids = np.empty(len(shown), np.uint32)
    ids[order] = np.arange(len(order), dtype=np.uint32)
    return ids, order


def _bulk(parts: list[Part], owner: Places, place: Places, hashes: Hashes) -> Bulk:
    """Lay the bytes of the terms past the vocabulary one after another, in order of their ids."""
    low = len(v.TERMS)
    owner, place, hashes = owner[low:], place[low:], hashes[low:]
    sizes = np.empty(len(owner), np.int64)
    for index, part in enumerate(parts):
        mine = owner == index
        lengths = np.diff(part.ends, prepend=0)
        sizes[mine] = lengths[place[mine]]
    ends = np.cumsum(sizes)
    text = np.empty(int(ends[-1]) if len(ends) else 0, np.uint8)
    starts = ends - sizes
    for index, part in enumerate(parts):
        mine = np.flatnonzero(owner == index)
        begin = part.ends[place[mine]] - sizes[mine]
        _copy(part.text, begin, text, starts[mine], sizes[mine])
    # Ids follow the order of hashes, so the hashes are sorted already.
    return Bulk(text, ends, hashes, np.arange(len(hashes)))


def _copy(
    source: np.ndarray, begin: Places, target: np.ndarray, start: Places, sizes: Places
) -> None:
    total = int(sizes.sum())
    if not total:
        return
    offset = np.arange(total) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    target[np.repeat(start, sizes) + offset] = source[np.repeat(begin, sizes) + offset]
