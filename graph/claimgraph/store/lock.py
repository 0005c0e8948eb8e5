"""Let one process write to a folder at a time, and tell which ones are read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from claimgraph.errors import StoreError

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes], *, shared: bool) -> bool:
        if shared:  # an open file cannot be deleted there: that alone keeps a read folder
            return True
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: IO[bytes], *, shared: bool) -> bool:
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(file.fileno(), kind | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Hold a lock file while writing; the system lets go of it if the process is killed.

    :raises StoreError: where another process holds it
    :raises OSError: where it cannot be made
    """
    with path.open("ab+") as file:
        if not _lock(file, shared=False):
            file.seek(0)
            holder = file.read().decode("ascii", "replace").strip() or "unknown"
            raise StoreError(
                f"{path.parent}: another claimgraph (process {holder}) is writing here; "
                "wait until it is done, or build into another folder"
            )
        file.truncate(0)
        file.write(str(os.getpid()).encode("ascii"))
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def reading(path: Path) -> IO[bytes]:
    """Open a file and hold it shared until it is closed, so that no writer deletes its folder.

    :raises OSError: where it is not there or a writer is about to delete it
    """
    file = path.open("rb")
    if not _lock(file, shared=True):
        file.close()
        raise OSError(f"{path}: about to be deleted")
    return file


def is_read(path: Path) -> bool:
    """Tell whether some process holds a file by ``reading``."""
    try:
        with path.open("rb") as file:
            return not _lock(file, shared=False)
    except OSError:
        return False
