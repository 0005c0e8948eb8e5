"""The wheel carries all that a user needs, and runs in a clean venv from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT],
        check=True,
        capture_output=True,
    )
    (built,) = out.glob("*.whl")
    return built


def test_wheel_carries_ontology_queries_and_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, packaged in (("ontology", "ontology_data"), ("queries", "queries_data")):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".ttl", ".rq"):
                assert f"claimgraph/{packaged}/{path.relative_to(ROOT / folder)}" in names
    for path in (ROOT / "graph" / "claimgraph").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert f"claimgraph/{path.relative_to(ROOT / 'graph' / 'claimgraph')}" in names


def test_wheel_builds_a_graph_in_a_clean_venv_from_another_folder(
    wheel: Path, tmp_path: Path
) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    # Dependencies come from this environment's folder; .pth files (and so an editable install of
    # claimgraph itself) do not count on PYTHONPATH, so the code can only be the wheel's.
    site = sysconfig.get_paths()["purelib"]
    target = next((tmp_path / "venv" / "lib").glob("python*")) / "site-packages"
    zipfile.ZipFile(wheel).extractall(target)
    work = tmp_path / "elsewhere"
    work.mkdir()
    (work / "note.txt").write_text("Peru hosts a Norwegian medical mission.", encoding="utf-8")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    environment["PYTHONPATH"] = site

    def run(*arguments: str) -> str:
        command: list[str] = [
            str(python),
            "-c",
            "from claimgraph.cli import main; main()",
            *arguments,
        ]
        done = subprocess.run(
            command, cwd=work, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return str(done.stdout)

    where = subprocess.run(
        [python, "-c", "import claimgraph; print(claimgraph.__file__)"],
        cwd=work,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert Path(where.strip()).is_relative_to(tmp_path)
    run("build", "note.txt", "--out", "out")
    assert "Peru" in run("export", "--graph", "out", "--format", "claims-jsonl")
    assert (work / "out" / "graph.ttl").is_file()
