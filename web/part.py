"""What a table or list of quotes on the page is made of: a layer, and part of the respondents."""

from __future__ import annotations

__all__ = ["Asked", "Part", "asked", "read_part", "told"]

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from bouwsteen.console import cast_of
from bouwsteen.counting import SHOWN, Counted, finished_in
from bouwsteen.errors import AnalysisError
from bouwsteen.exports.labels import Labels
from bouwsteen.naming import view_of
from bouwsteen.web.opened import StillBlind, require_meeting

if TYPE_CHECKING:
    from bouwsteen.codebook.model import Codebook
    from bouwsteen.coding.model import Quotation
    from bouwsteen.coding.pseudonymise import View
    from bouwsteen.study.study import Study
    from bouwsteen.transcripts.cast import Cast
    from bouwsteen.transcripts.pseudonyms import Pseudonyms

BY_TRANSCRIPT = "transcript"
_ATTRIBUTES = ("role", "organisation", BY_TRANSCRIPT)
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
        Words that the quotes hold; see `bouwsteen.analysis.searching.finder`.
    whole : bool
        See `text`: whole words only.
    """

    layer: Literal["own", "consensus"] = "own"
    where: Mapping[str, str | None] = dataclasses.field(default_factory=dict)
    rows: Literal["block", "code"] = "block"
    by: str = "role"
    show: str = "counts"
    code: str | None = None
    alone: bool = False
    text: str = ""
    whole: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One layer's codings, narrowed to what was asked for.

    Parameters
    ----------
    quotations : tuple of Quotation
        Of the layer.
    counted : Counted
        The same, as tables count them.
    asked : Asked
        What was asked for; under pseudonyms where these were put in.
    """

    quotations: tuple[Quotation, ...]
    asked: Asked
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
        raise AnalysisError(
            f"Cells have no measure {show!r}.",
            f"There are: {', '.join(SHOWN)}.",
            key="web_no_measure",
            show=show,
            known=", ".join(SHOWN),
        )
    return Asked(
        layer="consensus" if query.get("layer") == "consensus" else "own",
        where=where,
        rows="code" if query.get("rows") == "code" else "block",
        by=query.get("by") or "role",
        show=show,
        code=query.get("code") or None,
        alone=query.get("alone") == "1",
        text=" ".join(query.get("text", "").split()),
        whole=query.get("whole") == "1",
    )


def read_part(
    study: Study,
    coder: str,
    wanted: Asked,
    *,
    lang: str,
    trace: bool = False,
    names: Pseudonyms | None = None,
) -> Part:
    """Read one layer and keep what was asked for.

    Parameters
    ----------
    trace : bool
        Also what the figures rest on.
    names : Pseudonyms, optional
        Put pseudonyms in the place of names, in what was asked for too.

    Raises
    ------
    StillBlind
        When the consensus layer is not there yet, or not yet for this coder.
    AnalysisError
        When nobody answers to a condition.
    """
    from bouwsteen.analysis.narrowing import narrow
    from bouwsteen.analysis.searching import finder
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
        kept, cast = narrow(held, cast_of(study), wanted.where)
        texts = {one.key: one.text for one in cast.transcripts}
        holds = finder(wanted.text, whole=wanted.whole)
        if wanted.text:
            kept = tuple(one for one in kept if holds(one.span.of(texts[one.transcript])))
        found = _Found(
            quotations=kept,
            cast=cast,
            codebook=study.codebook.get(),
            label=reading.label,
            finished=frozenset(finished_in(study, reading)),
            asked=wanted,
        )
        if names is not None:
            found = _renamed(found, view_of(study, names))
        return _part(found, unplaced_in(study, reading), trace=trace, renamed=names is not None)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What was read, under the names of the study or under pseudonyms."""

    quotations: tuple[Quotation, ...]
    cast: Cast
    codebook: Codebook
    label: str
    finished: frozenset[str]
    asked: Asked


def _part(found: _Found, unplaced: list[int], *, trace: bool, renamed: bool) -> Part:
    from bouwsteen.coding.columns import CodingColumns
    from bouwsteen.exports.trace import traces_of

    kept, cast, book = found.quotations, found.cast, found.codebook
    return Part(
        quotations=kept,
        asked=found.asked,
        counted=Counted(
            columns=CodingColumns.of(kept),
            cast=cast,
            codebook=book,
            label=found.label,
            unplaced=unplaced,
            traces=traces_of(kept, book, cast, renamed=renamed) if trace else (),
            finished=found.finished,
            consensus=found.asked.layer == "consensus",
        ),
    )


def _renamed(found: _Found, view: View) -> _Found:
    """The same under pseudonyms; conditions and words looked for may hold names as well."""
    asked, cast = found.asked, found.cast
    code = asked.code and view.code_key(found.codebook.resolve(asked.code).key)
    places = {(view.transcript_key(one.transcript), view.text(one.speaker)) for one in cast.links}
    where = {
        view.text(name): value
        and (view.transcript_key(value) if name == BY_TRANSCRIPT else view.text(value))
        for name, value in asked.where.items()
    }
    return _Found(
        quotations=tuple(map(view.quotation, found.quotations)),
        cast=dataclasses.replace(
            cast,
            transcripts=tuple(map(view.transcript, cast.transcripts)),
            respondents=tuple(map(view.respondent, cast.respondents)),
            links=tuple(one for one in view.cast.links if (one.transcript, one.speaker) in places),
        ),
        codebook=view.codebook(found.codebook),
        label=view.coder_key(found.label),
        finished=frozenset(map(view.transcript_key, found.finished)),
        asked=dataclasses.replace(
            asked, where=where, code=code, by=view.text(asked.by), text=view.text(asked.text)
        ),
    )


def told(wanted: Asked, *, lang: str) -> str:
    """The conditions in words, to stand under what they narrow; empty when there are none."""
    labels = Labels(lang)
    said = [
        f"{labels.optional(f'by.{name}', name)} {value or labels('word.missing')}"
        for name, value in wanted.where.items()
    ]
    if wanted.text:
        key = "with_whole" if wanted.whole else "with_words"
        said.append(labels(f"web.tables.{key}", words=wanted.text))
    return labels("web.tables.only", conditions=", ".join(said)) if said else ""
