"""Which codings a table reads: the consensus layer, or one coder's. Coders are never added up."""

from __future__ import annotations

__all__ = ["LayerChoice", "layer_to_read", "unplaced_in"]

import dataclasses

from bouwsteen.coding.model import Layer
from bouwsteen.errors import AnalysisError
from bouwsteen.study.study import Study


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LayerChoice:
    """The layer that a table reads.

    Parameters
    ----------
    layer : Layer
        Independent or consensus.
    coder : str or None
        Whose independent layer; None for the consensus.
    """

    layer: Layer
    coder: str | None

    @property
    def label(self) -> str:
        """``consensus``, or the coder's key; it stands with every table."""
        return self.coder or str(self.layer)


def layer_to_read(study: Study, coder: str | None = None) -> LayerChoice:
    """Choose the codings for a table.

    Parameters
    ----------
    study : Study
        The study.
    coder : str, optional
        Whose codings to read; without it the consensus, else the only coder who coded.

    Raises
    ------
    AnalysisError
        When more than one coder has codings and there is no consensus yet.
    CodingError
        When there is no such coder.
    """
    if coder is not None:
        study.coders.check(coder)
        return LayerChoice(layer=Layer.INDEPENDENT, coder=coder)
    found = study.quotations.coders_with_codings()
    if study.consensus.finished:
        return LayerChoice(layer=Layer.CONSENSUS, coder=None)
    coders = found.get(Layer.INDEPENDENT, ())
    if len(coders) == 1:
        return LayerChoice(layer=Layer.INDEPENDENT, coder=coders[0])
    if not coders:
        raise AnalysisError(
            "Nothing is coded yet.",
            "Code first: bouwsteen code add, code import",
            key="study_nothing_coded",
        )
    raise AnalysisError(
        f"There are codings of {', '.join(coders)} and no consensus yet; they are never added up.",
        "Name whose codings to read with --coder KEY.",
        key="study_no_consensus",
        coders=", ".join(coders),
    )


def unplaced_in(study: Study, reading: LayerChoice) -> list[int]:
    """Numbers of the quotations of a layer that await a place; no table counts them."""
    return [
        one.quotation.id
        for one in study.unplaced.select(coder=reading.coder)
        if one.quotation.layer is reading.layer
    ]
