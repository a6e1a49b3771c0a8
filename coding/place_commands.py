"""Commands on where a quotation stands: move its ends, place what a correction left without one."""

from __future__ import annotations

__all__ = ["move", "place"]

import click

from bouwsteen.console import coder_option, current_coder, lang_option, open_study, study_option
from bouwsteen.screen import say


@click.command()
@click.argument("number", type=int, metavar="ID")
@click.option("--start", type=int, metavar="A", help="Begin at this character.")
@click.option("--end", type=int, metavar="B", help="End before this character.")
@click.option("--quote", metavar="TEXT", help="Mark this text, which must occur once.")
@study_option
@coder_option
@lang_option
def move(
    number: int,
    start: int | None,
    end: int | None,
    quote: str | None,
    study_path: str | None,
    coder: str | None,
    lang: str,
) -> None:
    """Let one of your quotations begin or end elsewhere.

    Say where with --quote, or with --start, --end or both; an end that is not named stays. The
    quotation keeps its number, codes and memo.
    """
    from bouwsteen.coding.apply import quote_span
    from bouwsteen.marking import move as move_ends
    from bouwsteen.transcripts.model import Span

    if (quote is None) == (start is None and end is None):
        raise click.UsageError("Say where with --quote, or with --start, --end or both.")
    with open_study(study_path) as study:
        who = current_coder(study, coder)
        with study.reading():
            held = study.quotations.get(number)
            text = study.transcripts.get(held.transcript)
        if quote is not None:
            span = quote_span(text, quote)
        else:
            span = Span(
                held.span.start if start is None else start, held.span.end if end is None else end
            )
        move_ends(study, who, number, span, seen=text.sha256)
    say("quotation_moved", lang, id=number, start=span.start, end=span.end)


@click.command()
@click.argument("number", type=int, metavar="ID")
@click.option("--turn", type=int, help="Place it on this whole turn.")
@click.option("--span", "span_text", metavar="A:B", help="On these characters, end left out.")
@click.option("--quote", metavar="TEXT", help="On this text, which must occur once.")
@click.option("--drop", is_flag=True, help="Give the quotation up, with its codes.")
@study_option
@coder_option
@lang_option
def place(
    number: int,
    turn: int | None,
    span_text: str | None,
    quote: str | None,
    drop: bool,
    study_path: str | None,
    coder: str | None,
    lang: str,
) -> None:
    """Place a quotation of yours that a correction left without a place, or drop it.

    Say where with one of --turn, --span, --quote. It keeps its number, codes and memo.
    """
    from bouwsteen.coding.apply import quote_span, range_span, turn_span

    if [turn, span_text, quote, drop or None].count(None) != 3:
        raise click.UsageError("Say one of --turn, --span, --quote, --drop.")
    with open_study(study_path) as study:
        who = current_coder(study, coder)
        with study.change("code place", actor=who, quotation=number, dropped=drop):
            text = study.transcripts.get(study.unplaced.get(number).quotation.transcript)
            if drop:
                study.unplaced.drop(number, coder=who)
            else:
                if turn is not None:
                    span = turn_span(text, turn)
                elif span_text is not None:
                    span = range_span(text, span_text)
                else:
                    span = quote_span(text, quote or "")
                study.unplaced.place(number, span, coder=who)
    if drop:
        say("quotation_dropped", lang, id=number)
    else:
        say("quotation_placed", lang, id=number, start=span.start, end=span.end)
