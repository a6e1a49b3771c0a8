"""Tables and quotes as one HTML page that needs nothing else: its styles are inside it."""

from __future__ import annotations

__all__ = ["QUOTE_STYLE", "page", "quote_lines", "render", "render_quotes", "table_lines", "text"]

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from bouwsteen.exports.labels import Labels
from bouwsteen.exports.quote_book import QuoteBook
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
.prose { margin: -1.25rem 0 2rem; }
@media print { :root { --ink: #000; --paper: #fff; --rule: #000; --soft: #333; --line: #ccc; }
  body { max-width: none; padding: 0; font-size: 10pt; } h2, caption { break-after: avoid; }
  figure, tr { break-inside: avoid; }
  tbody tr:first-child { break-before: avoid; break-after: avoid; }
  .scroll, .picture { overflow: visible; padding: 0; }
  .picture svg { min-width: 0; max-width: 15cm; } }
"""
QUOTE_STYLE = """
blockquote { margin: 0 0 1rem; padding: 0 0 0 1rem; border-left: 3px solid var(--line);
  break-inside: avoid; }
blockquote p { margin: 0; white-space: pre-line; }
h3 { margin: 1.5rem 0 .6rem; font-size: 1rem; break-after: avoid; }
blockquote footer { color: var(--soft); font-size: .875rem; }
"""

# Control characters that HTML does not allow; nothing a reader would miss.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def render(tables: Sequence[Table]) -> bytes:
    """Write tables below one another, each with caption, notes and running text.

    Figures look as readers of the table's language expect them; the same tables give the same
    bytes.
    """
    lang = tables[0].lang if tables else "nl"
    title = tables[0].caption if len(tables) == 1 else Labels(lang)("word.tables")
    lines = [
        line
        for number, table in enumerate(tables, start=1)
        for line in table_lines(table, number, Labels(table.lang))
    ]
    return page(title, lang, lines)


def render_quotes(book: QuoteBook) -> bytes:
    """Write quotes block by block: a heading, and each quote with its source beneath."""
    lines = [f"<h1>{text(book.title)}</h1>", *quote_lines(book, level=2)]
    return page(book.title, book.lang, lines, style=QUOTE_STYLE)


def quote_lines(book: QuoteBook, *, level: int) -> list[str]:
    """Quotes under a heading a block, of the level given, and the notes on them."""
    lines = []
    for group in book.groups:
        lines += ["<section>", f"<h{level}>{text(group.heading)}</h{level}>"]
        for quote in group.quotes:
            codes = f" <em>{text(quote.codes)}</em>" if quote.codes else ""
            lines += [
                f"<blockquote><p>“{text(quote.text)}”</p>",
                f"<footer>{text(quote.source)}{codes}</footer></blockquote>",
            ]
        lines.append("</section>")
    if book.notes:
        lines += ['<div class="notes">', *(f"<p>{text(note)}</p>" for note in book.notes), "</div>"]
    return lines


def page(title: str, lang: str, lines: Iterable[str], *, style: str = "") -> bytes:
    """A whole page around lines that are HTML already.

    Parameters
    ----------
    title : str
        Of the window; plain words.
    lang : str
        Language of the page.
    lines : iterable of str
        What stands in it.
    style : str
        Rules beside those of tables and figures.
    """
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{lang}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{text(title)}</title>",
            f"<style>{_STYLE}{style}</style>",
            "</head>",
            "<body>",
            "<main>",
            *lines,
            "</main>",
            "</body>",
            "</html>\n",
        )
    ).encode("utf-8")


def table_lines(table: Table, number: int, labels: Labels) -> Iterator[str]:
    """A numbered table with its caption, and its notes and running text below."""
    yield '<div class="scroll">'
    yield "<table>"
    yield (
        f"<caption><strong>{text(labels('word.table'))} {number}.</strong> "
        f"{text(table.caption)}</caption>"
    )
    yield "<thead><tr>"
    yield from (
        f'<th scope="col"{_class(column)}>{text(column.label)}</th>' for column in table.columns
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
    yield from (f"<p>{text(note)}</p>" for note in table.notes)
    yield "</div>"
    if table.text:
        yield f'<p class="prose">{text(" ".join(table.text))}</p>'


def _row(line: tuple[Cell, ...], columns: tuple[Column, ...], labels: Labels) -> str:
    cells = []
    for place, (cell, column) in enumerate(zip(line, columns, strict=True)):
        words = "" if cell is None and column.kind == "text" else labels.cell(cell, column.kind)
        tag, scope = ("td", "") if place else ("th", ' scope="row"')
        cells.append(f"<{tag}{scope}{_class(column)}>{text(words)}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>"


def _class(column: Column) -> str:
    return "" if column.kind == "text" else ' class="number"'


def text(words: str) -> str:
    """Plain words as HTML, quotation marks included; control characters are left out."""
    return escape(_UNPRINTABLE.sub("", words), quote=True)
