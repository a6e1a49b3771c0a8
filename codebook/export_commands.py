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
    from bouwsteen.transcripts.pseudonyms import Pseudonyms

CODEBOOK_SUFFIXES = (".toml", ".csv", ".docx")


@click.command()
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--builtin", help="Export this built-in codebook instead of the study's.")
@study_option
@lang_option
@pseudonymised
def export_codebook(
    target: Path,
    builtin: str | None,
    study_path: str | None,
    lang: str,
    names: Pseudonyms | None,
) -> None:
    """Write the codebook to FILE (toml, csv, docx)."""
    from bouwsteen.codebook.files import load_codebook, write_codebook
    from bouwsteen.exports.write import known_suffix, write_bytes

    if builtin is not None:
        book = load_codebook(builtin)
    else:
        with open_study(study_path) as study:
            book = study.codebook.get()
            if names is not None:
                book = view_of(study, names).codebook(book)
    known_suffix(target, CODEBOOK_SUFFIXES)
    with TemporaryDirectory() as folder:
        made = Path(folder) / target.name
        write_codebook(book, made, lang=lang)
        write_bytes(target, made.read_bytes())
    say("written", lang, target=target)
