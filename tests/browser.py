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

    def settle(self, milliseconds: int = 200) -> None:
        self.page.wait_for_timeout(milliseconds)


Opener = Callable[..., Opened]
