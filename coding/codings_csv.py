"""Codings from a CSV file, every row checked against the transcripts and the codebook.

Columns: ``transcript,start,end,coder,code[,memo,quote]``, one row a coding; rows with the same
transcript, start, end and coder are one quotation. ``quote``, where given, must equal the text at
the span, and may stand instead of ``start`` and ``end`` when it occurs exactly once.
"""

from __future__ import annotations

__all__ = ["COLUMNS", "CodingImport", "parse_codings", "read_codings"]

import dataclasses
from collections.abc import Iterable, Mapping
from pathlib import Path

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.apply import add_codes, check_span, place, quote_span
from bouwsteen.coding.model import Coding, Origin, Quotation
from bouwsteen.coding.sheet import decoded, in_row, refuse, table_rows
from bouwsteen.errors import BouwsteenError, CodingError, nearest
from bouwsteen.transcripts.model import Span, Transcript
from bouwsteen.transcripts.normalise import normalise

COLUMNS = ("transcript", "start", "end", "coder", "code", "memo", "quote")
"""Columns of the file, in the order in which they are written."""

_Identity = tuple[str, Span, str]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CodingImport:
    """What a file of codings holds.

    Parameters
    ----------
    quotations : tuple of Quotation
        In order of first row; not stored yet (id 0).
    rows : int
        Rows read, the header and empty lines left out.
    repeated : tuple of int
        Rows that repeat a coding of an earlier row; they add nothing.
    ignored : tuple of str
        Columns of the file that have no meaning here.
    refused : tuple of CodingError
        Every row that cannot be used and why; row 1 is the header.
    """

    quotations: tuple[Quotation, ...]
    rows: int
    repeated: tuple[int, ...] = ()
    ignored: tuple[str, ...] = ()
    refused: tuple[CodingError, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """Every row that cannot be used and why, ``"row 7: ..."``."""
        return tuple(one.message for one in self.refused)


def read_codings(
    path: Path,
    transcripts: Iterable[Transcript],
    codebook: Codebook,
    *,
    default_coder: str | None = None,
) -> CodingImport:
    """Read codings from a CSV file; all of it, or nothing.

    Parameters
    ----------
    path : Path
        UTF-8, UTF-16 or cp1252, as spreadsheets write it; comma, semicolon or tab.
    transcripts : iterable of Transcript
        Those that rows may name.
    codebook : Codebook
        A row's code is a key, a number or a label of it.
    default_coder : str, optional
        Coder of the rows that name none.

    Raises
    ------
    CodingError
        When the file cannot be read, a needed column is missing, or any row cannot be used; the
        message holds the first few rows, `parse_codings` gives all of them.
    """
    found = parse_codings(decoded(path), transcripts, codebook, default_coder=default_coder)
    refuse(path, found.refused)
    return found


def parse_codings(
    text: str,
    transcripts: Iterable[Transcript],
    codebook: Codebook,
    *,
    default_coder: str | None = None,
) -> CodingImport:
    """Read codings from the text of a CSV file, and list every row that cannot be used.

    Parameters
    ----------
    text : str
        The whole file.
    transcripts, codebook, default_coder
        As for `read_codings`.

    Raises
    ------
    CodingError
        When the file has no header row, or a needed column is missing.
    """
    header, rows = table_rows(text, columns=COLUMNS)
    _check_header(header, default_coder)
    by_key = {transcript.key: transcript for transcript in transcripts}
    quotations: dict[_Identity, Quotation] = {}
    refused: list[CodingError] = []
    repeated: list[int] = []
    count = 0
    for number, row in rows:
        count += 1
        try:
            made = _quotation(row, by_key, codebook, default_coder)
        except BouwsteenError as error:
            refused.append(in_row(number, error, guess=True))
            continue
        identity = (made.transcript, made.span, made.coder)
        before = quotations.get(identity)
        if before is not None and set(made.codes) <= set(before.codes):
            repeated.append(number)
        quotations[identity] = (
            made if before is None else add_codes(before, made.codings, memo=made.memo)
        )
    return CodingImport(
        quotations=tuple(quotations.values()),
        rows=count,
        repeated=tuple(repeated),
        ignored=tuple(name for name in header if name and name not in COLUMNS),
        refused=tuple(refused),
    )


def _check_header(header: list[str], default_coder: str | None) -> None:
    needed = {"transcript", "code"} | (set() if default_coder else {"coder"})
    if not {"start", "end"} <= set(header):
        needed.add("quote")
    missing = [name for name in COLUMNS if name in needed - set(header)]
    if missing:
        raise CodingError(
            f"The file has no column {' and no column '.join(missing)}.",
            f"Its first line is {','.join(COLUMNS)}; memo and quote may be left out.",
            key="coding_columns_missing",
            missing=", ".join(missing),
            columns=",".join(COLUMNS),
        )


def _quotation(
    row: Mapping[str, str],
    transcripts: Mapping[str, Transcript],
    codebook: Codebook,
    default_coder: str | None,
) -> Quotation:
    key = row.get("transcript", "").strip()
    if key not in transcripts:
        raise CodingError(
            f"there is no transcript {key!r}.",
            nearest(key, transcripts),
            key="coding_transcript_unknown",
            transcript=key,
        )
    coder = row.get("coder", "").strip() or default_coder
    if not coder:
        raise CodingError("no coder is named.", key="coding_coder_none")
    name = row.get("code", "").strip()
    if not name:
        raise CodingError("no code is named.", key="coding_code_none")
    return Quotation(
        transcript=key,
        span=_span(row, transcripts[key]),
        coder=coder,
        codings=(
            Coding(
                code=codebook.resolve(name).key,
                origin=Origin.IMPORT,
                codebook_version=codebook.version,
            ),
        ),
        memo=row.get("memo", "").strip(),
    )


def _span(row: Mapping[str, str], transcript: Transcript) -> Span:
    start, end = row.get("start", "").strip(), row.get("end", "").strip()
    quote = row.get("quote", "")
    if not start and not end:
        if not quote.strip():
            raise CodingError(
                "neither start and end nor a quote is given.", key="coding_place_none"
            )
        return quote_span(transcript, quote)
    if not (start.isdecimal() and end.isdecimal() and int(start) < int(end)):
        raise CodingError(
            f"start {start!r} and end {end!r} are no span.",
            key="coding_place_unread",
            start=start,
            end=end,
        )
    span = check_span(transcript, Span(int(start), int(end)))
    there = span.of(transcript.text)
    if quote.strip() and normalise(quote).strip() != there.strip():
        raise CodingError(
            f"the quote differs from {transcript.key} {span.start}:{span.end} "
            f"({place(transcript, span.start)}), which reads {_short(there)!r}.",
            key="coding_quote_other",
            transcript=transcript.key,
            start=span.start,
            end=span.end,
            there=_short(there),
        )
    return span


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
