"""What a table or list of quotes on the page is made of: a layer, and part of the respondents."""

from __future__ import annotations

__all__ = ["Asked", "Part", "asked", "read_part", "told"]

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from bouwsteen.console import cast_of
from bouwsteen.counting import SHOWN, Counted
from bouwsteen.errors import AnalysisError
from bouwsteen.exports.labels import Labels
from bouwsteen.web.opened import StillBlind, require_meeting

if TYPE_CHECKING:
    from bouwsteen.coding.model import Quotation
    from bouwsteen.study.study import Study

_ATTRIBUTES = ("role", "organisation", "transcript")
_OTHER = "is."


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address asks for.

    Parameters
    ----------
    layer : {"own", "consensus"}
        The page's own coder, or the consensus.
    where : mapping of str to str or None
        Conditions on respondents and transcripts; None stands for those without a value.
    rows, by, show : str
        Of the table.
    code : str or None
        Of the quotes; without its sub-codes when `alone`.
    alone : bool
        See `code`.
    text : str
        Words that the quotes hold.
    """

    layer: Literal["own", "consensus"] = "own"
    where: Mapping[str, str | None] = dataclasses.field(default_factory=dict)
    rows: Literal["block", "code"] = "block"
    by: str = "role"
    show: str = "counts"
    code: str | None = None
    alone: bool = False
    text: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One layer's codings, narrowed to what was asked for.

    Parameters
    ----------
    quotations : tuple of Quotation
        Of the layer.
    counted : Counted
        The same, as tables count them.
    """

    quotations: tuple[Quotation, ...]
    counted: Counted


def asked(query: Mapping[str, str]) -> Asked:
    """Read the parameters of an address; a parameter that is empty asks for nobody's value.

    Raises
    ------
    AnalysisError
        When cells have no such measure.

    Examples
    --------
    >>> found = asked({"role": "Directie", "is.jaren": "", "rows": "code"})
    >>> found.rows, dict(found.where)
    ('code', {'role': 'Directie', 'jaren': None})
    """
    where = {name: query[name] or None for name in _ATTRIBUTES if name in query}
    where |= {
        name.removeprefix(_OTHER): value or None
        for name, value in query.items()
        if name.startswith(_OTHER)
    }
    show = query.get("show") or "counts"
    if show not in SHOWN:
        raise AnalysisError(f"Cells have no measure {show!r}.", f"There are: {', '.join(SHOWN)}.")
    return Asked(
        layer="consensus" if query.get("layer") == "consensus" else "own",
        where=where,
        rows="code" if query.get("rows") == "code" else "block",
        by=query.get("by") or "role",
        show=show,
        code=query.get("code") or None,
        alone=query.get("alone") == "1",
        text=query.get("text", "").strip(),
    )


def read_part(study: Study, coder: str, wanted: Asked, *, lang: str, trace: bool = False) -> Part:
    """Read one layer and keep what was asked for.

    Raises
    ------
    StillBlind
        When the consensus layer is not there yet, or not yet for this coder.
    AnalysisError
        When nobody answers to a condition.
    """
    from bouwsteen.analysis.narrowing import narrow
    from bouwsteen.coding.columns import CodingColumns
    from bouwsteen.exports.trace import traces_of
    from bouwsteen.study.layers import layer_to_read, unplaced_in

    consensus = wanted.layer == "consensus"
    if consensus:
        require_meeting(study, coder, lang=lang)
        if not study.consensus.finished:
            labels = Labels(lang)
            raise StillBlind(labels("web.blind.unresolved"), labels("web.blind.unresolved_hint"))
    reading = layer_to_read(study, None if consensus else coder)
    with study.reading():
        held = study.quotations.select(coder=reading.coder, layer=reading.layer)
        book = study.codebook.get()
        kept, cast = narrow(held, cast_of(study), wanted.where)
        book = study.codebook.get()
        return Part(
            quotations=kept,
            counted=Counted(
                columns=CodingColumns.of(kept),
                cast=cast,
                codebook=book,
                label=reading.label,
                unplaced=unplaced_in(study, reading),
                traces=traces_of(kept, book, cast) if trace else (),
            ),
        )


def told(wanted: Asked, *, lang: str) -> str:
    """The conditions in words, to stand under what they narrow; empty when there are none."""
    labels = Labels(lang)
    said = [
        f"{labels.optional(f'by.{name}', name)} {value or labels('word.missing')}"
        for name, value in wanted.where.items()
    ]
    return labels("web.tables.only", conditions=", ".join(said)) if said else ""
