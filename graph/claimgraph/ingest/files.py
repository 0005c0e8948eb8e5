"""Files and folders: find them in a fixed order, and read their bytes without trusting them."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimgraph.errors import DocumentError
from claimgraph.model import Issue, Severity

MAX_BYTES = 20_000_000

Report = Callable[[Issue], None]


@dataclass(frozen=True, slots=True)
class Source:
    """Hold a file to read, and what messages call it: never its absolute path."""

    path: Path
    shown: str  # relative to the folder that the user named


def find_files(paths: Sequence[Path], *, report: Report | None = None) -> tuple[Source, ...]:
    """Return the files that some paths stand for, in a fixed order.

    Folders are searched to their depth, sorted by name; hidden files and links to folders in
    them are left out and reported.

    :raises DocumentError: where a path does not exist
    """
    for path in paths:
        if not _is_there(path):
            raise DocumentError(f"{path}: found nothing there, expected a file or a folder")
    found: list[Source] = []
    for path in paths:
        if path.is_dir():
            found.extend(_walk(path, report))
        else:
            found.append(Source(path, _shown(path.name)))
    return tuple(found)


def _is_there(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except (OSError, ValueError):  # a name too long, or with a zero byte
        return False


def _walk(folder: Path, report: Report | None) -> Iterator[Source]:
    def tell(place: str, message: str, severity: Severity) -> None:
        if report:
            shown = _shown(os.path.relpath(place, folder))
            report(Issue("ingest", severity, shown, f"{shown}: {message}"))

    def failed(error: OSError) -> None:
        place = str(error.filename or folder)
        tell(place, f"cannot list this folder: {error.strerror}", Severity.ERROR)

    for top, folders, names in os.walk(folder, onerror=failed):
        for name in sorted(folders):
            place = os.path.join(top, name)
            if name.startswith("."):
                tell(place, "hidden folder left out", Severity.INFO)
            elif os.path.islink(place):
                tell(place, "link to a folder left out; name it to read it", Severity.INFO)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            place = os.path.join(top, name)
            if name.startswith("."):
                tell(place, "hidden file left out", Severity.INFO)
            else:
                yield Source(Path(place), _shown(os.path.relpath(place, folder)))


def _shown(name: str) -> str:
    """Return a file's name fit to print: control characters and broken bytes escaped.

    >>> _shown("a\\tb")
    'a\\\\u0009b'
    """
    plain = name.replace(os.sep, "/")
    return "".join(c if unicodedata.category(c)[0] != "C" else f"\\u{ord(c):04x}" for c in plain)


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes.

    :raises DocumentError: where it is no regular file, is too large, or cannot be opened
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError("found no regular file (a pipe or device), expected a file")
        check_size(status.st_size)
        return path.read_bytes()
    except FileNotFoundError:
        raise DocumentError("found a link that points nowhere, expected a file") from None
    except OSError as error:
        raise DocumentError(f"cannot be opened ({error.strerror}), expected a file") from None


def check_size(size: int) -> None:
    """Refuse what is too large to be a document.

    :raises DocumentError: above 20 MB
    """
    if size > MAX_BYTES:
        raise DocumentError(f"found {size:,} bytes, expected at most {MAX_BYTES:,}; split it")


def unique_name(shown: str, names: set[str]) -> str:
    """Return a document's name: the file's without suffix, fit for a file name, not yet taken.

    Names are compared without regard to case. The new one is added to ``names``.

    >>> names: set[str] = set()
    >>> unique_name("press/Note.txt", names), unique_name("note.md", names)
    ('Note', 'note-2')
    """
    last = shown.rsplit("/", 1)[-1]
    stem = last.rsplit(".", 1)[0] if "." in last[1:] else last
    stem = re.sub(r'[\\/:*?"<>|\s]+', "-", stem).strip(".-")[:100] or "document"
    name, number = stem, 1
    while name.casefold() in names:
        number += 1
        name = f"{stem}-{number}"
    names.add(name.casefold())
    return name
