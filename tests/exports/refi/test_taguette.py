"""Projects of Taguette, made here with its tables."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bouwsteen.errors import ProjectError
from bouwsteen.exports.refi.incoming import load_project
from bouwsteen.exports.refi.report import Loss, Remark
from bouwsteen.exports.refi.taguette import read_taguette
from bouwsteen.exports.refi.taguette_text import document_text

TABLES = """
create table projects (id integer primary key, name text, description text, created text);
create table documents (id integer primary key, name text, description text, filename text,
    created text, project_id integer, text_direction text, contents text);
create table highlights (id integer primary key, document_id integer, start_offset integer,
    end_offset integer, snippet text);
create table highlight_tags (highlight_id integer, tag_id integer);
create table tags (id integer primary key, project_id integer, path text, description text);
"""
HTML = "<h1>Gesprek</h1>\n<p>Één 🙂 <b>fout</b> leert.</p>\n<p>Ja &amp; nee.</p>"
"""Bytes of the text: Gesprek 0-7, a line break 7-8, Één 8-13, 🙂 14-18, fout 19-23, leert. 24-30,
a line break 30-31, Ja 31-33."""


def made(path: Path, highlights: list[tuple[Any, ...]], *, projects: int = 1) -> Path:
    connection = sqlite3.connect(path)
    connection.executescript(TABLES)
    for number in range(1, projects + 1):
        connection.execute(
            "insert into projects values (?, ?, 'Doel', '2025-03-01 10:00:00.5')",
            (number, f"Project {number}"),
        )
    connection.execute(
        "insert into documents values (1, 'Een', 'Kantine', 'een.docx', '2025-03-02 11:00:00', 1,"
        " 'LEFT_TO_RIGHT', ?)",
        (HTML,),
    )
    connection.executemany("insert into highlights values (?, 1, ?, ?, ?)", highlights)
    connection.executemany(
        "insert into tags values (?, ?, ?, ?)",
        [(1, 1, "leren", "Van fouten"), (2, 1, "leren.snel", ""), (3, 2, "elders", "")],
    )
    connection.executemany("insert into highlight_tags values (?, ?)", [(1, 1), (1, 2), (2, 1)])
    connection.commit()
    connection.close()
    return path


def test_document_text_puts_paragraphs_on_lines() -> None:
    assert document_text(HTML).text == "Gesprek\nÉén 🙂 fout leert.\nJa & nee.\n"


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [
        (8, 13, "Één"),
        (14, 18, "🙂"),
        (15, 17, "🙂"),
        (19, 23, "fout"),
        (24, 33, "leert.\nJa"),
        (0, 8, "Gesprek"),
        (31, 999, "Ja & nee."),
        (7, 8, None),
        (5, 5, None),
        (-1, 4, None),
        (500, 600, None),
    ],
)
def test_place_makes_characters_of_bytes(start: int, end: int, quote: str | None) -> None:
    document = document_text(HTML)
    place = document.place(start, end)
    assert (None if place is None else document.text[slice(*place)]) == quote


def test_document_text_leaves_scripts_out_and_counts_them() -> None:
    document = document_text("<script>abc</script>de")
    assert (document.text, document.place(3, 5)) == ("de\n", (0, 2))


def test_read_taguette_gives_highlights_without_a_coder(tmp_path: Path) -> None:
    highlights = [
        (1, 19, 23, "<p><b>fout</b></p>"),
        (2, 8, 13, "<p>Een</p>"),
        (3, 31, 33, "<p>Ja</p>"),
        (4, 7, 8, ""),
    ]
    found = read_taguette(made(tmp_path / "t.sqlite3", highlights))
    project = found.project
    (source,) = project.sources
    names = {one.guid: one.name for one in project.codes}
    assert (project.name, project.origin, project.users) == ("Project 1", "Taguette", ())
    assert list(names.values()) == ["leren", "leren.snel"]
    assert (source.name, source.description, source.aud.created) == (
        "Een",
        "Kantine",
        "2025-03-02T11:00:00",
    )
    assert source.text is not None
    assert [
        (source.text[one.start : one.end], [names[coding.code] for coding in one.codings])
        for one in source.selections
    ] == [("Één", ["leren"]), ("fout", ["leren", "leren.snel"]), ("Ja", [])]
    assert all(coding.user is None for one in source.selections for coding in one.codings)
    assert found.losses == (Loss(kind="selection", why="no_words"),)
    assert found.notes == (
        Remark(key="no_coders"),
        Remark(key="highlights_same", values={"same": 2, "checked": 3}),
        Remark(key="highlights_bare", values={"n": 1}),
    )


def test_read_taguette_asks_which_project(tmp_path: Path) -> None:
    path = made(tmp_path / "t.sqlite3", [], projects=2)
    with pytest.raises(ProjectError, match=r"holds more than one project: 1 \(Project 1\), 2"):
        read_taguette(path)
    assert read_taguette(path, project="2").project.sources == ()
    assert read_taguette(path, project="Project 1").project.name == "Project 1"
    with pytest.raises(ProjectError, match="has no one project 'Project 3'"):
        read_taguette(path, project="Project 3")


def test_read_taguette_refuses_another_database(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "x.sqlite3")
    connection.execute("create table tags (id integer)")
    connection.close()
    with pytest.raises(ProjectError, match="is no project of Taguette: it has no table documents"):
        read_taguette(tmp_path / "x.sqlite3")


def test_load_project_makes_what_a_study_holds(tmp_path: Path) -> None:
    highlights = [(1, 19, 23, "<b>fout</b>"), (2, 8, 13, "Één"), (3, 14, 18, "🙂")]
    found = load_project(made(tmp_path / "t.sqlite3", highlights))
    (text,) = found.transcripts
    assert [one.key for one in found.coders] == ["unknown"]
    assert [(one.span.of(text.text), one.codes) for one in found.quotations if one.codes] == [
        ("Één", ("leren",)),
        ("fout", ("leren", "leren-snel")),
    ]
    assert found.report.notes[:3] == (
        Remark(key="no_coders"),
        Remark(key="highlights_same", values={"same": 3, "checked": 3}),
        Remark(key="highlights_bare", values={"n": 1}),
    )
