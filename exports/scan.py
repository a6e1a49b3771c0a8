"""Look through an export for names that must not get out, before it is written."""

from __future__ import annotations

__all__ = ["Place", "find_names", "refuse_names"]

import dataclasses
import html
import io
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bouwsteen.errors import ExportError
from bouwsteen.transcripts.pseudonyms import Pseudonyms

_AROUND = 25
_PARTS = "names of parts"
# Parts that our writers fill with looks alone; "Times New Roman" is nobody called Roman.
_LOOKS = re.compile(r"(?:word|xl)/(?:styles|theme/.*|fontTable|settings|webSettings)\.xml")
_END_OF_LINE = re.compile(
    r"</(?:w:p|w:tc|si|row|text:p|p|div|td|li|h\d)>|<(?:w:)?br\b[^>]*>|<w:tab/>"
)

_ESCAPED = re.compile(r"\\([^\w\s])|\{\}")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A name in an export.

    Parameters
    ----------
    part : str
        Part of a zipped file, such as ``word/document.xml``; empty for a plain file.
    name : str
        As the table of names has it.
    context : str
        What stands around it.
    """

    part: str
    name: str
    context: str


def find_names(data: bytes, names: Pseudonyms) -> tuple[Place, ...]:
    """Find the names of a table in the bytes of a file.

    Parameters
    ----------
    data : bytes
        A text file, a zipped one (docx, xlsx), or a study; of zipped files every part, its comments
        and particulars too. Text that is split over runs is read as one.
    names : Pseudonyms
        The table of names.

    Returns
    -------
    tuple of Place
        Every name once a part, in the order of the parts.

    Examples
    --------
    >>> from bouwsteen.transcripts.pseudonyms import Pseudonym
    >>> table = Pseudonyms((Pseudonym(name="Vera", pseudonym="R1"),))
    >>> find_names(b"<p>zei <b>Ve</b>ra ja</p>", table)
    (Place(part='', name='Vera', context='zei Vera ja'),)
    """
    found: dict[tuple[str, str], Place] = {}
    for part, text in _texts(data):
        for edit in names.rewrite(text).edits:
            around = text[max(0, edit.start - _AROUND) : edit.end + _AROUND]
            context = " ".join(around.split())
            place = Place(part=part, name=edit.name, context=context)
            found.setdefault((part, edit.name), place)
    return tuple(found.values())


def refuse_names(path: Path, data: bytes, names: Pseudonyms) -> None:
    """Raise ExportError when a name of the table is in what is about to be written."""
    found = find_names(data, names)
    if not found:
        return
    first = found[0]
    part = f" ({first.part})" if first.part else ""
    more = f"; {len(found) - 1} more places" if len(found) > 1 else ""
    inside = first.part.removesuffix(_PARTS).rstrip("/")
    raise ExportError(
        f"{path.name}{part} would hold the name {first.name!r}: …{first.context}…{more}. "
        "Nothing was written.",
        "Change the text there, or write it all the same with --force.",
        key="scan_names" if more else "scan_name",
        place=f"{path.name} ({inside})" if inside else path.name,
        name=first.name,
        context=first.context,
        more=len(found) - 1,
    )


def _texts(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the texts of a file: as they stand and, where there are tags, without these."""
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for part in package.infolist():
                yield _PARTS, part.filename
                if not _LOOKS.fullmatch(part.filename):
                    for inner, text in _texts(package.read(part)):
                        yield "/".join(filter(None, (part.filename, inner))), text
        return
    if data.startswith(b"SQLite format 3\x00"):
        with closing(sqlite3.connect(":memory:")) as copy:
            copy.deserialize(data)
            yield "", "\n".join(copy.iterdump())
        return
    text = data.decode("utf-8", errors="replace")
    if "\\" in text:
        # As a reader of Markdown or LaTeX sees it.
        yield "", _ESCAPED.sub(r"\1", text)
    if "<" in text:
        lines = _END_OF_LINE.sub("\n", text)
        yield "", html.unescape(re.sub(r"<[^>]*>", "", lines))
        attributes = re.findall(r"=\s*(?:\"([^\"]*)\"|'([^']*)')", text)
        yield "", "\n".join(html.unescape(one or other) for one, other in attributes)
    else:
        yield "", text
