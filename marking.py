"""Coding by hand, act by act: what `bouwsteen code` and the workbench both do to a study.

An adapter: it knows the study file. Every act is one change with one line in the log.
"""

from __future__ import annotations

__all__ = [
    "NAME_MOST",
    "Act",
    "annotate",
    "bring_back",
    "concerns",
    "declare",
    "drop",
    "in_vivo",
    "mark",
    "move",
    "recode",
    "take_back",
]

import dataclasses
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bouwsteen.coding.apply import check_span
from bouwsteen.coding.model import Coding, Done, Quotation
from bouwsteen.errors import CodebookError, CodingError, StudyError
from bouwsteen.transcripts.model import digest

if TYPE_CHECKING:
    from bouwsteen.codebook.model import Codebook
    from bouwsteen.study.session import Event
    from bouwsteen.study.study import Study
    from bouwsteen.transcripts.model import Span

Check = Callable[[Quotation], None]

NAME_MOST = 80
"""Characters in the name of a code made while coding; a tree of codes must stay readable."""

_ACTS = frozenset(
    {
        *("code add", "code memo", "code move", "code remove", "code done", "code reopen"),
        *("suggest accept", "suggest reject", "suggest skip"),
    }
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What an act left behind.

    Parameters
    ----------
    quotation : int
        Number of the quotation that it was about.
    codes : tuple of str
        Keys of the codes given.
    event : int or None
        Its number in the log; None when everything was so already.
    """

    quotation: int
    codes: tuple[str, ...] = ()
    event: int | None = None


def mark(
    study: Study,
    coder: str,
    transcript: str,
    span: Span,
    names: Sequence[str],
    *,
    memo: str = "",
    new_in: str | None = None,
    seen: str | None = None,
) -> Act:
    """Give a stretch of a transcript codes; what is marked already gets what it lacks.

    Parameters
    ----------
    names : sequence of str
        Keys, numbers or labels.
    new_in : {"nl", "en"}, optional
        Names that are no code yet become free codes, labelled in this language.
    seen : str, optional
        Digest of the text in which the span was chosen; StudyError when it is another one now.

    Raises
    ------
    CodebookError
        When a name is no code, or is more than one; or a new one is longer than `NAME_MOST`.
    CodingError
        When the coder has declared the transcript done, or the span leaves the text.
    """
    with study.change("code add", actor=coder, transcript=transcript) as change:
        _refuse_other_text(study, transcript, seen)
        book = _with_free_codes(study, names, coder, new_in) if new_in else study.codebook.get()
        keys = tuple(dict.fromkeys(book.resolve(name).key for name in names))
        quotation = Quotation(
            transcript=transcript,
            span=span,
            coder=coder,
            codings=tuple(Coding(code=key, codebook_version=book.version) for key in keys),
            memo=memo,
        )
        (number,) = study.quotations.add([quotation])
        change.details.update(quotation=number, codes=list(keys))
    return Act(quotation=number, codes=keys, event=change.event)


def in_vivo(
    study: Study, coder: str, transcript: str, span: Span, *, lang: str, seen: str | None = None
) -> Act:
    """Make a free code of the words of a span, unless there is one, and give it to them.

    `seen` is as for `mark`.
    """
    words = " ".join(span.of(study.transcripts.get(transcript).text).split())
    return mark(study, coder, transcript, span, [words], new_in=lang, seen=seen)


def recode(
    study: Study, coder: str, number: int, keys: Sequence[str], *, check: Check | None = None
) -> Act:
    """Let a quotation carry these codes and no others; what it carries already stays as it is.

    Parameters
    ----------
    check : callable, optional
        Given the quotation as it stands once nobody else can write; what it raises stops the act.

    Raises
    ------
    CodingError
        When no code is left, it is another coder's, or its transcript is declared done.
    """
    from bouwsteen.study.identity import refuse_other

    held = study.quotations.get(number)
    book = study.codebook.get()
    wanted = tuple(dict.fromkeys(book.resolve(key).key for key in keys))
    if not wanted:
        raise CodingError(
            f"Quotation {number} would carry no code.",
            "Remove it instead.",
            key="quotation_no_code",
            number=number,
        )
    action = "code add" if set(wanted) - set(held.codes) else "code remove"
    with study.change(action, actor=coder, transcript=held.transcript, quotation=number) as change:
        # Another program may have moved it meanwhile, and codes are added by place.
        held = _checked(study, number, check)
        refuse_other(held, coder)
        added = [key for key in wanted if key not in held.codes]
        off = [key for key in held.codes if key not in wanted]
        change.details["codes"] = added or off
        if added:
            codings = tuple(Coding(code=key, codebook_version=book.version) for key in added)
            study.quotations.add([dataclasses.replace(held, codings=codings, memo="")])
        if off:
            study.quotations.remove_codes(number, off, coder=coder)
            change.details["removed"] = off
    return Act(quotation=number, codes=wanted, event=change.event)


def move(
    study: Study,
    coder: str,
    number: int,
    span: Span,
    *,
    seen: str | None = None,
    check: Check | None = None,
) -> Act:
    """Let a quotation begin and end elsewhere; it keeps its number, codes and memo.

    `seen` is as for `mark`, `check` as for `recode`.

    Raises
    ------
    CodingError
        When the coder has marked that very stretch already, the span leaves the text, the
        quotation is another coder's, or its transcript is declared done.
    """
    held = study.quotations.get(number)
    check_span(study.transcripts.get(held.transcript), span)
    before = [held.span.start, held.span.end]
    with study.change(
        "code move", actor=coder, transcript=held.transcript, quotation=number, before=before
    ) as change:
        _refuse_other_text(study, held.transcript, seen)
        _checked(study, number, check)
        study.quotations.set_span(number, span, coder=coder)
    return Act(quotation=number, codes=held.codes, event=change.event)


def annotate(
    study: Study, coder: str, number: int, memo: str, *, check: Check | None = None
) -> Act:
    """Replace the memo of a quotation; `check` is as for `recode`."""
    held = study.quotations.get(number)
    with study.change(
        "code memo", actor=coder, transcript=held.transcript, quotation=number
    ) as change:
        _checked(study, number, check)
        study.quotations.set_memo(number, memo, coder=coder)
    return Act(quotation=number, codes=held.codes, event=change.event)


def drop(study: Study, coder: str, number: int, *, check: Check | None = None) -> Act:
    """Take a quotation out, with its codes; `check` is as for `recode`."""
    held = study.quotations.get(number)
    with study.change(
        "code remove", actor=coder, transcript=held.transcript, quotations=[number], codes=[]
    ) as change:
        _checked(study, number, check)
        study.quotations.remove([number], coder=coder)
    return Act(quotation=number, event=change.event)


def declare(
    study: Study, coder: str, transcripts: Sequence[str], *, done: bool, seen: str | None = None
) -> int | None:
    """Declare transcripts done, which locks the coder's layer of them, or reopen them.

    `seen` is as for `mark`, of one transcript.

    Returns
    -------
    int or None
        Number of the event; None when they were so already.
    """
    marks = [Done(coder=coder, transcript=key) for key in transcripts]
    action = "code done" if done else "code reopen"
    with study.change(action, actor=coder, transcripts=list(transcripts)) as change:
        for key in transcripts:
            _refuse_other_text(study, key, seen)
        (study.coders.mark_done if done else study.coders.reopen)(marks)
    return change.event


def concerns(study: Study, coder: str, transcript: str, event: Event) -> bool:
    """Tell whether an event is an act of a coder in a transcript, which undo here goes through."""
    mine = event.actor == coder and event.action in _ACTS
    return mine and transcript in _transcripts(study, coder, event)


def take_back(study: Study, coder: str, transcript: str) -> Event:
    """Undo the coder's last act in a transcript, and nothing of another transcript.

    Raises
    ------
    StudyError
        When there is none, or something later has to be taken back first.
    """
    for event in reversed(study.log()):
        if not event.undone and concerns(study, coder, transcript, event):
            try:
                return study.take_back(event.id, actor=coder)
            except StudyError as error:
                raise _untold(error) from None
    raise StudyError(
        "There is nothing to undo in this transcript.",
        "Only what you did yourself, here or with a command, is undone from here.",
        key="undo_none_here",
    )


def bring_back(study: Study, coder: str, transcript: str) -> Event:
    """Redo what the coder undid last in a transcript.

    Raises
    ------
    StudyError
        When nothing is undone there, or the coder did something else in the transcript since.
    """
    from bouwsteen.study.session import overtaken, undoings

    log = study.log()
    by_id = {event.id: event for event in log}
    held = {undo: by_id[change] for change, undo in undoings(log).items()}
    for event in reversed(log):
        one = held.get(event.id, event)
        stands = event.id in held or not one.undone
        if not stands or not concerns(study, coder, transcript, one):
            continue
        if one is not event:
            try:
                return study.redo(actor=coder, event=one.id)
            except StudyError as error:
                raise _untold(error) from None
        if held:
            raise overtaken(one)
        break
    raise StudyError(
        "There is nothing to redo in this transcript.",
        "Redo gives back what undo took.",
        key="redo_none_here",
    )


def _untold(error: StudyError) -> StudyError:
    """The same refusal without what was coded since, which may be another coder's work."""
    if not str(error.values.get("action")).startswith(("code ", "suggest ")):
        return error
    if error.key == "undo_built_on":
        return StudyError(
            "Something later rests on this, so it cannot be undone here.",
            "Take the code off, or remove the quotation.",
            key="undo_rested_on",
        )
    if error.key == "redo_overtaken":
        return StudyError(
            "Something was written since, so this cannot be redone.",
            "Mark the words again.",
            key="redo_written_since",
        )
    return error


def _checked(study: Study, number: int, check: Check | None) -> Quotation:
    """The quotation inside a change, when it is still what somebody looked at."""
    held = study.quotations.get(number)
    if check is not None:
        check(held)
    return held


def _refuse_other_text(study: Study, transcript: str, seen: str | None) -> None:
    """Refuse, inside a change, offsets of a text that was corrected since it was looked at."""
    if seen is not None and seen != digest(study.transcripts.text(transcript)):
        raise StudyError(
            f"The text of {transcript} was corrected since it was looked at here.",
            "Look at it again; nothing was changed.",
            key="mark_other_text",
            transcript=transcript,
        )


def _transcripts(study: Study, coder: str, event: Event) -> Sequence[str]:
    """Which transcripts an act was about, as far as the log tells."""
    details = event.details
    if "suggestion" in details or "suggestions" in details:
        numbers = details.get("suggestions") or [details["suggestion"]]
        held = [study.suggestions.get(number, coder=coder) for number in numbers]
        return [one.suggestion.transcript for one in held]
    found = details.get("transcripts") or [details.get("transcript", "")]
    return [str(key) for key in found]


def _with_free_codes(study: Study, names: Sequence[str], who: str, lang: str) -> Codebook:
    """Add the names that are no code yet as free codes, and give the codebook then."""
    from bouwsteen.codebook.description import keys_for
    from bouwsteen.codebook.edit import add_code
    from bouwsteen.codebook.model import Code

    book = study.codebook.get()
    for name in names:
        try:
            book.resolve(name)
        except CodebookError:
            if len(name) > NAME_MOST:
                raise CodebookError(
                    f"A code needs a name of at most {NAME_MOST} characters; this one has "
                    f"{len(name)}.",
                    "Select fewer words, or make the code under a name of your own and give it to "
                    "these words.",
                    key="code_name_long",
                    most=NAME_MOST,
                    n=len(name),
                ) from None
            (key,) = keys_for([name], book)
            fresh = Code(key=key, labels={lang: name}, free=True)
            edit = add_code(book, fresh, reason=f"open coding: {name}")
            book = study.codebook.put(edit.codebook, reason=edit.reason, actor=who)
    return book
