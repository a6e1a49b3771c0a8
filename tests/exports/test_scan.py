"""A name is found in whatever an export is made of, and stops it before anything is written."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from pathlib import Path

import pytest

from bouwsteen.errors import ExportError
from bouwsteen.exports.scan import find_names, refuse_names
from bouwsteen.exports.table import Column, Table
from bouwsteen.exports.write import inspected, write_tables
from bouwsteen.transcripts.pseudonyms import Pseudonym, Pseudonyms

NAMES = Pseudonyms(
    (
        Pseudonym(name="Vera", pseudonym="R1"),
        Pseudonym(name="Zand & Zonen", pseudonym="Bedrijf 1"),
        Pseudonym(name="Roman", pseudonym="R2"),
    )
)


def table(key: str, *words: str) -> Table:
    rows = tuple((word,) for word in words)
    return Table(key=key, caption="", columns=(Column(key="a", label="A"),), rows=rows)


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return out.getvalue()


def test_names_are_found_in_text_and_in_runs_and_particulars_of_parts() -> None:
    data = zipped(
        word__document_xml="<w:p><w:r><w:t>zei Ve</w:t></w:r><w:r><w:t>ra ja</w:t></w:r></w:p>"
        "<w:p>Verandering</w:p><w:p>bij Zand &amp; Zonen</w:p>",
        docProps__core_xml='<c creator="Vera"/>',
        word__styles_xml='<f name="Times New Roman"/>',
        word__comments_xml="<w:p>Ve</w:p><w:p>ra</w:p>",
    )
    assert find_names(data, NAMES)[0].context.startswith("zei Vera ja")
    assert [(place.part, place.name) for place in find_names(data, NAMES)] == [
        ("word/document.xml", "Vera"),
        ("word/document.xml", "Zand & Zonen"),
        ("docProps/core.xml", "Vera"),
    ]


def test_names_are_found_in_a_part_s_name_and_in_a_database(tmp_path: Path) -> None:
    assert find_names(zipped(media__Vera_xml="x"), NAMES)[0].part == "names of parts"
    path = tmp_path / "a.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE a (b)")
    connection.execute("INSERT INTO a VALUES (?)", ["lang " * 3000 + "Vera"])
    connection.commit()
    connection.close()
    assert [place.name for place in find_names(path.read_bytes(), NAMES)] == ["Vera"]
    assert find_names(b"verandering is roman", NAMES) == ()


def test_a_name_stops_the_export_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(ExportError) as caught:
        refuse_names(tmp_path / "q.md", b"Toen zei Vera ja. En Roman ook.", NAMES)
    assert caught.value.message == (
        "q.md would hold the name 'Vera': …Toen zei Vera ja. En Roman ook.…; 1 more places. "
        "Nothing was written."
    )
    refuse_names(tmp_path / "q.md", b"Toen zei R1 ja.", NAMES)


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "md", "csv"])
def test_nothing_is_written_when_one_of_the_tables_holds_a_name(
    tmp_path: Path, suffix: str
) -> None:
    target = tmp_path / f"t.{suffix}"
    tables = [table("een", "niets"), table("twee", "zei Vera ja")]

    def check(path: Path, data: bytes) -> None:
        refuse_names(path, data, NAMES)

    with pytest.raises(ExportError, match="would hold the name 'Vera'"), inspected(check):
        write_tables(tables, target)
    assert list(tmp_path.iterdir()) == []
    with inspected(check):
        write_tables(tables[:1], target)
    write_tables(tables, target)


@pytest.mark.parametrize("text", [r"bij Bakker \& Zn.", r"bij Bakker \& Zn{}"])
def test_name_behind_escapes_is_found(text: str) -> None:
    names = Pseudonyms((Pseudonym(name="Bakker & Zn", pseudonym="Bedrijf 1"),))
    (place,) = find_names(text.encode(), names)
    assert place.name == "Bakker & Zn"
