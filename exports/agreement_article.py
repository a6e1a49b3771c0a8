"""The table of agreement for the terminal: one line a code, alpha with its interval."""

from __future__ import annotations

__all__ = ["agreement_article"]

from collections.abc import Mapping

from bouwsteen.analysis.agreement.results import Agreement
from bouwsteen.analysis.agreement.values import Reason, Value
from bouwsteen.codebook.model import Codebook
from bouwsteen.exports.article import columns
from bouwsteen.exports.code_names import code_name
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.report_words import guard_sentence, undefined_sentences
from bouwsteen.exports.table import Cell, Column, Table

_MEASURES = ("percent", "kappa", "ac1", "alpha", "u_alpha")
"""Coefficients that the table shows; JSON and the report have all."""


def agreement_article(found: Agreement, codebook: Codebook, *, lang: str = "nl") -> Table:
    """Table of agreement per code with alpha's interval, the mean, and alpha over all codes."""
    labels = Labels(lang)
    return Table(
        key="agreement",
        caption=labels("agreement.caption", coders=", ".join(found.coders)),
        columns=(
            Column(key="code", label=labels(f"word.{found.level}")),
            *columns(
                labels,
                ("codings", "int"),
                ("prevalence", "percent"),
                ("percent", "percent"),
                ("kappa", "decimal"),
                ("ac1", "decimal"),
                ("alpha", "decimal"),
                ("low", "decimal"),
                ("high", "decimal"),
                ("u_alpha", "decimal"),
            ),
        ),
        rows=tuple(
            (
                code_name(one.code, codebook, labels.lang),
                sum(one.codings.values()),
                one.prevalence,
                *_figures(one.measures, one.measures["alpha"]),
            )
            for one in found.codes
        ),
        foot=_agreement_foot(found, labels),
        notes=_agreement_notes(found, codebook, labels),
        lang=lang,
    )


def _figures(measures: Mapping[str, Value], alpha: Value) -> tuple[Cell, ...]:
    """Percent, kappa, AC1, alpha with its bounds, u."""
    percent, kappa, ac1, u = (
        measures[name].value for name in ("percent", "kappa", "ac1", "u_alpha")
    )
    return (percent, kappa, ac1, alpha.value, alpha.low, alpha.high, u)


def _agreement_foot(found: Agreement, labels: Labels) -> tuple[tuple[Cell, ...], ...]:
    overall = {name: one.value for name, one in found.overall.items()}
    codings = sum(sum(one.codings.values()) for one in found.codes)
    nothing = Value(reason=Reason.NOTHING_DEFINED)
    means = {**overall, "u_alpha": nothing}
    together = {**dict.fromkeys(overall, nothing), "u_alpha": overall["u_alpha"]}
    return (
        (
            labels("column.overall"),
            None,
            None,
            *_figures(means, overall["alpha_macro"]),
        ),
        (
            labels("agreement.together"),
            codings,
            None,
            *_figures(together, overall["alpha_jaccard"]),
        ),
    )


def _agreement_notes(found: Agreement, codebook: Codebook, labels: Labels) -> tuple[str, ...]:
    notes = [
        labels(f"agreement.unit_{found.unit}", n=labels.cell(found.n_units, "int")),
        labels(f"agreement.scope_{found.scope}", n=labels.cell(found.characters, "int")),
        labels("agreement.mean"),
    ]
    if found.unit != "character":
        notes.insert(1, labels(f"agreement.rule_{found.rule}", n=found.min_overlap))
    if found.method is not None:
        n = len(found.transcripts)
        notes.append(
            labels(
                f"agreement.{found.method}",
                n=n,
                replicates=labels.cell(found.replicates, "int"),
                seed=found.seed,
            )
        )
    notes += undefined_sentences(found, codebook, _MEASURES, labels)
    if found.missing:
        pairs = ", ".join(f"{pair.transcript} ({pair.coder})" for pair in found.missing)
        notes.append(labels("agreement.missing", pairs=pairs))
    return (*notes, *(guard_sentence(one, codebook, labels) for one in found.guards))
