"""Project folders of QualCoder, made here with its tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from bouwsteen.analysis.agreement.qualcoder_kappa import Mark
from bouwsteen.errors import ProjectError
from bouwsteen.exports.refi.foreign import Foreign, stable_guid
from bouwsteen.exports.refi.incoming import load_project
from bouwsteen.exports.refi.model import RefiProject, RefiSelection
from bouwsteen.exports.refi.qualcoder import read_qualcoder
from bouwsteen.exports.refi.qualcoder_marks import ProjectMarks, project_marks
from bouwsteen.exports.refi.report import Loss

Make = Callable[..., Path]

TEXT = "Wij 🙂 leren hier\r\nelke dag van fouten."
"""In UTF-16 units: leren 7-12, elke 18-22; in characters one less."""

TABLES = """
create table project (databaseversion text, date text, memo text, about text, bookmarkfile integer,
    bookmarkpos integer, codername text, recently_used_codes text);
create table source (id integer primary key, name text, fulltext text, mediapath text, memo text,
    owner text, date text, av_text_id integer, risid integer, unique(name));
create table code_cat (catid integer primary key, name text, owner text, date text, memo text,
    supercatid integer, unique(name));
create table code_name (cid integer primary key, name text, memo text, catid integer, owner text,
    date text, color text, unique(name));
create table code_text (ctid integer primary key, cid integer, fid integer, seltext text,
    pos0 integer, pos1 integer, owner text, date text, memo text, avid integer, important integer,
    unique(cid, fid, pos0, pos1, owner));
create table code_image (imid integer primary key, id integer, x1 integer, y1 integer,
    width integer, height integer, cid integer, memo text, date text, owner text);
create table code_av (avid integer primary key, id integer, pos0 integer, pos1 integer,
    cid integer, memo text, date text, owner text, important integer);
create table annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer,
    memo text, owner text, date text);
create table cases (caseid integer primary key, name text, memo text, owner text, date text);
create table case_text (id integer primary key, caseid integer, fid integer, pos0 integer,
    pos1 integer, owner text, date text, memo text);
create table attribute_type (name text primary key, date text, owner text, memo text,
    caseOrFile text, valuetype text);
create table attribute (attrid integer primary key, name text, attr_type text, value text,
    id integer, date text, owner text);
create table journal (jid integer primary key, name text, jentry text, date text, owner text);
"""
DAY = "2025-03-01 10:00:00"
ROWS: dict[str, list[tuple[Any, ...]]] = {
    "project (databaseversion, date, memo, about)": [("v13", DAY, "Doel", "QualCoder 3.8.2")],
    "source (id, name, fulltext, mediapath, memo, owner, date)": [
        (1, "gesprek 1.txt", TEXT, None, "In de kantine", "anna", DAY),
        (2, "foto.jpg", None, "/images/foto.jpg", "", "anna", DAY),
        (3, "gesprek 2.txt", "Nee.", None, "", "anna", DAY),
    ],
    "code_cat (catid, name, memo, supercatid)": [
        (1, "Leren", "", None),
        (2, "Cultuur", "", 1),
        (3, "In zichzelf", "", 3),
    ],
    "code_name (cid, name, memo, catid, color)": [
        (1, "fouten", "Leren van wat misgaat", 2, "#FF0000"),
        (2, "los", "", None, "#00ff00"),
    ],
    "code_text (ctid, cid, fid, seltext, pos0, pos1, owner, date, memo, important)": [
        (1, 1, 1, "leren", 7, 12, "anna", DAY, "mooi", 1),
        (2, 1, 1, "leren", 7, 12, "bert", "2025-03-02 11:00:00", "", None),
        (3, 2, 1, "elke", 18, 22, "bert", DAY, "", None),
        (4, 9, 1, "x", 1, 2, "anna", DAY, "", None),
        (5, 1, 9, "x", 1, 2, "anna", DAY, "", None),
        (6, 1, 2, "x", 1, 2, "anna", DAY, "", None),
        (7, 1, 1, "", 5, 5, "anna", DAY, "", None),
    ],
    "code_image (imid, id, cid, owner)": [(1, 2, 1, "anna")],
    "annotation (anid, fid, pos0, pos1, memo, owner, date)": [
        (1, 1, 18, 22, "nagaan & vragen", "bert", DAY)
    ],
    "cases (caseid, name, memo)": [(1, "R1", "Kent de firma"), (2, "R2", "")],
    "case_text (id, caseid, fid, pos0, pos1, owner, date, memo)": [
        (1, 1, 1, 0, 37, "anna", DAY, ""),
        (2, 2, 1, 18, 37, "anna", DAY, ""),
        (3, 2, 2, 0, 5, "anna", DAY, ""),
    ],
    "attribute_type (name, memo, caseOrFile, valuetype)": [
        ("rol", "Functie", "case", "character"),
        ("jaren", "", "case", "numeric"),
        ("plaats", "", "file", "character"),
    ],
    "attribute (name, attr_type, value, id)": [
        ("rol", "case", "Medewerker", 1),
        ("jaren", "case", "4", 1),
        ("jaren", "case", "veel", 2),
        ("rol", "case", "", 2),
        ("plaats", "file", "Breda", 1),
        ("onbekend", "case", "x", 1),
    ],
    "journal (jid, name, jentry, date, owner)": [(1, "Dag 1", "Rustig < druk", DAY, "anna")],
}


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make a project folder of rows by table."""

    def made(
        rows: dict[str, list[tuple[Any, ...]]] = ROWS, *, tables: str = TABLES, name: str = "p"
    ) -> Path:
        folder = tmp_path / f"{name}.qda"
        folder.mkdir()
        connection = sqlite3.connect(folder / "data.qda")
        connection.executescript(tables)
        for table, values in rows.items():
            marks = ",".join("?" * len(values[0]))
            connection.executemany(f"insert into {table} values ({marks})", values)
        connection.commit()
        connection.close()
        return folder

    return made


@pytest.fixture
def foreign(make: Make) -> Foreign:
    return read_qualcoder(make())


@pytest.fixture
def project(foreign: Foreign) -> RefiProject:
    return foreign.project


def guid(kind: str, own: object) -> str:
    return stable_guid("QualCoder", DAY, kind, own)


def test_read_qualcoder_says_what_the_project_is(project: RefiProject) -> None:
    assert (project.name, project.origin, project.created, project.description) == (
        "p",
        "QualCoder 3.8.2",
        "2025-03-01T10:00:00",
        "Doel",
    )
    assert [one.name for one in project.users] == ["anna", "bert"]


def test_read_qualcoder_keeps_the_tree_of_codes(project: RefiProject) -> None:
    leren, circular, los = project.codes
    (cultuur,) = leren.children
    (fouten,) = cultuur.children
    assert [(one.name, one.codable) for one in (leren, cultuur, fouten, circular, los)] == [
        ("Leren", False),
        ("Cultuur", False),
        ("fouten", True),
        ("In zichzelf", False),
        ("los", True),
    ]
    assert (fouten.colour, fouten.description) == ("#FF0000", "Leren van wat misgaat")


def test_read_qualcoder_nests_sub_codes(make: Make) -> None:
    tables = TABLES + "alter table code_name add supercid integer;"
    rows = {
        "project (databaseversion, date)": [("v16", DAY)],
        "code_name (cid, name, catid, supercid)": [(1, "boven", None, None), (2, "onder", 5, 1)],
    }
    (root,) = read_qualcoder(make(rows, tables=tables)).project.codes
    assert (root.name, [one.name for one in root.children]) == ("boven", ["onder"])


def told(selections: Iterable[RefiSelection], project: RefiProject) -> list[tuple[Any, ...]]:
    people = {one.guid: one.name for one in project.users}
    return [
        (
            one.start,
            one.end,
            people.get(one.aud.creating_user or ""),
            [coding.code for coding in one.codings],
            one.description,
        )
        for one in selections
    ]


def test_read_qualcoder_keeps_two_coders_on_one_stretch(project: RefiProject) -> None:
    first, second = project.sources
    assert first.text == "Wij 🙂 leren hier\nelke dag van fouten."
    assert told(first.selections, project) == [
        (7, 12, "anna", [guid("code", 1)], "mooi"),
        (7, 12, "bert", [guid("code", 1)], ""),
        (18, 22, "bert", [guid("code", 2)], ""),
        (18, 22, "bert", [], "nagaan & vragen"),
        (18, 37, "anna", [], ""),
    ]
    assert first.selections[1].codings[0].date == "2025-03-02T11:00:00"
    assert (second.text, second.selections) == ("Nee.", ())


def test_read_qualcoder_makes_cases_of_texts_and_parts(project: RefiProject) -> None:
    one, two = project.cases
    part = project.sources[0].selections[-1].guid
    assert (one.name, one.description) == ("R1", "Kent de firma")
    assert (one.source_refs, one.selection_refs) == ((project.sources[0].guid,), ())
    assert (two.source_refs, two.selection_refs) == ((), (part,))
    names = {variable.guid: variable.name for variable in project.variables}
    values = [(names[v.variable], v.kind, v.value) for case in (one, two) for v in case.values]
    assert values == [
        ("rol", "Text", "Medewerker"),
        ("jaren", "Float", "4"),
        ("jaren", "Text", "veel"),
    ]
    assert [(names[v.variable], v.value) for v in project.sources[0].values] == [
        ("plaats", "Breda")
    ]


def test_read_qualcoder_makes_notes_of_journals(project: RefiProject) -> None:
    (note,) = project.notes
    assert (note.name, note.content) == ("Dag 1", "Rustig < druk")
    assert "<PlainTextContent>Rustig &lt; druk</PlainTextContent>" in note.xml


def test_read_qualcoder_counts_what_it_leaves(foreign: Foreign) -> None:
    assert foreign.losses == (
        Loss(kind="coding", why="code_gone"),
        Loss(kind="coding", why="source_gone"),
        Loss(kind="coding", why="text_empty"),
        Loss(kind="coding", why="no_words"),
        Loss(kind="mark", why="none_important"),
        Loss(kind="case range", why="source_no_text"),
        Loss(kind="attribute", why="kind_unknown"),
        Loss(kind="picture", why="no_text"),
        Loss(kind="coding of a picture", why="only_text"),
    )


def test_read_qualcoder_gives_the_same_guids_again(make: Make) -> None:
    first, second = make(), make(name="kopie")
    one, other = read_qualcoder(first).project, read_qualcoder(second / "data.qda").project
    assert one.sources == other.sources
    assert (one.name, other.name) == ("p", "kopie")


def test_read_qualcoder_changes_nothing(make: Make) -> None:
    folder = make()
    before = (folder / "data.qda").read_bytes()
    read_qualcoder(folder)
    assert [one.name for one in folder.iterdir()] == ["data.qda"]
    assert (folder / "data.qda").read_bytes() == before


def test_project_marks_give_characters_and_what_is_stored(project: RefiProject) -> None:
    source = project.sources[0].guid

    def mark(coder: str, code: str, start: int, end: int) -> Mark:
        return Mark(text=source, coder=coder, code=code, start=start, end=end)

    assert project_marks(project) == ProjectMarks(
        lengths={source: 37, project.sources[1].guid: 4},
        coders=("anna", "bert"),
        codes=("fouten", "los"),
        marks=(
            mark("anna", "fouten", 6, 11),
            mark("bert", "fouten", 6, 11),
            mark("bert", "los", 17, 21),
        ),
        as_stored=(
            mark("anna", "fouten", 7, 12),
            mark("bert", "fouten", 7, 12),
            mark("bert", "los", 18, 22),
        ),
    )


def test_read_qualcoder_refuses_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"data\.qda cannot be read"):
        (tmp_path / "leeg.qda").mkdir()
        read_qualcoder(tmp_path / "leeg.qda")


def test_read_qualcoder_refuses_another_file(tmp_path: Path) -> None:
    (tmp_path / "x.qda").write_text("geen database", encoding="utf-8")
    with pytest.raises(ProjectError, match="is no database of QualCoder"):
        read_qualcoder(tmp_path / "x.qda")


def test_read_qualcoder_refuses_another_database(make: Make) -> None:
    folder = make({}, tables="create table project (date text);")
    with pytest.raises(ProjectError, match="it has no table code_cat, code_name"):
        read_qualcoder(folder)


def test_read_qualcoder_refuses_a_view_in_place_of_a_table(make: Make) -> None:
    tables = TABLES.replace("create table source", "create table other")
    folder = make({}, tables=f"{tables} create view source as select * from other;")
    with pytest.raises(ProjectError, match="it has no table source"):
        read_qualcoder(folder)


def test_read_qualcoder_refuses_a_damaged_database(make: Make) -> None:
    file = make() / "data.qda"
    file.write_bytes(file.read_bytes()[:5000])
    with pytest.raises(ProjectError, match=r"damaged|cannot be read as a project"):
        read_qualcoder(file)


def test_read_qualcoder_refuses_a_project_that_is_open(make: Make) -> None:
    folder = make()
    (folder / "data.qda-wal").write_bytes(b"not yet in it")
    with pytest.raises(ProjectError, match="is open in QualCoder"):
        read_qualcoder(folder)


def test_load_project_makes_what_a_study_holds(make: Make) -> None:
    found = load_project(make())
    first = found.transcripts[0]
    assert [one.key for one in found.transcripts] == ["gesprek 1", "gesprek 2"]
    assert [one.key for one in found.coders] == ["anna", "bert"]
    assert [
        (one.coder, one.span.of(first.text), one.codes, one.memo)
        for one in found.quotations
        if one.codes
    ] == [
        ("anna", "leren", ("fouten",), "mooi"),
        ("bert", "leren", ("fouten",), ""),
        ("bert", "elke", ("los",), ""),
    ]
    annotation = next(one for one in found.carried if one.kind == "selection")
    assert "<Description>nagaan &amp; vragen</Description>" in annotation.xml
    people = {one.key: one for one in found.respondents}
    assert (people["R1"].role, dict(people["R1"].attributes)) == (
        "Medewerker",
        {"jaren": "4", "plaats": "Breda"},
    )
    assert Loss(kind="picture", why="no_text") in found.report.losses
