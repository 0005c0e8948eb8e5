"""The browser to open the report in."""

from __future__ import annotations

from browser_fixtures import chromium

__all__ = ["chromium"]
