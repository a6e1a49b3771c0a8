"""What commands that count share: one layer's codings, who speaks, and what the figures trace to.

An adapter, like `console`: the command files use it, nothing else.
"""

from __future__ import annotations

__all__ = [
    "SHOWN",
    "Counted",
    "by_option",
    "counted",
    "coverage_of",
    "finished_in",
    "order_option",
    "rows_option",
    "within_option",
]

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from bouwsteen.console import cast_of
from bouwsteen.naming import view_of

if TYPE_CHECKING:
    from bouwsteen.analysis.cells import Measured
    from bouwsteen.analysis.cooccurrence import Cooccurrence
    from bouwsteen.analysis.saturation import Saturation
    from bouwsteen.analysis.tables import QuoteTable
    from bouwsteen.codebook.model import Codebook
    from bouwsteen.coding.columns import CodingColumns
    from bouwsteen.exports.table import Table
    from bouwsteen.exports.trace import Trace
    from bouwsteen.study.layers import LayerChoice
    from bouwsteen.study.study import Study
    from bouwsteen.transcripts.cast import Cast
    from bouwsteen.transcripts.pseudonyms import Pseudonyms

SHOWN = (
    *("counts", "row-percent", "column-percent", "per-interview", "per-1000-words"),
    *("respondents", "interviews"),
)
"""What ``--show`` offers; `bouwsteen.analysis.cells.MEASURES`, which help must not import."""

by_option = click.option(
    "--by",
    default="role",
    show_default=True,
    help="Columns: role, organisation, transcript, or any attribute of respondents.",
)
rows_option = click.option(
    "--rows",
    type=click.Choice(["block", "code"]),
    default="block",
    show_default=True,
    help="A row for each block, or for every code.",
)
within_option = click.option(
    "--within",
    metavar="[quotation|overlap|turn|N]",
    default="quotation",
    show_default=True,
    help="How near two codes stand: one quotation, overlapping ones, one turn, N turns apart.",
)
order_option = click.option(
    "--order",
    metavar="[import|date|FILE]",
    default="import",
    show_default=True,
    help="Order of the interviews; FILE has the key of a transcript on each line.",
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What tables and figures are made of; with pseudonyms where these were asked for.

    Parameters
    ----------
    columns : CodingColumns
        The codings of the layer that is read.
    cast : Cast
        Who speaks where.
    codebook : Codebook
        The codes.
    label : str
        Whose layer it is.
    unplaced : list of int
        Numbers of quotations that a correction of the text left without a place.
    traces : tuple of Trace
        What figures rest on: codings, codebook and people, as they are counted here; empty unless
        asked for, because very many codings take a while to digest.
    finished : frozenset of str
        Transcripts that the coder who is read called done; for the consensus those that the
        meeting was about.
    consensus : bool
        Whether the consensus is read. It says nothing of other transcripts than `finished`.
    """

    columns: CodingColumns
    cast: Cast
    codebook: Codebook
    label: str
    unplaced: list[int]
    traces: tuple[Trace, ...] = ()
    finished: frozenset[str] = frozenset()
    consensus: bool = False

    def quote_table(self, *, rows: Literal["block", "code"], by: str) -> QuoteTable:
        """Count the quotations."""
        from bouwsteen.analysis.tables import quote_table

        return quote_table(
            self.columns,
            self.cast,
            self.codebook,
            rows=rows,
            by=by,
            layer=self.label,
            within=self.finished if self.consensus else None,
        )

    def measured(self, show: str, *, rows: Literal["block", "code"], by: str) -> Measured:
        """Count the quotations and give the measure that ``--show`` names."""
        from bouwsteen.analysis.cells import measure

        table = self.quote_table(rows=rows, by=by)
        return measure(show, table, self.columns, self.cast, self.codebook, finished=self.finished)

    def cooccurrence(self, *, rows: Literal["block", "code"], within: str) -> Cooccurrence:
        """Count how often codes go together, as near as ``--within`` says."""
        from bouwsteen.analysis.cooccurrence import cooccurrence, within_of

        return cooccurrence(
            self.columns,
            self.cast,
            self.codebook,
            rows=rows,
            within=within_of(within),
            layer=self.label,
        )

    def saturation(
        self,
        *,
        rows: Literal["block", "code"],
        order: str,
        permutations: int = 1000,
        seed: int = 0,
    ) -> Saturation:
        """Follow the codes through the interviews in the order that ``--order`` names."""
        from bouwsteen.analysis.saturation import saturation

        kind, keys = self._ordered(order)
        return saturation(
            self.columns,
            self.cast,
            self.codebook,
            keys=keys,
            order=kind,
            rows=rows,
            permutations=permutations,
            seed=seed,
            finished=self.finished,
            layer=self.label,
        )

    def _ordered(self, order: str) -> tuple[Literal["import", "date", "list"], tuple[str, ...]]:
        from bouwsteen.analysis.interview_order import by_date, by_list
        from bouwsteen.errors import AnalysisError

        if order == "import":
            return "import", tuple(one.key for one in self.cast.transcripts)
        if order == "date":
            return "date", by_date(self.cast.transcripts)
        try:
            lines = Path(order).read_text(encoding="utf-8-sig").splitlines()
        except (OSError, ValueError):
            raise AnalysisError(
                f"{order!r} is no order, and no file that can be read.",
                "Use import, date, or a text file in UTF-8 with the key of a transcript on a line.",
                key="order_no_file",
                order=order,
            ) from None
        keys = [line.strip() for line in lines if line.strip()]
        return "list", by_list(self.cast.transcripts, keys)


def counted(
    study: Study, coder: str | None, names: Pseudonyms | None = None, *, trace: bool = False
) -> Counted:
    """Read the layer that ``--coder`` names, else the consensus, else the only coder's."""
    from bouwsteen.coding.columns import CodingColumns
    from bouwsteen.exports.trace import traces_of
    from bouwsteen.study.layers import layer_to_read, unplaced_in

    reading = layer_to_read(study, coder)
    here: Any = {"coder": reading.coder, "layer": reading.layer}
    cast = own_cast = cast_of(study)
    done = finished_in(study, reading)
    book, label = study.codebook.get(), reading.label
    listed = study.quotations.select(**here) if trace or names is not None else []
    if names is None:
        columns = study.quotations.columns(**here)
    else:
        view = view_of(study, names)
        listed = list(map(view.quotation, listed))
        columns = CodingColumns.of(listed)
        cast, book, label = view.cast, view.codebook(book), view.coder_key(label)
    return Counted(
        columns=columns,
        cast=cast,
        codebook=book,
        label=label,
        unplaced=unplaced_in(study, reading),
        traces=traces_of(listed, book, cast, renamed=names is not None) if trace else (),
        finished=frozenset(
            shown.key
            for own, shown in zip(own_cast.transcripts, cast.transcripts, strict=True)
            if own.key in done
        ),
        consensus=reading.coder is None,
    )


def finished_in(study: Study, reading: LayerChoice) -> set[str]:
    """Transcripts whose coding is done in the layer that is read."""
    if reading.coder is None:
        # What a coder finished after the meeting began has nothing in its layer.
        return {mark.transcript for mark in study.consensus.done}
    return {mark.transcript for mark in study.coders.done() if mark.coder == reading.coder}


def coverage_of(
    study: Study,
    *,
    coder: str | None = None,
    lang: str = "nl",
    names: Pseudonyms | None = None,
) -> Table:
    """How much each coder, or only this one, coded of each transcript: a table of an article."""
    from bouwsteen.analysis.coverage import coverage
    from bouwsteen.exports.article import coverage_article

    coders = [one.key for one in study.coders.all() if coder in (None, one.key)]
    coded = {key: study.quotations.columns(coder=key) for key in coders}
    done = {mark for mark in study.coders.done() if mark.coder in coders}
    found = [one for one in coverage(cast_of(study), coded, done) if one.quotations or one.done]
    if names is not None:
        view = view_of(study, names)
        found = [
            dataclasses.replace(
                one,
                transcript=view.transcript_key(one.transcript),
                coder=view.coder_key(one.coder),
            )
            for one in found
        ]
    return coverage_article(found, lang=lang)
