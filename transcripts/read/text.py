"""Plain text and Markdown: the text is the reading text, and the shapes find the turns."""

from __future__ import annotations

__all__ = ["read_text"]

from bouwsteen.transcripts.decode import decode
from bouwsteen.transcripts.draft import Document
from bouwsteen.transcripts.normalise import normalise
from bouwsteen.transcripts.page import Page


def read_text(data: bytes) -> Document:
    """Read a text or Markdown file.

    Parameters
    ----------
    data : bytes
        Whole file.

    Returns
    -------
    Document
        Text as in the file, Markdown signs included.

    Raises
    ------
    TranscriptError
        When the encoding is not understood.

    Examples
    --------
    >>> read_text(b"I: Hoe gaat het?\\r\\n").page.text
    'I: Hoe gaat het?\\n'
    """
    text, encoding = decode(data)
    return Document(page=Page(text=normalise(text)), meta={"encoding": encoding})
