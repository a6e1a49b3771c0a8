"""Commands that write files: export."""

from __future__ import annotations

__all__ = ["export"]

from pathlib import Path

import click

from bouwsteen.analysis.commands import cast_of, reader_option
from bouwsteen.console import lang_option, open_study, say, study_option

target_argument = click.argument(
    "target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path)
)


@click.group()
def export() -> None:
    """Write tables, quotes and codebook to files.

    The suffix of FILE chooses the format.
    """


@export.command()
@target_argument
@reader_option
@study_option
@lang_option
def tables(target: Path, coder: str | None, study_path: str | None, lang: str) -> None:
    """Write the tables of the article (docx, xlsx, csv, md)."""
    from bouwsteen.analysis.interviews import interview_table
    from bouwsteen.analysis.tables import quote_table
    from bouwsteen.exports.article import interviews_article, quotes_article
    from bouwsteen.exports.sentences import sentences
    from bouwsteen.exports.write import write_tables
    from bouwsteen.study.layers import layer_to_read

    with open_study(study_path) as study, study.reading():
        reading = layer_to_read(study, coder)
        columns = study.quotations.columns(coder=reading.coder, layer=reading.layer)
        cast, book = cast_of(study), study.codebook.get()
    blocks = quote_table(columns, cast, book, layer=reading.label)
    codes = quote_table(columns, cast, book, rows="code", layer=reading.label)
    write_tables(
        [
            quotes_article(blocks, lang=lang),
            interviews_article(interview_table(cast), lang=lang),
            quotes_article(codes, lang=lang),
        ],
        target,
        text=sentences(blocks, lang=lang),
    )
    say("written", lang, target=target)
