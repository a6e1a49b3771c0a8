"""The command that writes one transcript with its codings: export transcript."""

from __future__ import annotations

__all__ = ["export_transcript"]

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bouwsteen.console import lang_option, note_look, open_study, study_option
from bouwsteen.naming import pseudonymised, view_of
from bouwsteen.screen import say

if TYPE_CHECKING:
    from bouwsteen.transcripts.pseudonyms import Pseudonyms


@click.command()
@click.argument("key", metavar="TRANSCRIPT")
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--coder", help="Only this coder's codings; else every coder's.")
@click.option("--consensus", is_flag=True, help="The codings of the consensus layer instead.")
@study_option
@lang_option
@pseudonymised
def export_transcript(
    key: str,
    target: Path,
    coder: str | None,
    consensus: bool,
    study_path: str | None,
    lang: str,
    names: Pseudonyms | None,
) -> None:
    """Write a transcript with its codings in the margin (docx, html, txt).

    In docx every quotation is a Word comment of its coder, which `code import` reads back. In html
    the margin is coloured by code. In txt there is the text alone.
    """
    from bouwsteen.coding.model import Layer
    from bouwsteen.exports.annotated import annotate
    from bouwsteen.exports.annotated_write import write_annotated

    if consensus and coder is not None:
        raise click.UsageError("The consensus is nobody's own: leave out --coder.")
    layer = Layer.CONSENSUS if consensus else Layer.INDEPENDENT
    with open_study(study_path) as study:
        if coder is not None:
            study.coders.check(coder)
        transcript, book = study.transcripts.get(key), study.codebook.get()
        found = study.quotations.select(transcript=key, coder=coder, layer=layer)
        coders = study.coders.all()
        if target.suffix.lower() != ".txt" and not consensus:
            for who in sorted({one.coder for one in found}):
                note_look(study, who, transcript=key)
        if names is not None:
            view = view_of(study, names)
            transcript, book = view.transcript(transcript), view.codebook(book)
            found, coders = list(map(view.quotation, found)), list(map(view.coder, coders))
    made = annotate(transcript, found, book, coders=coders, lang=lang)
    say("written", lang, target=write_annotated(made, target))
