"""What makes a quotation one quotation, and the checks it must pass before it is stored."""

from __future__ import annotations

__all__ = ["Identity", "Lookup"]

from sqlalchemy import select

from bouwsteen.coding.model import Quotation
from bouwsteen.errors import CodebookError, CodingError, TranscriptError, nearest
from bouwsteen.study import schema
from bouwsteen.study.keys import ids_by_key
from bouwsteen.study.session import Session

Identity = tuple[int, int, str, int, int]
"""Transcript id, coder id, layer, start, end: what makes a quotation one quotation."""


class Lookup:
    """Ids of transcripts, coders and codes, and the checks that a quotation must pass."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lengths: dict[str, int] = {}
        with session.reading() as connection:
            self.codes = ids_by_key(connection, schema.code)
            self.coders = ids_by_key(connection, schema.coder)
            self.transcripts = ids_by_key(connection, schema.transcript)

    def identity(self, quotation: Quotation) -> Identity:
        """What makes the quotation one quotation; raises when it cannot be stored."""
        if quotation.transcript not in self.transcripts:
            raise TranscriptError(
                f"There is no transcript {quotation.transcript!r} in the study.",
                nearest(quotation.transcript, self.transcripts),
            )
        if quotation.coder not in self.coders:
            raise CodingError(f"There is no coder {quotation.coder!r} in the study.")
        length = self._length(quotation.transcript)
        if quotation.span.end > length:
            raise CodingError(
                f"{quotation.transcript} ends at {length}; "
                f"{quotation.span.start}:{quotation.span.end} lies outside it."
            )
        for code in quotation.codes:
            if code not in self.codes:
                raise CodebookError(f"There is no code {code!r}.", nearest(code, self.codes))
        return (
            self.transcripts[quotation.transcript],
            self.coders[quotation.coder],
            str(quotation.layer),
            quotation.span.start,
            quotation.span.end,
        )

    def _length(self, transcript: str) -> int:
        # Read when it is asked for: one coding at a time must not wait for every text.
        if transcript not in self._lengths:
            table = schema.transcript
            query = select(table.c.text).where(table.c.key == transcript)
            with self._session.reading() as connection:
                self._lengths[transcript] = len(connection.execute(query).scalar_one())
        return self._lengths[transcript]
