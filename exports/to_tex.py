r"""Tables and quotes as LaTeX in the look of booktabs: a document that compiles, made to cut from.

Each table stands between two comment lines and needs only the packages named at the top. Short
tables float; long ones, and tables of running text, break over pages.
"""

from __future__ import annotations

__all__ = ["escaped", "render", "render_quotes"]

import re
import unicodedata
from collections.abc import Iterator, Sequence

from bouwsteen.exports.labels import Labels
from bouwsteen.exports.quote_book import QuoteBook
from bouwsteen.exports.table import Cell, Column, Table, named
from bouwsteen.exports.tex_layout import Layout, layout_of

_SIGNS = {
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "\u00a0": "~",
    "\u00ad": r"\-",
    "−": r"\ensuremath{-}",
    "×": r"\ensuremath{\times}",
    "≤": r"\ensuremath{\leq}",
    "≥": r"\ensuremath{\geq}",
    "→": r"\ensuremath{\rightarrow}",
    "≈": r"\ensuremath{\approx}",
    "α": r"\ensuremath{\alpha}",
    "κ": r"\ensuremath{\kappa}",
    "✓": r"\ensuremath{\surd}",
}
_SPECIAL = re.compile("|".join(map(re.escape, _SIGNS)))
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_SPACE = re.compile(r"[^\S\u00a0]+")
# A hyphen after another would join it in a dash, a comma another comma in a quotation mark.
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=,)(?=,)|(?<=')(?=')")

_PREAMBLE = r"""% UTF-8. Other scripts and emoji need xelatex or lualatex and a font for them;
% pdflatex prints the number of a sign that it does not know.
\documentclass[a4paper,10pt]{article}
\usepackage[margin=2.2cm]{geometry}
\ifx\XeTeXversion\undefined\ifx\directlua\undefined
\usepackage[T1]{fontenc}
\usepackage{textcomp}
\newcommand{\unknown}[3]{\ifcsname u8:\detokenize{#2}\endcsname\else
  \DeclareUnicodeCharacter{#1}{#3}\fi}
<unknown>\fi\fi
\setlength{\emergencystretch}{3em}
% For the tables:
\usepackage{array}
\usepackage{booktabs}
\usepackage{graphicx}
\usepackage{longtable}
"""

_LONG = 34
"""Lines from which a table breaks over pages."""


def render(tables: Sequence[Table]) -> bytes:
    """Write tables below one another, each with caption, notes and running text.

    Figures look as readers of the table's language expect them. A table with many columns is
    turned on its side.
    """
    labels = Labels(tables[0].lang if tables else "nl")
    start = rf"\renewcommand{{\tablename}}{{{escaped(labels('word.table'))}}}"
    turned = named([table.fitting() for table in tables])
    return _document(["\n".join(_lines(name, table)) for name, table in turned.items()], start)


def render_quotes(book: QuoteBook) -> bytes:
    """Write quotes block by block: a heading, and each quote with its source beneath."""
    parts = [rf"\section*{{{escaped(book.title)}}}"]
    for group in book.groups:
        parts.append(rf"\subsection*{{{escaped(group.heading)}}}")
        for quote in group.quotes:
            lines = filter(None, map(escaped, f"“{quote.text}”".split("\n")))
            words = "\\\\\n".join(map(_guarded, lines))
            codes = rf" \emph{{{escaped(quote.codes)}}}" if quote.codes else ""
            source = rf"{{\small {escaped(quote.source)}{codes}}}"
            parts.append(f"\\begin{{quote}}\n{words}\\\\\n{source}\n\\end{{quote}}")
    parts += [rf"{{\footnotesize\noindent {escaped(note)}\par}}" for note in book.notes]
    return _document(parts)


def escaped(words: str) -> str:
    r"""Plain words as LaTeX, on one line.

    Examples
    --------
    >>> print(escaped("50% van A&B_1 -- {nee}"))
    50\% van A\&B\_1 -{}- \{nee\}
    """
    line = _SPACE.sub(" ", _UNPRINTABLE.sub("", words)).strip(" ")
    line = _LIGATURE.sub("\x00", line)
    return _SPECIAL.sub(lambda found: _SIGNS[found[0]], line).replace("\x00", "{}")


def _document(parts: Sequence[str], start: str = "") -> bytes:
    """Parts between a preamble, which knows every sign in them, and the end."""
    body = "\n\n".join(parts)
    signs = sorted(sign for sign in set(body) if sign > "\u017f")
    preamble = _PREAMBLE.replace("<unknown>", "".join(map(_unknown, signs))) + start
    whole = [preamble.rstrip(), r"\begin{document}", body, "\\end{document}\n"]
    return "\n\n".join(whole).encode("utf-8", errors="replace")


def _unknown(sign: str) -> str:
    """What pdflatex prints for a sign, unless it knows it: its number, or nothing for a joiner."""
    hidden = unicodedata.category(sign) == "Cf" or "\ufe00" <= sign <= "\ufe0f"
    shown = "" if hidden else f"[U+{ord(sign):04X}]"
    return f"\\unknown{{{ord(sign):04X}}}{{{sign}}}{{{shown}}}\n"


def _guarded(cell: str) -> str:
    r"""A cell or line that LaTeX would read as an option of the ``\\`` before it, made safe."""
    return f"{{}}{cell}" if cell.startswith(("[", "*")) else cell


def _lines(name: str, table: Table) -> Iterator[str]:
    """One table between its comment lines, and its running text."""
    yield f"% --- {name}"
    long = len(table.rows) + len(table.foot) > _LONG or any(
        column.kind == "text" for column in table.columns[1:]
    )
    yield from (_long if long else _floating)(name, table, layout_of(table))
    yield f"% --- end of {name}"
    if table.text:
        yield ""
        yield escaped(" ".join(table.text))


def _floating(name: str, table: Table, layout: Layout) -> Iterator[str]:
    yield r"\begin{table}[htbp]"
    yield r"\centering"
    yield rf"\caption{{{escaped(table.caption)}}}"
    yield rf"\label{{tab:{name}}}"
    yield layout.commands
    yield rf"\begin{{tabular}}{{{layout.shape}}}"
    yield r"\toprule"
    yield _head(table, layout)
    yield r"\midrule"
    yield from _body(table)
    yield r"\bottomrule"
    yield r"\end{tabular}"
    yield from _notes(table)
    yield r"\end{table}"


def _long(name: str, table: Table, layout: Layout) -> Iterator[str]:
    """A table that may break: its heading is repeated on every page."""
    yield rf"{{{layout.commands}"
    yield rf"\begin{{longtable}}{{{layout.shape}}}"
    yield rf"\caption{{{escaped(table.caption)}}}"
    yield rf"\label{{tab:{name}}}\\"
    for end in (r"\endfirsthead", r"\endhead"):
        yield r"\toprule"
        yield _head(table, layout)
        yield r"\midrule"
        yield end
    yield r"\bottomrule"
    yield r"\endlastfoot"
    yield from _body(table)
    yield r"\end{longtable}"
    yield "}"
    yield from _notes(table)


def _notes(table: Table) -> Iterator[str]:
    if not table.notes:
        return
    yield r"\par\smallskip"
    yield r"\noindent\begin{minipage}{\linewidth}\footnotesize\raggedright"
    yield "\\par\n".join(escaped(note) for note in table.notes)
    yield r"\end{minipage}"


def _head(table: Table, layout: Layout) -> str:
    def one(column: Column) -> str:
        words = rf"\textbf{{{_breakable(escaped(column.label))}}}"
        on_side = layout.turned and column.kind != "text"
        return rf"\rotatebox{{90}}{{{words}\ }}" if on_side else words

    return " & ".join(map(one, table.columns)) + r" \\"


def _breakable(words: str) -> str:
    """Words of which a key with underscores may run over lines."""
    return re.sub(r"(\\_|/)(?=\w)", r"\1\\allowbreak{}", words)


def _body(table: Table) -> Iterator[str]:
    labels = Labels(table.lang)
    for line in table.rows:
        yield _row(line, table.columns, labels)
    for number, line in enumerate(table.foot):
        if not number:
            yield r"\midrule"
        yield _row(line, table.columns, labels, bold=not number)


def _row(
    line: Sequence[Cell], columns: Sequence[Column], labels: Labels, *, bold: bool = False
) -> str:
    cells = []
    for cell, column in zip(line, columns, strict=True):
        words = "" if cell is None and column.kind == "text" else labels.cell(cell, column.kind)
        shown = _breakable(escaped(words))
        cells.append(rf"\textbf{{{shown}}}" if bold and shown else shown)
    return _guarded(" & ".join(cells)) + r" \\"
