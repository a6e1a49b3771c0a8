"""What the commands on illustrative quotes share: a study's pins and bars, and the choice made.

An adapter, like `console`: the command files use it, nothing else.
"""

from __future__ import annotations

__all__ = ["choice_of", "rule_options", "standings", "summary_of"]

import functools
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from bouwsteen.console import cast_of, note_look
from bouwsteen.naming import view_of

if TYPE_CHECKING:
    from bouwsteen.analysis.illustration import Choice, LeftOut, Rule
    from bouwsteen.codebook.model import Codebook
    from bouwsteen.coding.model import Quotation
    from bouwsteen.exports.table import Table
    from bouwsteen.study.illustration_store import Illustration
    from bouwsteen.study.study import Study
    from bouwsteen.transcripts.pseudonyms import Pseudonyms


def rule_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--per-cell``, ``--min-words`` and ``--max-words``, as ``rule``."""

    @functools.wraps(command)
    def run(*args: Any, per_cell: int, min_words: int, max_words: int, **options: Any) -> Any:
        from bouwsteen.analysis.illustration import Rule

        rule = Rule(per_cell=per_cell, min_words=min_words, max_words=max_words)
        return command(*args, rule=rule, **options)

    for name, default, said in (
        ("--max-words", 60, "Longest quotation that is chosen."),
        ("--min-words", 15, "Shortest quotation that is chosen."),
        ("--per-cell", 2, "Quotations for each block and role."),
    ):
        option = click.option(
            name, type=click.IntRange(min=1), default=default, show_default=True, help=said
        )
        run = option(run)
    return run


def choice_of(
    study: Study,
    *,
    rule: Rule | None = None,
    coder: str | None = None,
    names: Pseudonyms | None = None,
) -> tuple[Choice, Codebook]:
    """Choose the illustrative quotes of a study, under pseudonyms where there is a table of names.

    Returns
    -------
    Choice, Codebook
        The codebook carries the pseudonyms too.
    """
    from bouwsteen.analysis.illustrative import choose_quotes, coders_per_block
    from bouwsteen.analysis.quotes import select_quotes
    from bouwsteen.analysis.renamed_choice import renamed_choice
    from bouwsteen.study.layers import layer_to_read

    reading = layer_to_read(study, coder)
    note_look(study, reading.coder)
    with study.reading():
        held = study.quotations.select(coder=reading.coder, layer=reading.layer)
        pinned, barred, left_out = _said(study, held)
        compared, transcripts = _compared(study)
        cast, book = cast_of(study), study.codebook.get()
        view = None if names is None else view_of(study, names)
    quotes = select_quotes(held, cast, book)
    choice = choose_quotes(
        quotes,
        book,
        rule=rule,
        layer=reading.label,
        pinned=pinned,
        barred=barred,
        coders=coders_per_block(quotes, compared, book, transcripts=transcripts),
        roles=[person.role for person in cast.interviewees],
        left_out=left_out,
    )
    if view is not None:
        # Names come in last: a pseudonym of another length must not change what is chosen.
        book = view.codebook(book)
        shown = select_quotes(map(view.quotation, held), view.cast, book)
        choice = renamed_choice(
            choice,
            {one.id: one for one in shown},
            block=view.code_key,
            coder=view.coder_key,
            text=view.text,
        )
    return choice, book


def summary_of(study: Study, *, lang: str = "nl", names: Pseudonyms | None = None) -> Table | None:
    """The summary per block; None as long as the author has written no interpretation."""
    from bouwsteen.exports.summary_article import summary_article

    with study.reading():
        words = {(one.code, one.lang): one.text for one in study.interpretations.all()}
        book = study.codebook.get()
        if names is not None:
            view = view_of(study, names)
            book = view.codebook(book)
            words = {
                (view.code_key(code), lang): view.text(text) for (code, lang), text in words.items()
            }
    return summary_article(book, words, lang=lang) if words else None


def standings(study: Study) -> list[tuple[Illustration, str, str]]:
    """All that was pinned or barred, with the words of the quotation and how it stands now.

    Returns
    -------
    list of (Illustration, str, str)
        ``stands``, ``gone``, ``unplaced``, or ``altered`` where the edited quote does not fit.
    """
    from bouwsteen.coding.elision import check_elision
    from bouwsteen.errors import CodingError

    with study.reading():
        held = {one.id: one for one in study.quotations.select()}
        away = {one.quotation.id: one.quote for one in study.unplaced.select()}
        texts = {one.key: one.text for one in study.transcripts.all()}
        said = study.illustrations.all()
    found = []
    for one in said:
        at = held.get(one.quotation)
        if at is None:
            standing = "unplaced" if one.quotation in away else "gone"
            found.append((one, away.get(one.quotation, ""), standing))
            continue
        words = at.span.of(texts[at.transcript])
        standing = "stands"
        try:
            if one.text:
                check_elision(one.text, words)
        except CodingError:
            standing = "altered"
        found.append((one, words, standing))
    return found


def _said(
    study: Study, held: Sequence[Quotation]
) -> tuple[dict[int, str], frozenset[int], list[LeftOut]]:
    """What is pinned and barred among these quotations, and what cannot be done as it was said.

    What was pinned in another layer holds for the quotation in the same place here, so that a
    consensus reached later needs no second round of pinning. What was barred keeps its words out
    wherever they are quoted: a recognisable passage is no less so within other boundaries.
    """
    from bouwsteen.analysis.illustration import LeftOut

    there = {one.id: one for one in study.quotations.select()}
    away = {one.quotation.id for one in study.unplaced.select()}
    said = study.illustrations.all()
    lost: dict[tuple[str, bool], Any] = {
        ("pinned", False): "gone",
        ("pinned", True): "unplaced",
        ("barred", False): "barred_gone",
        ("barred", True): "barred_unplaced",
    }
    left_out = [
        LeftOut(quotation=one.quotation, reason=lost[one.state, one.quotation in away])
        for one in said
        if one.quotation not in there
    ]
    kept_out = [there[one.quotation] for one in _of(said, "barred", there)]
    pinned, unheard = _pinned(_of(said, "pinned", there), there, held, kept_out)
    barred = {one.id for one in held if any(_overlap(one, other) for other in kept_out)}
    left_out += unheard
    left_out += [LeftOut(quotation=one, reason="disputed") for one in barred & set(pinned)]
    return pinned, frozenset(barred - set(pinned)), left_out


def _pinned(
    pins: Iterable[Illustration],
    there: Mapping[int, Quotation],
    held: Sequence[Quotation],
    barred: Iterable[Quotation],
) -> tuple[dict[int, str], list[LeftOut]]:
    """Pins by the number of the quotation that is held, and those that hold for none."""
    from bouwsteen.analysis.illustration import LeftOut

    numbers = {one.id for one in held}
    here = {(one.transcript, one.span): one.id for one in held}
    kept_out = {(one.transcript, one.span) for one in barred}
    found: dict[int, str] = {}
    left_out = []
    # What was said of a quotation itself goes before what was said of its place.
    for pin in sorted(pins, key=lambda one: (one.quotation not in numbers, one.quotation)):
        own = there[pin.quotation]
        place = own.transcript, own.span
        number = own.id if own.id in numbers else here.get(place)
        reason: Any = None
        if number is None:
            reason = "layer"
        elif number != own.id and place in kept_out and number not in found:
            reason = "barred"
        elif found.setdefault(number, pin.text) != pin.text:
            reason = "double"
        if reason:
            left_out.append(LeftOut(quotation=own.id, reason=reason))
    return found, left_out


def _of(said: Iterable[Illustration], state: str, there: Container[int]) -> list[Illustration]:
    return [one for one in said if one.state == state and one.quotation in there]


def _overlap(one: Quotation, other: Quotation) -> bool:
    return (
        one.transcript == other.transcript
        and one.span.start < other.span.end
        and other.span.start < one.span.end
    )


def _compared(study: Study) -> tuple[list[Quotation], frozenset[str]]:
    """Independent codings that may be compared, and the transcripts that two or more finished."""
    from bouwsteen.coding.model import Done, Layer

    done = study.coders.done()
    finishers = Counter(mark.transcript for mark in done)
    shared = frozenset(key for key, n in finishers.items() if n > 1)
    found = [
        one
        for one in study.quotations.select(layer=Layer.INDEPENDENT)
        if one.transcript in shared and Done(coder=one.coder, transcript=one.transcript) in done
    ]
    return found, shared
