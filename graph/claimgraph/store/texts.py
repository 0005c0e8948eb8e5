"""Keep the untouched texts of documents in files, so that every quote can be checked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from claimgraph.errors import StoreError
from claimgraph.model import content_hash, slug

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._()+,=-]{0,100}(?<![ .])")
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # of Windows
_LONGEST = 60


def file_names(names: Mapping[str, str]) -> dict[str, str]:
    """Return the file name for each document, given its name by its IRI: the same where safe.

    A name with a path, a control character or a form that some file system refuses gets a slug
    and a hash, as do names that are the same or differ in case only.

    >>> file_names({"x:1": "report", "x:2": "../../etc/passwd"})["x:1"]
    'report.txt'
    >>> file_names({"x:2": "../../etc/passwd"})["x:2"].startswith("etc-passwd-")
    True
    >>> len({name.lower() for name in file_names({"x:1": "A", "x:2": "a"}).values()})
    2
    """
    alike = Counter(name.lower() for name in names.values())
    return {
        iri: _file_name(name, iri, alone=alike[name.lower()] == 1) for iri, name in names.items()
    }


def _file_name(name: str, iri: str, *, alone: bool) -> str:
    if alone and _SAFE.fullmatch(name) and not _DEVICE.fullmatch(name):
        return f"{name}.txt"
    short = slug(name.encode("utf-8", "replace").decode())[:_LONGEST].strip("-")
    return f"{short}-{content_hash(iri)}.txt"


def write_text(folder: Path, name: str, text: str) -> None:
    """Write a text without touching its line ends; leave a file that has it already.

    :raises OSError: where the file cannot be written
    """
    data = text.encode("utf-8")
    place = folder / name
    if not place.is_file() or place.read_bytes() != data:
        place.write_bytes(data)


def read_text(folder: Path, name: str) -> str:
    """Return a text exactly as it was written.

    :raises StoreError: where the name leads out of the folder, or the file is missing or not UTF-8
    """
    if Path(name).name != name or name in ("", ".", ".."):
        raise StoreError(f"{name!r}: expected the plain name of a file in {folder.name}/")
    try:
        return (folder / name).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(
            f"{folder.name}/{name}: expected the document's text in UTF-8 ({error})"
        ) from error
