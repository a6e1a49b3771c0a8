"""The text of a Taguette document: HTML to lines, with the places of UTF-8 bytes in it.

Taguette counts bytes over the text of all elements as a browser holds it, tags left out. A person
reads lines, one a paragraph, with single spaces; so this text is made anew and every character
remembers where it came from.
"""

from __future__ import annotations

__all__ = ["DocumentText", "document_text"]

import bisect
import dataclasses
from html.parser import HTMLParser

_BLOCKS = frozenset(
    "address article aside blockquote br caption center dd div dl dt figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr"
    " ul".split()
)
_UNSEEN = frozenset(("script", "style", "template", "title"))
_SPACES = " \t\n\r\f"


@dataclasses.dataclass(frozen=True, slots=True)
class DocumentText:
    """A text and where each byte of the document's own text stands in it.

    Parameters
    ----------
    text : str
        Lines without blank ones.
    bytes_before : tuple of int, length n + 1
        Bytes before each of the n characters of the document's own text, and before its end.
    first, last : tuple of int, length n
        Place in `text` before and behind each of these characters.
    """

    text: str
    bytes_before: tuple[int, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Give the characters that a stretch of bytes marks; None when it marks none.

        A stretch that begins or ends inside a character takes the whole of it.

        Examples
        --------
        >>> document = document_text("<p>één</p><p>twee</p>")
        >>> document.text, document.place(2, 9)
        ('één\\ntwee\\n', (1, 8))
        """
        length = len(self.first)
        head = bisect.bisect_right(self.bytes_before, start) - 1
        tail = bisect.bisect_left(self.bytes_before, end)
        if not 0 <= start < end or head >= length:
            return None
        a, b = self.first[head], self.last[min(tail, length) - 1]
        while a < b and self.text[a] in _SPACES:
            a += 1
        while a < b and self.text[b - 1] in _SPACES:
            b -= 1
        return (a, b) if a < b else None


def document_text(html: str) -> DocumentText:
    """Make the text of a document.

    Examples
    --------
    >>> document_text("<h1>Kop</h1>\\n<p>Een <b>vet</b>\\nwoord</p>").text
    'Kop\\nEen vet woord\\n'
    """
    reader = _Reader()
    reader.feed(html.replace("\r\n", "\n").replace("\r", "\n"))
    reader.close()
    reader.break_line()
    return reader.document()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.before = [0]
        self.first: list[int] = []
        self.last: list[int] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag in _BLOCKS:
            self.break_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in _BLOCKS:
            self.break_line()

    def handle_data(self, data: str) -> None:
        for sign in data:
            self.first.append(len(self.out))
            if self.unseen:
                pass
            elif sign not in _SPACES:
                self.out.append(sign)
            elif self.out and self.out[-1] not in " \n":
                self.out.append(" ")
            self.last.append(len(self.out))
            self.before.append(self.before[-1] + len(sign.encode("utf-8", "replace")))

    def break_line(self) -> None:
        """End the line, if there is anything on it; the space before the break becomes it."""
        if self.out and self.out[-1] == " ":
            self.out[-1] = "\n"
        elif self.out and self.out[-1] != "\n":
            self.out.append("\n")

    def document(self) -> DocumentText:
        return DocumentText(
            "".join(self.out), tuple(self.before), tuple(self.first), tuple(self.last)
        )
