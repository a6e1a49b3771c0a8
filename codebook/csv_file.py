"""Codebooks as CSV, one row a code, for whoever keeps the codebook in a spreadsheet.

Columns: ``key``, ``parent``, ``free``, ``colour``, then ``label_nl``, ``short_nl``,
``definition_nl``, ``include_nl``, ``exclude_nl``, ``examples_nl``, ``cues_nl`` and the same for
every further language, and ``crosswalk``. Only ``key`` and one ``label_…`` must be there. Several
values in a cell are separated by `` | ``; a bar that belongs to the text is written ``\\|``. In
``crosswalk`` a ``-`` says that the code has no counterpart; an empty cell says nothing. Cells are
trimmed and an empty cell is an absent text.

What belongs to the codebook as a whole stands in the first row alone: ``codebook``, its key, and
``title_nl``, ``title_en`` and so on. They may be left out, or repeated in every row.

A codebook that Taguette exported is told by its columns and read by `tags_csv`.
"""

from __future__ import annotations

__all__ = ["from_csv", "to_csv"]

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bouwsteen.codebook.checks import LIST_FIELDS, TEXT_FIELDS, assemble, fault, located
from bouwsteen.codebook.model import LANGUAGES, Code, Codebook
from bouwsteen.codebook.tags_csv import from_tags, is_tags
from bouwsteen.delimited import rows
from bouwsteen.errors import BouwsteenError, CodebookError, nearest

_FIELD_OF = {
    "label" if field == "labels" else field: field for field in (*TEXT_FIELDS, *LIST_FIELDS)
}
_LANGUAGE_COLUMN = re.compile(rf"({'|'.join(_FIELD_OF)})_([a-z]{{2,3}})")
_PLAIN_COLUMNS = ("key", "parent", "free", "colour", "crosswalk", "codebook")
_TITLE_COLUMN = re.compile(r"title_([a-z]{2,3})")
_WITH_LANGUAGE = re.compile(f"{_LANGUAGE_COLUMN.pattern}|{_TITLE_COLUMN.pattern}")
_YES = {"yes", "ja", "true", "1", "x"}
_NO = {"", "no", "nee", "false", "0"}
_NONE = "-"


def to_csv(codebook: Codebook) -> str:
    """Write a codebook as CSV, comma-separated, lines ending in CR LF (RFC 4180).

    All but its version goes in.

    Parameters
    ----------
    codebook : Codebook

    Returns
    -------
    str
        A header line and a line for every code, in reading order; without codes a line for the
        codebook alone.

    Examples
    --------
    >>> book = Codebook(key="mini", codes=(Code(key="a", labels={"nl": "A"}),))
    >>> to_csv(book).splitlines()[1]
    'a,,,,A,,,,,,,,,,,,,,,mini,,'
    """
    languages = _languages(codebook)
    titles = [*LANGUAGES, *sorted(set(codebook.labels) - set(LANGUAGES))]
    own = [codebook.key, *(codebook.labels.get(lang, "") for lang in titles)]
    columns = [f"{name}_{lang}" for name in _FIELD_OF for lang in languages]
    out = io.StringIO()
    writer = csv.writer(out)
    head = ["key", "parent", "free", "colour", *columns, "crosswalk"]
    writer.writerow([*head, "codebook", *(f"title_{lang}" for lang in titles)])
    for code in codebook.codes:
        plain = [code.key, code.parent or "", "yes" if code.free else "", code.colour or ""]
        texts = [getattr(code, name).get(lang, "") for name in TEXT_FIELDS for lang in languages]
        lists = [getattr(code, name).get(lang, ()) for name in LIST_FIELDS for lang in languages]
        to = codebook.crosswalk.get(code.key)
        answer = "" if to is None else _joined(to) or _NONE
        writer.writerow([*plain, *texts, *map(_joined, lists), answer, *own])
        own = [""] * len(own)
    if not codebook.codes:
        writer.writerow([*[""] * len(head), *own])
    return out.getvalue()


def _languages(codebook: Codebook) -> list[str]:
    """The usual languages first, then any other that a code uses."""
    used = {
        lang
        for code in codebook.codes
        for field in (*TEXT_FIELDS, *LIST_FIELDS)
        for lang in getattr(code, field)
    }
    return [*LANGUAGES, *sorted(used - set(LANGUAGES))]


def _joined(items: Sequence[str]) -> str:
    return " | ".join(re.sub(r"([\\|])", r"\\\1", item) for item in items)


def _parted(cell: str) -> tuple[str, ...]:
    """Part a cell at its bars; a backslash takes the sign after it as text."""
    items = [""]
    signs = iter(cell)
    for sign in signs:
        if sign == "|":
            items.append("")
        else:
            items[-1] += next(signs, "\\") if sign == "\\" else sign
    return tuple(item.strip() for item in items if item.strip())


def from_csv(text: str, *, key: str, source: str) -> Codebook:
    """Read a codebook from CSV, separated by commas, semicolons or tabs.

    Parameters
    ----------
    text : str
        The file's content, its line ends untouched.
    key : str
        Key of the codebook when the file does not hold one.
    source : str
        The file's name, for messages.

    Returns
    -------
    Codebook
        Version 1.

    Raises
    ------
    CodebookError
        With file and line: a column that is unknown, doubled or missing, a row that is too long,
        has no key or another title than the rows above, or codes that make no tree.
    """
    filled = _filled(text, source)
    header_line, header = next(filled, (1, []))
    columns = [name.strip().lower() for name in header]
    if is_tags(columns):
        return from_tags(columns, filled, key=key, source=source)
    _check_columns(columns, source, header_line)
    placed: list[tuple[int | None, Code]] = []
    crosswalk: dict[str, tuple[str, ...]] = {}
    own: dict[str, str] = {}
    for line, row in filled:
        if any(cell.strip() for cell in row[len(columns) :]):
            raise fault(
                source,
                line,
                f"The row has {len(row)} cells, the header {len(columns)}.",
                "Put a cell that holds the separator between double quotes.",
                key="codebook_row_long",
                cells=len(row),
                columns=len(columns),
            )
        cells = dict(zip(columns, map(str.strip, row), strict=False))
        _take_own(cells, own, source, line)
        if not any(cells.values()):
            continue
        code = _code(cells, source, line)
        placed.append((line, code))
        if to := cells.get("crosswalk"):
            crosswalk[code.key] = () if to == _NONE else _parted(to)
    key = own.pop("codebook", key)
    titles = {name.removeprefix("title_"): text for name, text in own.items()}
    return assemble(source, placed, key=key, labels=titles, version=1, crosswalk=crosswalk)


def _take_own(cells: dict[str, str], own: dict[str, str], source: str, line: int) -> None:
    """Move the cells about the codebook as a whole out of a row."""
    for name in [name for name in cells if name == "codebook" or _TITLE_COLUMN.fullmatch(name)]:
        cell = cells.pop(name)
        if cell and own.setdefault(name, cell) != cell:
            raise fault(
                source,
                line,
                f"{name} is {cell!r} here and {own[name]!r} above.",
                "Fill it in on the first row only.",
                key="codebook_row_other",
                name=name,
                here=cell,
                above=own[name],
            )


def _filled(text: str, source: str) -> Iterator[tuple[int, list[str]]]:
    """Give every row that is not blank, with the line it starts on."""
    try:
        found = rows(text)
    except BouwsteenError as error:
        raise CodebookError(
            f"{source}, {error.message}",
            error.hint,
            key="codebook_in_file",
            source=source,
            error=error,
        ) from None
    return ((line, row) for line, row in found if any(map(str.strip, row)))


def _check_columns(columns: Sequence[str], source: str, line: int) -> None:
    names = (*_FIELD_OF, "title")
    known = [*_PLAIN_COLUMNS, *(f"{name}_{lang}" for name in names for lang in LANGUAGES)]
    for place, name in enumerate(columns):
        if name not in _PLAIN_COLUMNS and not _WITH_LANGUAGE.fullmatch(name):
            hint = nearest(name, known) or f"Known columns: {', '.join(known)}."
            raise fault(
                source,
                line,
                f"Column {place + 1} is called {name!r}.",
                hint,
                key="codebook_column_unknown",
                number=place + 1,
                name=name,
                known=", ".join(known),
            )
        if name in columns[:place]:
            raise fault(
                source,
                line,
                f"The column {name} is there twice.",
                "Remove one.",
                key="codebook_column_twice",
                name=name,
            )
    if "key" not in columns:
        raise fault(
            source,
            line,
            "There is no column key.",
            "Add one with a key for every code.",
            key="codebook_no_key_column",
        )
    if not any(name.startswith("label_") for name in columns):
        raise fault(
            source,
            line,
            "There is no column with labels.",
            "Add label_nl or label_en.",
            key="codebook_no_label_column",
        )


def _code(cells: Mapping[str, str], source: str, line: int) -> Code:
    if not cells["key"]:
        hint = "Give every code a key."
        raise fault(source, line, "The row has no key.", hint, key="codebook_row_no_key")
    free = cells.get("free", "").lower()
    if free not in _YES | _NO:
        raise fault(
            source,
            line,
            f"free is {cells['free']!r}.",
            "Write yes or leave it empty.",
            key="codebook_row_free",
            free=cells["free"],
        )
    fields: dict[str, Any] = {field: {} for field in (*TEXT_FIELDS, *LIST_FIELDS)}
    for name, cell in cells.items():
        match = _LANGUAGE_COLUMN.fullmatch(name)
        if match is None or not cell:
            continue
        field, lang = _FIELD_OF[match[1]], match[2]
        fields[field][lang] = cell if field in TEXT_FIELDS else _parted(cell)
    try:
        return Code(
            key=cells["key"],
            parent=cells.get("parent") or None,
            free=free in _YES,
            colour=cells.get("colour") or None,
            **fields,
        )
    except CodebookError as error:
        raise located(source, line, error) from None
