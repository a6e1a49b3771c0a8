"""The command that writes who speaks where: export respondents."""

from __future__ import annotations

__all__ = ["export_respondents"]

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bouwsteen.console import cast_of, lang_option, open_study, study_option
from bouwsteen.naming import pseudonymised, view_of
from bouwsteen.screen import say

if TYPE_CHECKING:
    from bouwsteen.transcripts.pseudonyms import Pseudonyms


@click.command()
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@study_option
@lang_option
@pseudonymised
def export_respondents(
    target: Path, study_path: str | None, lang: str, names: Pseudonyms | None
) -> None:
    """Write who speaks where, with role and firm (csv, xlsx, docx, md, html, tex).

    As csv `respondent import` reads it back.
    """
    from bouwsteen.exports.people_article import people_article
    from bouwsteen.exports.write import write_tables

    with open_study(study_path) as study, study.reading():
        cast = cast_of(study) if names is None else view_of(study, names).cast
    for path in write_tables([people_article(cast.respondents, cast.links, lang=lang)], target):
        say("written", lang, target=path)
