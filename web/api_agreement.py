"""Agreement between the page's coder and the others, on what all of them have finished."""

from __future__ import annotations

__all__ = ["ROUTES", "measured_as"]

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from bouwsteen.errors import AnalysisError
from bouwsteen.web.agreement_report import Measured, drawn, measured, report_view
from bouwsteen.web.context import Call, endpoint

_UNITS = ("turn", "sentence", "character")


def measured_as(query: Mapping[str, str]) -> Measured:
    """Read unit, level and whether to show differences from an address.

    Examples
    --------
    >>> measured_as({"level": "code", "where": "1"})
    Measured(unit=None, level='code', where=True)
    """
    unit = query.get("unit") or None
    if unit is not None and unit not in _UNITS:
        raise AnalysisError(
            f"There is no unit {unit!r}.",
            f"Use {', '.join(_UNITS)}.",
            key="web_no_unit",
            unit=unit,
            known=", ".join(_UNITS),
        )
    return Measured(
        unit=unit,
        level="code" if query.get("level") == "code" else "block",
        where=query.get("where") == "1",
    )


@endpoint
def _agreement(call: Call) -> dict[str, Any]:
    wanted = measured_as(call.request.query_params)
    return report_view(measured(call.study, call.coder, wanted, lang=call.lang))


@endpoint
def _figure(call: Call) -> Response:
    wanted = measured_as(call.request.query_params)
    report = measured(call.study, call.coder, wanted, lang=call.lang)
    picture = drawn(report, call.number("number"))
    return Response(picture, media_type="image/svg+xml")


ROUTES = [
    Route("/api/agreement", _agreement, methods=["GET"]),
    Route("/figure/agreement-{number:int}.svg", _figure, methods=["GET"]),
]
