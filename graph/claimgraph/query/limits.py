"""Say how much a query of someone else may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Hold what one query may take; a query that takes more is stopped and gives no answer."""

    seconds: float = 15.0  # of wall time, once its turn has come
    memory: int = 1024  # megabytes beyond what the engine holds before the query
    rows: int = 200_000
    size: int = 64  # megabytes of the written answer
    queue: int = 64  # queries that wait, over all clients
    patience: float = 30.0  # seconds that a query waits for its turn

    def describe(self) -> dict[str, float]:
        """Return the limits by name, for a service description.

        >>> Limits(seconds=5.0).describe()["seconds"]
        5.0
        """
        return {
            "seconds": self.seconds,
            "memory_megabytes": self.memory,
            "rows": self.rows,
            "answer_megabytes": self.size,
            "queue": self.queue,
            "queue_seconds": self.patience,
        }
