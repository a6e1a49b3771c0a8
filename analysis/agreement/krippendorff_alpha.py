"""Alpha as the package ``krippendorff`` computes it: a check on our own; its one address."""

from __future__ import annotations

__all__ = ["package_alpha"]

import numpy as np

from bouwsteen.analysis.speech import Ints


def package_alpha(counts: Ints) -> float | None:
    """Nominal alpha by the package ``krippendorff``.

    Parameters
    ----------
    counts : ndarray of int, shape (n_units, n_values)
        How many coders gave each value to each unit.

    Returns
    -------
    float or None
        None where the package does not define it: fewer than two values in pairable units.

    Examples
    --------
    >>> round(package_alpha(np.array([[2, 0]] * 5 + [[1, 1]] * 4 + [[0, 2]])), 3)
    0.095
    """
    import krippendorff

    pairable = counts[counts.sum(axis=1) >= 2]
    used = pairable[:, pairable.any(axis=0)]
    if used.shape[1] < 2:
        return None
    # Its default level of measurement is interval, so the level is always named.
    return float(
        krippendorff.alpha(
            value_counts=used,
            value_domain=np.arange(used.shape[1]),
            level_of_measurement="nominal",
        )
    )
