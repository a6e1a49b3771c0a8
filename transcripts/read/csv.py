"""Tables as text: one row a stretch of speech, with who says it and when."""

from __future__ import annotations

__all__ = ["read_csv"]

from bouwsteen.transcripts.columns import split_rows
from bouwsteen.transcripts.decode import decode
from bouwsteen.transcripts.draft import Draft
from bouwsteen.transcripts.normalise import normalise
from bouwsteen.transcripts.read.rows import draft_of_rows


def read_csv(data: bytes) -> Draft:
    """Read a CSV or TSV file.

    Parameters
    ----------
    data : bytes
        Whole file; semicolons, tabs or commas between the cells.

    Returns
    -------
    Draft
        As `bouwsteen.transcripts.read.rows.draft_of_rows` gives it.

    Raises
    ------
    TranscriptError
        When no column holds speech, or a row has more cells than the first row has names.

    Examples
    --------
    >>> read_csv("tijd;spreker;tekst\\n0:03;I;Goedemiddag.\\n".encode()).text
    'I: Goedemiddag.\\n'
    """
    text, encoding = decode(data)
    return draft_of_rows(split_rows(normalise(text)), meta={"encoding": encoding})
