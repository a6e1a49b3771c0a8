"""Codings as CSV, letter for letter, so that they can be read back as they were."""

from __future__ import annotations

__all__ = ["codings_csv", "write_codings"]

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from bouwsteen.coding.codings_csv import COLUMNS
from bouwsteen.coding.model import Quotation
from bouwsteen.errors import ExportError
from bouwsteen.exports.write import known_suffix, write_bytes
from bouwsteen.transcripts.model import Transcript


def codings_csv(quotations: Iterable[Quotation], transcripts: Iterable[Transcript]) -> str:
    """Write codings one a row: ``transcript,start,end,coder,code,memo,quote``.

    Fields are quoted as RFC 4180 says, lines end in LF. Nothing is guarded against spreadsheets,
    because ``quote`` must equal the transcript's text when the file is read back. New lines in a
    memo become LF too.

    Parameters
    ----------
    quotations : iterable of Quotation
        Of any coder; a quotation without codes has no row.
    transcripts : iterable of Transcript
        Those that the quotations mark.

    Raises
    ------
    ExportError
        When a quotation's transcript is not among them.
    """
    texts = {transcript.key: transcript.text for transcript in transcripts}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in quotations:
        if one.transcript not in texts:
            raise ExportError(
                f"There is no transcript {one.transcript!r} to quote from.",
                key="quote_no_transcript",
                transcript=one.transcript,
            )
        quote = one.span.of(texts[one.transcript])
        memo = one.memo.replace("\r\n", "\n").replace("\r", "\n")
        for code in one.codes:
            writer.writerow(
                (one.transcript, one.span.start, one.span.end, one.coder, code, memo, quote)
            )
    return out.getvalue()


def write_codings(
    quotations: Iterable[Quotation], transcripts: Iterable[Transcript], path: Path
) -> Path:
    """Write codings to a CSV file; an existing file is replaced.

    Raises
    ------
    ExportError
        When the name does not end in .csv, a transcript is missing or the file cannot be written.
    """
    known_suffix(path, (".csv",))
    return write_bytes(path, codings_csv(quotations, transcripts).encode("utf-8"))
