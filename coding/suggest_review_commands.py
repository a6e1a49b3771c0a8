"""The keyboard loop in which a coder decides on suggestions."""

from __future__ import annotations

__all__ = ["review"]

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from bouwsteen.console import coder_option, current_coder, lang_option, open_study, study_option
from bouwsteen.deciding import accept, reasons, reject, skip
from bouwsteen.errors import BouwsteenError, CodingError
from bouwsteen.screen import say, wrapped

if TYPE_CHECKING:
    from bouwsteen.codebook.model import Codebook
    from bouwsteen.coding.suggest.model import Suggestion
    from bouwsteen.exports.labels import Labels
    from bouwsteen.study.study import Study
    from bouwsteen.study.suggestion_rows import Standing
    from bouwsteen.transcripts.model import Transcript

_BEFORE = 300
_QUIT = ("q", "", "\x03", "\x04", "\x1b")


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Desk:
    """What the loop needs at hand."""

    study: Study
    who: str
    book: Codebook
    texts: dict[str, Transcript]
    labels: Labels


@click.command()
@click.option("--transcript", help="Only this transcript.")
@study_option
@coder_option
@lang_option
def review(transcript: str | None, study_path: str | None, coder: str | None, lang: str) -> None:
    """Go through your suggestions, one key each; quit whenever you like and go on later.

    \b
    a  accept           b  accept the block, not the tentative sub-code
    r  reject           o  give another code
    s  skip for now     u  undo the last decision      q  quit

    The first fifty passages come from all interviews in turn, because the model learns faster
    from a spread; after that the interviews come in order.
    """
    from bouwsteen.exports.labels import Labels

    with open_study(study_path) as study:
        who = current_coder(study, coder)
        if transcript is not None:
            study.transcripts.get(transcript)
        desk = _Desk(
            study=study,
            who=who,
            book=study.codebook.get(),
            texts={one.key: one for one in study.transcripts.all()},
            labels=Labels(lang),
        )
        queue, spread = _queue(study, who, transcript)
        if not queue:
            say("suggest_none", lang)
            return
        say("suggest_spread" if spread else "suggest_in_order", lang)
        decided = _loop(desk, queue)
        left = len(study.suggestions.open_ones(who, transcript=transcript))
    say("suggest_reviewed", lang, n=decided, left=left)


def _queue(study: Study, who: str, transcript: str | None) -> tuple[list[Standing], bool]:
    """Open suggestions in working order, those of one passage together; skipped ones last."""
    from bouwsteen.coding.suggest.model import Passage
    from bouwsteen.coding.suggest.order import working_order

    waiting = study.suggestions.open_ones(who, transcript=transcript)
    everything = study.suggestions.select(coder=who, retired=True)
    dealt = {
        (one.suggestion.transcript, one.suggestion.passage)
        for one in everything
        if one.decision is not None
    }
    held: dict[Passage, list[Standing]] = {}
    for one in sorted(waiting, key=lambda one: one.decision is not None):
        at = one.suggestion
        passage = Passage(transcript=at.transcript, turn=at.turn, span=at.passage, text="")
        held.setdefault(passage, []).append(one)
    passages = list(held)
    order = working_order(passages, dealt_with=len(dealt))
    return (
        [one for place in order for one in held[passages[place]]],
        order != tuple(range(len(passages))),
    )


def _loop(desk: _Desk, queue: Sequence[Standing]) -> int:
    """Show one after another and do what the keys say; give the number of decisions."""
    done: list[tuple[int, int]] = []
    place = 0
    while place < len(queue):
        one = queue[place].suggestion
        with desk.study.change("suggest review", actor=desk.who):
            desk.study.suggestions.mark_shown([one.id])
        _show(desk, one, place=f"{place + 1}/{len(queue)}")
        key = _key()
        click.echo(key if key.isprintable() else "")
        if key in _QUIT:
            break
        if key == "u":
            place = _undo(desk, done, place)
            continue
        went_on, event = _decide(desk, one, key)
        if event is not None:
            done.append((place, event))
        place += went_on
    return len(done)


def _undo(desk: _Desk, done: list[tuple[int, int]], place: int) -> int:
    """Take back the last decision of this round and give its place; else stay where one is."""
    if not done:
        click.echo(desk.labels("screen.suggest_nothing_to_undo"))
        return place
    back, event = done[-1]
    try:
        desk.study.undo(actor=desk.who, event=event)
    except BouwsteenError as error:
        _tell(error, desk.labels)
        return place
    done.pop()
    return back


def _key() -> str:
    """Wait for a key; Ctrl-C, Ctrl-D and the end of the input quit."""
    try:
        return click.getchar().lower()
    except (EOFError, KeyboardInterrupt, click.Abort):
        return "q"
    except OSError:
        raise CodingError(
            "Review reads keys from a terminal, and there is none here.",
            "Decide one by one: bouwsteen suggest list, then accept or reject",
            key="suggest_no_terminal",
        ) from None


def _decide(desk: _Desk, one: Suggestion, key: str) -> tuple[bool, int | None]:
    """Do what a key says; tell whether to go on, and which change in the log came of it."""
    try:
        if key in ("a", "y", "b"):
            return True, accept(desk.study, desk.who, one.id, block=key == "b").event
        if key in ("r", "n"):
            return True, reject(desk.study, desk.who, [one.id])
        if key == "s":
            return True, skip(desk.study, desk.who, one.id)
        if key == "o" and (wanted := _wanted(desk.labels)):
            return True, accept(desk.study, desk.who, one.id, codes=wanted).event
    except BouwsteenError as error:
        _tell(error, desk.labels)
    return False, None


def _tell(error: BouwsteenError, labels: Labels) -> None:
    from bouwsteen.exports.labels import told

    click.echo(" ".join(filter(None, told(error, labels.lang))), err=True)


def _wanted(labels: Labels) -> list[str]:
    """Ask for other codes; none when the coder thinks better of it."""
    try:
        names = click.prompt(labels("suggest.other"), default="", show_default=False)
    except click.Abort:
        click.echo()
        return []
    return [name.strip() for name in names.split(";") if name.strip()]


def _show(desk: _Desk, one: Suggestion, *, place: str) -> None:
    """Print a suggestion: what was said before, the passage, the code, and why."""
    from bouwsteen.coding.suggest.model import band

    text = desk.texts[one.transcript]
    before = [turn for turn in text.turns if turn.span.end <= one.passage.start]
    click.echo()
    wrapped((f"{place} · {one.transcript} · {one.turn}", "dim"))
    if before:
        said = text.speech(before[-1])
        said = said if len(said) <= _BEFORE else f"… {said[-_BEFORE:]}"
        wrapped((f"{before[-1].speaker or '–'}: {said}", "dim"))
    wrapped(*_marked(one, text.text))
    label = desk.book[one.block].label(desk.labels.lang, short=True)
    if one.tentative:
        sub = desk.book[one.code].label(desk.labels.lang, short=True)
        label += f" › {sub} ({desk.labels('suggest.tentative')})"
    confidence = desk.labels(f"suggest.{band(one.confidence)}")
    figure = desk.labels.cell(one.confidence, "decimal")
    wrapped("→ ", (label, "bold"), f"  {confidence}, {figure}")
    wrapped(f"  {'; '.join(reasons(one, desk.labels))}")
    wrapped(f"{desk.labels('suggest.keys')} ", end="")


def _marked(one: Suggestion, text: str) -> list[str | tuple[str, str]]:
    """The passage, with the words that speak for the code underlined."""
    parts: list[str | tuple[str, str]] = []
    at = one.passage.start
    for piece in sorted(one.evidence, key=lambda piece: piece.start):
        if piece.start >= at and piece.end <= one.passage.end:
            parts += [text[at : piece.start], (piece.text, "bold underline")]
            at = piece.end
    return [*parts, text[at : one.passage.end]]
