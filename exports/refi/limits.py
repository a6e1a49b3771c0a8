"""How large the XML of a project may be, so that reading it stays small work, whatever is in it.

What makes reading long and heavy is the number of elements, and some are much more work than
others: a source becomes a transcript, a graph is kept letter for letter. Each therefore has a
weight, and a project of which the weights add up to too much is refused before it is parsed.
"""

from __future__ import annotations

__all__ = [
    "ATTRIBUTES_MOST",
    "HELD_MOST",
    "MARKUP_MOST",
    "WEIGHT_MOST",
    "Held",
    "refuse_heavy",
    "uncollected",
]

import gc
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bouwsteen.errors import ProjectError

if TYPE_CHECKING:
    from lxml.etree import _Element

MARKUP_MOST = 1_200_000
"""Tags, of beginnings and ends; more are not even weighed."""

WEIGHT_MOST = 5_000_000
"""Weight of all elements together; 100,000 codings with their passages come to 3,700,000."""

ATTRIBUTES_MOST = 24
"""Attributes of one element; the format has none with more than twelve."""

HELD_MOST = 500_000
"""Attributes of the elements that are in memory at one time."""

# About microseconds on a computer of 2 GHz, or tenths of kilobytes where memory is the more scarce.
_WEIGHTS = {
    "Coding": 33,
    "CodeRef": 4,
    "Code": 1_000,
    "Case": 600,
    "User": 600,
    "TextSource": 200,
    "PDFSource": 200,
    "Variable": 40,
    "PictureSource": 60,
    "AudioSource": 60,
    "VideoSource": 60,
    "Note": 50,
    "Set": 50,
    "Link": 50,
    "Graph": 50,
    "Vertex": 30,
    "Edge": 30,
    "Description": 6,
}
_PASSAGE = 33
_STRETCH = 45
_REST = 12
_NAME = re.compile(rb"<(?:[^\s<>/:!?]+:)?([^\s<>/:!?]+)")
_GUIDED = "PlainTextSelection"
_HINT = "Open it in the program that made it, export it again, and import that file."


def refuse_heavy(data: bytes, name: str) -> None:
    """Refuse XML with more elements than a project can have.

    Parameters
    ----------
    data : bytes
        The XML, not parsed.
    name : str
        File name, for the message.

    Raises
    ------
    ProjectError
    """
    if data.count(b"<") > MARKUP_MOST or _weight(data) > WEIGHT_MOST:
        raise _many(name)


@contextmanager
def uncollected() -> Iterator[None]:
    """Let Python not look for cycles meanwhile: there are none, and looking takes a third."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class Held:
    """Counts the attributes that are in memory: they take more of it than the elements.

    Parameters
    ----------
    name : str
        File name, for the message.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._held = 0

    def add(self, element: _Element) -> None:
        """Count those of an element that begins; refuse too many."""
        n = len(element.attrib)
        self._held += n
        if n > ATTRIBUTES_MOST or self._held > HELD_MOST:
            raise _many(self._name)

    def let_go(self) -> None:
        """Begin again: what was read is out of memory."""
        self._held = 0


def _weight(data: bytes) -> int:
    found = Counter(one.group(1) for one in _NAME.finditer(data))
    count = Counter({name.decode("utf-8", "replace"): n for name, n in found.items()})
    passages = count.pop(_GUIDED, 0)
    stretches = sum(count.pop(one) for one in list(count) if one.endswith("Selection"))
    # The weight of a coding is with its passage; what has none is carried along, which costs more.
    alone = max(0, passages - count["Coding"])
    return (
        alone * _PASSAGE
        + stretches * _STRETCH
        + sum(_WEIGHTS.get(one, _REST) * n for one, n in count.items())
    )


def _many(name: str) -> ProjectError:
    return ProjectError(
        f"{name}: it has more elements than a project can have.",
        _HINT,
        key="refi_xml_many",
        file=name,
    )
