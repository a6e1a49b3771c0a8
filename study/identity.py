"""What makes a quotation one quotation, and the checks it must pass before it is stored."""

from __future__ import annotations

__all__ = ["Identity", "Lookup", "refuse_other", "refuse_outside"]

from sqlalchemy import select

from bouwsteen.coding.model import Quotation
from bouwsteen.errors import CodebookError, CodingError, TranscriptError, nearest
from bouwsteen.study import schema
from bouwsteen.study.keys import absent, ids_by_key
from bouwsteen.study.session import Session
from bouwsteen.transcripts.model import Span

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
            raise absent(TranscriptError, "transcript", quotation.transcript, self.transcripts)
        if quotation.coder not in self.coders:
            raise absent(CodingError, "coder", quotation.coder)
        length = self._length(quotation.transcript)
        refuse_outside(quotation.span, transcript=quotation.transcript, length=length)
        for code in quotation.codes:
            if code not in self.codes:
                hint = nearest(code, self.codes)
                raise CodebookError(
                    f"There is no code {code!r}.", hint, key="study_no_code", name=code
                )
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


def refuse_other(quotation: Quotation, coder: str | None) -> None:
    """Refuse to let a coder change another coder's quotation."""
    if coder is not None and quotation.coder != coder:
        raise CodingError(
            f"Quotation {quotation.id} is {quotation.coder}'s, not {coder}'s.",
            "Coders change their own layer only.",
            key="study_other_coder",
            number=quotation.id,
            owner=quotation.coder,
            coder=coder,
        )


def refuse_outside(span: Span, *, transcript: str, length: int) -> None:
    """Refuse a stretch that leaves a text of so many characters."""
    if span.end > length:
        raise CodingError(
            f"{transcript} ends at {length}; {span.start}:{span.end} lies outside it.",
            key="study_outside",
            transcript=transcript,
            length=length,
            start=span.start,
            end=span.end,
        )
