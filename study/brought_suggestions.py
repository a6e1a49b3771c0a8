"""Suggestions that a coder saw or decided on in a copy, brought home."""

from __future__ import annotations

__all__ = ["Brought", "bring"]

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from bouwsteen.coding.suggest.model import Decision, Verdict
from bouwsteen.study import schema
from bouwsteen.study.assistance import begin_control, mark_shown
from bouwsteen.study.keys import ids_by_key
from bouwsteen.study.session import Session, now
from bouwsteen.study.suggestion_rows import Standing, suggestion_row
from bouwsteen.transcripts.model import Span


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What became of the decisions of a copy.

    Parameters
    ----------
    decisions : int
        Those that count here from now on.
    over_skips : int
        How many of those took the place of a suggestion left for later here.
    differing : tuple of (str, Span)
        Transcript and place of suggestions that were decided otherwise here, which stands.
    """

    decisions: int = 0
    over_skips: int = 0
    differing: tuple[tuple[str, Span], ...] = ()


def bring(
    session: Session,
    coder: str,
    here: Iterable[Standing],
    theirs: Iterable[Standing],
    *,
    codes: Mapping[str, str],
) -> Brought:
    """Take over, inside a change, what a coder has seen and decided in a copy.

    Who left a suggestion for later has decided nothing, so a decision takes the place of a skip,
    wherever it was made. Of two decisions the one at home stands.

    Parameters
    ----------
    coder : str
        Whose.
    here : iterable of Standing
        The coder's suggestions at home.
    theirs : iterable of Standing
        Of the copy; those that were neither shown nor decided are passed over.
    codes : mapping of str to str
        Keys of codes that have another one here.
    """
    known = {_identity(one): one for one in here}
    # Of each suggestion that was decided: whether it was left for later here.
    put: dict[Any, bool] = {}
    differing = []
    for one in theirs:
        if one.shown is None and one.decision is None:
            continue
        moved = _renamed(one, codes)
        # A copy holds the same one again when it was left for later there and then offered anew.
        same = _identity(moved)
        held = known.get(same) or _bring_one(session, coder, moved)
        number, before, made = held.suggestion.id, held.decision, moved.decision
        mark_shown(session, [number])
        if made is None or _same(before, made):
            continue
        if before is None or before.verdict is Verdict.SKIPPED:
            _put(session, number, before, made)
            put.setdefault(same, before is not None)
            known[same] = dataclasses.replace(held, decision=made)
        elif made.verdict is not Verdict.SKIPPED:
            differing.append((moved.suggestion.transcript, moved.suggestion.span))
    begin_control(session, coder)
    return Brought(decisions=len(put), over_skips=sum(put.values()), differing=tuple(differing))


def _identity(one: Standing) -> tuple[str, Span, str, str, str]:
    """What makes a suggestion of a coder the same one in a copy."""
    at = one.suggestion
    return at.transcript, at.passage, at.block, at.code, at.model


def _renamed(one: Standing, codes: Mapping[str, str]) -> Standing:
    at, made = one.suggestion, one.decision
    if made is not None and made.code is not None:
        made = dataclasses.replace(made, code=codes.get(made.code, made.code))
    return dataclasses.replace(
        one,
        suggestion=dataclasses.replace(
            at, code=codes.get(at.code, at.code), block=codes.get(at.block, at.block)
        ),
        decision=made,
    )


def _same(before: Decision | None, made: Decision) -> bool:
    return before is not None and (before.verdict, before.code) == (made.verdict, made.code)


def _bring_one(session: Session, coder: str, one: Standing) -> Standing:
    writer = session.writer
    row = suggestion_row(
        one.suggestion,
        ids_by_key(writer.connection, schema.transcript)[one.suggestion.transcript],
        ids_by_key(writer.connection, schema.coder)[coder],
        one.meaning,
    )
    row["placed"] = one.placed
    seen = one.shown.isoformat() if one.shown else now()
    # What was seen and not decided is a record here; a run at home makes it anew.
    gone = None if one.decision else now()
    (number,) = writer.insert(schema.suggestion, [{**row, "shown": seen, "retired": gone}])
    return dataclasses.replace(
        one, suggestion=dataclasses.replace(one.suggestion, id=number), decision=None
    )


def _put(session: Session, number: int, before: Decision | None, made: Decision) -> None:
    writer, table = session.writer, schema.suggestion_decision
    at = made.at.isoformat() if made.at else now()
    row = {"verdict": str(made.verdict), "code": made.code, "at": at}
    if before is None:
        writer.insert(table, [{**row, "suggestion_id": number}])
        return
    held = select(table.c.id).where(table.c.suggestion_id == number)
    writer.update(table, writer.connection.execute(held).scalar_one(), row)
