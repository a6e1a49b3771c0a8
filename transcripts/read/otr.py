"""oTranscribe files: JSON around the text that was typed, with clickable times in it."""

from __future__ import annotations

__all__ = ["read_otr"]

import json

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.decode import decode
from bouwsteen.transcripts.draft import Document
from bouwsteen.transcripts.read.html import document_of_html


def read_otr(data: bytes) -> Document:
    """Read an oTranscribe file.

    Parameters
    ----------
    data : bytes
        Whole file.

    Returns
    -------
    Document
        The text as it was typed; times stand in it as oTranscribe shows them.

    Raises
    ------
    TranscriptError
        When it is no such file.

    Examples
    --------
    >>> read_otr(b'{"text": "<p><b>I:</b>&nbsp;Hallo.<br /></p>", "media": ""}').page.text
    'I: Hallo.\\n'
    """
    text, encoding = decode(data)
    try:
        held = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        held = None
    typed = held.get("text") if isinstance(held, dict) else None
    if not isinstance(typed, str):
        raise TranscriptError(
            "this should be an oTranscribe file, but there is no typed text in it.",
            "Export it from oTranscribe again, or as plain text.",
            key="otr_empty",
        )
    return document_of_html(typed, meta={"encoding": encoding})
