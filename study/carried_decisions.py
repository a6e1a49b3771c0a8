"""Decisions of the consensus meeting, carried along when a transcript is corrected."""

from __future__ import annotations

__all__ = ["carry_decisions"]

import dataclasses

from sqlalchemy import select

from bouwsteen.coding.consensus import Agenda, Issue
from bouwsteen.coding.decisions import Decision
from bouwsteen.study import schema
from bouwsteen.study.writer import Writer
from bouwsteen.transcripts.correct import Alignment


def carry_decisions(writer: Writer, before: Agenda, after: Agenda, alignment: Alignment) -> int:
    """Let decisions follow their issues, which are known by where their quotations are.

    Parameters
    ----------
    writer : Writer
        Of the change under way.
    before, after : Agenda
        Of the meeting, with the old text and with the new one.
    alignment : Alignment
        The correction.

    Returns
    -------
    int
        Number of decisions that were taken out, because their issue has fallen apart or a stretch
        that they mark is gone; the issues that are left are open again.
    """
    table = schema.decision
    rows = writer.connection.execute(select(table.c.id, table.c.content)).all()
    issues = {one.id: one for one in before.issues if one.transcript == alignment.old.key}
    now = {_members(one): one for one in after.issues}
    lost = 0
    for row in rows:
        decision = Decision.from_json(row.content)
        if decision.issue not in issues:
            continue
        issue = now.get(_members(issues[decision.issue]))
        carried = None if issue is None else _carried(decision, issue, alignment)
        if carried is None:
            lost += 1
            writer.delete(table, [row.id])
        else:
            content = {**row.content, **carried.to_json()}
            values = {"issue": carried.issue, "content": content}
            writer.update(table, row.id, values)
    return lost


def _members(issue: Issue) -> frozenset[int]:
    return frozenset(one.id for one in issue.members)


def _carried(decision: Decision, issue: Issue, alignment: Alignment) -> Decision | None:
    marks = []
    for mark in decision.marks:
        span = alignment.carry(mark.span).span
        if span is None:
            return None
        marks.append(dataclasses.replace(mark, span=span))
    return dataclasses.replace(decision, issue=issue.id, marks=tuple(marks))
