"""The report of a study: what an article takes from it, in the order in which it is written."""

from __future__ import annotations

__all__ = ["Measurement", "Study", "article_report"]

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Protocol

from bouwsteen.analysis.agreement.results import Agreement
from bouwsteen.analysis.cooccurrence import Cooccurrence
from bouwsteen.analysis.interviews import InterviewTable
from bouwsteen.analysis.saturation import Saturation
from bouwsteen.analysis.tables import QuoteTable
from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.model import Layer
from bouwsteen.exports.article import interviews_article, quotes_article
from bouwsteen.exports.cooccurrence_article import cooccurrence_article
from bouwsteen.exports.figures import Figure, forest_plot
from bouwsteen.exports.figures_cooccurrence import code_map
from bouwsteen.exports.figures_saturation import saturation_curve
from bouwsteen.exports.figures_tables import stacked_bars, table_map
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.methods import Facts, methods_text
from bouwsteen.exports.quote_book import QuoteBook
from bouwsteen.exports.report_parts import Bullets, Part, Picture, Report, Section
from bouwsteen.exports.report_words import overall_sentence, per_code_measure
from bouwsteen.exports.saturation_article import saturation_article
from bouwsteen.exports.table import Table
from bouwsteen.exports.trace import Trace, trace_note, traced
from bouwsteen.transcripts.cast import Cast

_MOST_COLUMNS = 8
"""Columns that upright paper holds; a wider table is turned on its side where that helps."""


class _Drawn(Protocol):
    @property
    def title(self) -> str:
        """What stands above the figure."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """Agreement between coders, and what the methods paragraph needs beside it."""

    found: Agreement
    facts: Facts


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What is reported.

    Parameters
    ----------
    cast : Cast
        Who speaks where.
    codebook : Codebook
        The codes.
    blocks, codes : QuoteTable
        Quotations per block and per code.
    interviews : InterviewTable
        Interviews per organisation and role.
    together : Cooccurrence
        Which blocks go together.
    saturation : Saturation
        When no new codes came up.
    coverage : Table
        How much each coder coded.
    quotes : QuoteBook
        Quotes that illustrate.
    summary : Table or None
        The author's interpretation of each block, if there is one.
    unplaced : tuple of int
        Numbers of quotations that await a place in a corrected text.
    traces : tuple of Trace
        What the figures rest on: codings, codebook and people.
    """

    cast: Cast
    codebook: Codebook
    blocks: QuoteTable
    codes: QuoteTable
    interviews: InterviewTable
    together: Cooccurrence
    saturation: Saturation
    coverage: Table
    quotes: QuoteBook
    summary: Table | None = None
    unplaced: tuple[int, ...] = ()
    traces: tuple[Trace, ...] = ()


def article_report(
    study: Study, *, measurement: Measurement | None = None, lang: str = "nl"
) -> Report:
    """Put the report together.

    Parameters
    ----------
    study : Study
        Counts, quotes and people.
    measurement : Measurement, optional
        Agreement, when two coders or more finished the same transcripts.
    lang : str
        ``nl`` or ``en``.

    Returns
    -------
    Report
        A figure with nothing to draw, and a section without parts, is left out.
    """
    labels = Labels(lang)
    layer = labels.optional(f"word.{study.blocks.layer}", study.blocks.layer)
    made: dict[str, Iterable[Part | None]] = {
        "material": _material(study, labels),
        "blocks": _blocks(study, labels),
        "summary": (study.summary,),
        "quotes": (study.quotes,) if study.quotes.groups else study.quotes.notes,
        "codes": (_counted(study, study.codes, lang),),
        "together": _together(study, labels),
        "saturation": _saturation(study, labels),
        "agreement": _agreement(study, measurement, labels),
        "methods": _methods(study, measurement, labels),
    }
    sections = [
        Section(
            heading=labels(f"article.{key}"),
            parts=tuple(_upright(part) for part in parts if part is not None),
        )
        for key, parts in made.items()
    ]
    return Report(
        title=labels("article.title"),
        subtitle=labels(
            "article.subtitle",
            codebook=study.codebook.labels.get(lang) or study.codebook.key,
            version=study.codebook.version,
            layer=layer,
        ),
        sections=tuple(section for section in sections if section.parts),
        data=(),
        lang=lang,
    )


def _upright(part: Part) -> Part:
    """A table that is too wide for upright paper, turned on its side if it is narrower so."""
    if isinstance(part, Table) and len(part.columns) > max(_MOST_COLUMNS, len(part.rows) + 1):
        return part.transposed()
    return part


def _counted(study: Study, table: QuoteTable, lang: str) -> Table:
    return traced(quotes_article(table, lang=lang, unplaced=study.unplaced), *study.traces)


def _picture(figure: Figure | None, labels: Labels) -> Picture | None:
    if figure is None:
        return None
    return Picture(figure=figure, caption=labels("article.figure", title=_title(figure)))


def _title(figure: _Drawn) -> str:
    return figure.title.removesuffix(".")


def _material(study: Study, labels: Labels) -> Iterator[Part | None]:
    people = study.cast.interviewees
    organisations = {one.organisation for one in people if one.organisation}
    said = (
        ("interviews", len(study.cast.transcripts)),
        ("respondents", len(people)),
        ("organisations", len(organisations)),
        ("quotations", sum(study.blocks.quotations)),
    )
    yield Bullets(items=tuple(labels.count(f"article.n_{name}", n) for name, n in said))
    yield trace_note(labels, *study.traces)
    speakers = (one for one in study.traces if one.of == "people")
    yield traced(interviews_article(study.interviews, lang=labels.lang), *speakers)
    yield study.coverage


def _blocks(study: Study, labels: Labels) -> Iterator[Part | None]:
    yield _counted(study, study.blocks, labels.lang)
    yield _picture(table_map(study.blocks, lang=labels.lang), labels)
    yield _picture(stacked_bars(study.blocks, lang=labels.lang), labels)


def _together(study: Study, labels: Labels) -> Iterator[Part | None]:
    found = cooccurrence_article(study.together, lang=labels.lang, unplaced=study.unplaced)
    yield traced(found, *study.traces)
    yield _picture(code_map(study.together, lang=labels.lang), labels)


def _saturation(study: Study, labels: Labels) -> Iterator[Part | None]:
    found = saturation_article(study.saturation, lang=labels.lang, unplaced=study.unplaced)
    yield traced(found, *study.traces)
    yield _picture(saturation_curve(study.saturation, lang=labels.lang), labels)


def _agreement(
    study: Study, measurement: Measurement | None, labels: Labels
) -> Iterator[Part | None]:
    if measurement is None:
        return
    found = measurement.found
    yield overall_sentence(found, labels)
    forest = forest_plot(found, study.codebook, measure=per_code_measure(found), lang=labels.lang)
    if forest is not None:
        caption = labels("figure.caption_forest", title=forest.title)
        if forest.limits:
            caption = f"{caption} {labels('figure.caption_limits')}"
        yield Picture(figure=forest, caption=caption)


def _methods(study: Study, measurement: Measurement | None, labels: Labels) -> Iterator[Part]:
    layer = study.blocks.layer
    if layer != Layer.CONSENSUS:
        yield labels("article.one_layer", coder=layer)
    if measurement is None:
        yield labels("article.unmeasured")
        return
    yield labels("report.methods_intro")
    yield from methods_text(measurement.found, study.codebook, measurement.facts, lang=labels.lang)
