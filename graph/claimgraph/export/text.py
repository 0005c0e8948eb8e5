"""Make words of documents fit for formats that cannot carry every character."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def without_controls(text: str) -> str:
    """Return text with U+FFFD for what XML 1.0 forbids (section 2.2: most control characters).

    >>> without_controls("a\\x00b\\x0bc\\td")
    'a�b�c\\td'
    """
    return _FORBIDDEN.sub("\ufffd", text)
