"""Commands on agreement: the figures, the disagreements, and the plan made beforehand."""

from __future__ import annotations

__all__ = ["agreement"]

import dataclasses
from typing import TYPE_CHECKING, Any, Literal

import click

from bouwsteen.comparing import (
    coders_option,
    compare_study,
    compared_coders,
    confused,
    differences,
    level_option,
)
from bouwsteen.console import (
    coder_option,
    format_option,
    lang_option,
    open_study,
    study_option,
)
from bouwsteen.errors import AnalysisError, nearest
from bouwsteen.screen import say, show_table

if TYPE_CHECKING:
    pass

scope_option = click.option(
    "--all-text", is_flag=True, help="Also what interviewers say; else respondents only."
)
_UNITS = click.Choice(["turn", "sentence", "character"])


@click.group(invoke_without_command=True)
@coders_option
@click.option("--unit", type=_UNITS, help="What to compare on; else the plan's, else turn.")
@level_option
@click.option(
    "--rule",
    type=click.Choice(["overlap", "half", "start"]),
    default="overlap",
    show_default=True,
    help="A quotation marks a unit that it overlaps, holds half of, or starts in.",
)
@click.option(
    "--min-overlap",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="Characters that --rule overlap asks for.",
)
@scope_option
@click.option(
    "--replicates",
    type=click.IntRange(min=100),
    default=10_000,
    show_default=True,
    help="Replicates of the bootstrap, with 20 transcripts or more.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of what is random.")
@click.option("--alpha-u", "with_alpha_u", is_flag=True, help="Add the older alpha_U.")
@click.option(
    "--gamma", "gamma_samples", type=click.IntRange(min=2), help="Add gamma, with N samples."
)
@click.option("--verify", is_flag=True, help="Have alpha checked by the package krippendorff.")
@study_option
@format_option
@lang_option
@click.pass_context
def agreement(
    ctx: click.Context,
    /,
    coders: str | None,
    unit: str | None,
    all_text: bool,
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
    from bouwsteen.exports.agreement_article import agreement_article

    with open_study(study_path) as study, study.reading():
        keys = compared_coders(study, coders)
        scope = "all" if all_text else "respondents"
        found = compare_study(study, keys, unit=unit, scope=scope, **choices)
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
@click.option("--unit", type=_UNITS, default="turn", show_default=True, help="What to compare on.")
@study_option
@coder_option
@lang_option
def plan(primary: str, unit: str, study_path: str | None, coder: str | None, lang: str) -> None:
    """Name the primary coefficient and unit before anybody looks at the figures."""
    from bouwsteen.analysis.agreement.suite import BENCHMARKED, CODE_MEASURES

    known = sorted(BENCHMARKED | set(CODE_MEASURES))
    if primary not in known:
        raise AnalysisError(
            f"There is no coefficient {primary!r}.",
            nearest(primary, known) or f"There are: {', '.join(known)}.",
        )
    with open_study(study_path) as study:
        with study.change("agreement plan", actor=coder, primary=primary, unit=unit):
            study.settings.put("plan", {"primary": primary, "unit": unit})
    say("plan_made", lang, primary=primary, unit=unit)


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
        study.note("agreement disagreements", actor=coder, coders=list(keys))
        book = study.codebook.get()
    unit: Literal["turns", "characters"] = "turns" if by == "turns" else "characters"
    table = confusion_table(found, book, unit=unit, lang=lang)
    records = found.to_frame(unit).reset_index().to_dict("records")
    show_table(table, payload=found.to_json(), records=records, style=style, lang=lang)
