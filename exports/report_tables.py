"""Tables of the agreement report, for reading; `report_data` has the raw figures."""

from __future__ import annotations

__all__ = [
    "code_table",
    "count_table",
    "influence_table",
    "kinds_table",
    "overall_table",
    "stretch_table",
]

from collections.abc import Mapping

from bouwsteen.analysis.agreement.disagreement import Disagreements, Kind, Pair
from bouwsteen.analysis.agreement.results import Agreement, Overall
from bouwsteen.analysis.agreement.suite import BENCHMARKED
from bouwsteen.analysis.agreement.values import Value
from bouwsteen.codebook.model import Codebook
from bouwsteen.exports.code_names import code_name, code_names
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.report_words import capital, headline, undefined_sentences
from bouwsteen.exports.table import Cell, Column, Table
from bouwsteen.exports.table import Kind as CellKind

_HEAVIEST = 3
"""Interviews that the table of influence shows for each code."""


def code_table(found: Agreement, codebook: Codebook, labels: Labels) -> Table:
    """Coefficients per code on fixed units, alpha with its interval."""
    kappa = "kappa" if len(found.coders) == 2 else "conger"
    shown = ("percent", "positive", kappa, "ac1")
    overall = {name: one.value for name, one in found.overall.items()}
    means = (overall[name].value for name in shown)
    mean = (labels("column.overall"), *means, *_with_interval(overall["alpha_macro"]))
    blank = (None,) * len(shown)
    jaccard = _with_interval(overall["alpha_jaccard"])
    together = (labels("agreement.together"), *blank, *jaccard)
    return Table(
        key=f"agreement-by-{found.level}",
        caption=labels(f"report.caption_codes_{found.level}"),
        columns=(
            Column(key="code", label=labels(f"word.{found.level}")),
            _column("percent", "percent", labels),
            _column("positive", "decimal", labels),
            *(_column(name, "decimal", labels) for name in (kappa, "ac1", "alpha", "low", "high")),
            _column("p_below", "percent", labels),
        ),
        rows=tuple(
            (
                code_name(one.code, codebook, labels.lang),
                *(one.measures[name].value for name in shown),
                *_with_interval(one.measures["alpha"]),
            )
            for one in found.codes
        ),
        foot=(mean, together),
        notes=(
            *_basis(found, labels),
            labels("report.columns_codes"),
            labels("agreement.mean"),
            *undefined_sentences(found, codebook, (*shown, "alpha"), labels),
        ),
        lang=labels.lang,
    )


def _basis(found: Agreement, labels: Labels) -> tuple[str, ...]:
    """What the figures rest on: unit, rule, text, and transcripts left out."""
    sentences = [labels(f"agreement.unit_{found.unit}", n=labels.cell(found.n_units, "int"))]
    if found.unit != "character":
        sentences.append(labels(f"agreement.rule_{found.rule}", n=found.min_overlap))
    characters = labels.cell(found.characters, "int")
    sentences.append(labels(f"agreement.scope_{found.scope}", n=characters))
    if found.missing:
        pairs = ", ".join(f"{pair.transcript} ({pair.coder})" for pair in found.missing)
        sentences.append(labels("agreement.missing", pairs=pairs))
    return tuple(sentences)


def count_table(found: Agreement, codebook: Codebook, labels: Labels) -> Table:
    """How often every coder gave every code, and how far it is spread."""
    two = len(found.coders) == 2
    notes = [
        labels("report.columns_counts", units=labels(f"report.units_{found.unit}")),
        *([labels("report.columns_both")] if two else []),
    ]
    return Table(
        key="counts",
        caption=labels("report.caption_counts"),
        columns=(
            Column(key="code", label=labels(f"word.{found.level}")),
            _column("n", "int", labels),
            _column("codings", "int", labels),
            *(Column(key=f"marked_{who}", label=who, kind="int") for who in found.coders),
            *([_column("both", "int", labels)] if two else []),
            _column("prevalence", "percent", labels),
        ),
        rows=tuple(
            (
                code_name(one.code, codebook, labels.lang),
                one.n,
                sum(one.codings.values()),
                *(one.marked[who] for who in found.coders),
                *([None if one.table is None else one.table.both] if two else []),
                one.prevalence,
            )
            for one in found.codes
        ),
        notes=tuple(notes),
        lang=labels.lang,
    )


def stretch_table(found: Agreement, codebook: Codebook, labels: Labels) -> Table:
    """Agreement on free spans, character by character: the unitizing family of 2016."""
    together = _with_interval(found.overall["u_alpha"].value)
    return Table(
        key="stretches",
        caption=labels("report.caption_stretches"),
        columns=(
            Column(key="code", label=labels(f"word.{found.level}")),
            *(_column(name, "decimal", labels) for name in ("u_alpha", "low", "high")),
            _column("p_below", "percent", labels),
            _column("ku_alpha", "decimal", labels),
            _column("ku_coverage", "percent", labels),
        ),
        rows=tuple(
            (
                code_name(one.code, codebook, labels.lang),
                *_with_interval(one.measures["u_alpha"]),
                one.measures["ku_alpha"].value,
                one.measures["ku_coverage"].value,
            )
            for one in found.codes
        ),
        foot=((labels("agreement.together"), *together, None, None),),
        notes=(
            labels("report.columns_stretches"),
            *undefined_sentences(found, codebook, ("u_alpha", "ku_alpha"), labels),
        ),
        lang=labels.lang,
    )


def overall_table(
    found: Agreement, codebook: Codebook, labels: Labels, *, beforehand: bool
) -> Table:
    """Every figure over all codes with how it was made; the primary one first and marked.

    Parameters
    ----------
    beforehand : bool
        The primary coefficient was named before layers were laid side by side.
    """
    primary = headline(found)
    # ``alpha`` is the same figure as ``alpha_jaccard``.
    listed = {name: one for name, one in found.overall.items() if name != "alpha"}
    order = sorted(listed, key=lambda name: (name != primary, name not in BENCHMARKED))
    return Table(
        key="overall",
        caption=labels("report.caption_overall"),
        columns=(
            Column(key="measure", label=labels("head.measure"), weight=1.1),
            Column(key="definition", label=labels("head.definition"), weight=1.4),
            *(_column(name, "decimal", labels) for name in ("value", "low", "high")),
            _column("p_below", "percent", labels),
        ),
        rows=tuple(
            (
                capital(labels(f"measure.{name}")) + (" *" if name == primary else ""),
                labels(f"definition.{listed[name].definition}"),
                *_with_interval(listed[name].value),
            )
            for name in order
        ),
        notes=(
            labels(f"report.primary{'_before' if beforehand else ''}"),
            *_overall_notes({name: listed[name] for name in order}, found, codebook, labels),
        ),
        lang=labels.lang,
    )


def _overall_notes(
    listed: Mapping[str, Overall], found: Agreement, codebook: Codebook, labels: Labels
) -> tuple[str, ...]:
    notes = [labels("report.columns_overall")]
    grouped: dict[tuple[str, str], list[str]] = {}
    without: dict[tuple[str, ...], list[str]] = {}
    for name, one in listed.items():
        measure = labels(f"measure.{name}")
        if one.value.reason is not None and (one.value.value is None or found.method is not None):
            key = "row_undefined" if one.value.value is None else "row_no_interval"
            grouped.setdefault((key, one.value.reason), []).append(measure)
        if one.undefined and one.value.value is not None:
            without.setdefault(one.undefined, []).append(measure)
    notes += [
        labels(
            "report.left_out",
            measures=", ".join(same),
            codes=code_names(codes, codebook, labels.lang),
        )
        for codes, same in without.items()
    ]
    notes += [
        labels(f"report.{key}", measure=capital(", ".join(same)), reason=labels(f"reason.{reason}"))
        for (key, reason), same in grouped.items()
    ]
    return tuple(notes)


def influence_table(found: Agreement, codebook: Codebook, labels: Labels) -> Table:
    """The interviews that hold most differences on each code, and alpha without them."""
    rows: list[tuple[Cell, ...]] = []
    for one in found.codes:
        weighty = [each for each in one.influence if each.share]
        weighty.sort(key=lambda each: -(each.share or 0.0))
        rows += [
            (
                code_name(one.code, codebook, labels.lang),
                each.transcript,
                each.share,
                each.without,
                each.alone,
            )
            for each in weighty[:_HEAVIEST]
        ]
    return Table(
        key="heaviest-interviews",
        caption=labels("report.caption_influence"),
        columns=(
            Column(key="code", label=labels(f"word.{found.level}")),
            _column("transcript", "text", labels),
            _column("share", "percent", labels),
            _column("without", "decimal", labels),
            _column("alone", "decimal", labels),
        ),
        rows=tuple(rows),
        notes=(labels("report.columns_influence"),),
        lang=labels.lang,
    )


def kinds_table(found: Disagreements, pair: Pair, labels: Labels) -> Table:
    """How many differences of each kind two coders have, and how much they weigh."""
    a, b = pair.coders
    by_kind = {
        kind: [one for one in found.of(pair.coders) if one.kind == kind]
        for kind in (Kind.ONLY_A, Kind.ONLY_B, Kind.OTHER_CODE, Kind.BOUNDARY)
    }
    rows = tuple(
        (
            labels(f"kind.{kind}", a=a, b=b),
            len(same),
            sum(one.end - one.start for one in same),
            sum(one.part for one in same),
        )
        for kind, same in by_kind.items()
    )
    total = (sum(row[1] for row in rows), sum(row[2] for row in rows), sum(row[3] for row in rows))
    return Table(
        key="kinds",
        caption=labels("report.caption_kinds", a=a, b=b),
        columns=(
            _column("kind", "text", labels),
            _column("count", "int", labels),
            _column("characters", "int", labels),
            _column("share", "percent", labels),
        ),
        rows=rows,
        foot=((labels("word.total"), *total),),
        notes=(labels("report.columns_kinds"),),
        lang=labels.lang,
    )


def _with_interval(value: Value) -> tuple[Cell, ...]:
    """Value, bounds, and the probability of lying below the lower limit."""
    return (value.value, value.low, value.high, value.p_below_667)


def _column(name: str, kind: CellKind, labels: Labels) -> Column:
    return Column(key=name, label=labels(f"head.{name}"), kind=kind)
