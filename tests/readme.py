"""Fill README's console blocks with what today's code prints, or tell which ones are stale.

Usage: python tests/readme.py [--write] GRAPH
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"
_BLOCK = re.compile(r"<!-- run: (?P<command>.+?) -->\n```console\n(?P<shown>.*?)```\n", re.DOTALL)


def output_of(command: str, graph: Path) -> str:
    """Return what a `claimgraph …` command prints about a graph."""
    arguments = shlex.split(command)[1:]
    done = subprocess.run(
        [sys.executable, "-c", "from claimgraph.cli import main; main()", *arguments, "-g", graph],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "100"},
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{command}: {done.stderr}")
    lines = [line.rstrip() for line in done.stdout.strip("\n").splitlines()]
    return f"$ {command}\n" + "\n".join(lines) + "\n"


def fresh(text: str, graph: Path) -> str:
    """Return README's text with each block's output made anew."""

    def block(found: re.Match[str]) -> str:
        command = found["command"]
        return f"<!-- run: {command} -->\n```console\n{output_of(command, graph)}```\n"

    return _BLOCK.sub(block, text)


def main() -> None:
    """Compare, or write."""
    graph = Path(sys.argv[-1])
    text = README.read_text(encoding="utf-8")
    made = fresh(text, graph)
    if "--write" in sys.argv:
        README.write_text(made, encoding="utf-8")
    elif made != text:
        raise SystemExit("README.md: shows other output than today's code; run with --write")


if __name__ == "__main__":
    main()
