"""Write a report to a file, the format chosen by its suffix; whole or not at all."""

from __future__ import annotations

__all__ = ["REPORT_SUFFIXES", "write_report"]

from collections.abc import Callable, Mapping
from pathlib import Path

from bouwsteen.errors import ExportError
from bouwsteen.exports import report_docx, report_html, to_csv, to_xlsx
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.report_parts import Bullets, Report
from bouwsteen.exports.table import Column, Table
from bouwsteen.exports.write import write_bytes


def _workbook(report: Report) -> bytes:
    """The report's words on the first sheet, then every table on a sheet of its own."""
    words: list[tuple[str, str]] = []
    for section in report.sections:
        for part in section.parts:
            if isinstance(part, str):
                words.append((section.heading, part))
            elif isinstance(part, Bullets):
                words += [(section.heading, item) for item in part.items]
    columns = (
        Column(key="section", label=report.title),
        Column(key="text", label=report.subtitle),
    )
    text = Table(
        key="report",
        caption=Labels(report.lang)("report.title"),
        columns=columns,
        rows=tuple(words),
        lang=report.lang,
    )
    return to_xlsx.render([text, *report.tables, *report.data])


def _plain(report: Report) -> bytes:
    return to_csv.render(report.data[:1])


_WRITERS: Mapping[str, Callable[[Report], bytes]] = {
    ".docx": report_docx.render,
    ".html": report_html.render,
    ".xlsx": _workbook,
    ".csv": _plain,
}
REPORT_SUFFIXES = tuple(_WRITERS)
"""Suffixes that `write_report` knows."""


def write_report(report: Report, path: Path) -> Path:
    """Write a report; an existing file is replaced.

    Parameters
    ----------
    report : Report
        What to write.
    path : Path
        Its suffix names the format: docx or html for reading, xlsx for text, tables and raw
        figures, csv for the raw figures per code alone.

    Raises
    ------
    ExportError
        When the suffix is not known or the file cannot be written.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        suffix = f"the suffix {path.suffix}" if path.suffix else "a name without a suffix"
        raise ExportError(
            f"{path.name}: no format of a report goes with {suffix}.",
            f"Use {', '.join(REPORT_SUFFIXES)}.",
            key="report_suffix" if path.suffix else "report_no_suffix",
            file=path.name,
            suffix=path.suffix,
            known=", ".join(REPORT_SUFFIXES),
        )
    return write_bytes(path, writer(report))
