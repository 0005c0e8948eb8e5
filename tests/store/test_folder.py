from __future__ import annotations

import dataclasses
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from builders import article, claim, entity, graph
from claimgraph.errors import StoreError
from claimgraph.model import KnowledgeGraph
from claimgraph.ontology import load_ontology
from claimgraph.store import canonical, load_graph, open_view, to_quads, write_graph
from export.samples import hostile, small

ONTOLOGY = load_ontology()
HERE = Path(__file__).parents[1]


def other() -> KnowledgeGraph:
    words = "Westland hosts Kind Help."
    return graph(
        claim(
            entity("Westland"),
            "hosts",
            entity("Kind Help", "MedicalMission"),
            quote=words,
            source=article(words, name="west"),
        )
    )


def generations(folder: Path) -> list[str]:
    return sorted(one.name for one in (folder / "store").iterdir() if one.is_dir())


def current_place(folder: Path) -> Path:
    return folder / "store" / (folder / "store" / "generation").read_text().strip()


@pytest.mark.parametrize("made", [small(), hostile(), graph()], ids=["small", "hostile", "empty"])
def test_what_is_written_is_what_is_read(made: KnowledgeGraph, tmp_path: Path) -> None:
    write_graph(made, ONTOLOGY, tmp_path / "out")
    assert load_graph(tmp_path / "out") == canonical(made)


def test_a_view_tells_base_counts_and_quads(tmp_path: Path) -> None:
    write_graph(small(), ONTOLOGY, tmp_path)
    with open_view(tmp_path) as view:
        assert view.base == small().base
        assert view.counts["claims"] == len(small().claims)
        assert view.quads == len(view.store) == len(list(to_quads(small(), ONTOLOGY)))


def test_texts_are_kept_to_the_last_character(tmp_path: Path) -> None:
    text = "one\r\ntwo\rthree\n\ufeff\x00 é\u2028end"
    made = graph(
        claim(
            entity("A"),
            "hosts",
            entity("B", "Mission"),
            quote="two\rthree",
            source=article(text, name="lines"),
        )
    )
    write_graph(made, ONTOLOGY, tmp_path)
    assert (tmp_path / "texts" / "lines.txt").read_bytes().decode("utf-8") == text
    assert load_graph(tmp_path) == canonical(made)


@pytest.mark.parametrize(
    "name", ["../../escape", "/etc/passwd", "a/b\\c", "CON", "x" * 300, ".hidden", "a\nb", "日本語"]
)
def test_no_name_of_a_document_leaves_the_folder(name: str, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    source = article("x", name=name)
    made = graph(claim(entity("A"), "hosts", entity("B", "Mission"), source=source, quote="x"))
    write_graph(made, ONTOLOGY, out)
    written = list(tmp_path.rglob("*.txt"))
    assert {one.parent for one in written} == {out / "texts", current_place(out) / "texts"}
    assert all(len(one.name) < 100 for one in written)
    assert load_graph(out) == canonical(made)


def test_a_new_graph_replaces_the_old_one_and_its_texts(tmp_path: Path) -> None:
    write_graph(small(), ONTOLOGY, tmp_path)
    (tmp_path / "texts" / "mine.txt").write_text("not yours")
    write_graph(other(), ONTOLOGY, tmp_path)
    assert load_graph(tmp_path) == canonical(other())
    assert sorted(one.name for one in (tmp_path / "texts").iterdir()) == ["mine.txt", "west.txt"]
    assert len(generations(tmp_path)) == 1


def test_a_reader_keeps_its_graph_while_others_are_written(tmp_path: Path) -> None:
    write_graph(small(), ONTOLOGY, tmp_path)
    with open_view(tmp_path) as view:
        write_graph(other(), ONTOLOGY, tmp_path)
        write_graph(graph(), ONTOLOGY, tmp_path)
        assert set(view.store) == set(to_quads(small(), ONTOLOGY))
        assert view.texts.is_dir()
        assert len(generations(tmp_path)) == 2
    write_graph(other(), ONTOLOGY, tmp_path)
    assert len(generations(tmp_path)) == 1


def test_a_missing_graph_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="holds no graph; expected one that `claimgraph build"):
        open_view(tmp_path / "none")


def spoil_first(place: Path, pattern: str, spoil: str) -> None:
    path = next(iter(sorted(place.glob(pattern))))
    if spoil == "remove":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize("pattern", ["db/*.sst", "db/CURRENT", "db/MANIFEST-*", "texts/*.txt"])
@pytest.mark.parametrize("spoil", ["remove", "cut"])
def test_a_half_copied_graph_is_noticed(pattern: str, spoil: str, tmp_path: Path) -> None:
    write_graph(small(), ONTOLOGY, tmp_path / "out")
    shutil.copytree(tmp_path / "out", tmp_path / "copy")
    assert load_graph(tmp_path / "copy") == canonical(small())
    spoil_first(current_place(tmp_path / "copy"), pattern, spoil)
    with pytest.raises(StoreError, match="was not copied whole"):
        open_view(tmp_path / "copy")
    write_graph(other(), ONTOLOGY, tmp_path / "copy")
    assert load_graph(tmp_path / "copy") == canonical(other())


def test_a_generation_without_its_marker_is_half_written(tmp_path: Path) -> None:
    write_graph(small(), ONTOLOGY, tmp_path)
    (current_place(tmp_path) / "marker.json").unlink()
    with pytest.raises(StoreError, match=r"marker\.json: expected the marker of a whole graph"):
        open_view(tmp_path)


def test_a_changed_marker_is_noticed(tmp_path: Path) -> None:
    write_graph(small(), ONTOLOGY, tmp_path)
    marker = current_place(tmp_path) / "marker.json"
    marker.write_text(marker.read_text().replace('"claims": 5', '"claims": 6'))
    with pytest.raises(StoreError, match="its hash does not fit"):
        open_view(tmp_path)


def test_a_newer_format_is_said_to_be_newer(tmp_path: Path) -> None:
    write_graph(small(), ONTOLOGY, tmp_path)
    marker = current_place(tmp_path) / "marker.json"
    body = json.loads(marker.read_text())
    marker.write_text(json.dumps({**body, "format": 99, "further": "things"}))
    with pytest.raises(StoreError, match=r"newer claimgraph \(format 99; this one reads up to 1"):
        open_view(tmp_path)


@pytest.mark.parametrize("content", [b"", b"one\n", b"\xff\n"])
def test_a_damaged_pointer_is_noticed(content: bytes, tmp_path: Path) -> None:
    write_graph(small(), ONTOLOGY, tmp_path)
    (tmp_path / "store" / "generation").write_bytes(content)
    with pytest.raises(StoreError, match="generation: "):
        open_view(tmp_path)


def test_a_changed_text_is_noticed_by_its_quotes(tmp_path: Path) -> None:
    write_graph(small(), ONTOLOGY, tmp_path)
    path = current_place(tmp_path) / "texts" / "report.txt"
    path.write_text(path.read_text().replace("Northland", "Westerland"[:9]))
    with pytest.raises(StoreError, match=r"report: at \[0, 29\) expected the quote"):
        load_graph(tmp_path)


def python(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": f"{HERE}:{HERE.parent / 'graph'}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
    )


HOLD = """
import sys
from pathlib import Path
from claimgraph.store.lock import writing
with writing(Path(sys.argv[1]) / "store" / "lock"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_is_told_of_the_first(tmp_path: Path) -> None:
    write_graph(small(), ONTOLOGY, tmp_path)
    with python(HOLD, tmp_path) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        expected = rf"another claimgraph \(process {holder.pid}\) is writing here"
        with pytest.raises(StoreError, match=expected):
            write_graph(other(), ONTOLOGY, tmp_path)
        assert load_graph(tmp_path) == canonical(small())
        holder.kill()
    write_graph(other(), ONTOLOGY, tmp_path)
    assert load_graph(tmp_path) == canonical(other())


CRASH = """
import os, signal, sys
from pathlib import Path
from claimgraph.ontology import load_ontology
from claimgraph.store import canonical, load_graph, write_graph
from export.samples import small
from store.test_folder import other

folder, ontology = Path(sys.argv[1]), load_ontology()
graphs = [small(), other()]
whole = [canonical(one) for one in graphs]

def forked(action):
    child = os.fork()
    if not child:
        os._exit(action())
    return os.waitpid(child, 0)[1]

def write(number, last):
    seen = 0
    def count(event, arguments):
        nonlocal seen
        if event.split(".")[0] in ("open", "os", "shutil") and str(folder) in str(arguments):
            seen += 1
            if seen == last:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(count)
    write_graph(graphs[number], ontology, folder)
    return 0

forked(lambda: write(0, None))
last, current = 0, 0
while True:
    last += 1
    status = forked(lambda: write(1 - current, last))
    found = forked(lambda: whole.index(load_graph(folder))) >> 8
    print(last, os.WIFSIGNALED(status), int(found != current), flush=True)
    if not os.WIFSIGNALED(status):
        break
    current = found
"""


def test_a_writer_killed_at_any_step_leaves_the_old_graph_or_the_new(tmp_path: Path) -> None:
    """The writer kills itself at its first use of the folder, at its second, and so on."""
    with python(CRASH, tmp_path) as writer:
        out, error = writer.communicate(timeout=120)
    steps = [line.split() for line in out.splitlines()]
    assert steps[-1][1:] == ["False", "1"], error
    killed = [changed for _, was_killed, changed in steps if was_killed == "True"]
    assert len(killed) > 15
    assert set(killed) == {"0", "1"}, "some are killed before the switch and some after it"
    write_graph(graph(), ONTOLOGY, tmp_path)
    assert len(generations(tmp_path)) == 1


WRITE = """
import sys
from pathlib import Path
from claimgraph.ontology import load_ontology
from claimgraph.store import write_graph
from export.samples import small
from store.test_folder import other
ontology = load_ontology()
write_graph(small(), ontology, Path(sys.argv[1]))
print("ready", flush=True)
while True:
    write_graph(other(), ontology, Path(sys.argv[1]))
    write_graph(small(), ontology, Path(sys.argv[1]))
"""


@pytest.mark.parametrize("wait", [0.01, 0.1, 0.3])
def test_a_writer_killed_at_any_time_leaves_a_whole_graph(wait: float, tmp_path: Path) -> None:
    with python(WRITE, tmp_path) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(wait)
        writer.send_signal(signal.SIGKILL)
    assert load_graph(tmp_path) in [canonical(small()), canonical(other())]


FULL = """
import resource, signal, sys
from pathlib import Path
from claimgraph.errors import StoreError
from claimgraph.ontology import load_ontology
from claimgraph.store import write_graph
from store.test_folder import other
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    write_graph(other(), load_ontology(), Path(sys.argv[1]))
except StoreError as error:
    print(error)
"""


@pytest.mark.parametrize("limit", [0, 10, 2_000, 30_000])
def test_a_disk_that_fills_up_leaves_the_old_graph(limit: int, tmp_path: Path) -> None:
    """A limit on the size of files stands for the full disk."""
    assert resource.RLIMIT_FSIZE
    write_graph(small(), ONTOLOGY, tmp_path)
    with python(FULL, tmp_path, limit) as writer:
        out, error = writer.communicate(timeout=60)
    assert "the graph that was there is unchanged" in out, error
    assert load_graph(tmp_path) == canonical(small())
    assert len(generations(tmp_path)) == 1


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(StoreError, match="out: cannot be written"):
        write_graph(small(), ONTOLOGY, tmp_path / "out")
    assert (tmp_path / "out").read_text() == "in the way"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    write_graph(small(), ONTOLOGY, tmp_path)
    (tmp_path / "store").chmod(0o555)
    try:
        with pytest.raises(StoreError, match="Permission denied"):
            write_graph(other(), ONTOLOGY, tmp_path)
        assert load_graph(tmp_path) == canonical(small())
    finally:
        (tmp_path / "store").chmod(0o755)


def test_a_read_only_copy_can_be_read(tmp_path: Path) -> None:
    write_graph(small(), ONTOLOGY, tmp_path)
    for path in tmp_path.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert load_graph(tmp_path) == canonical(small())
    finally:
        for path in tmp_path.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_graph_that_cannot_be_written_as_rdf_changes_nothing(tmp_path: Path) -> None:
    write_graph(small(), ONTOLOGY, tmp_path)
    broken = dataclasses.replace(other(), propositions=())
    with pytest.raises(StoreError, match="belongs to no proposition"):
        write_graph(broken, ONTOLOGY, tmp_path)
    unknown = graph(claim(entity("A"), "unheardOf", entity("B")))
    with pytest.raises(StoreError, match="not in the ontology"):
        write_graph(unknown, ONTOLOGY, tmp_path)
    assert load_graph(tmp_path) == canonical(small())
    assert len(generations(tmp_path)) == 1
