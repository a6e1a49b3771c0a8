"""The learning curve of suggestions as a picture."""

from __future__ import annotations

__all__ = ["learning_curve"]

import io
from typing import Literal

from bouwsteen.coding.suggest.results import Evaluation
from bouwsteen.exports.labels import Labels


def learning_curve(evaluation: Evaluation, kind: Literal["png", "svg"], *, lang: str) -> bytes:
    """Draw how recall and macro-F1 grow with the number of coded passages.

    Parameters
    ----------
    evaluation : Evaluation
        From `evaluate`.
    kind : {'png', 'svg'}
        Format.
    lang : str
        ``nl`` or ``en``.

    Returns
    -------
    bytes
        The picture.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    labels = Labels(lang)
    figure = Figure(figsize=(6.4, 4.0), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    for name, values, marker, colour in (
        ("recall", [one.recall for one in evaluation.curve], "o", "#0072b2"),
        ("macro_f1", [one.macro_f1 for one in evaluation.curve], "s", "#d55e00"),
    ):
        points = [
            (one.passages, value)
            for one, value in zip(evaluation.curve, values, strict=True)
            if value is not None
        ]
        axes.plot(
            [at for at, _ in points],
            [value for _, value in points],
            marker=marker,
            color=colour,
            label=labels(f"suggest.{name}"),
        )
    axes.set_ylim(0, 1)
    axes.set_xlabel(labels("suggest.coded_passages"))
    axes.grid(visible=True, alpha=0.3)
    axes.legend(loc="lower right", frameon=False)
    target = io.BytesIO()
    # Without a date and with fixed ids the same figures give the same file.
    metadata = {"Date": None} if kind == "svg" else {"Software": None}
    figure.savefig(target, format=kind, dpi=200, metadata=metadata)
    return target.getvalue()
