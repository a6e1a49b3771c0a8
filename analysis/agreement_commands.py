"""Commands on agreement: the figures, the disagreements, and the plan made beforehand."""

from __future__ import annotations

__all__ = ["agreement"]

import dataclasses
from pathlib import Path
from typing import Any, Literal

import click

from bouwsteen.comparing import (
    UNITS,
    choice_options,
    coders_option,
    compare_study,
    compared_coders,
    confused,
    differences,
    level_option,
    note_figures,
    scope_option,
)
from bouwsteen.console import (
    coder_option,
    format_option,
    lang_option,
    open_study,
    study_option,
)
from bouwsteen.errors import AnalysisError, nearest
from bouwsteen.rechecking import of_project, of_study, show_recheck
from bouwsteen.screen import say, show_table


@click.group(invoke_without_command=True)
@coders_option
@choice_options
@click.option(
    "--recheck",
    metavar="[PROJECT.qda]",
    is_flag=False,
    flag_value="",
    help="QualCoder's kappa beside Cohen's, per code: of a QualCoder project, else of the study.",
)
@study_option
@format_option
@lang_option
@click.pass_context
def agreement(
    ctx: click.Context,
    /,
    coders: str | None,
    recheck: str | None,
    study_path: str | None,
    style: str,
    lang: str,
    **choices: Any,
) -> None:
    """Measure how far coders agree.

    Per block and over all, read from the independent layers of transcripts that two or more
    coders declared done. Every figure says what it was computed on; one that is undefined says
    why.
    """
    if ctx.invoked_subcommand is not None:
        return
    if recheck is not None:
        held = of_project(Path(recheck)) if recheck else of_study(study_path)
        show_recheck(held, coders, style=style, lang=lang)
        return
    from bouwsteen.exports.agreement_article import agreement_article

    with open_study(study_path) as study:
        keys = compared_coders(study, coders)
        found = compare_study(study, keys, **choices)
        note_figures(study, keys)
        book = study.codebook.get()
    shown = agreement_article(found, book, lang=lang)
    records = found.to_frame().reset_index().to_dict("records")
    show_table(shown, payload=found.to_json(), records=records, style=style, lang=lang)


@agreement.command()
@click.option(
    "--primary",
    default="alpha",
    show_default=True,
    help="The coefficient to be judged by; a name from --format json.",
)
@click.option("--unit", type=UNITS, default="turn", show_default=True, help="What to compare on.")
@study_option
@coder_option
@lang_option
def plan(primary: str, unit: str, study_path: str | None, coder: str | None, lang: str) -> None:
    """Name the primary coefficient and unit before anybody looks at the figures."""
    from bouwsteen.analysis.agreement.suite import BENCHMARKED, CODE_MEASURES
    from bouwsteen.study.history import planned_beforehand

    known = sorted({*BENCHMARKED, *CODE_MEASURES, "alpha_u", "gamma"})
    if primary not in known:
        raise AnalysisError(
            f"There is no coefficient {primary!r}.",
            nearest(primary, known) or f"There are: {', '.join(known)}.",
            key="coefficient_unknown",
            primary=primary,
            known=", ".join(known),
        )
    with open_study(study_path) as study:
        with study.change("agreement plan", actor=coder, primary=primary, unit=unit):
            study.settings.put("plan", {"primary": primary, "unit": unit})
        beforehand = planned_beforehand(study.log())
    say("plan_made" if beforehand else "plan_late", lang, primary=primary, unit=unit)


@agreement.command()
@coders_option
@level_option
@scope_option
@click.option("--limit", type=click.IntRange(min=1), help="Only the N largest.")
@study_option
@coder_option
@format_option
@lang_option
def disagreements(
    coders: str | None,
    level: str,
    all_text: bool,
    limit: int | None,
    study_path: str | None,
    coder: str | None,
    style: str,
    lang: str,
) -> None:
    """List every stretch where coders differ, the largest share of 1 - alpha first.

    It opens the layers to each other, so it goes into the log.
    """
    from bouwsteen.exports.disagreement_table import disagreement_tables

    with open_study(study_path) as study:
        keys = compared_coders(study, coders)
        found = differences(study, keys, level=level, all_text=all_text)
        study.note("agreement disagreements", actor=coder, coders=list(keys))
        book = study.codebook.get()
    if limit is not None:
        found = dataclasses.replace(found, found=found.found[:limit])
    records = found.to_frame().to_dict("records")
    for table in disagreement_tables(found, book, lang=lang):
        show_table(table, payload=found.to_json(), records=records, style=style, lang=lang)
        if style != "text":
            break


@agreement.command()
@coders_option
@level_option
@scope_option
@click.option(
    "--by",
    type=click.Choice(["turns", "characters"]),
    default="turns",
    show_default=True,
    help="What is counted.",
)
@study_option
@coder_option
@format_option
@lang_option
def confusion(
    coders: str | None,
    level: str,
    all_text: bool,
    by: str,
    study_path: str | None,
    coder: str | None,
    style: str,
    lang: str,
) -> None:
    """Show which code of one coder stands where the other gave which, or none.

    It opens the layers to each other, so it goes into the log.
    """
    from bouwsteen.exports.disagreement_table import confusion_table

    with open_study(study_path) as study:
        keys = compared_coders(study, coders)
        found = confused(study, keys, level=level, all_text=all_text)
        study.note("agreement confusion", actor=coder, coders=list(keys))
        book = study.codebook.get()
    unit: Literal["turns", "characters"] = "turns" if by == "turns" else "characters"
    table = confusion_table(found, book, unit=unit, lang=lang)
    records = found.to_frame(unit).reset_index().to_dict("records")
    show_table(table, payload=found.to_json(), records=records, style=style, lang=lang)
