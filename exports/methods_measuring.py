"""The paragraph on how agreement was measured and what it is, in words that fit the coefficient."""

from __future__ import annotations

__all__ = ["measuring"]

from collections.abc import Iterator, Mapping

from bouwsteen.analysis.agreement.intervals import LIMITS
from bouwsteen.analysis.agreement.results import Agreement
from bouwsteen.analysis.agreement.suite import BENCHMARKED, CODE_MEASURES
from bouwsteen.codebook.model import Codebook
from bouwsteen.exports.code_names import code_name
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.report_words import (
    headline,
    overall_sentence,
    per_code_measure,
    shown,
    undefined_sentences,
)

_MOST_VALUES = 10
"""Codes up to which every value is written out."""

_STRETCHES: Mapping[str, str] = {
    "code_set_runs": "runs",
    "code_sums": "sums",
    "best_alignment": "alignment",
    "pairwise_mean": "alignment",
}
"""How figures that know no units compare stretches of text, by their definition."""


def measuring(
    found: Agreement, codebook: Codebook, labels: Labels, *, beforehand: bool
) -> Iterator[str]:
    """Tell, sentence by sentence, what was compared, by which coefficient, and what came out.

    Parameters
    ----------
    found : Agreement
        The figures.
    codebook : Codebook
        For the names of the codes.
    labels : Labels
        The words.
    beforehand : bool
        The coefficient was named before layers were laid side by side.
    """
    name = headline(found)
    stretches = _STRETCHES.get(found.overall[name].definition)
    yield from _compared(found, labels, stretches)
    measure = labels(f"measure.{name}")
    yield labels(f"methods.{'before' if beforehand else 'not_before'}", measure=measure)
    yield overall_sentence(found, labels)
    if stretches and per_code_measure(found) in CODE_MEASURES:
        yield from _own_units(found, labels)
    yield from _range(found, codebook, labels)
    if found.overall[name].value.value is not None:
        yield _intervals(found, labels)


def _compared(found: Agreement, labels: Labels, stretches: str | None) -> Iterator[str]:
    """Units and the rule that marks them, or stretches of text, which have neither."""
    characters = labels.cell(found.characters, "int")
    scope = labels(f"methods.scope_{found.scope}")
    if stretches:
        yield labels(f"methods.by_{stretches}", characters=characters, scope=scope)
    else:
        n = labels.cell(found.n_units, "int")
        yield labels(f"methods.unit_{found.unit}", n=n, characters=characters, scope=scope)
        yield from _rule(found, labels)
    yield labels(f"methods.level_{found.level}")
    # An alignment takes quotations as they were drawn.
    joined = 0 if stretches == "alignment" else found.merges
    for key, number in (("merges", joined), ("outside", found.outside), ("free", found.free)):
        if number:
            yield labels.count(f"methods.{key}", number)


def _own_units(found: Agreement, labels: Labels) -> Iterator[str]:
    """Units of the figures per code, where the one over all codes knows none."""
    unit = labels(f"methods.own_{found.unit}", n=labels.cell(found.n_units, "int"))
    measure = labels(f"measure.{per_code_measure(found)}")
    yield labels(f"methods.own_{found.level}", measure=measure, unit=unit)
    yield from _rule(found, labels)


def _rule(found: Agreement, labels: Labels) -> Iterator[str]:
    if found.unit != "character":
        yield labels(f"agreement.rule_{found.rule}", n=found.min_overlap)


def _intervals(found: Agreement, labels: Labels) -> str:
    n = len(found.transcripts)
    if found.method == "bootstrap":
        replicates = labels.cell(found.replicates, "int")
        return labels("methods.bootstrap", replicates=replicates, seed=found.seed)
    if found.method == "jackknife":
        return labels("methods.jackknife", n=n, df=n - 1)
    return labels("methods.none", n=n)


def _range(found: Agreement, codebook: Codebook, labels: Labels) -> Iterator[str]:
    """From the lowest code to the highest, each value, and how many lie below the limit."""
    measure = per_code_measure(found)
    values = {one.code: one.measures[measure] for one in found.codes}
    points = {code: value.value for code, value in values.items() if value.value is not None}
    if len(points) > 1:
        lowest, highest = (choose(points, key=points.__getitem__) for choose in (min, max))
        yield labels(
            f"methods.range_{found.level}",
            measure=labels(f"measure.{measure}"),
            low=labels.cell(points[lowest], "decimal"),
            high=labels.cell(points[highest], "decimal"),
            lowest=code_name(lowest, codebook, labels.lang),
            highest=code_name(highest, codebook, labels.lang),
        )
    if points and len(points) <= _MOST_VALUES:
        each = (
            f"{code_name(code, codebook, labels.lang)} {shown(values[code], labels)}"
            for code in points
        )
        yield labels("methods.each", values="; ".join(each))
    yield from undefined_sentences(found, codebook, [measure], labels, intervals=False)
    lows = [value.low for value in values.values() if value.low is not None]
    if lows and measure in BENCHMARKED:
        yield labels("methods.below", n=sum(low < LIMITS[0] for low in lows), all=len(lows))
