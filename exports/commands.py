"""Commands that write files: export."""

from __future__ import annotations

__all__ = ["export"]

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bouwsteen.codebook.export_commands import export_codebook
from bouwsteen.comparing import (
    choice_options,
    coders_option,
    compare_study,
    compared_coders,
    confused,
    differences,
    facts_of,
    level_option,
)
from bouwsteen.console import (
    cast_of,
    lang_option,
    note_look,
    open_study,
    reader_option,
    study_option,
)
from bouwsteen.exports.article_report_commands import export_report
from bouwsteen.exports.figure_commands import export_figure
from bouwsteen.exports.people_commands import export_respondents
from bouwsteen.exports.refi_commands import export_refi
from bouwsteen.exports.table_commands import export_tables
from bouwsteen.exports.transcript_commands import export_transcript
from bouwsteen.illustrating import choice_of, rule_options
from bouwsteen.naming import pseudonymised, scanned, view_of
from bouwsteen.screen import say

if TYPE_CHECKING:
    from bouwsteen.analysis.illustration import Rule
    from bouwsteen.transcripts.pseudonyms import Pseudonyms

target_argument = click.argument(
    "target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path)
)


@click.group()
def export() -> None:
    """Write tables, quotes and codebook to files.

    The suffix of FILE chooses the format. The same study gives the same bytes.
    """


@export.command()
@target_argument
@click.option("--code", "code_name", help="Only this code and its sub-codes.")
@click.option("--role", help="Only respondents in this role.")
@click.option("--chosen", is_flag=True, help="Only those that illustrate: see quote choose.")
@rule_options
@reader_option
@study_option
@lang_option
@pseudonymised
def quotes(
    target: Path,
    code_name: str | None,
    role: str | None,
    chosen: bool,
    rule: Rule,
    coder: str | None,
    study_path: str | None,
    lang: str,
    names: Pseudonyms | None,
) -> None:
    """Write the quotes: per block for reading (docx, md, html, tex), or as rows (xlsx, csv)."""
    from bouwsteen.analysis.quotes import select_quotes
    from bouwsteen.exports.write import write_illustrations, write_quotes
    from bouwsteen.study.layers import layer_to_read

    if chosen:
        if code_name or role:
            raise click.UsageError("--chosen does not go with --code or --role.")
        with open_study(study_path) as study:
            choice, book = choice_of(study, rule=rule, coder=coder, names=names)
        say("written", lang, target=write_illustrations(choice, book, target, lang=lang))
        return
    with open_study(study_path) as study:
        reading = layer_to_read(study, coder)
        note_look(study, reading.coder)
        book = study.codebook.get()
        quotations = study.quotations.select(coder=reading.coder, layer=reading.layer)
        cast = cast_of(study)
        if names is not None:
            view = view_of(study, names)
            quotations = list(map(view.quotation, quotations))
            cast, book = view.cast, view.codebook(book)
    key = book.resolve(code_name).key if code_name else None
    found = select_quotes(quotations, cast, book, code=key, role=role)
    say("written", lang, target=write_quotes(found, book, target, lang=lang))


@export.command()
@target_argument
@click.option("--coder", help="Only this coder's; else every coder's independent layer.")
@study_option
@lang_option
@pseudonymised
def codings(
    target: Path,
    coder: str | None,
    study_path: str | None,
    lang: str,
    names: Pseudonyms | None,
) -> None:
    """Write codings as the csv that `code import` reads back."""
    from bouwsteen.coding.model import Layer
    from bouwsteen.exports.codings_csv import write_codings

    with open_study(study_path) as study, study.reading():
        if coder is not None:
            study.coders.check(coder)
        found = study.quotations.select(coder=coder, layer=Layer.INDEPENDENT)
        transcripts = study.transcripts.all()
        if names is not None:
            view = view_of(study, names)
            found, transcripts = list(map(view.quotation, found)), list(view.cast.transcripts)
    write_codings(found, transcripts, target)
    say("written", lang, target=target)


@export.command("agreement")
@target_argument
@coders_option
@choice_options
@study_option
@lang_option
@scanned
def export_agreement(
    target: Path,
    coders: str | None,
    level: str,
    all_text: bool,
    unassisted: bool,
    unseen: bool,
    study_path: str | None,
    lang: str,
    **choices: Any,
) -> None:
    """Write the agreement report (docx, html, xlsx, csv).

    Figures with intervals, warnings, plots, and the methods paragraph that journals ask for.
    """
    from bouwsteen.exports.agreement_report import agreement_report
    from bouwsteen.exports.report_write import write_report

    shown: Any = {
        "level": level,
        "all_text": all_text,
        "unassisted": unassisted,
        "unseen": unseen,
    }
    with open_study(study_path) as study:
        with study.reading():
            keys = compared_coders(study, coders)
            found = compare_study(study, keys, **shown, **choices)
            book = study.codebook.get()
            facts = facts_of(study, keys, found, unassisted=unassisted)
            differing = differences(study, keys, **shown)
            confusion = confused(study, keys, **shown) if len(keys) == 2 else None
        study.note("export agreement", coders=list(keys))
    report = agreement_report(
        found, book, methods=facts, disagreements=differing, confusion=confusion, lang=lang
    )
    say("written", lang, target=write_report(report, target))


@export.command()
@target_argument
@coders_option
@level_option
@study_option
@lang_option
@scanned
def disagreements(
    target: Path, coders: str | None, level: str, study_path: str | None, lang: str
) -> None:
    """Write the list of disagreements for the meeting (docx, xlsx, csv, md, html, tex)."""
    from bouwsteen.exports.disagreement_table import disagreement_tables
    from bouwsteen.exports.write import write_tables

    with open_study(study_path) as study:
        keys = compared_coders(study, coders)
        found = differences(study, keys, level=level, all_text=False)
        study.note("agreement disagreements", coders=list(keys))
        book = study.codebook.get()
    for path in write_tables(disagreement_tables(found, book, lang=lang), target):
        say("written", lang, target=path)


export.add_command(export_codebook, "codebook")
export.add_command(export_tables, "tables")
export.add_command(export_report, "report")
export.add_command(export_transcript, "transcript")
export.add_command(export_figure, "figure")
export.add_command(export_refi, "refi")
export.add_command(export_respondents, "respondents")
