"""Commands that count: table and quotes."""

from __future__ import annotations

__all__ = ["quotes", "table"]

import click

from bouwsteen.analysis.pattern_commands import table_cooccurrence, table_saturation
from bouwsteen.console import (
    cast_of,
    format_option,
    lang_option,
    note_look,
    open_study,
    reader_option,
    study_option,
)
from bouwsteen.counting import SHOWN, by_option, counted, rows_option
from bouwsteen.screen import Listing, show, show_table


@click.group()
def table() -> None:
    """Count quotes, interviews and coverage."""


@table.command("quotes")
@rows_option
@by_option
@click.option(
    "--show",
    type=click.Choice(SHOWN),
    default="counts",
    show_default=True,
    help="What stands in the cells.",
)
@reader_option
@study_option
@format_option
@lang_option
def table_quotes(
    rows: str, by: str, show: str, coder: str | None, study_path: str | None, style: str, lang: str
) -> None:
    """Count quotes per code and respondent role: the table of the article."""
    from bouwsteen.exports.cells_article import measured_article

    with open_study(study_path) as study, study.reading():
        material = counted(study, coder)
    found = material.measured(show, rows="code" if rows == "code" else "block", by=by)
    payload = {**found.to_json(lang=lang), "unplaced": material.unplaced}
    records = [
        {
            "code": row["code"],
            "label": row["label"],
            **row.get("values", {**row["counts"], "total": row["total"]}),
        }
        for row in payload["rows"]
    ]
    shown = measured_article(found, lang=lang, unplaced=material.unplaced)
    show_table(shown, payload=payload, records=records, style=style, lang=lang)


@table.command("interviews")
@study_option
@format_option
@lang_option
def table_interviews(study_path: str | None, style: str, lang: str) -> None:
    """Count interviews per organisation and role."""
    from bouwsteen.analysis.interviews import interview_table
    from bouwsteen.exports.article import interviews_article

    with open_study(study_path) as study, study.reading():
        found = interview_table(cast_of(study))
    payload = found.to_json()
    records = [
        {found.rows_by: row[found.rows_by], **row["counts"], "total": row["total"]}
        for row in payload["rows"]
    ]
    shown = interviews_article(found, lang=lang)
    show_table(shown, payload=payload, records=records, style=style, lang=lang)


@table.command("coverage")
@study_option
@format_option
@lang_option
def table_coverage(study_path: str | None, style: str, lang: str) -> None:
    """Show how much of each transcript is coded, by whom, and done or not."""
    from bouwsteen.analysis.coverage import coverage
    from bouwsteen.exports.article import coverage_article

    with open_study(study_path) as study, study.reading():
        coders = [one.key for one in study.coders.all()]
        coded = {key: study.quotations.columns(coder=key) for key in coders}
        found = coverage(cast_of(study), coded, study.coders.done())
    payload = [one.to_json() for one in found]
    shown = coverage_article(found, lang=lang)
    show_table(shown, payload=payload, records=payload, style=style, lang=lang)


@click.command()
@click.option("--code", "code_name", help="Only this code and its sub-codes.")
@click.option("--role", help="Only respondents in this role.")
@click.option("--organisation", help="Only respondents of this organisation.")
@click.option("--transcript", help="Only this transcript.")
@click.option("--text", help="Only quotes that hold these words; capitals and accents ignored.")
@click.option("--whole-words", is_flag=True, help="With --text: not as part of longer words.")
@click.option("--limit", type=click.IntRange(min=1), help="At most N quotes.")
@reader_option
@study_option
@format_option
@lang_option
def quotes(
    code_name: str | None,
    role: str | None,
    organisation: str | None,
    transcript: str | None,
    text: str | None,
    whole_words: bool,
    limit: int | None,
    coder: str | None,
    study_path: str | None,
    style: str,
    lang: str,
) -> None:
    """Show the quotes themselves."""
    from bouwsteen.analysis.quotes import select_quotes
    from bouwsteen.study.layers import layer_to_read

    with open_study(study_path) as study:
        reading = layer_to_read(study, coder)
        note_look(study, reading.coder)
        book = study.codebook.get()
        found = select_quotes(
            study.quotations.select(coder=reading.coder, layer=reading.layer),
            cast_of(study),
            book,
            code=book.resolve(code_name).key if code_name else None,
            role=role,
            organisation=organisation,
            transcript=transcript,
            text=text,
            whole_words=whole_words,
            limit=limit,
        )
    columns = ("id", "transcript", "turn", "respondent", "role", "organisation", "codes", "quote")
    rows = [
        (
            *(one.id, one.transcript, one.turn, one.respondent, one.role, one.organisation),
            list(one.codes),
            one.text,
        )
        for one in found
    ]
    payload = [one.to_json() for one in found]
    show(Listing(columns=columns, rows=rows, payload=payload), style=style, lang=lang)


table.add_command(table_cooccurrence, "cooccurrence")
table.add_command(table_saturation, "saturation")
