"""Reports as files, by suffix."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from bouwsteen.errors import ExportError
from bouwsteen.exports import report_docx, report_html
from bouwsteen.exports.report_parts import Report
from bouwsteen.exports.report_write import REPORT_SUFFIXES, write_report


@pytest.mark.parametrize("suffix", REPORT_SUFFIXES)
def test_write_report_gives_the_same_bytes_twice(report, tmp_path: Path, suffix: str) -> None:
    first = write_report(report(8), tmp_path / f"een{suffix}")
    again = write_report(report(8), tmp_path / f"twee{suffix.upper()}")
    assert first == tmp_path / f"een{suffix}"
    assert first.read_bytes() == again.read_bytes()
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([first.name, again.name])


def test_write_report_chooses_the_writer_by_suffix(report, tmp_path: Path) -> None:
    made: Report = report(8)
    docx = write_report(made, tmp_path / "a.docx").read_bytes()
    html = write_report(made, tmp_path / "a.html").read_bytes()
    assert (docx, html) == (report_docx.render(made), report_html.render(made))


def test_workbook_has_text_tables_and_raw_figures(report, tmp_path: Path) -> None:
    path = write_report(report(8), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [
        *("report", "agreement-by-block", "counts", "stretches", "overall", "kinds"),
        *("heaviest-interviews", "data", "influence", "confusion_turns"),
        *("confusion_characters", "disagreements"),
    ]
    rows = list(book["report"].iter_rows(values_only=True))
    assert rows[0] == ("Overeenstemming tussen codeurs", "anna en bram; codeboek “klein”, versie 1")
    assert rows[1] == (
        "In het kort",
        "Over alle bouwstenen samen is alfa met Jaccards afstand 0,48 (95%-interval 0,48 tot "
        "0,48).",
    )
    assert rows[4] == (
        "In het kort",
        "zonder oordeel, want te zeldzaam of zonder interval: 2 Samenwerken",
    )
    assert book["counts"]["B2"].value == 28
    assert book["agreement-by-block"]["F2"].value == pytest.approx(10 / 21)
    assert book["data"]["A1"].value == "code"


def test_csv_has_one_row_a_code_with_raw_numbers(report, tmp_path: Path) -> None:
    path = write_report(report(8), tmp_path / "a.csv")
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert [row["code"] for row in rows] == ["werk", "samen", "(mean)", "(together)"]
    assert float(rows[0]["alpha"]) == pytest.approx(10 / 21)
    assert (rows[1]["alpha"], rows[1]["low"], rows[1]["high"]) == ("", "", "")
    assert rows[1]["reason"] == "no_codings"
    assert (rows[0]["n"], rows[0]["marked_anna"], rows[0]["both"]) == ("28", "14", "7")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a.pdf", "a.pdf: no format of a report goes with the suffix .pdf."),
        ("a", "a: no format of a report goes with a name without a suffix."),
    ],
)
def test_write_report_refuses_other_formats(
    report, tmp_path: Path, name: str, message: str
) -> None:
    with pytest.raises(ExportError) as raised:
        write_report(report(8), tmp_path / name)
    assert raised.value.message == message
    assert raised.value.hint == "Use .docx, .html, .xlsx, .csv."
    assert list(tmp_path.iterdir()) == []


def test_write_report_leaves_the_old_file_when_it_cannot_write(report, tmp_path: Path) -> None:
    with pytest.raises(ExportError) as raised:
        write_report(report(8), tmp_path / "weg" / "a.csv")
    assert "cannot be written" in raised.value.message
