"""Files, folders and standard input: what is read, and what is told of the rest."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest

from claimgraph.errors import DocumentError
from claimgraph.ingest import MAX_BYTES, find_files, is_readable, read_documents
from claimgraph.model import Issue, Severity
from ingest.helpers import BASE, read_folder, read_text

TEXT = "The ministry of health said on Tuesday that the nurses would stay in the north.\n"


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def only_error(issues: list[Issue]) -> str:
    errors = [one for one in issues if one.severity is Severity.ERROR]
    assert len(errors) == 1, issues
    assert errors[0].stage == "ingest"
    assert errors[0].message.startswith(errors[0].document)
    return errors[0].message


def test_folder_is_read_to_its_depth_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.md", "a/b.txt", "Z.txt"):
        put(tmp_path, name, TEXT + name)
    documents, issues = read_folder(tmp_path)
    assert [one.name for one in documents] == ["Z", "b", "b-2", "c"]
    assert issues == []


def test_same_files_give_the_same_documents_wherever_they_lie(tmp_path: Path) -> None:
    for place in ("one", "two"):
        put(tmp_path, f"{place}/a.txt", TEXT)
    assert read_folder(tmp_path / "one") == read_folder(tmp_path / "two")


def test_missing_path_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"nothing\.txt: found nothing there, expected a file"):
        read_documents([tmp_path / "nothing.txt"], base=BASE, report=lambda _: None)


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("empty.txt", b"", "found an empty file"),
        ("blank.txt", b" \n\t\n", "found an empty file"),
        ("signs.txt", b"-- * --\n", "found no letter or digit"),
        ("image.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "found a PNG image"),
        ("paper.docx", b"PK\x03\x04" + bytes(range(256)) * 3, "found a ZIP archive or an Office"),
        ("noise.dat", bytes(range(256)) * 20, "found binary data"),
        ("noise.txt", b"abc\0\0\0\1\2\3" * 40, "found binary data"),
        ("false.pdf", b"no pdf at all", "found no PDF in spite of the name"),
        ("broken.pdf", b"%PDF-1.7\ngarbage", "found a broken PDF"),
        ("head.md", b"---\ntitle: A\n---\n", "found front matter only"),
        ("page.html", b"<html><body></body></html>", "found a page without an article"),
        ("cut.html", b"<html", "found a page without an article"),
        ("big.txt", b"a" * (MAX_BYTES + 1), "found 20,000,001 bytes, expected at most 20,000,000"),
    ],
)
def test_bad_file_is_told_and_the_rest_is_read(
    tmp_path: Path, name: str, data: bytes, found: str
) -> None:
    put(tmp_path, name, data)
    put(tmp_path, "good.txt", TEXT)
    documents, issues = read_folder(tmp_path)
    assert [one.name for one in documents] == ["good"]
    message = only_error(issues)
    assert message.startswith(f"{name}: {found}")
    assert str(tmp_path) not in message


def test_link_that_points_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    put(tmp_path, "good.txt", TEXT)
    documents, issues = read_folder(tmp_path)
    assert [one.name for one in documents] == ["good"]
    assert only_error(issues) == "gone.txt: found a link that points nowhere, expected a file"


def test_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    put(tmp_path, "a/good.txt", TEXT)
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    documents, issues = read_folder(tmp_path)
    assert [one.name for one in documents] == ["good"]
    assert [one.severity for one in issues] == [Severity.INFO]


def test_pipe_is_told_and_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    documents, issues = read_folder(tmp_path)
    assert documents == []
    assert "no regular file" in only_error(issues)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_file_without_permission_is_told(tmp_path: Path) -> None:
    put(tmp_path, "closed.txt", TEXT).chmod(0)
    assert "cannot be opened (Permission denied)" in only_error(read_folder(tmp_path)[1])


def test_file_that_the_system_refuses_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "closed.txt", TEXT)

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    message = only_error(read_folder(tmp_path)[1])
    assert message == "closed.txt: cannot be opened (Permission denied), expected a file"


def test_hidden_files_are_left_out_and_told(tmp_path: Path) -> None:
    put(tmp_path, ".git/a.txt", TEXT)
    put(tmp_path, ".hidden.txt", TEXT)
    documents, issues = read_folder(tmp_path)
    assert documents == []
    assert [one.message for one in issues] == [
        ".git: hidden folder left out",
        ".hidden.txt: hidden file left out",
    ]


def test_names_are_distinct_and_fit_for_files(tmp_path: Path) -> None:
    names = ["note.txt", "note.md", "NOTE.text", "a b.txt", "..x.txt", "q?<>.txt", "n\nl.txt"]
    put(tmp_path, "x" * 200 + ".txt", TEXT + "long")
    put(tmp_path, os.fsdecode(b"bad\xff.txt"), TEXT + "bytes")
    sources = [put(tmp_path, name, TEXT + name) for name in names]
    documents, issues = read_folder(*sources, *sorted(tmp_path.glob("[bx]*")))
    assert issues == []
    found = [one.name for one in documents]
    assert found == [
        "note",
        "note-2",
        "NOTE-3",
        "a-b",
        "x",
        "q",
        "n-u000al",
        "bad-udcff",
        "x" * 100,
    ]
    for name in found:
        assert (tmp_path / f"{name}.out").write_text("", "utf-8") == 0


def test_same_bytes_are_read_once(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", TEXT)
    put(tmp_path, "b.txt", TEXT)
    documents, issues = read_folder(tmp_path)
    assert [one.name for one in documents] == ["a"]
    assert [one.message for one in issues] == ["b.txt: found the same bytes as a.txt; read once"]


def test_unknown_suffix_is_tried_as_text(tmp_path: Path) -> None:
    put(tmp_path, "notes.rst", TEXT)
    put(tmp_path, "plain", TEXT + "2")
    put(tmp_path, "page.aspx", f"<!DOCTYPE html><html><body><article><p>{TEXT * 5}</p></html>")
    documents, issues = read_folder(tmp_path)
    assert [(one.name, one.media_type) for one in documents] == [
        ("notes", "text/plain"),
        ("page", "text/html"),
        ("plain", "text/plain"),
    ]
    assert issues == []


def test_progress_is_told_for_every_file_also_a_bad_one(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", TEXT)
    put(tmp_path, "b.txt", b"")
    told: list[str] = []
    list(
        read_documents(
            [tmp_path], base=BASE, stdin=b"More.", report=lambda _: None, advance=told.append
        )
    )
    assert told == ["a.txt", "b.txt", "stdin"]
    assert [one.shown for one in find_files([tmp_path])] == ["a.txt", "b.txt"]


def test_standard_input_is_a_document() -> None:
    document = read_text(f"---\ntitle: A\ngrade: b-2\nlang: en-GB\n---\n{TEXT}")
    assert (document.name, document.title, document.grade, document.language) == (
        "stdin",
        "A",
        "B2",
        "en",
    )


def test_front_matter_faults_are_told(tmp_path: Path) -> None:
    put(tmp_path, "a.md", f"---\ntitle: A\ndate: 4/6/2025\ngrade: Z9\n---\n{TEXT}")
    put(tmp_path, "b.md", f"---\ntitle: 'A\npublisher: Post\n---\n{TEXT}")
    documents, issues = read_folder(tmp_path)
    assert (documents[0].date, documents[0].grade) == (None, None)
    assert documents[1].publisher == "Post"
    assert [one.message.split(";")[0] for one in issues] == [
        "a.md: front matter date '4/6/2025' is not clear",
        "a.md: front matter grade 'Z9' is unknown",
        "b.md: front matter is no valid YAML (while scanning a quoted scalar)",
    ]


def test_front_matter_that_swells_is_not_expanded(tmp_path: Path) -> None:
    names = "abcdefghijklmnopqrstuvwxyz"
    swelling = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for before, name in pairwise(names):
        swelling.append(f"{name}: &{name} [{', '.join(['*' + before] * 9)}]")
    head = "\n".join([*swelling, "author: *z", "title: Swelling"])
    put(tmp_path, "a.md", f"---\n{head}\n---\n{TEXT}")
    documents, issues = read_folder(tmp_path)
    assert documents[0].title == "Swelling"
    assert "aliases are not read" in issues[0].message


def test_rules_around_prose_are_no_front_matter() -> None:
    document = read_text(f"---\n{TEXT}---\n{TEXT}")
    assert (document.title, document.publisher) == (None, None)


def test_source_line_gives_address_title_and_date() -> None:
    document = read_text(f"# source: https://example.org/a | Nurses stay | 2024-03\n\n{TEXT}")
    assert (document.url, document.title, document.date) == (
        "https://example.org/a",
        "Nurses stay",
        "2024-03",
    )


def test_text_in_another_language_is_told_and_not_readable(tmp_path: Path) -> None:
    spanish = (
        "El ministerio de salud dijo el martes que las enfermeras se quedarían en el norte del "
        "país hasta el fin del año, y que el gobierno les pagaría sus salarios como siempre.\n"
    )
    put(tmp_path, "a.txt", spanish)
    put(tmp_path, "b.txt", TEXT)
    documents, issues = read_folder(tmp_path)
    assert [(one.language, is_readable(one)) for one in documents] == [("es", False), ("en", True)]
    assert [one.message for one in issues] == [
        "a.txt: found text in 'es', expected one of: en; no claims are read from it"
    ]


def test_said_language_that_does_not_fit_is_told(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", f"---\nlang: es\n---\n{TEXT * 3}")
    documents, issues = read_folder(tmp_path)
    assert documents[0].language == "en"
    assert [one.message for one in issues] == ["a.txt: says that it is in 'es', but reads as 'en'"]
