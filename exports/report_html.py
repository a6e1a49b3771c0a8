"""A report as one HTML file that needs nothing else: styles and figures are inside it."""

from __future__ import annotations

__all__ = ["render"]

import re
from collections.abc import Iterator
from html import escape

from bouwsteen.exports.figures import render as render_figure
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.report_parts import Bullets, Part, Picture, Report
from bouwsteen.exports.table import Cell, Column, Table

_STYLE = """
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --rule: #1a1a1a; --soft: #595959;
  --line: #d5d5d5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --paper: #17191c; --rule: #c9c9c9;
  --soft: #b0b0b0; --line: #3c4046; } }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 52rem; color: var(--ink);
  background: var(--paper); font: 1rem/1.5 Arial, Helvetica, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0 0 .25rem; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.25rem; line-height: 1.3; }
.subtitle, .notes { color: var(--soft); }
figure { margin: 1.5rem 0; }
.picture { overflow-x: auto; padding: .5rem; border-radius: 4px; background: #fff; }
.picture svg { display: block; width: 100%; min-width: 34rem; max-width: 44rem; height: auto; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; border-block: 2px solid var(--rule);
  font-size: .875rem; font-variant-numeric: tabular-nums; }
caption { padding: 0 0 .4rem; text-align: left; font-size: .9375rem; }
th, td { padding: .3rem .5rem; text-align: left; vertical-align: top; font-weight: normal;
  overflow-wrap: normal; }
thead th { border-bottom: 1px solid var(--rule); font-weight: bold; vertical-align: bottom; }
tbody tr + tr > * { border-top: 1px solid var(--line); }
tfoot tr:first-child > * { border-top: 1px solid var(--rule); font-weight: bold; }
.number { text-align: right; white-space: nowrap; }
thead .number { white-space: normal; }
figcaption, .notes { font-size: .875rem; }
figcaption { margin-top: .5rem; }
.notes { margin: .5rem 0 2rem; }
.notes p { margin: 0 0 .2rem; }
@media print { :root { --ink: #000; --paper: #fff; --rule: #000; --soft: #333; --line: #ccc; }
  body { max-width: none; padding: 0; font-size: 10pt; } h2, caption { break-after: avoid; }
  figure, tr { break-inside: avoid; } .scroll, .picture { overflow: visible; padding: 0; }
  .picture svg { min-width: 0; } }
"""

_DECLARATION = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_NAMESPACE = re.compile(r'\sxmlns(:\w+)?="[^"]*"')
_REFERENCE = re.compile(r'(\bid="|href="#|url\(#)')


def render(report: Report) -> bytes:
    """Write a report; nothing in it is fetched from elsewhere, and all words are escaped."""
    return "\n".join(_lines(report)).encode("utf-8")


def _lines(report: Report) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield f'<html lang="{report.lang}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_text(report.title)}</title>"
    yield f"<style>{_STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield "<main>"
    yield f"<h1>{_text(report.title)}</h1>"
    yield f'<p class="subtitle">{_text(report.subtitle)}</p>'
    numbers = {"figure": 0, "table": 0}
    for section in report.sections:
        yield "<section>"
        yield f"<h2>{_text(section.heading)}</h2>"
        for part in section.parts:
            yield from _part(part, numbers, Labels(report.lang))
        yield "</section>"
    yield "</main>"
    yield "</body>"
    yield "</html>\n"


def _part(part: Part, numbers: dict[str, int], labels: Labels) -> Iterator[str]:
    if isinstance(part, str):
        yield f"<p>{_text(part)}</p>"
    elif isinstance(part, Bullets):
        yield "<ul>"
        yield from (f"<li>{_text(item)}</li>" for item in part.items)
        yield "</ul>"
    elif isinstance(part, Table):
        numbers["table"] += 1
        yield from _table(part, numbers["table"], labels)
    else:
        numbers["figure"] += 1
        yield from _picture(part, numbers["figure"], labels)


def _picture(picture: Picture, number: int, labels: Labels) -> Iterator[str]:
    svg = render_figure(picture.figure, "svg", titled=False).decode()
    svg = _NAMESPACE.sub("", _DECLARATION.sub("", svg)).replace("xlink:href", "href")
    # Two figures in one document must not share the names of their parts.
    svg = _REFERENCE.sub(rf"\g<1>figure{number}-", svg)
    svg = svg.replace("<svg", f'<svg role="img" aria-label="{_text(picture.figure.alt)}"', 1)
    yield "<figure>"
    yield f'<div class="picture">{svg}</div>'
    yield (
        f"<figcaption><strong>{_text(labels('word.figure'))} {number}.</strong> "
        f"{_text(picture.caption)}</figcaption>"
    )
    yield "</figure>"


def _table(table: Table, number: int, labels: Labels) -> Iterator[str]:
    yield '<div class="scroll">'
    yield "<table>"
    yield (
        f"<caption><strong>{_text(labels('word.table'))} {number}.</strong> "
        f"{_text(table.caption)}</caption>"
    )
    yield "<thead><tr>"
    yield from (
        f'<th scope="col"{_class(column)}>{_text(column.label)}</th>' for column in table.columns
    )
    yield "</tr></thead>"
    for tag, lines in (("tbody", table.rows), ("tfoot", table.foot)):
        if lines:
            yield f"<{tag}>"
            yield from (_row(line, table.columns, labels) for line in lines)
            yield f"</{tag}>"
    yield "</table>"
    yield "</div>"
    yield '<div class="notes">'
    yield from (f"<p>{_text(note)}</p>" for note in (*table.notes, *table.text))
    yield "</div>"


def _row(line: tuple[Cell, ...], columns: tuple[Column, ...], labels: Labels) -> str:
    cells = []
    for place, (cell, column) in enumerate(zip(line, columns, strict=True)):
        words = "" if cell is None and column.kind == "text" else labels.cell(cell, column.kind)
        tag, scope = ("td", "") if place else ("th", ' scope="row"')
        cells.append(f"<{tag}{scope}{_class(column)}>{_text(words)}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>"


def _class(column: Column) -> str:
    return "" if column.kind == "text" else ' class="number"'


def _text(words: str) -> str:
    return escape(words, quote=True)
