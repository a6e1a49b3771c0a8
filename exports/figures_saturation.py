"""The saturation curve with its band, as data."""

from __future__ import annotations

__all__ = ["Curve", "saturation_curve"]

import dataclasses

from bouwsteen.analysis.saturation import Saturation
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.saturation_article import caption, reached_sentences


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A curve of different codes by number of interviews.

    Parameters
    ----------
    title, across, up : str
        Above the curve and along its axes.
    values : tuple of int
        In the order of the study.
    mean : tuple of float
        Over all orders.
    low, high : tuple of int
        Edges of the band.
    value_name, mean_name, band_name : str
        For the legend.
    mark : tuple of int and str, or None
        Where saturation was reached with the shortest run, and how that is called.
    alt : str
        The same in words, for who cannot see it.
    lang : str
        ``nl`` or ``en``.
    """

    title: str
    across: str
    up: str
    values: tuple[int, ...]
    mean: tuple[float, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    value_name: str
    mean_name: str
    band_name: str
    mark: tuple[int, str] | None
    alt: str
    lang: str


def saturation_curve(found: Saturation, *, lang: str = "nl") -> Curve:
    """The table of new codes as a picture."""
    labels = Labels(lang)
    level = "block" if found.rule == "once-per-block" else "code"
    title = caption(found, labels)
    run = found.runs[0]
    mark = None
    if run.reached is not None:
        words = labels("saturation.mark", reached=run.reached, run=run.length)
        mark = run.reached, words
    said = (f"{title}.", labels(f"saturation.order_{found.order}"))
    return Curve(
        title=title,
        across=labels("saturation.axis_interviews"),
        up=labels(f"saturation.axis_{level}"),
        values=found.cumulative,
        mean=found.expected,
        low=found.low,
        high=found.high,
        value_name=labels("saturation.curve"),
        mean_name=labels("saturation.mean"),
        band_name=labels("saturation.middle", n=labels.cell(found.permutations, "int")),
        mark=mark,
        alt=" ".join((*said, *reached_sentences(found, labels))),
        lang=lang,
    )
