"""The command that writes the codebook to a file; it stands under codebook and under export."""

from __future__ import annotations

__all__ = ["export_codebook"]

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from bouwsteen.console import lang_option, open_study, study_option
from bouwsteen.naming import pseudonymised, view_of
from bouwsteen.screen import say

if TYPE_CHECKING:
    from bouwsteen.codebook.model import Codebook
    from bouwsteen.transcripts.pseudonyms import Pseudonyms

CODEBOOK_SUFFIXES = (".toml", ".csv", ".docx", ".qdc")
ARTICLE_SUFFIXES = (".xlsx", ".md", ".html", ".tex")
"""Formats that hold the codebook as a table only."""


@click.command()
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--builtin", help="Export this built-in codebook instead of the study's.")
@click.option(
    "--article",
    is_flag=True,
    help="The table of an article also as docx and csv: code, definition, criteria, example.",
)
@study_option
@lang_option
@pseudonymised
def export_codebook(
    target: Path,
    builtin: str | None,
    article: bool,
    study_path: str | None,
    lang: str,
    names: Pseudonyms | None,
) -> None:
    """Write the codebook to FILE (toml, csv, docx, qdc), or its table (xlsx, md, html, tex)."""
    from bouwsteen.codebook.files import load_codebook
    from bouwsteen.exports.codebook_article import codebook_article
    from bouwsteen.exports.write import known_suffix, write_tables

    if builtin is not None:
        book = load_codebook(builtin)
    else:
        with open_study(study_path) as study:
            book = study.codebook.get()
            if names is not None:
                book = view_of(study, names).codebook(book)
    if article or target.suffix.lower() in ARTICLE_SUFFIXES:
        write_tables([codebook_article(book, lang=lang)], target)
    else:
        known_suffix(target, (*CODEBOOK_SUFFIXES, *ARTICLE_SUFFIXES))
        _write_whole(book, target, lang)
    say("written", lang, target=target)


def _write_whole(book: Codebook, target: Path, lang: str) -> None:
    """Write what can be read back, or laid out as a document, through the check on names."""
    from bouwsteen.codebook.files import write_codebook
    from bouwsteen.exports.write import write_bytes

    with TemporaryDirectory() as folder:
        made = Path(folder) / target.name
        write_codebook(book, made, lang=lang)
        write_bytes(target, made.read_bytes())
