"""Value: a figure with its interval, or the reason why there is none."""

from __future__ import annotations

__all__ = ["Floats", "Reason", "Value"]

import dataclasses
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class Reason(StrEnum):
    """Why a figure, or its interval, cannot be given."""

    TOO_FEW_UNITS = "too_few_units"
    """There is nothing to compare, or a single unit on which the coders agree."""

    NO_CODINGS = "no_codings"
    """No coder used the code."""

    NO_VARIATION = "no_variation"
    """All coders gave every unit the same value, so chance cannot be told from agreement."""

    TWO_CODERS_ONLY = "two_coders_only"
    """The coefficient is defined for two coders, and there are more."""

    NO_COMMON_TEXT = "no_common_text"
    """No stretch was coded by two coders."""

    ONE_CODE_ONLY = "one_code_only"
    """Where two coders coded, there is one code only, so codes cannot be confused."""

    NOTHING_DEFINED = "nothing_defined"
    """A mean over codes, of which none has the figure."""

    TOO_FEW_TRANSCRIPTS = "too_few_transcripts"
    """Fewer than six transcripts: a figure without an interval."""

    UNSTABLE = "unstable"
    """Undefined in more than one in twenty replicates: a figure without an interval."""

    NOT_RESAMPLED = "not_resampled"
    """The figure rests on random samples of its own and gets no interval."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A figure, or the reason why there is none.

    Parameters
    ----------
    value : float or None
        The figure.
    low, high : float or None
        Bounds of the 95 % interval, both or neither.
    reason : str or None
        A member of `Reason`: why there is no figure or, where there is one, no interval.
    method : str or None
        How the interval was made: ``bootstrap`` or ``jackknife``, over transcripts.
    p_below_667, p_below_800 : float or None
        Probability that the coefficient lies below Krippendorff's two limits, from the same
        replicates as the interval; for coefficients that these limits were set for.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str | None = None
    method: str | None = None
    p_below_667: float | None = None
    p_below_800: float | None = None

    def __post_init__(self) -> None:
        if self.value is None and (self.reason is None or self.low is not None):
            raise ValueError("A Value without a figure has a reason and no interval.")
        if (self.low is None) != (self.high is None) or (self.low is None) != (self.method is None):
            raise ValueError("An interval has two bounds and a method.")

    def to_json(self) -> dict[str, Any]:
        """The fields by name; probabilities only where there are any."""
        found = dataclasses.asdict(self)
        if self.p_below_667 is None:
            del found["p_below_667"], found["p_below_800"]
        return found
