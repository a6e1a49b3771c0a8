"""Agreement of two coders, code by code and over all codes."""

from __future__ import annotations

__all__ = ["MEASURES", "Agreement", "CodeAgreement", "agreement"]

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from bouwsteen.analysis.agreement.krippendorff_alpha import nominal_alpha
from bouwsteen.analysis.agreement.measures import (
    Table2x2,
    Value,
    cohen_kappa,
    percent_agreement,
)
from bouwsteen.analysis.units import Units
from bouwsteen.coding.model import Done
from bouwsteen.errors import AnalysisError

MEASURES: Mapping[str, Callable[[Table2x2], Value]] = {
    "percent": percent_agreement,
    "kappa": cohen_kappa,
    "alpha": nominal_alpha,
}
"""The figures, by the name they have in JSON."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class CodeAgreement:
    """Agreement on one code.

    Parameters
    ----------
    code : str
        Key.
    table : Table2x2
        Units by who gave the code.
    measures : mapping of name to Value
        The names of `MEASURES`.
    """

    code: str
    table: Table2x2
    measures: Mapping[str, Value]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Agreement:
    """Agreement of two coders.

    Parameters
    ----------
    unit, rule, level : str
        What was compared and when a quotation marks a unit.
    coders : tuple of str
        The two keys, A and B in this order.
    n_units : int
        Units compared.
    codes : tuple of CodeAgreement
        Blocks or codes, in the order of the codebook.
    missing : tuple of Done
        Coder and transcript pairs that are not done, so that the transcript was left out.
    """

    unit: str
    rule: str
    level: str
    coders: tuple[str, ...]
    n_units: int
    codes: tuple[CodeAgreement, ...]
    missing: tuple[Done, ...]

    def overall(self, measure: str) -> Value:
        """Macro mean: the plain mean over the codes for which the measure is defined.

        With no such code it is undefined, for the reason that the first code has.
        """
        found = [code.measures[measure] for code in self.codes]
        defined = [one.value for one in found if one.value is not None]
        if defined:
            return Value(value=sum(defined) / len(defined))
        return Value(reason=found[0].reason)

    def undefined(self, measure: str) -> tuple[str, ...]:
        """Codes for which a measure is undefined; the macro mean leaves them out."""
        return tuple(code.code for code in self.codes if code.measures[measure].value is None)

    def to_json(self) -> dict[str, Any]:
        """The figures as plain dictionaries with stable English keys."""
        return {
            "unit": self.unit,
            "rule": self.rule,
            "level": self.level,
            "coders": list(self.coders),
            "n_units": self.n_units,
            "overall": {
                name: {
                    **_json(self.overall(name)),
                    "method": "macro mean",
                    "undefined": list(self.undefined(name)),
                }
                for name in MEASURES
            },
            "codes": [
                {
                    "code": one.code,
                    "n": one.table.n,
                    "prevalence": one.table.prevalence,
                    **dataclasses.asdict(one.table),
                    **{name: _json(value) for name, value in one.measures.items()},
                }
                for one in self.codes
            ],
            "missing": [dataclasses.asdict(pair) for pair in self.missing],
        }


def agreement(units: Units) -> Agreement:
    """Compare two coders, code by code.

    Parameters
    ----------
    units : Units
        Of exactly two coders.

    Returns
    -------
    Agreement
        Also when nothing can be computed: every figure then says why.

    Raises
    ------
    AnalysisError
        When there are not two coders, or the codebook has no codes to compare.
    """
    if len(units.coders) != 2:
        raise AnalysisError(
            f"Agreement is between two coders; these are {len(units.coders)}.",
            "Name two of them: --coders A,B.",
        )
    if not units.codes:
        raise AnalysisError("There is no code to compare the coders on.")
    found = []
    for place, key in enumerate(units.codes):
        a, b = units.marks[:, 0, place], units.marks[:, 1, place]
        table = Table2x2(
            both=int((a & b).sum()),
            only_a=int((a & ~b).sum()),
            only_b=int((~a & b).sum()),
            neither=int((~a & ~b).sum()),
        )
        measures = {name: measure(table) for name, measure in MEASURES.items()}
        found.append(CodeAgreement(code=key, table=table, measures=measures))
    return Agreement(
        unit=units.unit,
        rule=units.rule,
        level=units.level,
        coders=units.coders,
        n_units=len(units.units),
        codes=tuple(found),
        missing=units.missing,
    )


def _json(value: Value) -> dict[str, Any]:
    return {"value": value.value, "low": None, "high": None, "reason": value.reason}
