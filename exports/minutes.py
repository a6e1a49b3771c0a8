"""The minutes of a consensus meeting as neutral parts: before, decisions per block, after."""

from __future__ import annotations

__all__ = ["Minutes", "MinutesGroup", "minutes"]

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.consensus import Agenda, Issue
from bouwsteen.coding.decisions import Decision
from bouwsteen.coding.meeting import blocks_of, outcome, progress, tally
from bouwsteen.exports.code_names import code_name
from bouwsteen.exports.labels import Labels
from bouwsteen.exports.minutes_entry import MinutesEntry, minutes_entry
from bouwsteen.exports.report_words import by_rule
from bouwsteen.exports.table import Column, Table
from bouwsteen.transcripts.cast import Cast


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MinutesGroup:
    """The decisions on one block."""

    heading: str
    entries: tuple[MinutesEntry, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """Minutes, ready to be written.

    Parameters
    ----------
    title : str
        Above it all.
    opening : tuple of str
        Paragraphs: coders, rule, how many went over, how many were discussed.
    before : tuple of Table
        Agreement before the meeting.
    groups : tuple of MinutesGroup
        Decisions per block.
    after : Table or None
        Quotations per code before and after; None while issues are open.
    lang : str
        ``nl`` or ``en``.
    """

    title: str
    opening: tuple[str, ...]
    before: tuple[Table, ...]
    groups: tuple[MinutesGroup, ...]
    after: Table | None
    lang: str

    def to_json(self) -> dict[str, Any]:
        """The same as plain dictionaries; tables by caption, columns and rows."""
        return {
            "title": self.title,
            "opening": list(self.opening),
            "before": [_plain(table) for table in self.before],
            "groups": [dataclasses.asdict(group) for group in self.groups],
            "after": None if self.after is None else _plain(self.after),
            "lang": self.lang,
        }


def minutes(
    agenda: Agenda,
    decisions: Iterable[Decision],
    codebook: Codebook,
    cast: Cast,
    *,
    before: Sequence[Table] = (),
    lang: str = "nl",
) -> Minutes:
    """Put the minutes of a meeting together.

    Parameters
    ----------
    agenda : Agenda
        What the meeting had before it.
    decisions : iterable of Decision
        What was decided so far.
    codebook : Codebook
        For blocks and names.
    cast : Cast
        The transcripts and who speaks in them.
    before : sequence of Table
        Agreement as it was before the meeting.
    lang : str
        ``nl`` or ``en``.

    Returns
    -------
    Minutes
        Also of a meeting that has not ended: open issues are counted, the figures after it are
        left out.

    Raises
    ------
    CodingError
        When an issue was decided twice or a decision is not about the agenda.
    """
    labels = Labels(lang)
    made = list(decisions)
    far = progress(agenda, made, codebook)
    by_issue = {decision.issue: decision for decision in made}
    return Minutes(
        title=labels("minutes.title"),
        opening=_opening(agenda, far.resolved, labels),
        before=tuple(before),
        groups=_groups(agenda, by_issue, codebook, cast, labels),
        after=None if far.open else _after(agenda, made, codebook, labels),
        lang=lang,
    )


def _opening(agenda: Agenda, resolved: int, labels: Labels) -> tuple[str, ...]:
    settings = agenda.settings
    single = sum(len(one.members) == 1 for one in agenda.agreed)
    issues = len(agenda.issues)
    undiscussed = by_rule(
        boundary=settings.boundary,
        overlap=settings.overlap,
        agreed=len(agenda.agreed) - single,
        single=single,
        labels=labels,
    )
    found = [
        labels(
            "minutes.coders",
            coders=", ".join(settings.coders),
            recorder=settings.recorder,
            version=settings.codebook_version,
        ),
        " ".join(undiscussed),
        labels.count("minutes.issues", issues, resolved=resolved, open=issues - resolved),
    ]
    if agenda.unread:
        pairs = ", ".join(f"{one.transcript} ({one.coder})" for one in agenda.unread)
        found.append(labels.count("minutes.unread", len(agenda.unread), pairs=pairs))
    return tuple(found)


def _groups(
    agenda: Agenda,
    by_issue: Mapping[str, Decision],
    codebook: Codebook,
    cast: Cast,
    labels: Labels,
) -> tuple[MinutesGroup, ...]:
    """Decided issues under the first block they concern, those without any code last."""
    headed = {
        code.key: f"{codebook.numbers.get(code.key, '')} {code.label(labels.lang)}".strip()
        for code in (*codebook.blocks, *codebook.free_codes)
    }
    headed[""] = labels("consensus.nothing")
    under: dict[str, list[Issue]] = {key: [] for key in headed}
    for issue in agenda.issues:
        if issue.id in by_issue:
            concerned = blocks_of(issue, by_issue[issue.id], codebook)
            under[next((key for key in headed if key in concerned), "")].append(issue)
    numbers = count(1)
    return tuple(
        MinutesGroup(
            heading=labels.count("minutes.heading", len(issues), label=headed[key]),
            entries=tuple(
                minutes_entry(next(numbers), one, by_issue[one.id], codebook, cast, labels)
                for one in issues
            ),
        )
        for key, issues in under.items()
        if issues
    )


def _after(
    agenda: Agenda, decisions: Sequence[Decision], codebook: Codebook, labels: Labels
) -> Table:
    counted = tally(agenda, outcome(agenda, decisions), codebook)
    return Table(
        key="consensus",
        caption=labels("minutes.caption"),
        columns=(
            Column(key="code", label=labels("minutes.code")),
            *(Column(key=coder, label=coder, kind="int") for coder in agenda.settings.coders),
            Column(key="consensus", label=labels("minutes.consensus"), kind="int", total=True),
        ),
        rows=tuple(
            (code_name(one.code, codebook, labels.lang), *one.before, one.after) for one in counted
        ),
        notes=(labels("minutes.tally_rule"),),
        lang=labels.lang,
    )


def _plain(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "columns": [column.label for column in table.columns],
        "rows": [list(row) for row in (*table.rows, *table.foot)],
        "notes": list(table.notes),
    }
