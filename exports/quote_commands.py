"""Commands that choose the quotes that illustrate the article: quote."""

from __future__ import annotations

__all__ = ["quote"]

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from bouwsteen.console import (
    cast_of,
    coder_option,
    format_option,
    lang_option,
    note_look,
    open_study,
    reader_option,
    study_option,
)
from bouwsteen.illustrating import choice_of, rule_options, standings
from bouwsteen.screen import Listing, say, show, show_table

if TYPE_CHECKING:
    from bouwsteen.analysis.illustration import Rule
    from bouwsteen.coding.model import Quotation
    from bouwsteen.study.study import Study

_number = click.argument("number", metavar="ID", type=click.IntRange(min=1))


@click.group()
def quote() -> None:
    """Choose the quotes that illustrate each block.

    A rule chooses; you can pin a quote, as it stands or edited, or bar it. Write the result with
    `export quotes FILE --chosen`.
    """


@quote.command()
@rule_options
@reader_option
@study_option
@format_option
@lang_option
def choose(rule: Rule, coder: str | None, study_path: str | None, style: str, lang: str) -> None:
    """Show the quotes that the rule chooses for each block and role, and why."""
    from bouwsteen.exports.illustration_article import illustration_article

    with open_study(study_path) as study:
        choice, book = choice_of(study, rule=rule, coder=coder)
    records = [
        {
            "block": cell.block,
            "role": cell.role,
            "id": one.quote.id,
            "respondent": one.quote.respondent,
            "organisation": one.quote.organisation,
            "words": one.words,
            "coders": one.coders,
            "why": ";".join(one.why),
            "text": one.text,
        }
        for cell in choice.cells
        for one in cell.chosen
    ]
    table = illustration_article(choice, book, lang=lang)
    show_table(table, payload=choice.to_json(), records=records, style=style, lang=lang)


@quote.command()
@_number
@click.option("--text", default="", help="The quote as edited, with […] and [ ] where it differs.")
@click.option("--reason", default="", help="Why this one.")
@coder_option
@study_option
@lang_option
def pin(
    number: int, text: str, reason: str, coder: str | None, study_path: str | None, lang: str
) -> None:
    """Always choose a quotation, as it stands or as you edited it.

    Mark words left out with […] and your own words with [ ]; all else must be what was said.
    """
    import unicodedata

    from bouwsteen.coding.elision import check_elision
    from bouwsteen.study.illustration_store import Illustration

    edited = unicodedata.normalize("NFC", " ".join(text.split()))
    with open_study(study_path) as study:
        _look(study, [study.quotations.get(number)])
        with study.change("quote pin", actor=coder, quotation=number, text=edited, reason=reason):
            words = _words(study, number)
            if edited:
                check_elision(edited, words)
            study.illustrations.put(
                [
                    Illustration(
                        quotation=number, state="pinned", text=edited, reason=reason, actor=coder
                    )
                ]
            )
    say("quote_pinned", lang, id=number)


def _look(study: Study, quotations: Iterable[Quotation]) -> None:
    """Log whose independent codings are read, in which transcripts."""
    from bouwsteen.coding.model import Layer

    places = {(one.coder, one.transcript) for one in quotations if one.layer is Layer.INDEPENDENT}
    for coder, transcript in sorted(places):
        note_look(study, coder, transcript=transcript)


def _words(study: Study, number: int) -> str:
    """What a respondent says in a quotation; what is nobody's cannot illustrate."""
    from bouwsteen.analysis.quotes import select_quotes
    from bouwsteen.errors import CodingError

    found = study.quotations.get(number)
    (held,) = select_quotes([found], cast_of(study), study.codebook.get())
    if held.respondent is None:
        raise CodingError(
            f"Quotation {number} has no words of a respondent.",
            "Say who speaks with: bouwsteen respondent import",
            key="quote_no_words",
            number=number,
        )
    return held.text


@quote.command()
@_number
@click.option("--reason", default="", help="Why not, for example that it is recognisable.")
@coder_option
@study_option
@lang_option
def bar(number: int, reason: str, coder: str | None, study_path: str | None, lang: str) -> None:
    """Never choose a quotation, nor one that overlaps it unless that is pinned."""
    from bouwsteen.study.illustration_store import Illustration

    with open_study(study_path) as study:
        _look(study, [study.quotations.get(number)])
        with study.change("quote bar", actor=coder, quotation=number, reason=reason):
            study.illustrations.put(
                [Illustration(quotation=number, state="barred", reason=reason, actor=coder)]
            )
    say("quote_barred", lang, id=number)


@quote.command()
@_number
@coder_option
@study_option
@lang_option
def release(number: int, coder: str | None, study_path: str | None, lang: str) -> None:
    """Leave a quotation that was pinned or barred to the rule again."""
    with open_study(study_path) as study:
        with study.change("quote release", actor=coder, quotation=number):
            study.illustrations.release([number])
    say("quote_released", lang, id=number)


@quote.command("list")
@study_option
@format_option
@lang_option
def list_(study_path: str | None, style: str, lang: str) -> None:
    """List what was pinned and barred, and whether the quotation still stands."""
    from bouwsteen.exports.labels import Labels

    labels = Labels(lang)
    plain = style != "text"
    with open_study(study_path) as study:
        found = standings(study)
        numbers = {one.quotation for one, _, _ in found}
        _look(study, (one for one in study.quotations.select() if one.id in numbers))
    rows = [
        (
            one.quotation,
            one.state if plain else labels(f"illustrative.state.{one.state}"),
            standing if plain else labels(f"illustrative.standing.{standing}"),
            words,
            one.text,
            one.reason,
            one.actor,
            one.at,
        )
        for one, words, standing in found
    ]
    columns = ("id", "state", "standing", "quote", "edited", "reason", "actor", "at")
    show(Listing(columns=columns, rows=rows), style=style, lang=lang)
