"""What a test sees of a page that is opened in headless Chromium."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Opened:
    """Hold an opened page and what it did that it should not."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def run(self, script: str) -> Any:
        return self.page.evaluate(f"(() => {{ const c = window.claimgraph; {script} }})()")

    def wait(self) -> None:
        """Wait until the page is drawn; by asking, for its policy lets no predicate be compiled."""
        for _ in range(400):
            drawn = "Boolean(window.claimgraph && window.claimgraph.timing.first)"
            if self.page.evaluate(drawn):
                return
            self.settle(50)
        raise AssertionError(f"the page was not drawn: {self.complaints}")

    def settle(self, milliseconds: int = 200) -> None:
        self.page.wait_for_timeout(milliseconds)


Opener = Callable[..., Opened]
