"""The agreement report behind the page: made once for a state of the study, then kept."""

from __future__ import annotations

__all__ = ["DRAWING", "Measured", "drawn", "measured", "report_view"]

import dataclasses
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Literal

from bouwsteen.comparing import compare_study, confused, differences, facts_of, note_figures
from bouwsteen.exports.labels import Labels
from bouwsteen.web.errors import Refusal
from bouwsteen.web.opened import note_once, opened
from bouwsteen.web.table_views import plain_table

if TYPE_CHECKING:
    from bouwsteen.exports.report_parts import Part, Picture, Report
    from bouwsteen.study.study import Study

_KEPT = 8
_REPORTS: OrderedDict[tuple[Any, ...], Report] = OrderedDict()
# Figures take seconds on a large study, and matplotlib draws one at a time.
DRAWING = threading.RLock()
"""Held by whoever draws."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was chosen above the report.

    Parameters
    ----------
    unit : str or None
        ``turn``, ``sentence`` or ``character``; None stands for the study's plan.
    level : {"block", "code"}
        What is compared.
    where : bool
        Also where the differences are, which opens the layers to each other.
    """

    unit: str | None = None
    level: str = "block"
    where: bool = False


def measured(study: Study, coder: str, wanted: Measured, *, lang: str) -> Report:
    """Make the report on the transcripts that lie open to this coder.

    That figures and differences were shown goes into the log, as it does for the commands, each
    once. It belongs to the showing, also when that is a GET: methods and warnings of the report
    rest on who had seen what when, and what was seen cannot be unseen. Nothing else is written.

    Raises
    ------
    StillBlind
        When no transcript was declared done by this coder and another one.
    """
    held = opened(study, coder, lang=lang)
    if not any(event.action == "agreement figures" for event in study.log()):
        note_figures(study, held.coders)
    if wanted.where:
        note_once(study, "agreement disagreements", coder=coder, coders=held.coders)
        note_once(study, "agreement confusion", coder=coder, coders=held.coders)
    state = (study.path, study.log()[-1].id, held, wanted, lang)
    with DRAWING:
        if state not in _REPORTS:
            _REPORTS[state] = _made(study, held.coders, held.done, wanted, lang)
            if len(_REPORTS) > _KEPT:
                _REPORTS.popitem(last=False)
        return _REPORTS[state]


def _made(study: Study, coders: Any, done: Any, wanted: Measured, lang: str) -> Report:
    from bouwsteen.exports.agreement_report import agreement_report

    shown: Any = {"level": wanted.level, "all_text": False, "done": done}
    two = len(coders) == 2
    with study.reading():
        found = compare_study(study, coders, unit=wanted.unit, **shown)
        book, facts = study.codebook.get(), facts_of(study, coders, found)
        differing = differences(study, coders, **shown) if wanted.where else None
        confusion = confused(study, coders, **shown) if wanted.where and two else None
    return agreement_report(
        found, book, methods=facts, disagreements=differing, confusion=confusion, lang=lang
    )


def report_view(report: Report) -> dict[str, Any]:
    """The report as the page lays it out; pictures by number, to be fetched as images."""
    from bouwsteen.exports.report_parts import Picture

    numbers = {id(one): place for place, one in enumerate(_pictures(report))}

    def plain(part: Part) -> dict[str, Any]:
        if isinstance(part, Picture):
            return {
                "kind": "picture",
                "number": numbers[id(part)],
                "alt": part.figure.alt,
                "caption": part.caption,
            }
        return _plain(part)

    return {
        "title": report.title,
        "subtitle": report.subtitle,
        "sections": [
            {"heading": one.heading, "parts": [plain(part) for part in one.parts]}
            for one in report.sections
        ],
    }


def drawn(
    report: Report, number: int, *, form: Literal["svg", "png"] = "svg", alone: bool = False
) -> bytes:
    """Draw one of the report's pictures.

    Parameters
    ----------
    alone : bool
        With its title and words in it, for who sees it outside the report.

    Raises
    ------
    Refusal
        When there is no picture of that number.
    """
    from bouwsteen.exports.figures import render, standalone

    pictures = _pictures(report)
    if not 0 <= number < len(pictures):
        raise Refusal(Labels(report.lang)("web.agreement.no_picture"), status=404)
    figure = pictures[number].figure
    with DRAWING:
        return standalone(figure, form) if alone else render(figure, form, titled=False)


def _pictures(report: Report) -> list[Picture]:
    from bouwsteen.exports.report_parts import Picture

    parts = (part for section in report.sections for part in section.parts)
    return [part for part in parts if isinstance(part, Picture)]


def _plain(part: Part) -> dict[str, Any]:
    from bouwsteen.exports.report_parts import Bullets
    from bouwsteen.exports.table import Table

    if isinstance(part, Table):
        return plain_table(part)
    if isinstance(part, Bullets):
        return {"kind": "list", "items": list(part.items)}
    return {"kind": "text", "text": str(part)}
