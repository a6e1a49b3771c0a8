"""Raw figures of an agreement as tables with stable English headings, for csv and xlsx."""

from __future__ import annotations

__all__ = ["MEAN", "TOGETHER", "code_data", "influence_data"]

from collections.abc import Mapping

from bouwsteen.analysis.agreement.results import Agreement
from bouwsteen.analysis.agreement.values import Value
from bouwsteen.codebook.model import Codebook
from bouwsteen.exports.code_names import code_name
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.table import Cell, Column, Kind, Table

MEAN, TOGETHER = "(mean)", "(together)"
"""Rows of figures over all codes; no key of a code can be these."""

_COUNTS = ("both", "only_a", "only_b", "neither")


def code_data(found: Agreement, codebook: Codebook, labels: Labels) -> Table:
    """One row a code with every count and coefficient.

    Returns
    -------
    Table
        ``low``, ``high``, ``reason``, ``method``, ``p_below_667`` and ``p_below_800`` belong to
        ``alpha``; any other coefficient has ``NAME``, ``NAME_low``, ``NAME_high``, ``NAME_reason``.
        The last two rows are plain means over the codes, and figures over the sets of codes.
    """
    others = [name for name in found.codes[0].measures if name != "alpha"] if found.codes else []
    rows = [
        (
            one.code,
            code_name(one.code, codebook, labels.lang),
            one.n,
            one.prevalence,
            *(one.codings[who] for who in found.coders),
            *(one.marked[who] for who in found.coders),
            *(None if one.table is None else getattr(one.table, name) for name in _COUNTS),
            *_cells(one.measures, others),
        )
        for one in found.codes
    ]
    heads = [
        *_columns("text", "code", "label"),
        *_columns("int", "n"),
        *_columns("decimal", "prevalence"),
        *_columns("int", *(f"codings_{who}" for who in found.coders)),
        *_columns("int", *(f"marked_{who}" for who in found.coders)),
        *_columns("int", *_COUNTS),
    ]
    blank = (None,) * (len(heads) - 2)
    return Table(
        key="data",
        caption=labels("agreement.caption", coders=", ".join(found.coders)),
        columns=(*heads, *_measure_columns(others)),
        rows=tuple(rows),
        foot=tuple(
            (key, label, *blank, *_cells(_over_codes(found, means=means), others))
            for key, label, means in (
                (MEAN, labels("column.overall"), True),
                (TOGETHER, labels("agreement.together"), False),
            )
        ),
        lang=labels.lang,
    )


def _over_codes(found: Agreement, *, means: bool) -> Mapping[str, Value]:
    """Figures over all codes by the name they have for a code: either the means or the others."""
    chosen = {
        name: one.value
        for name, one in found.overall.items()
        if (one.definition == "macro_mean") is means
    }
    if means:
        chosen["alpha"] = chosen["alpha_macro"]
    return chosen


def _cells(measures: Mapping[str, Value], others: list[str]) -> tuple[Cell, ...]:
    alpha = measures["alpha"]
    cells: list[Cell] = [alpha.value, alpha.low, alpha.high, alpha.reason, alpha.method]
    cells += [alpha.p_below_667, alpha.p_below_800]
    for name in others:
        one = measures.get(name)
        cells += [None] * 4 if one is None else [one.value, one.low, one.high, one.reason]
    return tuple(cells)


def _measure_columns(others: list[str]) -> tuple[Column, ...]:
    own = (
        *_columns("decimal", "alpha", "low", "high"),
        *_columns("text", "reason", "method"),
        *_columns("decimal", "p_below_667", "p_below_800"),
    )
    return own + tuple(
        column
        for name in others
        for column in (
            *_columns("decimal", name, f"{name}_low", f"{name}_high"),
            *_columns("text", f"{name}_reason"),
        )
    )


def influence_data(found: Agreement, labels: Labels) -> Table:
    """One row a code and transcript: alpha by itself, alpha without it, share of differences."""
    return Table(
        key="influence",
        caption=labels("report.influence"),
        columns=(
            *_columns("text", "code", "transcript"),
            *_columns("decimal", "alone", "without", "share"),
        ),
        rows=tuple(
            (one.code, each.transcript, each.alone, each.without, each.share)
            for one in found.codes
            for each in one.influence
        ),
        lang=labels.lang,
    )


def _columns(kind: Kind, *keys: str) -> tuple[Column, ...]:
    return tuple(Column(key=key, label=key, kind=kind) for key in keys)
