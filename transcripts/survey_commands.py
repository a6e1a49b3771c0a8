"""The command that makes transcripts of a survey with open answers."""

from __future__ import annotations

__all__ = ["survey"]

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bouwsteen.console import coder_option, lang_option, open_study, study_option
from bouwsteen.screen import Listing, say, show

if TYPE_CHECKING:
    from bouwsteen.transcripts.survey import Survey


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--id", "id_column", required=True, metavar="COLUMN", help="Who answers: one id a row."
)
@click.option(
    "--question",
    "questions",
    multiple=True,
    required=True,
    metavar="COLUMN",
    help="A column with answers, or the beginning of its name; repeat it for more.",
)
@click.option("--reader", type=click.Choice(["csv", "xlsx", "ods"]), help="The format of FILE.")
@click.option("--dry-run", is_flag=True, help="Show what would be made; store nothing.")
@study_option
@coder_option
@lang_option
def survey(
    file: Path,
    id_column: str,
    questions: tuple[str, ...],
    reader: str | None,
    dry_run: bool,
    study_path: str | None,
    coder: str | None,
    lang: str,
) -> None:
    """Import a survey with open answers: a row a respondent, a column a question.

    Every respondent gets a transcript: the question is the interviewer's turn, the answer the
    respondent's. The other columns become attributes. Empty answers are left out, and told.
    """
    from bouwsteen.transcripts.keys import new_key
    from bouwsteen.transcripts.survey import joined, read_survey

    found = read_survey(file, id_column=id_column, questions=questions, reader=reader)
    for one in found.transcripts:
        new_key(one.key)
    if dry_run:
        _preview(found, lang)
    else:
        with open_study(study_path) as study:
            with study.change("transcript survey", actor=coder, file=file.name):
                study.transcripts.add(found.transcripts)
                held = {one.key: one for one in study.respondents.all()}
                study.respondents.put(*joined(found, held))
        turns = sum(len(one.turns) for one in found.transcripts)
        say("imported", lang, n=len(found.transcripts), turns=turns)
    for question, count in found.unanswered:
        say("unanswered", lang, question=question, n=count)
    if found.silent:
        say("silent", lang, respondents=", ".join(found.silent))


def _preview(found: Survey, lang: str) -> None:
    people = {link.transcript: link.respondent for link in found.links if link.speaker == "R"}
    rows = [
        (
            one.key,
            people[one.key],
            len(one.turns) // 2,
            sum(len(one.speech(turn).split()) for turn in one.turns if turn.speaker == "R"),
        )
        for one in found.transcripts
    ]
    columns = ("transcript", "respondent", "answers", "words")
    show(Listing(columns=columns, rows=rows), style="text", lang=lang)
