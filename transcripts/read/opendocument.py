"""OpenDocument XML as text: what its text documents and spreadsheets have in common."""

from __future__ import annotations

__all__ = ["BOX", "OFFICE", "TABLE", "TEXT", "count", "walk", "write"]

from lxml import etree

from bouwsteen.transcripts.read.writing import Writing

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{_OASIS}office:1.0}}"
TEXT = f"{_OASIS}text:1.0}}"
TABLE = f"{_OASIS}table:1.0}}"
BOX = f"{_OASIS}drawing:1.0}}text-box"

_SVG = f"{_OASIS}svg-compatible:1.0}}"
# Not part of the running text: deletions, notes, readings above characters, descriptions.
_SKIPPED = (
    TEXT + "tracked-changes",
    TEXT + "note",
    TEXT + "ruby-text",
    OFFICE + "annotation",
    BOX,
    _SVG + "title",
    _SVG + "desc",
)
_BLOCKS = (OFFICE + "text", TABLE + "table", TABLE + "table-row", TABLE + "table-cell")
_SPACES_MOST = 100


def walk(parent: etree._Element, writing: Writing) -> None:
    """Write what stands in an element; libxml2 refuses trees too deep for this.

    Parameters
    ----------
    parent : lxml element
        It is left as it is.
    writing : Writing
        Gets the text, the tables and the ranges of comments.
    """
    for child in parent:
        tag = child.tag
        if not isinstance(tag, str):
            pass
        elif tag == OFFICE + "annotation":
            writing.start_range(str(child.get(OFFICE + "name", "")))
        elif tag == OFFICE + "annotation-end":
            writing.end_range(str(child.get(OFFICE + "name", "")))
        elif tag not in _SKIPPED:
            write(child, writing)
        if parent.tag not in _BLOCKS:
            writing.flow(child.tail)


def write(element: etree._Element, writing: Writing) -> None:
    """Write one element: a paragraph, a table, a tab, or whatever holds them.

    Parameters
    ----------
    element : lxml element
        It is left as it is.
    writing : Writing
        Gets the text.
    """
    tag = element.tag
    if tag in (TEXT + "p", TEXT + "h"):
        writing.flow(element.text)
        walk(element, writing)
        writing.put("\n")
    elif tag == TEXT + "tab":
        writing.put("\t")
    elif tag == TEXT + "line-break":
        writing.put("\n")
    elif tag == TEXT + "s":
        writing.put(" " * min(count(element.get(TEXT + "c")), _SPACES_MOST))
    elif tag == TABLE + "table":
        writing.open_table()
        walk(element, writing)
        writing.close_table()
    elif tag == TABLE + "table-row":
        writing.open_row()
        walk(element, writing)
        writing.close_row()
    elif tag == TABLE + "table-cell":
        writing.open_cell()
        walk(element, writing)
        writing.close_cell()
    else:
        if tag not in _BLOCKS:
            writing.flow(element.text)
        walk(element, writing)


def count(text: object) -> int:
    """Read how often something is repeated; once unless it says otherwise."""
    number = str(text or "1")
    return max(1, int(number)) if number.isdecimal() and len(number) < 10 else 1
