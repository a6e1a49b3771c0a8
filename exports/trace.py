"""Trace: what a table was made of, so that a printed figure can be found again.

A figure rests on the codings, on the codebook that rolls codes up into blocks, and on who speaks
where; each has a digest of its own. All are of the material as it is printed: where pseudonyms are
put in, a digest can be found again in the study under pseudonyms, and says nothing of the names.
"""

from __future__ import annotations

__all__ = ["Trace", "trace_note", "traced", "traces_of"]

import dataclasses
import json
from collections.abc import Iterable
from datetime import UTC, date

from bouwsteen.codebook.model import Codebook
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
        ``codings``, ``codebook`` or ``people``.
    sha256 : str
        Digest of what was counted.
    newest : date or None
        Day, in UTC, on which the newest of the quotations was stored; None when none is.
    version : int or None
        Of the codebook.
    renamed : bool
        Whether pseudonyms stand in the place of names in what was counted.
    """

    of: str
    sha256: str
    newest: date | None = None
    version: int | None = None
    renamed: bool = False

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
    def of_codebook(cls, codebook: Codebook) -> Trace:
        """Version, and digest of every code with its place and labels, in order."""
        rows = [
            (one.key, one.parent, one.free, sorted(one.labels.items()), sorted(one.short.items()))
            for one in codebook.codes
        ]
        return cls(
            of="codebook",
            sha256=digest(json.dumps(rows, ensure_ascii=False)),
            version=codebook.version,
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
        """A sentence of the note under a table."""
        shown = self.sha256[:_SHOWN]
        if self.of != "codings":
            return labels(f"trace.{self.of}", sha256=shown, version=self.version)
        if self.newest is None:
            return labels("trace.codings_undated", sha256=shown)
        return labels("trace.codings", sha256=shown, date=self.newest.isoformat())


def traces_of(
    quotations: Iterable[Quotation], codebook: Codebook, cast: Cast, *, renamed: bool = False
) -> tuple[Trace, ...]:
    """What figures about quotations rest on: the codings, the codebook and who speaks where."""
    found = (Trace.of_codings(quotations), Trace.of_codebook(codebook), Trace.of_people(cast))
    return tuple(dataclasses.replace(one, renamed=renamed) for one in found)


def traced(table: Table, *traces: Trace | None) -> Table:
    """The same table with its traces as last note; as it was where there are none."""
    note = trace_note(Labels(table.lang), *traces)
    return table if note is None else dataclasses.replace(table, notes=(*table.notes, note))


def trace_note(labels: Labels, *traces: Trace | None) -> str | None:
    """Everything that a table traces to in one note; None where there is nothing."""
    made = [one for one in traces if one is not None]
    said = [one.words(labels) for one in made]
    if any(one.renamed for one in made):
        said.append(labels("trace.renamed"))
    return " ".join(said) or None
