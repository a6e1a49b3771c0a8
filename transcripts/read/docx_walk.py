"""The text of a Word document as a person sees it, in one walk over the tree.

First everything that is not to be read is cut out of the tree: deletions, hidden text, text boxes,
alternatives for older programs. Then each paragraph is read with one filtered iteration, which runs
in C and hands to Python only the few kinds of elements that bear text.
"""

from __future__ import annotations

__all__ = ["Walked", "walk"]

import dataclasses
import re

from lxml import etree

from bouwsteen.transcripts.read.docx_parts import MATH, MC, WML

_T, _P, _TBL, _TR, _TC = WML + "t", WML + "p", WML + "tbl", WML + "tr", WML + "tc"
_START, _END, _REFERENCE = (
    WML + "commentRangeStart",
    WML + "commentRangeEnd",
    WML + "commentReference",
)
_SYM, _SYM_EX = WML + "sym", "{http://schemas.microsoft.com/office/word/2015/wordml/symex}symEx"
_ALTERNATIVES, _CHOICE, _BOX = MC + "AlternateContent", MC + "Choice", WML + "txbxContent"
_NOTES = (WML + "footnoteReference", WML + "endnoteReference")
_SIGNS = {
    WML + "br": "\n",
    WML + "cr": "\n",
    WML + "tab": "\t",
    WML + "ptab": "\t",
    WML + "noBreakHyphen": "-",
}
_TEXT = (_T, MATH + "t", _SYM, _SYM_EX, *_SIGNS)
_LEAVES = (*_TEXT, _START, _END, _REFERENCE)
_MARKS = (_START, _END, _REFERENCE)
# Cut out: deletions, where moved text came from, tab stops, readings above East Asian characters.
_DELETED = (WML + "del", WML + "moveFrom")
_CUT = (*_DELETED, WML + "tabs", WML + "rt")
_PENDING = (*_DELETED, WML + "ins", WML + "moveTo")
_OFF = ("0", "false", "off")
_PICTURES = {
    ("Wingdings", 0x4A): "☺",
    ("Wingdings", 0x4B): "😐",
    ("Wingdings", 0x4C): "☹",
    ("Wingdings", 0xDF): "←",
    ("Wingdings", 0xE0): "→",
    ("Wingdings", 0xFB): "✗",
    ("Wingdings", 0xFC): "✓",
    ("Symbol", 0xAE): "→",
    ("Symbol", 0xB0): "°",
    ("Symbol", 0xB7): "•",
}

Cells = tuple[tuple[int, int], ...]


@dataclasses.dataclass(slots=True, kw_only=True)
class Walked:
    """What the walk finds; all offsets are places in `text`, which is not yet normalised.

    Parameters
    ----------
    text : str
        Paragraphs end in a line feed; the cells of a row stand between tabs.
    tables : list of list of Cells
        Start and end of each cell, by row, by table; tables in cells come by themselves.
    ranges : dict of str to (int, int)
        Stretch that each comment marks, by its number.
    boxes : list of str
        Texts of text boxes, which are not in `text`.
    pending, hidden, notes : int
        Tracked changes, hidden characters left out, and foot- and endnotes referred to.
    """

    text: str = ""
    tables: list[list[Cells]] = dataclasses.field(default_factory=list)
    ranges: dict[str, tuple[int, int]] = dataclasses.field(default_factory=dict)
    boxes: list[str] = dataclasses.field(default_factory=list)
    pending: int = 0
    hidden: int = 0
    notes: int = 0


def walk(root: etree._Element) -> Walked:
    """Read a document, a comment or another part that holds paragraphs.

    Parameters
    ----------
    root : lxml element
        Root of the part; it is changed.

    Returns
    -------
    Walked
        Text and places.
    """
    found = Walked(
        pending=sum(1 for change in root.iter(*_PENDING) if change.get(WML + "id") is not None),
        notes=sum(1 for _ in root.iter(*_NOTES)),
    )
    _choose_alternatives(root)
    _cut_deletions(root)
    found.hidden = _cut_hidden(root)
    for box in list(root.iter(_BOX)):
        if text := "\n".join(map(_plain, box.iter(_P))).strip():
            found.boxes.append(text)
        _remove(box)
    walker = _Walker(found)
    walker.blocks(root)
    found.text = walker.whole()
    return found


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _plain(element: etree._Element) -> str:
    return "".join(_leaf_text(leaf) for leaf in element.iter(*_TEXT))


def _choose_alternatives(root: etree._Element) -> None:
    """Keep the first choice that has text; the fallback, for older programs, only if none has."""
    for alternatives in list(root.iter(_ALTERNATIVES)):
        branches = list(alternatives)
        choices = [branch for branch in branches if branch.tag == _CHOICE]
        kept = next((one for one in choices if _plain(one)), None)
        if kept is None:
            kept = next((one for one in branches if one.tag != _CHOICE and _plain(one)), None)
        for branch in branches:
            if branch is not kept:
                alternatives.remove(branch)


def _cut_deletions(root: etree._Element) -> None:
    for element in list(root.iter(*_CUT)):
        parent = element.getparent()
        if parent is None:
            continue
        if parent.tag == WML + "trPr":
            row = parent.getparent()
            if row is not None:
                _remove(row)
        elif parent.tag != WML + "rPr":
            # Among a paragraph's properties it tells that its mark is deleted: see `_joins`.
            parent.remove(element)


def _cut_hidden(root: etree._Element) -> int:
    """Remove hidden runs; give the number of characters they had."""
    count = 0
    for vanish in list(root.iter(WML + "vanish")):
        properties = vanish.getparent()
        run = properties.getparent() if properties is not None else None
        if run is not None and run.tag == WML + "r" and vanish.get(WML + "val") not in _OFF:
            count += len(_plain(run))
            _remove(run)
    return count


def _joins(paragraph: etree._Element) -> bool:
    """Say whether the paragraph's mark is deleted, so that the next paragraph goes on with it."""
    properties = paragraph.find(WML + "pPr")
    if properties is None:
        return False
    mark = properties.find(WML + "rPr")
    return mark is not None and any(mark.find(tag) is not None for tag in _DELETED)


def _leaf_text(leaf: etree._Element) -> str:
    tag = leaf.tag
    if tag in (_SYM, _SYM_EX):
        return _symbol(leaf)
    sign = _SIGNS.get(str(tag))
    return (leaf.text or "").replace("\n", " ") if sign is None else sign


def _symbol(leaf: etree._Element) -> str:
    """A character given by its number; without a known meaning it stays a private-use one."""
    space = str(leaf.tag).partition("}")[0] + "}"
    number = str(leaf.get(space + "char", ""))
    if not re.fullmatch(r"[0-9A-Fa-f]{1,6}", number) or int(number, 16) > 0x10FFFF:
        return "\ufffd"
    code = int(number, 16)
    font = str(leaf.get(space + "font", ""))
    return _PICTURES.get((font, code & 0xFF), chr(code)) if 0xF000 <= code <= 0xF0FF else chr(code)


class _Walker:
    """Gathers text, and counts it wherever a place in it matters."""

    def __init__(self, found: Walked) -> None:
        self.found = found
        self.pieces: list[str] = []
        self.length = 0
        self.counted = 0
        self.opened: dict[str, int] = {}

    def whole(self) -> str:
        return "".join(self.pieces)

    def place(self) -> int:
        """Length of the text so far."""
        for piece in self.pieces[self.counted :]:
            self.length += len(piece)
        self.counted = len(self.pieces)
        return self.length

    def blocks(self, parent: etree._Element) -> None:
        """Read paragraphs and tables, however deep they stand in content controls and changes."""
        for child in parent:
            tag = child.tag
            if tag == _P:
                self.paragraph(child)
            elif tag == _TBL:
                self.table(child)
            elif tag in _MARKS:
                self.mark(child)
            elif isinstance(tag, str):
                self.blocks(child)

    def paragraph(self, paragraph: etree._Element) -> None:
        append = self.pieces.append
        for leaf in paragraph.iter(*_LEAVES):
            tag = leaf.tag
            if tag == _T:
                if text := leaf.text:
                    append(text if "\n" not in text else text.replace("\n", " "))
            elif tag in _MARKS:
                self.mark(leaf)
            else:
                append(_leaf_text(leaf))
        if not _joins(paragraph):
            append("\n")

    def mark(self, mark: etree._Element) -> None:
        """Note where a comment's range starts or ends; a lone reference ends an open range."""
        number = str(mark.get(WML + "id", ""))
        if mark.tag == _START:
            self.opened[number] = self.place()
        elif number in self.opened:
            self.found.ranges[number] = (self.opened.pop(number), self.place())

    def table(self, table: etree._Element) -> None:
        """Read the rows; a table inside a cell is read in its place, and listed by itself."""
        rows: list[Cells] = []
        self.found.tables.append(rows)
        for row in _below(table, _TR):
            cells = []
            for number, cell in enumerate(_below(row, _TC)):
                if number:
                    self.pieces.append("\t")
                start = self.place()
                self.blocks(cell)
                self._strip_break(start)
                cells.append((start, self.place()))
            self.pieces.append("\n")
            if cells:
                rows.append(tuple(cells))

    def _strip_break(self, start: int) -> None:
        """Take the last paragraph's line feed out of a cell."""
        if self.place() > start and self.pieces[-1] == "\n":
            self.pieces.pop()
            self.length -= 1
            self.counted -= 1


def _below(parent: etree._Element, tag: str) -> list[etree._Element]:
    """Elements of a kind directly below another, or wrapped in content controls and changes."""
    found: list[etree._Element] = []
    for child in parent:
        if child.tag == tag:
            found.append(child)
        elif isinstance(child.tag, str) and child.tag != _TBL:
            found += _below(child, tag)
    return found
