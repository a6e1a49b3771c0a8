"""Coefficients of nominal agreement, each one ratio of the sums in a `Tally`.

Every function takes a `Tally` with any free axes and gives an array over these axes; NaN stands for
undefined, and the caller says why. Notation: Po and Pe are observed and expected agreement, Do and
De observed and expected disagreement, m the number of coders.
"""

from __future__ import annotations

__all__ = [
    "brennan_prediger",
    "cohen_kappa",
    "conger_kappa",
    "fleiss_kappa",
    "gwet_ac1",
    "holsti",
    "krippendorff_alpha",
    "krippendorff_alpha_micro",
    "negative_agreement",
    "percent_pairs",
    "percent_units",
    "positive_agreement",
    "prevalence",
    "scott_pi",
]

import numpy as np
import numpy.typing as npt

from bouwsteen.analysis.agreement.tally import Tally
from bouwsteen.analysis.agreement.values import Floats

_NOTHING = 1e-12
"""A chance-corrected denominator below this is zero: rounding of thirds and the like."""


def _ratio(top: npt.ArrayLike, bottom: npt.ArrayLike) -> Floats:
    """Divide where there is something to divide by; NaN elsewhere."""
    above, below = np.broadcast_arrays(np.asarray(top, float), np.asarray(bottom, float))
    undefined = np.full(below.shape, np.nan)
    found: Floats = np.divide(above, below, out=undefined, where=below > _NOTHING)
    return found


def _corrected(observed: Floats, expected: npt.ArrayLike) -> Floats:
    """``(Po - Pe) / (1 - Pe)``."""
    return _ratio(observed - np.asarray(expected), 1 - np.asarray(expected))


def _diagonal(tally: Tally) -> Floats:
    return np.stack([tally.coincidences[value, value] for value in range(tally.n_values)])


def percent_units(tally: Tally) -> Floats:
    """Share of agreeing pairs of coders, every unit weighing the same.

    References
    ----------
    Gwet, K. L. (2014). Handbook of inter-rater reliability (4th ed.), eq. 2.10 (``pa``).
    """
    return _ratio(tally.agreeing, tally.pairable)


def percent_pairs(tally: Tally) -> Floats:
    """``1 - Do`` of nominal alpha: every value weighs the same, so fuller units weigh more.

    References
    ----------
    Krippendorff, K. (2004). Content analysis (2nd ed.), ch. 11.
    """
    return _ratio(_diagonal(tally).sum(axis=0), tally.paired.sum(axis=0))


def prevalence(tally: Tally) -> Floats:
    """Mean share of units that a coder gave the value 1 to."""
    return _ratio(tally.shares[1], tally.rated)


def positive_agreement(tally: Tally) -> Floats:
    """``2a / (2a + b + c)``: agreement on the value 1; also Dice's coefficient and F1.

    With more than two coders a, b and c count pairs of coders.

    References
    ----------
    Cicchetti, D. V. & Feinstein, A. R. (1990). High agreement but low kappa: II. Journal of
    Clinical Epidemiology 43(6), 551-558 (``p_pos``).

    Examples
    --------
    >>> from bouwsteen.analysis.agreement.tally import tally_tables
    >>> float(positive_agreement(tally_tables(np.array([[40.0, 20.0], [20.0, 20.0]]))))
    0.5
    """
    return _ratio(tally.coincidences[1, 1], tally.paired[1])


def negative_agreement(tally: Tally) -> Floats:
    """``2d / (2d + b + c)``: agreement on the value 0 (Cicchetti & Feinstein 1990, ``p_neg``)."""
    return _ratio(tally.coincidences[0, 0], tally.paired[0])


def holsti(agreed: float, first: float, second: float) -> float:
    """Holsti's coefficient of reliability, ``2M / (N1 + N2)``.

    Over all units of a text it equals percent agreement, over coded units positive agreement.

    Parameters
    ----------
    agreed : float
        M, decisions on which both coders agree.
    first, second : float
        N1 and N2, decisions of each coder.

    Returns
    -------
    float
        NaN without decisions.

    References
    ----------
    Holsti, O. R. (1969). Content analysis for the social sciences and humanities, p. 140.

    Examples
    --------
    >>> holsti(12, 15, 17)
    0.75
    """
    return float(_ratio(2 * agreed, first + second))


def cohen_kappa(tally: Tally) -> Floats:
    """``Pe = sum_v p1v p2v``, each coder's own marginals; two coders, NaN with more.

    References
    ----------
    Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological
    Measurement 20(1), 37-46.

    Examples
    --------
    >>> from bouwsteen.analysis.agreement.tally import tally_tables
    >>> round(float(cohen_kappa(tally_tables(np.array([[15.0, 10.0], [5.0, 20.0]])))), 3)
    0.4
    """
    if tally.n_coders != 2:
        return np.full(tally.pairable.shape, np.nan)
    first, second = (_ratio(own, own.sum(axis=0)) for own in tally.by_coder)
    return _corrected(percent_units(tally), (first * second).sum(axis=0))


def scott_pi(tally: Tally) -> Floats:
    """``Pe = sum_v pbar_v^2`` with pooled marginals; two coders, NaN with more.

    References
    ----------
    Scott, W. A. (1955). Reliability of content analysis. Public Opinion Quarterly 19(3), 321-325.
    """
    if tally.n_coders != 2:
        return np.full(tally.pairable.shape, np.nan)
    return fleiss_kappa(tally)


def fleiss_kappa(tally: Tally) -> Floats:
    """``Pe = sum_v pbar_v^2``; Scott's pi for any number of coders.

    A unit with missing values counts in pbar with the share of its own coders (Gwet 2014, ch. 2).

    References
    ----------
    Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological
    Bulletin 76(5), 378-382, eq. 7.
    """
    pooled = _ratio(tally.shares, tally.rated)
    return _corrected(percent_units(tally), (pooled**2).sum(axis=0))


def conger_kappa(tally: Tally) -> Floats:
    """``Pe = sum_v pbar_v^2 - sum_v s_v^2 / m``; Cohen's kappa for any number of coders.

    ``s_v^2`` is the variance over coders of their shares of value v, with m - 1 in the denominator.

    References
    ----------
    Conger, A. J. (1980). Integration and generalization of kappas for multiple raters.
    Psychological Bulletin 88(2), 322-328; missing values as in Gwet (2014), ch. 2.
    """
    own = _ratio(tally.by_coder, tally.by_coder.sum(axis=1, keepdims=True))
    spread = own.var(axis=0, ddof=1) / tally.n_coders
    expected = (own.mean(axis=0) ** 2 - spread).sum(axis=0)
    return _corrected(percent_units(tally), expected)


def brennan_prediger(tally: Tally, *, categories: int) -> Floats:
    """``Pe = 1/q`` with q declared categories.

    References
    ----------
    Brennan, R. L. & Prediger, D. J. (1981). Coefficient kappa: some uses, misuses, and
    alternatives. Educational and Psychological Measurement 41(3), 687-699.
    """
    return _corrected(percent_units(tally), 1 / categories)


def gwet_ac1(tally: Tally, *, categories: int) -> Floats:
    """``Pe = 1/(q - 1) sum_v pbar_v (1 - pbar_v)`` with q declared categories.

    References
    ----------
    Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high
    agreement. British Journal of Mathematical and Statistical Psychology 61(1), 29-48.

    Examples
    --------
    >>> from bouwsteen.analysis.agreement.tally import tally_tables
    >>> table = np.array([[80.0, 7.0], [8.0, 5.0]])
    >>> round(float(gwet_ac1(tally_tables(table), categories=2)), 3)
    0.808
    """
    pooled = _ratio(tally.shares, tally.rated)
    expected = (pooled * (1 - pooled)).sum(axis=0) / (categories - 1)
    return _corrected(percent_units(tally), expected)


def krippendorff_alpha(tally: Tally, *, distance: Floats | None = None) -> Floats:
    """``1 - Do / De``, with pairable values only.

    Parameters
    ----------
    distance : ndarray, shape (V, V), optional
        ``delta^2`` of two values; nominal (0 or 1) without it.

    References
    ----------
    Krippendorff, K. (2004). Content analysis (2nd ed.), ch. 11, eq. 1 and pp. 221-227.

    Examples
    --------
    >>> from bouwsteen.analysis.agreement.tally import tally_tables
    >>> round(float(krippendorff_alpha(tally_tables(np.array([[5.0, 3.0], [1.0, 1.0]])))), 3)
    0.095
    """
    total = tally.paired.sum(axis=0)
    observed, expected = _disagreements(tally, distance)
    return 1 - _ratio((total - 1) * observed, expected)


def krippendorff_alpha_micro(tally: Tally) -> Floats:
    """Alpha over all codes at once, ``1 - sum_k Do_k / sum_k De_k``; codes are the last free axis.

    Each code is a variable of its own on the same units; frequent codes weigh more than in a mean.
    """
    total = tally.paired.sum(axis=0)
    observed, expected = _disagreements(tally, None)
    scale = np.maximum(total, 1)
    above = (observed / scale).sum(axis=-1)
    below = (expected / (scale * np.maximum(total - 1, 1))).sum(axis=-1)
    return 1 - _ratio(above, below)


def _disagreements(tally: Tally, distance: Floats | None) -> tuple[Floats, Floats]:
    """``n Do`` and ``n (n - 1) De``."""
    paired = tally.paired
    if distance is None:
        total = paired.sum(axis=0)
        return total - _diagonal(tally).sum(axis=0), total**2 - (paired**2).sum(axis=0)
    observed = np.tensordot(distance, tally.coincidences, axes=2)
    return observed, (paired * np.tensordot(distance, paired, axes=1)).sum(axis=0)
