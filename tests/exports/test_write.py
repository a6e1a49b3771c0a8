"""Files by suffix."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import openpyxl
import pytest

from bouwsteen.errors import ExportError
from bouwsteen.exports import to_csv, to_docx, to_md, to_xlsx
from bouwsteen.exports.quote_book import quote_book
from bouwsteen.exports.table import Table
from bouwsteen.exports.write import write_bytes, write_quotes, write_tables


@pytest.mark.parametrize(
    ("name", "writer"),
    [("t.docx", to_docx), ("t.xlsx", to_xlsx), ("t.csv", to_csv), ("T.MD", to_md)],
)
def test_the_suffix_chooses_the_writer(table: Table, tmp_path: Path, name: str, writer) -> None:
    path = tmp_path / name
    assert write_tables([table], path) == (path,)
    assert path.read_bytes() == writer.render([table])
    assert os.listdir(tmp_path) == [name]


def test_several_tables_as_csv_are_several_files(table: Table, tmp_path: Path) -> None:
    written = write_tables([table, table], tmp_path / "uit.csv")
    assert written == (tmp_path / "uit-probe.csv", tmp_path / "uit-probe_2.csv")
    assert [path.read_bytes() for path in written] == [to_csv.render([table])] * 2


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("t.pdf", "t.pdf: no format goes with the suffix .pdf."),
        ("tabel", "tabel: no format goes with a name without a suffix."),
    ],
)
def test_an_unknown_suffix_is_refused(
    table: Table, tmp_path: Path, name: str, message: str
) -> None:
    with pytest.raises(ExportError) as raised:
        write_tables([table], tmp_path / name)
    hint = "Use .docx, .xlsx, .csv, .md, .html, .tex."
    assert (raised.value.message, raised.value.hint) == (message, hint)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(table: Table, tmp_path: Path) -> None:
    path = tmp_path / "nergens" / "t.md"
    with pytest.raises(ExportError) as raised:
        write_tables([table], path)
    assert raised.value.message == f"{path} cannot be written: No such file or directory."


def test_a_target_that_is_a_folder_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "map.md").mkdir()
    with pytest.raises(ExportError, match="cannot be written"):
        write_bytes(tmp_path / "map.md", b"x")
    assert os.listdir(tmp_path) == ["map.md"]


def test_an_existing_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "t.md"
    path.write_bytes(b"oud en langer")
    write_bytes(path, b"nieuw")
    assert path.read_bytes() == b"nieuw"
    umask = os.umask(0)
    os.umask(umask)
    assert path.stat().st_mode & 0o777 == 0o666 & ~umask


def test_quotes_are_prose_in_docx_and_md(book, quotes, tmp_path: Path) -> None:
    shelf = quote_book(quotes, book, lang="en")
    docx_path = write_quotes(quotes, book, tmp_path / "q.docx", lang="en")
    assert docx_path.read_bytes() == to_docx.render_quotes(shelf)
    md_path = write_quotes(quotes, book, tmp_path / "q.md", lang="en")
    assert md_path.read_bytes() == to_md.render_quotes(shelf)


def test_quotes_are_rows_in_csv_and_xlsx(book, quotes, tmp_path: Path) -> None:
    path = write_quotes(quotes, book, tmp_path / "q.csv")
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    assert rows[1] == [
        "4",
        "1.1 Uitdaging in taken; 2 Samenwerken",
        "'=1 *nou* ja",
        "Medewerker",
        "Bedrijf 1",
        "r1",
        "int_1",
        "2",
        "10",
        "19",
        "anna",
        "twijfel",
    ]
    path = write_quotes(quotes, book, tmp_path / "q.xlsx")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [cell.value for cell in sheet[2]][:4] == [4, rows[1][1], "=1 *nou* ja", "Medewerker"]
    assert sheet["C2"].data_type == "s"
