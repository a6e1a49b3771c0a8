"""Commands that write files: export."""

from __future__ import annotations

__all__ = ["export"]

from collections.abc import Sequence
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
    layers,
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
from bouwsteen.naming import pseudonymised, scanned, view_of
from bouwsteen.screen import say

if TYPE_CHECKING:
    from bouwsteen.exports.methods import Resolution
    from bouwsteen.study.study import Study
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
@click.option(
    "--by",
    default="role",
    show_default=True,
    help="Columns: role, organisation, transcript, or any attribute of respondents.",
)
@reader_option
@study_option
@lang_option
@pseudonymised
def tables(
    target: Path,
    by: str,
    coder: str | None,
    study_path: str | None,
    lang: str,
    names: Pseudonyms | None,
) -> None:
    """Write the tables of the article (docx, xlsx, csv, md).

    Quotes per block and per code, each by role, and interviews per organisation and role.
    """
    from bouwsteen.analysis.interviews import interview_table
    from bouwsteen.analysis.tables import quote_table
    from bouwsteen.coding.columns import CodingColumns
    from bouwsteen.exports.article import interviews_article, quotes_article
    from bouwsteen.exports.write import write_tables
    from bouwsteen.study.layers import layer_to_read, unplaced_in

    with open_study(study_path) as study, study.reading():
        reading = layer_to_read(study, coder)
        columns = study.quotations.columns(coder=reading.coder, layer=reading.layer)
        cast, book, label = cast_of(study), study.codebook.get(), reading.label
        away = unplaced_in(study, reading)
        if names is not None:
            view = view_of(study, names)
            listed = study.quotations.select(coder=reading.coder, layer=reading.layer)
            columns = CodingColumns.of(map(view.quotation, listed))
            cast, book, label = view.cast, view.codebook(book), view.coder_key(label)
    blocks = quote_table(columns, cast, book, by=by, layer=label)
    codes = quote_table(columns, cast, book, rows="code", by=by, layer=label)
    written = write_tables(
        [
            quotes_article(blocks, lang=lang, unplaced=away),
            interviews_article(interview_table(cast), lang=lang),
            quotes_article(codes, lang=lang, unplaced=away),
        ],
        target,
    )
    for path in written:
        say("written", lang, target=path)


@export.command()
@target_argument
@click.option("--code", "code_name", help="Only this code and its sub-codes.")
@click.option("--role", help="Only respondents in this role.")
@reader_option
@study_option
@lang_option
@pseudonymised
def quotes(
    target: Path,
    code_name: str | None,
    role: str | None,
    coder: str | None,
    study_path: str | None,
    lang: str,
    names: Pseudonyms | None,
) -> None:
    """Write the quotes: docx and md per block for reading, xlsx and csv as rows."""
    from bouwsteen.analysis.quotes import select_quotes
    from bouwsteen.exports.write import write_quotes
    from bouwsteen.study.layers import layer_to_read

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
    study_path: str | None,
    lang: str,
    **choices: Any,
) -> None:
    """Write the agreement report (docx, html, xlsx, csv).

    Figures with intervals, warnings, plots, and the methods paragraph that journals ask for.
    """
    from bouwsteen.coding.fingerprint import fingerprint
    from bouwsteen.exports.agreement_report import agreement_report
    from bouwsteen.exports.methods import Facts, Material
    from bouwsteen.exports.report_write import write_report
    from bouwsteen.study.history import planned_beforehand

    shown: Any = {"level": level, "all_text": all_text, "unassisted": unassisted}
    with open_study(study_path) as study:
        keys = compared_coders(study, coders)
        found = compare_study(study, keys, **shown, **choices)
        compared = (
            one
            for held in layers(study, keys, unassisted=unassisted).values()
            for one in held
            if one.transcript in found.transcripts
        )
        facts = Facts(
            material=Material.of(cast_of(study), found),
            primary_beforehand=planned_beforehand(study.log()),
            log_read=True,
            sha256=fingerprint(compared),
            resolution=_resolution(study, keys),
        )
        report = agreement_report(
            found,
            study.codebook.get(),
            methods=facts,
            disagreements=differences(study, keys, **shown),
            confusion=confused(study, keys, **shown) if len(keys) == 2 else None,
            lang=lang,
        )
        study.note("export agreement", coders=list(keys))
    say("written", lang, target=write_report(report, target))


def _resolution(study: Study, coders: Sequence[str]) -> Resolution | None:
    """What the meeting of these very coders did, once it is finished."""
    from bouwsteen.exports.methods import Resolution

    rules = study.consensus.settings()
    if rules is None or not study.consensus.finished or set(rules.coders) != set(coders):
        return None
    return Resolution.of(study.consensus.agenda(), study.consensus.decisions())


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
    """Write the list of disagreements for the meeting (docx, xlsx, csv, md)."""
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
