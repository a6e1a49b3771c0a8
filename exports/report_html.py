"""A report as one HTML file that needs nothing else: styles and figures are inside it."""

from __future__ import annotations

__all__ = ["render"]

import re
from collections.abc import Iterator

from bouwsteen.exports.figures import render as render_figure
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.quote_book import QuoteBook
from bouwsteen.exports.report_parts import Bullets, Part, Picture, Report
from bouwsteen.exports.table import Table
from bouwsteen.exports.to_html import QUOTE_STYLE, page, quote_lines, table_lines, text

_DECLARATION = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_NAMESPACE = re.compile(r'\sxmlns(:\w+)?="[^"]*"')
_REFERENCE = re.compile(r'(\bid="|href="#|url\(#)')


def render(report: Report) -> bytes:
    """Write a report; nothing in it is fetched from elsewhere, and all words are escaped."""
    return page(report.title, report.lang, _lines(report), style=QUOTE_STYLE)


def _lines(report: Report) -> Iterator[str]:
    yield f"<h1>{text(report.title)}</h1>"
    yield f'<p class="subtitle">{text(report.subtitle)}</p>'
    numbers = {"figure": 0, "table": 0}
    for section in report.sections:
        yield "<section>"
        yield f"<h2>{text(section.heading)}</h2>"
        for part in section.parts:
            yield from _part(part, numbers, Labels(report.lang))
        yield "</section>"


def _part(part: Part, numbers: dict[str, int], labels: Labels) -> Iterator[str]:
    if isinstance(part, str):
        yield f"<p>{text(part)}</p>"
    elif isinstance(part, Bullets):
        yield "<ul>"
        yield from (f"<li>{text(item)}</li>" for item in part.items)
        yield "</ul>"
    elif isinstance(part, QuoteBook):
        yield from quote_lines(part, level=3)
    elif isinstance(part, Table):
        numbers["table"] += 1
        yield from table_lines(part, numbers["table"], labels)
    else:
        numbers["figure"] += 1
        yield from _picture(part, numbers["figure"], labels)


def _picture(picture: Picture, number: int, labels: Labels) -> Iterator[str]:
    svg = render_figure(picture.figure, "svg", titled=False).decode()
    svg = _NAMESPACE.sub("", _DECLARATION.sub("", svg)).replace("xlink:href", "href")
    # Two figures in one document must not share the names of their parts.
    svg = _REFERENCE.sub(rf"\g<1>figure{number}-", svg)
    svg = svg.replace("<svg", f'<svg role="img" aria-label="{text(picture.figure.alt)}"', 1)
    yield "<figure>"
    yield f'<div class="picture">{svg}</div>'
    yield (
        f"<figcaption><strong>{text(labels('word.figure'))} {number}.</strong> "
        f"{text(picture.caption)}</figcaption>"
    )
    yield "</figure>"
