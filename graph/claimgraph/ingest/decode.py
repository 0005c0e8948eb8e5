"""Bytes to text: the encoding is detected, and whatever had to be guessed is told."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from claimgraph.errors import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"RIFF", "a sound or video file"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
)
_SAMPLE = 65536  # bytes that tell text from binary
_GUESS = 200_000  # bytes that the encoding is guessed from
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r\x0b\x0c\x1b") + b"\x7f"
_UTF8_RUN = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
# UTF-8 once read as Windows-1252 and saved again: "â€™", "Ã©".
_MOJIBAKE = re.compile(
    "\u00e2\u20ac[\u2122\u0153\u009d\u201c\u201d\u2013\u2014\u00a6]|\u00c3[\u00a0-\u00bf]"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Hold a text, the name of its encoding, and what had to be guessed or was lost."""

    text: str
    encoding: str
    doubt: str | None = None


def decode(data: bytes) -> Decoded:
    """Return the text that some bytes stand for; the byte order mark is no part of it.

    :raises DocumentError: where the bytes are no text; the message says what they look like

    >>> decode("déjà".encode("utf-16")).text
    'déjà'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data, mark, encoding)
    wide = _wide_encoding(data[:_SAMPLE])
    if wide:
        return _tell_mojibake(data.decode(wide, "replace"), wide, f"guessed {wide} (no mark)")
    _check_text(data)
    try:
        return _tell_mojibake(data.decode("utf-8"), "utf-8", None)
    except UnicodeDecodeError as error:
        first = error.start
    broken = _nearly_utf8(data)
    if broken:
        text = data.decode("utf-8", "replace")
        return Decoded(
            text,
            "utf-8",
            f"{broken} bytes are no UTF-8 (the first at byte {first}); each is shown as U+FFFD",
        )
    return _guess(data, first)


def _decode_marked(data: bytes, mark: bytes, encoding: str) -> Decoded:
    body = data[len(mark) :] if encoding == "utf-8" else data
    try:
        return _tell_mojibake(body.decode(encoding), encoding, None)
    except UnicodeDecodeError as error:
        return Decoded(
            body.decode(encoding, "replace"),
            encoding,
            f"not all is {encoding} as its mark says (the first fault at byte {error.start}); "
            "what cannot be read is shown as U+FFFD",
        )


def _wide_encoding(sample: bytes) -> str | None:
    """Return a UTF-16 variant where every other byte is zero, as in Latin text of two bytes."""
    if len(sample) < 4 or b"\0" not in sample:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.6 and even < 0.02:
        return "utf-16-le"
    if even > 0.6 and odd < 0.02:
        return "utf-16-be"
    return None


def _check_text(data: bytes) -> None:
    sample = data[:_SAMPLE]
    what = next((name for magic, name in _MAGIC if data.startswith(magic)), None)
    controls = sum(sample.count(bytes((c,))) for c in _CONTROLS)
    zeros = data.count(b"\0")
    if zeros * 50 > len(data) or controls * 20 > max(len(sample), 20) or (what and zeros):
        raise DocumentError(f"found {what or 'binary data'}, expected text (txt, md), HTML or PDF")


def _nearly_utf8(data: bytes) -> int:
    """Return how many bytes are wrong in what is UTF-8 all but for these; 0 if it is not."""
    high = len(data.translate(None, bytes(range(128))))
    good = sum(len(run) for run in _UTF8_RUN.findall(data))
    wrong = high - good
    return wrong if good and wrong * 10 <= good else 0


def _guess(data: bytes, first: int) -> Decoded:
    head = data[:_GUESS]
    matches = from_bytes(head)
    best = matches.best()
    encoding = best.encoding if best else None
    # Western text is far the most likely where it fits without control characters: a short text
    # gives the detector too little to tell the code pages of Europe apart.
    try:
        western = head.decode("cp1252")
    except UnicodeDecodeError:
        western = ""
    if western and _looks_western(western):
        encoding = "cp1252"
    if encoding is None:
        raise DocumentError(
            f"found bytes of no known encoding (byte {first} is no UTF-8), expected text in UTF-8"
        )
    text = data.decode(encoding, "replace")
    return _tell_mojibake(text, encoding, f"no UTF-8 (byte {first}); guessed {encoding}")


def _looks_western(text: str) -> bool:
    """Tell whether all that is not ASCII is common in Western European print."""
    common = (
        "‘’“”–—…•€£©®°«»¡¿§·´\u00a0àáâãäåæçèéêëìíîïñòóôõöøœùúûüýÿßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØŒÙÚÛÜÝ"
    )
    other = [c for c in text if ord(c) > 127]
    strange = sum(c not in common for c in other)
    # Accented letters in a row are words of another alphabet, not of a Western one.
    runs = len(re.findall(r"[^\W\d_a-zA-Z]{3,}", text))
    return strange * 20 <= len(other) and runs * 20 <= len(other)


def _tell_mojibake(text: str, encoding: str, doubt: str | None) -> Decoded:
    found = _MOJIBAKE.findall(text[:_GUESS])
    if len(found) >= 2:
        told = (
            f"{len(found)} places look decoded twice (such as {found[0]!r}); "
            "the text is kept as it is, save it again in UTF-8"
        )
        doubt = f"{doubt}; {told}" if doubt else told
    return Decoded(text, encoding, doubt)
