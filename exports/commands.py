"""Commands that write files: export."""

from __future__ import annotations

__all__ = ["export"]

from pathlib import Path

import click

from bouwsteen.codebook.export_commands import export_codebook
from bouwsteen.console import (
    cast_of,
    lang_option,
    note_look,
    open_study,
    reader_option,
    say,
    study_option,
)

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
def tables(target: Path, by: str, coder: str | None, study_path: str | None, lang: str) -> None:
    """Write the tables of the article (docx, xlsx, csv, md).

    Quotes per block and per code, each by role, and interviews per organisation and role.
    """
    from bouwsteen.analysis.interviews import interview_table
    from bouwsteen.analysis.tables import quote_table
    from bouwsteen.exports.article import interviews_article, quotes_article
    from bouwsteen.exports.write import write_tables
    from bouwsteen.study.layers import layer_to_read

    with open_study(study_path) as study, study.reading():
        reading = layer_to_read(study, coder)
        columns = study.quotations.columns(coder=reading.coder, layer=reading.layer)
        cast, book = cast_of(study), study.codebook.get()
    blocks = quote_table(columns, cast, book, by=by, layer=reading.label)
    codes = quote_table(columns, cast, book, rows="code", by=by, layer=reading.label)
    written = write_tables(
        [
            quotes_article(blocks, lang=lang),
            interviews_article(interview_table(cast), lang=lang),
            quotes_article(codes, lang=lang),
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
def quotes(
    target: Path,
    code_name: str | None,
    role: str | None,
    coder: str | None,
    study_path: str | None,
    lang: str,
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
    key = book.resolve(code_name).key if code_name else None
    found = select_quotes(quotations, cast, book, code=key, role=role)
    say("written", lang, target=write_quotes(found, book, target, lang=lang))


@export.command()
@target_argument
@click.option("--coder", help="Only this coder's; else every coder's independent layer.")
@study_option
@lang_option
def codings(target: Path, coder: str | None, study_path: str | None, lang: str) -> None:
    """Write codings as the csv that `code import` reads back."""
    from bouwsteen.coding.model import Layer
    from bouwsteen.exports.codings_csv import write_codings

    with open_study(study_path) as study, study.reading():
        if coder is not None:
            study.coders.check(coder)
        found = study.quotations.select(coder=coder, layer=Layer.INDEPENDENT)
        transcripts = study.transcripts.all()
    write_codings(found, transcripts, target)
    say("written", lang, target=target)


export.add_command(export_codebook, "codebook")
