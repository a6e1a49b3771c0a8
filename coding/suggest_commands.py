"""Commands on suggested codes."""

from __future__ import annotations

__all__ = ["suggest"]

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

import click

from bouwsteen.coding.suggest_evaluate_commands import evaluate
from bouwsteen.coding.suggest_review_commands import review
from bouwsteen.console import (
    coder_option,
    current_coder,
    format_option,
    lang_option,
    open_study,
    study_option,
)
from bouwsteen.deciding import accept as accept_one
from bouwsteen.deciding import reject as reject_all
from bouwsteen.errors import CodingError
from bouwsteen.renewing import renew
from bouwsteen.screen import Listing, say, show, track
from bouwsteen.suggesting import gather, make, own_of

if TYPE_CHECKING:
    from bouwsteen.coding.suggest.control import Apart
    from bouwsteen.coding.suggest.model import Passage, Suggestion
    from bouwsteen.coding.suggest.suggester import Suggester
    from bouwsteen.study.suggestion_rows import Standing
    from bouwsteen.suggesting import Work


@click.group()
def suggest() -> None:
    """Let the computer suggest codes; you decide on each.

    run makes suggestions from the codebook and from your own codings, nobody else's. Nothing
    counts anywhere until you accept it: see them with list, or go through them with review.
    """


suggest.add_command(evaluate)
suggest.add_command(review)


@suggest.command()
@click.option(
    "--minimum",
    type=float,
    default=0.2,
    show_default=True,
    help="Keep silent below this probability.",
)
@click.option(
    "--per-passage",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="At most so many suggestions a passage.",
)
@click.option(
    "--unit",
    type=click.Choice(["turn", "sentence"]),
    default="turn",
    show_default=True,
    help="What is judged: turns, long ones in parts, or every sentence.",
)
@click.option(
    "--cores",
    type=click.IntRange(min=1),
    help="Processes to use; else all cores for large collections.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Work on this Dask cluster.")
@study_option
@coder_option
@lang_option
def run(
    minimum: float,
    per_passage: int,
    unit: Literal["turn", "sentence"],
    cores: int | None,
    scheduler: str | None,
    study_path: str | None,
    coder: str | None,
    lang: str,
) -> None:
    """Make suggestions for the transcripts that you have not finished.

    Suggestions that nobody has looked at are replaced; what you rejected does not come back.
    """
    from functools import partial

    from bouwsteen.coding.suggest.model import Limits

    with open_study(study_path) as study:
        who = current_coder(study, coder)
        done = renew(
            study,
            who,
            limits=Limits(per_passage=per_passage, minimum=minimum),
            unit=unit,
            judge=partial(_suggested, cores=cores, scheduler=scheduler),
        )
    if not done.passages:
        say("suggest_all_done", lang, coder=who)
    say("suggest_made", lang, n=done.standing, passages=done.passages, coder=who)
    if done.behind:
        say("suggest_behind", lang, coder=who)
    _tell_limits(done.makers, done.work, lang)


def _suggested(
    suggester: Suggester, passages: list[Passage], *, cores: int | None, scheduler: str | None
) -> Iterator[list[Suggestion]]:
    from itertools import groupby

    from bouwsteen.coding.suggest.spread import BATCH, batches_of, suggest_all

    if cores is None:
        # Starting a worker takes seconds; that pays for large collections only.
        cores = (os.cpu_count() or 1) if len(passages) > 5 * BATCH else 1
    by_transcript = (list(held) for _, held in groupby(passages, key=lambda one: one.transcript))
    batches = list(batches_of(by_transcript))
    results = suggest_all(suggester, batches, cores=cores, scheduler=scheduler)
    yield from track(results, what="suggest", total=len(batches))


def _tell_limits(makers: Mapping[str, Suggester], work: Work, lang: str) -> None:
    """Say what could not be done, and why."""
    for key, language in work.unread:
        say("suggest_unread", lang, transcript=key, language=language)
    for suggester in makers.values():
        teaching = suggester.teaching
        if teaching.reason:
            say(f"suggest_{teaching.reason}", lang, n=teaching.passages)
        if teaching.without_cues:
            say("suggest_without_cues", lang, codes=", ".join(teaching.without_cues))
        if suggester.silent:
            say("suggest_silent", lang, codes=", ".join(sorted(suggester.silent)))


@suggest.command()
@study_option
@coder_option
@format_option
@lang_option
def train(study_path: str | None, coder: str | None, style: str, lang: str) -> None:
    """Show what your own codings teach, code by code.

    The model is nothing but a function of your codings: run learns afresh every time, in a
    moment, and no other coder's codings are read.
    """
    from bouwsteen.coding.suggest.learned import FEWEST
    from bouwsteen.coding.suggest.model import Limits

    with open_study(study_path) as study:
        who = current_coder(study, coder)
        work, own = gather(study), own_of(study, who)
    makers = make(work, own, limits=Limits())
    rows = [
        (
            *(work.codebook[code].label(lang, short=True), code, language, marked),
            "blend" if code in one.teaching.taught else "lexicon",
            one.digest,
        )
        for language, one in makers.items()
        for code, marked in one.teaching.marks.items()
    ]
    columns = ("label", "code", "language", "passages", "origin", "model")
    show(Listing(columns=columns, rows=rows), style=style, lang=lang)
    if style == "text":
        say("suggest_trained", lang, coder=who, fewest=FEWEST)
        _tell_limits(makers, work, lang)


@suggest.command("list")
@click.option("--transcript", help="Only this transcript.")
@click.option("--limit", type=click.IntRange(min=1), help="At most N suggestions.")
@study_option
@coder_option
@format_option
@lang_option
def list_(
    transcript: str | None,
    limit: int | None,
    study_path: str | None,
    coder: str | None,
    style: str,
    lang: str,
) -> None:
    """List the suggestions that wait for your decision.

    What is listed counts as shown: codes that you give there from now on are marked as assisted.
    """
    with open_study(study_path) as study:
        who = current_coder(study, coder)
        if transcript is not None:
            _refuse_apart(study.suggestions.apart(), study.transcripts.get(transcript).key)
        found = study.suggestions.open_ones(who, transcript=transcript)[:limit]
        texts = {one.key: one.text for one in study.transcripts.all()} if found else {}
        book = study.codebook.get()
        with study.change("suggest list", actor=who):
            study.suggestions.mark_shown([one.suggestion.id for one in found])
    if not found and style == "text":
        say("suggest_none", lang)
        return
    records = [_record(one, texts) for one in found]
    columns = (
        *("id", "transcript", "turn", "start", "end", "code", "block", "confidence", "rank"),
        *("why", "quote"),
    )
    rows = [
        (
            *(record[name] for name in columns[:5]),
            book[one.suggestion.code].label(lang, short=True)
            + (" ?" if one.suggestion.tentative else ""),
            book[one.suggestion.block].label(lang, short=True),
            *(record["confidence"], record["rank"]),
            _why(one, lang),
            record["quote"],
        )
        if style == "text"
        else (
            *(record[name] for name in columns[:9]),
            [piece["text"] for piece in record["evidence"]],
            record["quote"],
        )
        for record, one in zip(records, found, strict=True)
    ]
    show(Listing(columns=columns, rows=rows, payload=records), style=style, lang=lang)


def _refuse_apart(apart: Apart, transcript: str) -> None:
    if transcript in apart.reliability:
        raise CodingError(
            f"{transcript} is in the reliability set, which is coded without suggestions.",
            "Code it by hand: bouwsteen code add",
            key="suggest_reliability",
            transcript=transcript,
        )


def _record(held: Standing, texts: dict[str, str]) -> dict[str, Any]:
    one = held.suggestion
    return {
        "id": one.id,
        "transcript": one.transcript,
        "turn": one.turn,
        "start": one.span.start,
        "end": one.span.end,
        "quote": one.span.of(texts[one.transcript]),
        "code": one.code,
        "block": one.block,
        "confidence": one.confidence,
        "rank": one.rank,
        "evidence": [piece.to_json() for piece in one.evidence],
    }


def _why(held: Standing, lang: str) -> str:
    from bouwsteen.exports.labels import Labels

    words = "; ".join(piece.text for piece in held.suggestion.evidence)
    if not held.suggestion.thin:
        return words
    thin = Labels(lang)("suggest.thin")
    return f"{words} ({thin})" if words else thin


@suggest.command()
@click.argument("number", type=int, metavar="ID")
@click.option("--block", is_flag=True, help="Give the block, not the tentative sub-code.")
@click.option("--code", "codes", multiple=True, help="Give this code in its place.")
@click.option("--memo", default="", help="A note with the quotation.")
@study_option
@coder_option
@lang_option
def accept(
    number: int,
    block: bool,
    codes: tuple[str, ...],
    memo: str,
    study_path: str | None,
    coder: str | None,
    lang: str,
) -> None:
    """Accept suggestion ID: it becomes a coding of yours. One at a time."""
    with open_study(study_path) as study:
        who = current_coder(study, coder)
        made = accept_one(study, who, number, codes=codes, block=block, memo=memo)
        span = study.quotations.get(made.quotation).span
    given = ", ".join(made.codes)
    say("coded", lang, id=made.quotation, start=span.start, end=span.end, codes=given)


@suggest.command()
@click.argument("numbers", nargs=-1, required=True, type=int, metavar="ID...")
@study_option
@coder_option
@lang_option
def reject(numbers: tuple[int, ...], study_path: str | None, coder: str | None, lang: str) -> None:
    """Reject suggestions; they do not come back unless the code's definition changes."""
    with open_study(study_path) as study:
        reject_all(study, current_coder(study, coder), numbers)
    say("suggest_rejected", lang, n=len(set(numbers)))


@suggest.command("reliability-set")
@click.argument("transcripts", nargs=-1, metavar="[TRANSCRIPT]...")
@click.option("--clear", is_flag=True, help="Set nothing apart any more.")
@click.option("--control", type=float, help="Share of other turns left blind, 0.10 to 0.15.")
@study_option
@lang_option
def reliability_set(
    transcripts: tuple[str, ...],
    clear: bool,
    control: float | None,
    study_path: str | None,
    lang: str,
) -> None:
    """Set TRANSCRIPTS apart that everybody codes with suggestions off, or show what is apart.

    Agreement on these says how far coders agree by themselves. Choose them before anybody has
    seen a suggestion there.
    """
    import dataclasses

    if clear and transcripts:
        raise click.UsageError("Name transcripts, or say --clear.")
    with open_study(study_path) as study:
        apart = study.suggestions.apart()
        if transcripts or clear:
            apart = dataclasses.replace(apart, reliability=tuple(dict.fromkeys(transcripts)))
        if control is not None:
            apart = dataclasses.replace(apart, share=control)
        if transcripts or clear or control is not None:
            with study.change("suggest reliability-set", transcripts=list(apart.reliability)):
                study.suggestions.set_apart(apart)
    names = ", ".join(apart.reliability) or "–"
    say("suggest_apart", lang, transcripts=names, share=f"{apart.share:.0%}")
