"""Decisions of a consensus meeting from a CSV file, as a spreadsheet filled in at the table."""

from __future__ import annotations

__all__ = ["COLUMNS", "read_decisions"]

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.apply import range_span
from bouwsteen.coding.consensus import Agenda, Issue
from bouwsteen.coding.decisions import Decision, Mark, Verdict, check
from bouwsteen.coding.sheet import decoded, in_row, refuse, table_rows
from bouwsteen.errors import BouwsteenError, CodingError, nearest
from bouwsteen.transcripts.model import Transcript

COLUMNS = ("issue", "verdict", "accept", "codes", "span", "reason")
"""Columns that are read; ``consensus list --format csv`` has them all, others are ignored."""


def read_decisions(
    path: Path,
    agenda: Agenda,
    transcripts: Iterable[Transcript],
    codebook: Codebook,
    *,
    who: str,
) -> tuple[Decision, ...]:
    """Read decisions; rows without a verdict are left for later.

    Parameters
    ----------
    path : Path
        One row an issue. ``verdict`` is accept, both, new or reject; ``accept`` names the coder
        whose view is taken over; ``codes``, with ``;`` between them, and ``span`` (``A:B``, else
        the whole issue) go with new.
    agenda : Agenda
        Of the meeting.
    transcripts : iterable of Transcript
        Those of the agenda.
    codebook : Codebook
        A code is a key, a number or a label of it.
    who : str
        Key of the coder who records.

    Raises
    ------
    CodingError
        When the file cannot be read, has no column issue or verdict, or any row cannot be used.
    """
    header, rows = table_rows(decoded(path), columns=COLUMNS)
    missing = [name for name in ("issue", "verdict") if name not in header]
    if missing:
        raise CodingError(
            f"{path.name} has no column {' and no column '.join(missing)}.",
            "Fill in what this gives: bouwsteen consensus list --format csv",
            key="decision_columns_missing",
            file=path.name,
            missing=", ".join(missing),
        )
    issues = {one.id: one for one in agenda.issues}
    texts = {one.key: one for one in transcripts}
    now = datetime.now(UTC).replace(microsecond=0)
    made: dict[str, Decision] = {}
    problems: list[CodingError] = []
    for number, row in rows:
        if not row.get("verdict", "").strip():
            continue
        try:
            one = _decision(row, issues, texts, codebook, who=who, at=now)
            if one.issue in made:
                raise CodingError(
                    f"issue {one.issue} is decided twice.",
                    key="decision_twice_in_file",
                    issue=one.issue,
                )
        except BouwsteenError as error:
            problems.append(in_row(number, error))
        else:
            made[one.issue] = one
    refuse(path, problems)
    return tuple(made.values())


def _decision(
    row: Mapping[str, str],
    issues: Mapping[str, Issue],
    texts: Mapping[str, Transcript],
    codebook: Codebook,
    *,
    who: str,
    at: datetime,
) -> Decision:
    wanted = row.get("issue", "").strip()
    if wanted not in issues:
        raise CodingError(
            f"there is no issue {wanted!r}.",
            nearest(wanted, issues),
            key="decision_issue_unknown",
            issue=wanted,
        )
    issue = issues[wanted]
    verdict = row["verdict"].strip().lower()
    if verdict not in set(Verdict):
        raise CodingError(
            f"{verdict!r} is no verdict; use {', '.join(Verdict)}.",
            key="decision_verdict_unknown",
            verdict=verdict,
            known=", ".join(Verdict),
        )
    names = [name.strip() for name in row.get("codes", "").split(";") if name.strip()]
    span = row.get("span", "").strip()
    codes = tuple(dict.fromkeys(codebook.resolve(name).key for name in names))
    place = range_span(texts[issue.transcript], span) if span else issue.span
    decision = Decision(
        issue=issue.id,
        verdict=Verdict(verdict),
        coder=row.get("accept", "").strip() or None,
        marks=(Mark(span=place, codes=codes),) if codes else (),
        reason=row.get("reason", "").strip(),
        who=who,
        at=at,
    )
    check(decision, issue, transcript=texts[issue.transcript], codebook=codebook)
    return decision
