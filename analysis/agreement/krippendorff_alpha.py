"""Krippendorff's alpha for marks that are there or not; the one address of `krippendorff`."""

from __future__ import annotations

__all__ = ["nominal_alpha"]

from bouwsteen.analysis.agreement.measures import Table2x2, Value, undefined


def nominal_alpha(table: Table2x2) -> Value:
    """Nominal alpha of two coders on one code: ``1 - Do / De``.

    A unit without the code has the value 0; it is not missing.

    Parameters
    ----------
    table : Table2x2
        Units by who gave the code.

    Returns
    -------
    Value
        At most 1; undefined when all values are the same.

    References
    ----------
    Krippendorff, K. (2004). Content analysis: an introduction to its methodology (2nd ed.),
    chapter 11. Sage. Computed by the package ``krippendorff`` from the counts of values by unit.

    Examples
    --------
    >>> round(nominal_alpha(Table2x2(both=1, only_a=1, only_b=3, neither=5)).value, 3)
    0.095
    """
    reason = undefined(table)
    if reason is not None:
        return Value(reason=reason)
    import krippendorff
    import numpy as np

    # Units with the same pair of values are alike, but the package weighs units one by one.
    pattern = np.repeat(
        np.array([[0, 2], [1, 1], [2, 0]]),
        [table.both, table.only_a + table.only_b, table.neither],
        axis=0,
    )
    alpha = krippendorff.alpha(
        value_counts=pattern, value_domain=[0, 1], level_of_measurement="nominal"
    )
    return Value(value=float(alpha))
