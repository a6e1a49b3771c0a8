"""Commands that count: table and quotes."""

from __future__ import annotations

__all__ = ["quotes", "table"]

import click

from bouwsteen.console import (
    cast_of,
    format_option,
    lang_option,
    note_look,
    open_study,
    reader_option,
    study_option,
)
from bouwsteen.screen import Listing, show, show_table


@click.group()
def table() -> None:
    """Count quotes, interviews and coverage."""


@table.command("quotes")
@click.option(
    "--rows",
    type=click.Choice(["block", "code"]),
    default="block",
    show_default=True,
    help="A row for each block, or for every code.",
)
@click.option(
    "--by",
    default="role",
    show_default=True,
    help="Columns: role, organisation, transcript, or any attribute of respondents.",
)
@reader_option
@study_option
@format_option
@lang_option
def table_quotes(
    rows: str, by: str, coder: str | None, study_path: str | None, style: str, lang: str
) -> None:
    """Count quotes per code and respondent role: the table of the article."""
    from bouwsteen.analysis.tables import quote_table
    from bouwsteen.exports.article import quotes_article
    from bouwsteen.study.layers import layer_to_read, unplaced_in

    with open_study(study_path) as study, study.reading():
        reading = layer_to_read(study, coder)
        found = quote_table(
            study.quotations.columns(coder=reading.coder, layer=reading.layer),
            cast_of(study),
            study.codebook.get(),
            rows="code" if rows == "code" else "block",
            by=by,
            layer=reading.label,
        )
        away = unplaced_in(study, reading)
    payload = {**found.to_json(lang=lang), "unplaced": away}
    records = [
        {"code": row["code"], "label": row["label"], **row["counts"], "total": row["total"]}
        for row in payload["rows"]
    ]
    shown = quotes_article(found, lang=lang, unplaced=away)
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
