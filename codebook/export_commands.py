"""The command that writes the codebook to a file; it stands under codebook and under export."""

from __future__ import annotations

__all__ = ["export_codebook"]

from pathlib import Path

import click

from bouwsteen.console import lang_option, open_study, say, study_option


@click.command()
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--builtin", help="Export this built-in codebook instead of the study's.")
@study_option
@lang_option
def export_codebook(target: Path, builtin: str | None, study_path: str | None, lang: str) -> None:
    """Write the codebook to FILE (toml, csv, docx)."""
    from bouwsteen.codebook.files import load_codebook, write_codebook

    if builtin is not None:
        book = load_codebook(builtin)
    else:
        with open_study(study_path) as study:
            book = study.codebook.get()
    write_codebook(book, target, lang=lang)
    say("written", lang, target=target)
