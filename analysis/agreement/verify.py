"""A second opinion on the user's own data: our alpha beside that of ``krippendorff``."""

from __future__ import annotations

__all__ = ["Verified", "verify"]

import dataclasses
from collections.abc import Sequence
from importlib.metadata import version

import numpy as np

from bouwsteen.analysis.agreement.krippendorff_alpha import package_alpha
from bouwsteen.analysis.agreement.values import Value
from bouwsteen.analysis.speech import Ints
from bouwsteen.analysis.units import Units
from bouwsteen.errors import AnalysisError

_ALPHA = "alpha of "
_TOLERANCE = 1e-9
_MOST_CELLS = 50_000_000
"""Units times squared values that the package is asked to hold at once."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was compared.

    Parameters
    ----------
    package : str
        Name and version.
    compared : int
        Coefficients that agree.
    skipped : tuple of str
        Coefficients that would take the package too much memory.
    largest_difference : float
        Over the coefficients compared.
    """

    package: str
    compared: int
    skipped: tuple[str, ...]
    largest_difference: float


def verify(units: Units, alphas: Sequence[Value], labels: Ints, powerset: Value) -> Verified:
    """Recompute alpha per code, and over whole sets of codes, with another program.

    Parameters
    ----------
    units : Units
        The user's units.
    alphas : sequence of Value
        Our alpha of every code.
    labels : ndarray of int, shape (n_units, n_coders)
        The set of codes of each unit and coder.
    powerset : Value
        Our alpha of whole sets.

    Raises
    ------
    AnalysisError
        When one differs by more than 1e-9, or is undefined for one of the two only.
    """
    columns = [
        (f"{_ALPHA}{code}", units.marks[:, :, place].astype(np.int64), value)
        for place, (code, value) in enumerate(zip(units.codes, alphas, strict=True))
    ]
    differences, skipped = [], []
    for name, values, ours in [*columns, ("alpha_powerset", labels, powerset)]:
        n_values = int(values.max(initial=0)) + 1
        if units.n_units * n_values**2 > _MOST_CELLS:
            skipped.append(name)
            continue
        differences.append(_difference(name, ours.value, package_alpha(_counts(units, values))))
    return Verified(
        package=f"krippendorff {version('krippendorff')}",
        compared=len(differences),
        skipped=tuple(skipped),
        largest_difference=max(differences, default=0.0),
    )


def _counts(units: Units, values: Ints) -> Ints:
    """Coders per value in every single unit; segments of characters are laid out here alone."""
    unit, coder = np.nonzero(units.present)
    n_values = int(values.max(initial=0)) + 1
    cells = np.bincount(unit * n_values + values[unit, coder], minlength=len(values) * n_values)
    return np.repeat(cells.reshape(-1, n_values), units.weight, axis=0)


def _difference(name: str, ours: float | None, theirs: float | None) -> float:
    if ours is None or theirs is None:
        if ours is None and theirs is None:
            return 0.0
        raise AnalysisError(
            f"{name} is {ours} here and {theirs} by the package krippendorff.",
            key="alpha_undefined_here" if ours is None else "alpha_undefined_there",
            code=name.removeprefix(_ALPHA),
            ours=ours,
            theirs=theirs,
        )
    if abs(ours - theirs) > _TOLERANCE:
        raise AnalysisError(
            f"{name} is {ours!r} here and {theirs!r} by the package krippendorff.",
            "Please report this with the study: one of the two is wrong.",
            key="alpha_differs",
            code=name.removeprefix(_ALPHA),
            ours=ours,
            theirs=theirs,
        )
    return abs(ours - theirs)
