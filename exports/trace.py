"""Trace: which codings a table was made of, so that a printed figure can be found again."""

from __future__ import annotations

__all__ = ["Trace", "traced"]

import dataclasses
import json
from collections.abc import Iterable
from datetime import UTC, date

from bouwsteen.coding.fingerprint import fingerprint
from bouwsteen.coding.model import Quotation
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.table import Table
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import digest

_SHOWN = 12
"""Digits of a digest that are printed: a chance of one in 10^14 that two sets share them."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Where the figures of a table come from.

    Parameters
    ----------
    of : str
        ``codings`` or ``people``.
    sha256 : str
        Digest of what was counted.
    newest : date or None
        Day, in UTC, on which the newest of the quotations was stored; None when none is.
    """

    of: str
    sha256: str
    newest: date | None = None

    @classmethod
    def of_codings(cls, quotations: Iterable[Quotation]) -> Trace:
        """Digest and date of the codings of one layer; no clock plays a part."""
        listed = list(quotations)
        made = [one.created.astimezone(UTC) for one in listed if one.created is not None]
        return cls(
            of="codings",
            sha256=fingerprint(listed),
            newest=max(made).date() if made else None,
        )

    @classmethod
    def of_people(cls, cast: Cast) -> Trace:
        """Digest of who speaks where: texts, respondents with their attributes, and links."""
        rows = [
            sorted((one.key, one.sha256) for one in cast.transcripts),
            sorted(
                (one.key, one.role, one.organisation, sorted(one.attributes.items()))
                for one in cast.respondents
            ),
            sorted((one.transcript, one.speaker, one.respondent) for one in cast.links),
        ]
        return cls(of="people", sha256=digest(json.dumps(rows, ensure_ascii=False)))

    def words(self, labels: Labels) -> str:
        """The note that stands under a table."""
        if self.newest is None:
            return labels(f"trace.{self.of}_undated", sha256=self.sha256[:_SHOWN])
        return labels(f"trace.{self.of}", sha256=self.sha256[:_SHOWN], date=self.newest.isoformat())


def traced(table: Table, trace: Trace | None) -> Table:
    """The same table with the trace as its last note; as it was where there is none."""
    if trace is None:
        return table
    note = trace.words(Labels(table.lang))
    return dataclasses.replace(table, notes=(*table.notes, note))
