"""The agreement report: what a supervisor or reviewer reads, from summary to methods."""

from __future__ import annotations

__all__ = ["agreement_report"]

from collections.abc import Iterator, Sequence

from bouwsteen.analysis.agreement.confusion import Confusion
from bouwsteen.analysis.agreement.disagreement import Disagreements
from bouwsteen.analysis.agreement.intervals import LIMITS
from bouwsteen.analysis.agreement.results import Agreement
from bouwsteen.analysis.agreement.suite import BENCHMARKED
from bouwsteen.codebook.model import Codebook
from bouwsteen.exports.code_names import code_names
from bouwsteen.exports.disagreement_table import confusion_table, disagreement_tables
from bouwsteen.exports.figures import forest_plot, heat_map
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.methods import Facts, methods_text
from bouwsteen.exports.report_data import code_data, influence_data
from bouwsteen.exports.report_parts import Bullets, Part, Picture, Report, Section
from bouwsteen.exports.report_tables import (
    code_table,
    count_table,
    influence_table,
    kinds_table,
    overall_table,
    stretch_table,
)
from bouwsteen.exports.report_words import (
    coder_names,
    guard_sentence,
    overall_sentence,
    per_code_measure,
)
from bouwsteen.exports.table import Table


def agreement_report(
    found: Agreement,
    codebook: Codebook,
    *,
    methods: Facts,
    disagreements: Disagreements | None = None,
    confusion: Confusion | None = None,
    lang: str = "nl",
) -> Report:
    """Put the report together.

    Parameters
    ----------
    found : Agreement
        The figures.
    codebook : Codebook
        For the names of the codes.
    methods : Facts
        What the methods paragraph needs beside the figures.
    disagreements : Disagreements, optional
        Adds how many differences there are of each kind; the list itself goes into xlsx.
    confusion : Confusion, optional
        Of two coders; adds which codes are given for which, as a picture.
    lang : str
        ``nl`` or ``en``.

    Returns
    -------
    Report
        A figure is left out when there is nothing to draw.
    """
    labels = Labels(lang)
    sections = [
        *_measured(found, codebook, labels, beforehand=methods.primary_beforehand),
        (labels("report.where"), tuple(_where(disagreements, confusion, codebook, labels))),
        (labels("report.influence"), _influence(found, codebook, labels)),
        (
            labels("report.methods"),
            (
                labels("report.methods_intro"),
                *methods_text(found, codebook, methods, lang=lang),
            ),
        ),
    ]
    return Report(
        title=labels("report.title"),
        subtitle=labels(
            "report.subtitle",
            coders=coder_names(found.coders, labels),
            codebook=codebook.labels.get(lang) or codebook.key,
            version=found.codebook_version,
        ),
        sections=tuple(
            Section(heading=heading, parts=parts) for heading, parts in sections if parts
        ),
        data=(
            code_data(found, codebook, labels),
            influence_data(found, labels),
            *_lists(disagreements, confusion, codebook, labels),
        ),
        lang=lang,
    )


def _measured(
    found: Agreement, codebook: Codebook, labels: Labels, *, beforehand: bool
) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """Headings and parts of what there is in any case."""
    yield labels("report.summary"), tuple(_summary(found, codebook, labels))
    yield labels("report.guards"), _guards(found, codebook, labels)
    yield labels(f"report.per_{found.level}"), tuple(_per_code(found, codebook, labels))
    intro = labels("report.stretches_intro", units=labels(f"report.units_{found.unit}"))
    yield labels("report.stretches"), (intro, stretch_table(found, codebook, labels))
    overall = overall_table(found, codebook, labels, beforehand=beforehand)
    yield labels("report.over_all"), (overall,)


def _summary(found: Agreement, codebook: Codebook, labels: Labels) -> Iterator[Part]:
    yield overall_sentence(found, labels)
    measure = per_code_measure(found)
    if measure not in BENCHMARKED:
        yield labels("report.no_limits", measure=labels(f"measure.{measure}"))
        return
    verdicts: dict[str, list[str]] = {
        key: [] for key in ("rely", "tentative", "discard", "unjudged")
    }
    rare = {guard.code for guard in found.guards if guard.key == "too_rare"}
    for one in found.codes:
        low = None if one.code in rare else one.measures[measure].low
        verdicts[_verdict(low)].append(one.code)
    yield labels("report.benchmark", measure=labels(f"measure.{measure}"))
    yield Bullets(
        items=tuple(
            labels(f"report.{key}", codes=code_names(codes, codebook, labels.lang))
            for key, codes in verdicts.items()
            if codes
        )
    )


def _verdict(low: float | None) -> str:
    """Krippendorff's limits against the lower bound of an interval."""
    if low is None:
        return "unjudged"
    discard, rely = LIMITS
    return "rely" if low >= rely else "tentative" if low >= discard else "discard"


def _guards(found: Agreement, codebook: Codebook, labels: Labels) -> tuple[Part, ...]:
    if not found.guards:
        return (labels("report.no_guards"),)
    items = tuple(guard_sentence(one, codebook, labels) for one in found.guards)
    return (labels("report.guards_intro"), Bullets(items=items))


def _per_code(found: Agreement, codebook: Codebook, labels: Labels) -> Iterator[Part]:
    forest = forest_plot(found, codebook, measure=per_code_measure(found), lang=labels.lang)
    if forest is not None:
        caption = labels("figure.caption_forest", title=forest.title)
        if forest.limits:
            caption = f"{caption} {labels('figure.caption_limits')}"
        yield Picture(figure=forest, caption=caption)
    yield code_table(found, codebook, labels)
    yield count_table(found, codebook, labels)


def _where(
    disagreements: Disagreements | None,
    confusion: Confusion | None,
    codebook: Codebook,
    labels: Labels,
) -> Iterator[Part]:
    for pair in () if disagreements is None else disagreements.pairs:
        if disagreements is not None and disagreements.of(pair.coders):
            yield kinds_table(disagreements, pair, labels)
    if confusion is None:
        return
    heat = heat_map(confusion, codebook, lang=labels.lang)
    if heat is not None:
        yield Picture(figure=heat, caption=labels("figure.caption_heat", title=heat.title))
        n = labels.cell(confusion.n_turns, "int")
        yield f"{labels('confusion.rule')} {labels('confusion.turns', n=n)}"


def _influence(found: Agreement, codebook: Codebook, labels: Labels) -> tuple[Part, ...]:
    table = influence_table(found, codebook, labels)
    return (table,) if table.rows else ()


def _lists(
    disagreements: Disagreements | None,
    confusion: Confusion | None,
    codebook: Codebook,
    labels: Labels,
) -> Sequence[Table]:
    """What is too long to read in a report and of use in a workbook."""
    tables: list[Table] = []
    if confusion is not None:
        tables.append(confusion_table(confusion, codebook, unit="turns", lang=labels.lang))
        tables.append(confusion_table(confusion, codebook, unit="characters", lang=labels.lang))
    if disagreements is not None:
        tables += disagreement_tables(disagreements, codebook, lang=labels.lang)
    return tables
