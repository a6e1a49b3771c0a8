"""Commands on coders and codings."""

from __future__ import annotations

__all__ = ["code", "coder"]

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bouwsteen.coding.place_commands import move, place
from bouwsteen.console import (
    coder_option,
    current_coder,
    format_option,
    lang_option,
    open_study,
    study_option,
)
from bouwsteen.errors import CodingError
from bouwsteen.screen import Listing, came_about, odd_comment, say, show

if TYPE_CHECKING:
    from bouwsteen.coding.comment_problem import CommentProblem
    from bouwsteen.coding.model import Quotation
    from bouwsteen.study.study import Study
    from bouwsteen.study.unplaced_store import Unplaced
    from bouwsteen.transcripts.load import Loaded
    from bouwsteen.transcripts.model import Span, Transcript


@click.group()
def coder() -> None:
    """Add and list the coders."""


@coder.command("add")
@click.argument("key")
@click.option("--name", default="", help="The name that people read.")
@study_option
@lang_option
def add_coder(key: str, name: str, study_path: str | None, lang: str) -> None:
    """Add a coder under a short KEY."""
    from bouwsteen.coding.model import Coder

    with open_study(study_path) as study, study.change("coder add", actor=key, coder=key):
        study.coders.add([Coder(key=key, name=name)])
    say("coder_added", lang, coder=key)


@coder.command("list")
@study_option
@format_option
@lang_option
def list_coders(study_path: str | None, style: str, lang: str) -> None:
    """List the coders with what each has coded and finished."""
    from bouwsteen.coding.model import Layer

    with open_study(study_path) as study, study.reading():
        quotations = study.quotations.select(layer=Layer.INDEPENDENT)
        done = study.coders.done()
        rows = [
            (
                one.key,
                one.name,
                sum(1 for quotation in quotations if quotation.coder == one.key),
                sorted(mark.transcript for mark in done if mark.coder == one.key),
            )
            for one in study.coders.all()
        ]
    columns = ("coder", "name", "quotations", "done")
    show(Listing(columns=columns, rows=rows), style=style, lang=lang)


@click.group()
def code() -> None:
    """Code transcripts by hand or from files."""


code.add_command(move)
code.add_command(place)


@code.command()
@click.argument("transcript")
@click.argument("codes", nargs=-1, required=True)
@click.option("--turn", type=int, help="Code this whole turn.")
@click.option("--span", "span_text", metavar="A:B", help="Code these characters, end left out.")
@click.option("--quote", metavar="TEXT", help="Code this text, which must occur once.")
@click.option("--memo", default="", help="A note with the quotation.")
@click.option("--new", is_flag=True, help="Make codes that are not in the codebook, as free codes.")
@study_option
@coder_option
@lang_option
def add(
    transcript: str,
    codes: tuple[str, ...],
    turn: int | None,
    span_text: str | None,
    quote: str | None,
    memo: str,
    new: bool,
    study_path: str | None,
    coder: str | None,
    lang: str,
) -> None:
    """Give a stretch of TRANSCRIPT one or more CODES.

    A code is a key, a number (3.2) or a label. Say where with one of --turn, --span, --quote.
    """
    from bouwsteen.marking import mark

    if sum(given is not None for given in (turn, span_text, quote)) != 1:
        raise click.UsageError("Say where with one of --turn, --span, --quote.")
    with open_study(study_path) as study:
        who = current_coder(study, coder)
        text = study.transcripts.get(transcript)
        span = _span(text, turn, span_text, quote)
        done = mark(
            study,
            who,
            transcript,
            span,
            codes,
            memo=memo,
            new_in=lang if new else None,
            seen=text.sha256,
        )
    keys = ", ".join(done.codes)
    say("coded", lang, id=done.quotation, start=span.start, end=span.end, codes=keys)


def _span(
    transcript: Transcript, turn: int | None, span_text: str | None, quote: str | None
) -> Span:
    from bouwsteen.coding.apply import quote_span, range_span, turn_span

    if turn is not None:
        return turn_span(transcript, turn)
    if span_text is not None:
        return range_span(transcript, span_text)
    return quote_span(transcript, quote or "")


_LISTED = (
    *("id", "transcript", "start", "end", "codes", "quote", "memo"),
    *("origin", "assistance"),
)


@code.command("list")
@click.option("--transcript", help="Only this transcript.")
@click.option("--code", "code_name", help="Only this code and its sub-codes.")
@study_option
@coder_option
@format_option
@lang_option
def list_(
    transcript: str | None,
    code_name: str | None,
    study_path: str | None,
    coder: str | None,
    style: str,
    lang: str,
) -> None:
    """List your own quotations."""
    with open_study(study_path) as study, study.reading():
        who = current_coder(study, coder)
        if transcript is not None:
            study.transcripts.get(transcript)
        found = study.quotations.select(coder=who, transcript=transcript)
        away = study.unplaced.select(coder=who, transcript=transcript)
        texts = {one.key: one.text for one in study.transcripts.all()}
        book = study.codebook.get()
    if code_name is not None:
        wanted = set(book.branch(book.resolve(code_name).key))
        found = [one for one in found if wanted & set(one.codes)]
        away = [one for one in away if wanted & set(one.quotation.codes)]
    rows = [
        (
            *(one.id, one.transcript, one.span.start, one.span.end, list(one.codes)),
            *(one.span.of(texts[one.transcript]), one.memo),
            *came_about(one.codings, style=style, lang=lang),
        )
        for one in found
    ]
    rows += [_unplaced_row(one, style=style, lang=lang) for one in away]
    show(Listing(columns=_LISTED, rows=rows), style=style, lang=lang)
    if away and style == "text":
        say("unplaced_listed", lang, n=len(away))


def _unplaced_row(held: Unplaced, *, style: str, lang: str) -> tuple[Any, ...]:
    """Without a place: no offsets, and the words of the version that they marked."""
    one = held.quotation
    return (
        *(one.id, one.transcript, None, None, list(one.codes), held.quote, one.memo),
        *came_about(one.codings, style=style, lang=lang),
    )


@code.command()
@click.argument("numbers", nargs=-1, required=True, type=int, metavar="ID...")
@click.option("--code", "code_names", multiple=True, help="Take only this code off.")
@study_option
@coder_option
@lang_option
def remove(
    numbers: tuple[int, ...],
    code_names: tuple[str, ...],
    study_path: str | None,
    coder: str | None,
    lang: str,
) -> None:
    """Remove your own quotations, or codes from them."""
    with open_study(study_path) as study:
        who = current_coder(study, coder)
        keys = [study.codebook.get().resolve(name).key for name in code_names]
        wanted = list(dict.fromkeys(numbers))
        with study.change("code remove", actor=who, quotations=wanted, codes=keys):
            if keys:
                for number in wanted:
                    study.quotations.remove_codes(number, keys, coder=who)
            else:
                study.quotations.remove(wanted, coder=who)
    say("codings_removed", lang, n=len(wanted))


@code.command()
@click.argument("number", type=int, metavar="ID")
@click.argument("text")
@study_option
@coder_option
@lang_option
def memo(number: int, text: str, study_path: str | None, coder: str | None, lang: str) -> None:
    """Replace the memo of one of your quotations by TEXT."""
    from bouwsteen.marking import annotate

    with open_study(study_path) as study:
        annotate(study, current_coder(study, coder), number, text)
    say("memo_set", lang, id=number)


@code.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--transcript", help="The transcript that a commented docx belongs to.")
@study_option
@coder_option
@lang_option
def import_(
    files: tuple[Path, ...],
    transcript: str | None,
    study_path: str | None,
    coder: str | None,
    lang: str,
) -> None:
    """Import codings from csv files, or from Word comments in docx files.

    A comment holds code names (key, number or label) with ; between them, then a memo; its
    author is the coder. All of the FILES go in, or none.
    """
    names = [path.name for path in files]
    commented = {path: _commented(path) for path in files if path.suffix.casefold() == ".docx"}
    # Placed inside the change: no text is corrected between finding a place and keeping it.
    with (
        open_study(study_path) as study,
        study.change("code import", actor=coder, files=names) as change,
    ):
        found: list[Quotation] = []
        problems: list[str] = []
        people: dict[str, str] = {}
        for path in files:
            if path in commented:
                quotations, authors, odd = _from_word(study, path, commented[path], transcript)
                people.update(authors)
                problems += [odd_comment(path.name, one, lang) for one in odd]
            else:
                quotations = _from_csv(study, path, coder, lang)
            found += quotations
        change.details.update(quotations=len(found), coders=sorted({one.coder for one in found}))
        fresh = _add_coders(study, found, people)
        numbers = study.quotations.add(found)
    say("codings_imported", lang, n=len(set(numbers)))
    if fresh:
        say("coders_added", lang, coders=", ".join(fresh))
    for problem in problems:
        click.echo(problem, err=True)


def _from_csv(study: Study, path: Path, coder: str | None, lang: str) -> list[Quotation]:
    from bouwsteen.coding.codings_csv import read_codings

    transcripts, codebook = study.transcripts.all(), study.codebook.get()
    found = read_codings(path, transcripts, codebook, default_coder=coder)
    if not found.rows:
        raise CodingError(
            f"{path.name} has no rows.",
            "Nothing was changed.",
            key="coding_file_no_rows",
            file=path.name,
        )
    if found.ignored:
        say("columns_ignored", lang, file=path.name, columns=", ".join(found.ignored))
    if found.repeated:
        rows = ", ".join(map(str, found.repeated))
        say("rows_repeated", lang, file=path.name, rows=rows)
    return list(found.quotations)


def _commented(path: Path) -> Loaded:
    """Read a Word file of which the comments are wanted."""
    from bouwsteen.transcripts.load import load

    loaded = load(path)
    if not loaded.comments:
        raise CodingError(
            f"{path.name} holds no Word comments.",
            "Nothing was changed.",
            key="coding_file_no_comments",
            file=path.name,
        )
    return loaded


def _from_word(
    study: Study, path: Path, loaded: Loaded, key: str | None
) -> tuple[list[Quotation], dict[str, str], Sequence[CommentProblem]]:
    """Quotations, coders' names by key, and what was not taken over."""
    from bouwsteen.coding.word_comments import comment_quotations, matching_transcript

    if key is not None:
        study.transcripts.get(key)  # raises, with the nearest key as a hint
    known = study.transcripts.all()
    one = matching_transcript(loaded.transcript.sha256, path.stem, known, key)
    book, coders = study.codebook.get(), study.coders.all()
    found = comment_quotations(loaded.comments, one, book, coders=coders)
    people = {one.key: one.name for one in found.coders}
    return list(found.quotations), people, found.problems


def _add_coders(
    study: Study, quotations: list[Quotation], names: dict[str, str]
) -> tuple[str, ...]:
    """Add the coders that the files name and the study does not know yet; give their keys."""
    from bouwsteen.coding.model import Coder

    known = {one.key for one in study.coders.all()}
    fresh = dict.fromkeys(one.coder for one in quotations if one.coder not in known)
    study.coders.add(Coder(key=key, name=names.get(key, "")) for key in fresh)
    return tuple(fresh)


def _marking(verb: str, summary: str) -> Callable[..., Any]:
    """Make ``code done`` and ``code reopen``, which differ in one call only."""

    @click.argument("transcripts", nargs=-1, metavar="TRANSCRIPT...")
    @click.option("--all", "every", is_flag=True, help="Every transcript.")
    @study_option
    @coder_option
    @lang_option
    def mark(
        transcripts: tuple[str, ...],
        every: bool,
        study_path: str | None,
        coder: str | None,
        lang: str,
    ) -> None:
        from bouwsteen.marking import declare

        if every == bool(transcripts):
            raise click.UsageError("Name transcripts, or say --all.")
        with open_study(study_path) as study:
            who = current_coder(study, coder)
            keys = study.transcripts.keys() if every else transcripts
            declare(study, who, keys, done=verb == "done")
        say(f"code_{verb}", lang, coder=who, n=len(keys))

    mark.__doc__ = summary
    return mark


code.command("done")(_marking("done", "Declare transcripts done; your layer of them is locked."))
code.command("reopen")(_marking("reopen", "Unlock transcripts that you declared done."))
