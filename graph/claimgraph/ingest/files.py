"""Files, folders and standard input to Documents; whatever cannot be read is told and left out."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimgraph.errors import DocumentError
from claimgraph.ingest.decode import decode
from claimgraph.ingest.front import read_front_matter
from claimgraph.model import Document, Issue, Severity

MAX_BYTES = 20_000_000
_MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".pdf": "application/pdf",
}
_HTML = re.compile(rb"\A\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I)

Report = Callable[[Issue], None]


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    shown: str  # what messages call it: relative to what the user named, never absolute


def find_files(paths: Sequence[Path], *, report: Report | None = None) -> tuple[_File, ...]:
    """Return the files that some paths stand for: folders are searched, sorted, links not followed.

    :raises DocumentError: where a path does not exist
    """
    found: list[_File] = []
    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise DocumentError(f"{path}: found nothing there, expected a file or a folder")
        if path.is_dir():
            found.extend(_walk(path, report))
        else:
            found.append(_File(path, _shown(path.name)))
    return tuple(found)


def _walk(folder: Path, report: Report | None) -> Iterator[_File]:
    def failed(error: OSError) -> None:
        if report:
            place = os.path.relpath(error.filename or folder, folder)
            report(_error(_shown(place), f"cannot list this folder: {error.strerror}"))

    for top, folders, names in os.walk(folder, onerror=failed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(top) / name
            if not name.startswith("."):
                yield _File(path, _shown(os.path.relpath(path, folder)))


def _shown(name: str) -> str:
    """Return a file's name fit to print: control characters and broken bytes escaped."""
    plain = name.replace(os.sep, "/")
    return "".join(c if unicodedata.category(c)[0] != "C" else f"\\u{ord(c):04x}" for c in plain)


def _error(shown: str, message: str) -> Issue:
    return Issue("ingest", Severity.ERROR, shown, f"{shown}: {message}")


def read_documents(
    paths: Sequence[Path],
    *,
    base: str,
    stdin: bytes | None = None,
    report: Report,
    advance: Callable[[str], None] | None = None,
) -> Iterator[Document]:
    """Yield the documents of files, folders and standard input, in a fixed order.

    What cannot be read is reported as an issue, and the rest goes on.

    :raises DocumentError: at once, where a path does not exist
    """
    files = find_files(paths, report=report)
    return _read_all(files, base=base, stdin=stdin, report=report, advance=advance)


def _read_all(
    files: Sequence[_File],
    *,
    base: str,
    stdin: bytes | None,
    report: Report,
    advance: Callable[[str], None] | None,
) -> Iterator[Document]:
    names: set[str] = set()
    seen: dict[str, str] = {}
    sources = [(one.shown, one) for one in files]
    if stdin is not None:
        sources.append(("stdin", None))  # type: ignore[arg-type]
    for shown, file in sources:
        try:
            data = stdin or b"" if file is None else _read_bytes(file.path)
            document = _read_document(data, shown, base=base, names=names, seen=seen, report=report)
        except DocumentError as error:
            report(_error(shown, str(error)))
        else:
            if document:
                yield document
        if advance:
            advance(shown)


def _read_bytes(path: Path) -> bytes:
    """Return a file's bytes.

    :raises DocumentError: where it is no file, is too large, or cannot be opened
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError("found no regular file, expected one")
        if status.st_size > MAX_BYTES:
            raise DocumentError(
                f"found {status.st_size:,} bytes, expected at most {MAX_BYTES:,}; split it"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise DocumentError("found a link that points nowhere, expected a file") from None
    except OSError as error:
        raise DocumentError(f"cannot be opened: {error.strerror}") from None


def _read_document(
    data: bytes,
    shown: str,
    *,
    base: str,
    names: set[str],
    seen: dict[str, str],
    report: Report,
) -> Document | None:
    if not data.strip():
        raise DocumentError("found an empty file, expected text")
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 in seen:
        message = f"{shown}: found the same bytes as {seen[sha256]}; read once"
        report(Issue("ingest", Severity.WARNING, shown, message))
        return None
    decoded = decode(data)
    if decoded.doubt:
        report(Issue("ingest", Severity.WARNING, shown, f"{shown}: {decoded.doubt}"))
    seen[sha256] = shown
    front = read_front_matter(decoded.text)
    suffix = Path(shown).suffix.lower()
    return Document(
        name=_unique_name(shown, names),
        uri=f"{base}doc-{sha256[:16]}",
        sha256=sha256,
        media_type=_MEDIA_TYPES.get(suffix, "text/plain"),
        text=decoded.text,
        title=front.title,
        publisher=front.publisher,
        date=front.date,
        url=front.url,
        language=front.language,
        grade=front.grade,
    )


def _unique_name(shown: str, names: set[str]) -> str:
    """Return a name fit for a file, unique without regard to case, and remember it."""
    stem = Path(shown.rsplit("/", 1)[-1]).stem
    stem = re.sub(r'[\\/:*?"<>|\s]+', "-", stem).strip(".-")[:100] or "document"
    name, number = stem, 1
    while name.casefold() in names:
        number += 1
        name = f"{stem}-{number}"
    names.add(name.casefold())
    return name
