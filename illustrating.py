"""What the commands on illustrative quotes share: a study's pins and bars, and the choice made.

An adapter, like `console`: the command files use it, nothing else.
"""

from __future__ import annotations

__all__ = ["choice_of", "rule_options", "standings", "summary_of"]

import functools
from collections.abc import Callable, Iterable
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
    from bouwsteen.study.layers import layer_to_read

    reading = layer_to_read(study, coder)
    note_look(study, reading.coder)
    with study.reading():
        held = study.quotations.select(coder=reading.coder, layer=reading.layer)
        pinned, barred, left_out = _said(study, held)
        compared = _finished(study)
        cast, book, label = cast_of(study), study.codebook.get(), reading.label
        if names is not None:
            view = view_of(study, names)
            held, compared = list(map(view.quotation, held)), list(map(view.quotation, compared))
            cast, book, label = view.cast, view.codebook(book), view.coder_key(label)
            pinned = {number: view.text(text) for number, text in pinned.items()}
    quotes = select_quotes(held, cast, book)
    choice = choose_quotes(
        quotes,
        book,
        rule=rule,
        layer=label,
        pinned=pinned,
        barred=barred,
        coders=coders_per_block(quotes, compared, book),
        roles=[person.role for person in cast.interviewees],
        left_out=left_out,
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
    study: Study, held: Iterable[Quotation]
) -> tuple[dict[int, str], frozenset[int], list[LeftOut]]:
    """What is pinned and barred among these quotations, and pins that are not among them.

    What was said of a quotation in another layer holds for the one in the same place here, so that
    a consensus reached later needs no second round of pinning.
    """
    from bouwsteen.analysis.illustration import LeftOut

    numbers = {one.id for one in held}
    here = {(one.transcript, one.span): one.id for one in held}
    there = {one.id: (one.transcript, one.span) for one in study.quotations.select()}
    away = {one.quotation.id for one in study.unplaced.select()}
    direct: dict[int, Illustration] = {}
    indirect: dict[int, Illustration] = {}
    left_out = []
    for one in study.illustrations.all():
        number = here.get(there[one.quotation]) if one.quotation in there else None
        if one.quotation in numbers:
            direct[one.quotation] = one
        elif number is not None:
            # Where two layers say two things of one place, what is barred stays out.
            if number not in indirect or one.state == "barred":
                indirect[number] = one
        elif one.state == "pinned":
            lost = "unplaced" if one.quotation in away else "gone"
            reason: Any = "layer" if one.quotation in there else lost
            left_out.append(LeftOut(quotation=one.quotation, reason=reason))
    said = {**indirect, **direct}
    return (
        {number: one.text for number, one in said.items() if one.state == "pinned"},
        frozenset(number for number, one in said.items() if one.state == "barred"),
        left_out,
    )


def _finished(study: Study) -> list[Quotation]:
    """Independent codings of transcripts that everybody who coded them has finished."""
    from bouwsteen.coding.model import Done, Layer

    found = study.quotations.select(layer=Layer.INDEPENDENT)
    done = study.coders.done()
    unfinished = {
        one.transcript
        for one in found
        if Done(coder=one.coder, transcript=one.transcript) not in done
    }
    return [one for one in found if one.transcript not in unfinished]
