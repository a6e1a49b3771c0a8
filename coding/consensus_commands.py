"""Commands of the consensus meeting."""

from __future__ import annotations

__all__ = ["consensus"]

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bouwsteen.comparing import compare_study, compared_coders
from bouwsteen.console import (
    cast_of,
    coder_option,
    current_coder,
    format_option,
    lang_option,
    open_study,
    study_option,
)
from bouwsteen.errors import CodingError, nearest
from bouwsteen.naming import scanned
from bouwsteen.screen import Listing, say, show

if TYPE_CHECKING:
    from bouwsteen.codebook.model import Codebook
    from bouwsteen.coding.consensus import Agenda, Issue
    from bouwsteen.coding.decisions import Decision
    from bouwsteen.transcripts.model import Transcript

_DECIDED = ("verdict", "accept", "codes", "span", "reason")


@click.group()
def consensus() -> None:
    """Hold the consensus meeting and make the final coding.

    start, then list and resolve until nothing is open (stop and go on whenever you like), then
    finish. Tables read the consensus layer from then on.
    """


@consensus.command()
@click.option("--coders", metavar="A,B,...", help="Whose layers; else everybody who is done.")
@click.option(
    "--overlap",
    type=float,
    default=0.5,
    show_default=True,
    help="Share of text in common from which equal codes go over undiscussed.",
)
@click.option(
    "--boundary",
    type=click.Choice(["union", "intersection"]),
    default="union",
    show_default=True,
    help="What becomes of boundaries that differ.",
)
@study_option
@coder_option
@lang_option
def start(
    coders: str | None,
    overlap: float,
    boundary: str,
    study_path: str | None,
    coder: str | None,
    lang: str,
) -> None:
    """Begin the meeting: equal codings go over by rule, the rest is put on the agenda.

    From now on the coders' own layers stay locked. --coder is who keeps the minutes.
    """
    from bouwsteen.coding.consensus import Settings

    with open_study(study_path) as study:
        keys = compared_coders(study, coders)
        with study.change("consensus start", actor=coder, coders=list(keys)):
            agenda = study.consensus.begin(
                Settings(
                    coders=keys,
                    recorder=coder or keys[0],
                    overlap=overlap,
                    boundary="union" if boundary == "union" else "intersection",
                    codebook_version=study.codebook.get().version,
                )
            )
    say("consensus_started", lang, agreed=len(agenda.agreed), issues=len(agenda.issues))


@consensus.command("list")
@click.option("--open", "open_only", is_flag=True, help="Only issues that are not decided yet.")
@study_option
@format_option
@lang_option
def list_(open_only: bool, study_path: str | None, style: str, lang: str) -> None:
    """List the issues, what each coder gave, and what was decided."""
    from bouwsteen.coding.meeting import progress

    with open_study(study_path) as study, study.reading():
        agenda, decisions = study.consensus.agenda(), study.consensus.decisions()
        texts = {one.key: one for one in study.transcripts.all()}
        book = study.codebook.get()
    decided = {one.issue: one for one in decisions}
    shown = [one for one in agenda.issues if not (open_only and one.id in decided)]
    records = [_record(one, decided.get(one.id), texts[one.transcript]) for one in shown]
    names = agenda.settings.coders
    rows = [
        (
            *(one["id"], one["transcript"], one["turn"], one["text"]),
            *(_given(one, name, book, lang) for name in names),
            *_filled_in(one["decision"]),
        )
        for one in records
    ]
    done = progress(agenda, decisions, book)
    listing = Listing(
        columns=("issue", "transcript", "turn", "text", *names, *_DECIDED),
        rows=rows,
        notes=[_progress_note(done.open, done.resolved, done.agreed, lang)],
        payload={"agreed": done.agreed, "open": done.open, "issues": records},
    )
    show(listing, style=style, lang=lang)


def _progress_note(waiting: int, resolved: int, agreed: int, lang: str) -> str:
    from bouwsteen.exports.labels import Labels

    counts = {"open": waiting, "resolved": resolved, "agreed": agreed}
    return Labels(lang)("screen.consensus_progress", **counts)


def _record(issue: Issue, decision: Decision | None, transcript: Transcript) -> dict[str, Any]:
    turns = [turn.index for turn in transcript.turns if turn.span.overlap(issue.span)]
    return {
        **issue.to_json(),
        "turn": turns[0] if turns else None,
        "text": issue.span.of(transcript.text),
        "decision": decision.to_json() if decision else None,
    }


def _filled_in(decision: dict[str, Any] | None) -> tuple[str, ...]:
    """A decision in the columns that `consensus import` reads back."""
    if decision is None:
        return ("",) * len(_DECIDED)
    marks = decision["marks"]
    return (
        decision["verdict"],
        decision["coder"] or "",
        "; ".join(code for mark in marks for code in mark["codes"]),
        "; ".join(f"{mark['start']}:{mark['end']}" for mark in marks),
        decision["reason"],
    )


def _given(record: dict[str, Any], coder: str, book: Codebook, lang: str) -> str:
    given = [one["codes"] for one in record["members"] if one["coder"] == coder]
    return " | ".join(
        "; ".join(book[code].label(lang, short=True) for code in codes) for codes in given
    )


@consensus.command()
@click.argument("issue_id", metavar="ISSUE")
@click.option("--accept", metavar="CODER", help="Take over what this coder gave, if anything.")
@click.option("--both", is_flag=True, help="Take over what every coder gave.")
@click.option("--reject", is_flag=True, help="Code nothing here.")
@click.option("--code", "codes", multiple=True, help="Give these codes instead.")
@click.option("--span", "span_text", metavar="A:B", help="With --code: where; else all of it.")
@click.option("--reason", default="", help="Why; the minutes quote it.")
@study_option
@coder_option
@lang_option
def resolve(
    issue_id: str,
    accept: str | None,
    both: bool,
    reject: bool,
    codes: tuple[str, ...],
    span_text: str | None,
    reason: str,
    study_path: str | None,
    coder: str | None,
    lang: str,
) -> None:
    """Decide on one ISSUE; deciding again takes the place of the decision before.

    ISSUE is its id, or the first characters of it.
    """
    from bouwsteen.coding.decisions import check

    chosen = [accept is not None, both, reject, bool(codes)]
    if sum(chosen) != 1 or (span_text is not None and not codes):
        raise click.UsageError("Decide with one of --accept, --both, --reject, --code.")
    with open_study(study_path) as study:
        who = coder or current_coder(study, study.consensus.agenda().settings.recorder)
        with study.change("consensus resolve", actor=who) as change:
            agenda = study.consensus.agenda()
            issue = _issue(agenda, issue_id)
            transcript = study.transcripts.get(issue.transcript)
            book = study.codebook.get()
            decision = _decision(
                issue,
                book,
                transcript,
                accept=accept,
                verdict=("accept", "both", "reject", "new")[chosen.index(True)],
                codes=codes,
                span_text=span_text,
                reason=reason,
                who=who,
            )
            check(decision, issue, transcript=transcript, codebook=book)
            change.details["issue"] = issue.id
            study.consensus.decide(decision)
        left = len(agenda.issues) - len(study.consensus.decisions())
    say("consensus_resolved", lang, issue=issue.id, verdict=str(decision.verdict), open=left)


def _issue(agenda: Agenda, wanted: str) -> Issue:
    found = [one for one in agenda.issues if one.id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise CodingError(
            f"{wanted!r} begins more than one issue.",
            "Give more of it.",
            key="meeting_issue_many",
            issue=wanted,
        )
    raise CodingError(
        f"There is no issue {wanted!r}.",
        nearest(wanted, [one.id for one in agenda.issues]) or "See: bouwsteen consensus list",
        key="meeting_issue_unknown",
        issue=wanted,
    )


def _decision(
    issue: Issue,
    book: Codebook,
    transcript: Transcript,
    *,
    accept: str | None,
    verdict: str,
    codes: tuple[str, ...],
    span_text: str | None,
    reason: str,
    who: str,
) -> Decision:
    from datetime import UTC, datetime

    from bouwsteen.coding.apply import range_span
    from bouwsteen.coding.decisions import Decision, Mark, Verdict

    span = range_span(transcript, span_text) if span_text else issue.span
    keys = tuple(dict.fromkeys(book.resolve(name).key for name in codes))
    return Decision(
        issue=issue.id,
        verdict=Verdict(verdict),
        coder=accept,
        marks=(Mark(span=span, codes=keys),) if keys else (),
        reason=reason,
        who=who,
        at=datetime.now(UTC).replace(microsecond=0),
    )


@consensus.command("import")
@click.argument("source", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@study_option
@coder_option
@lang_option
def import_(source: Path, study_path: str | None, coder: str | None, lang: str) -> None:
    """Read decisions from a csv: what `consensus list --format csv` gave, filled in.

    Columns verdict (accept, both, new, reject), accept (a coder), codes, span and reason; rows
    without a verdict stay open. All rows go in, or none.
    """
    from bouwsteen.coding.decisions_csv import read_decisions

    with open_study(study_path) as study:
        who = coder or study.consensus.agenda().settings.recorder
        study.coders.check(who)
        with study.change("consensus import", actor=who, file=source.name) as change:
            agenda, book = study.consensus.agenda(), study.codebook.get()
            made = read_decisions(source, agenda, study.transcripts.all(), book, who=who)
            change.details["decisions"] = len(made)
            for one in made:
                study.consensus.decide(one)
        left = len(agenda.issues) - len(study.consensus.decisions())
    say("consensus_imported", lang, n=len(made), open=left)


@consensus.command()
@study_option
@coder_option
@lang_option
def finish(study_path: str | None, coder: str | None, lang: str) -> None:
    """End the meeting: store the consensus layer; refused while issues are open."""
    from bouwsteen.coding.meeting import outcome

    with open_study(study_path) as study:
        if coder is not None:
            study.coders.check(coder)
        with study.change("consensus finish", actor=coder) as change:
            layer = outcome(study.consensus.agenda(), study.consensus.decisions())
            change.details["quotations"] = len(layer)
            study.consensus.finish(layer)
    say("consensus_finished", lang, n=len(layer))


@consensus.command()
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@study_option
@lang_option
@scanned
def minutes(target: Path, study_path: str | None, lang: str) -> None:
    """Write the minutes (docx): agreement before, decisions per block, counts after."""
    from bouwsteen.exports.labels import Labels
    from bouwsteen.exports.minutes import minutes as put_together
    from bouwsteen.exports.minutes_docx import render
    from bouwsteen.exports.report_tables import code_table
    from bouwsteen.exports.write import write_bytes

    with open_study(study_path) as study, study.reading():
        agenda, decisions = study.consensus.agenda(), study.consensus.decisions()
        cast, book = cast_of(study), study.codebook.get()
        meeting = study.consensus
        before = compare_study(study, agenda.settings.coders, done=meeting.done, plan=meeting.plan)
    written = put_together(
        agenda,
        decisions,
        book,
        cast,
        before=[code_table(before, book, Labels(lang))],
        lang=lang,
    )
    say("written", lang, target=write_bytes(target, render(written)))
