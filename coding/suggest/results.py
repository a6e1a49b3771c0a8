"""What an evaluation of suggestions found, block by block and as work goes on."""

from __future__ import annotations

__all__ = ["CodeResult", "CurvePoint", "Evaluation"]

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CodeResult:
    """Figures of one block.

    Parameters
    ----------
    code : str
        Key.
    n : int
        Passages that carry it.
    recall : float or None
        Share of those where it is among the first two.
    shown, right : int
        Suggestions that would be shown, and those of them that the coder gave too.
    f1 : float or None
        With the threshold that the transcripts taught give.
    kappa, kappa_humans : float or None
        Of model and coder, and of this coder and the other one, on the same passages.
    """

    code: str
    n: int
    recall: float | None
    shown: int
    right: int
    f1: float | None
    kappa: float | None
    kappa_humans: float | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """Figures after a number of coded passages.

    Parameters
    ----------
    passages : int
        How many taught; 0 is the codebook alone. At the last point, where each part is judged by
        all other parts, their mean number.
    recall, macro_f1 : float or None
        As in `Evaluation`. At 0 no coding chooses a threshold: every code has that from which
        suggestions are shown.
    """

    passages: int
    recall: float | None
    macro_f1: float | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What suggestions are worth, by leaving transcripts out.

    Parameters
    ----------
    passages, transcripts : int
        What it was measured on.
    marks, assisted : int
        Codes given there, and those of them that were given with a suggestion in sight.
    recall : float or None
        Share of the codes given that are among the first two.
    recall_assisted, recall_unassisted : float or None
        The same for codes given with and without a suggestion in sight. Of the first the coder
        may have followed the model, so that the second is the one to go by.
    hits : float or None
        Share of the coded passages with a right code among the first two.
    macro_f1, macro_f1_always : float or None
        Mean F1 of the blocks that occur: of the model, and of saying yes to every block
        everywhere, which takes no model.
    calibration_error : float or None
        Expected calibration error.
    codes : tuple of CodeResult
        Block by block.
    bands : tuple of (str, int, int)
        Band of confidence, suggestions that would be shown in it, right ones among them.
    curve : tuple of CurvePoint
        How it grows with the work done.
    """

    passages: int
    transcripts: int
    marks: int
    assisted: int
    recall: float | None
    recall_assisted: float | None
    recall_unassisted: float | None
    hits: float | None
    macro_f1: float | None
    macro_f1_always: float | None
    calibration_error: float | None
    codes: tuple[CodeResult, ...]
    bands: tuple[tuple[str, int, int], ...]
    curve: tuple[CurvePoint, ...]
