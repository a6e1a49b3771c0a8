"""What each view of the workbench writes to a file, by the functions that `bouwsteen export` calls.

A view writes the page's own coder's work, the finished consensus, or what lies open to the coder;
what is not open yet is refused by the same functions that the pages ask.
"""

from __future__ import annotations

__all__ = ["VIEWS"]

import dataclasses
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bouwsteen.web.api_agreement import measured_as
from bouwsteen.web.context import Call
from bouwsteen.web.part import asked, read_part, told

if TYPE_CHECKING:
    from bouwsteen.exports.table import Table
    from bouwsteen.transcripts.pseudonyms import Pseudonyms

_NOT_IN_NAMES = '/\\:*?"<>|'
_LONGEST = 200
"""Bytes: file systems allow 255, and there come a suffix and what the browser puts behind."""
_ARTICLE = (".xlsx", ".md", ".html", ".tex")


def _tables(call: Call, target: Path, names: Pseudonyms | None) -> None:
    from bouwsteen.exports.trace import traced
    from bouwsteen.exports.write import write_tables
    from bouwsteen.web.table_views import asked_table

    wanted = asked(call.request.query_params)
    part = read_part(call.study, call.coder, wanted, lang=call.lang, trace=True, names=names)
    _, table = asked_table(part, lang=call.lang)
    write_tables([traced(table, *part.counted.traces)], target)


def _figure(call: Call, target: Path, names: Pseudonyms | None) -> None:
    """The table of quotations as a picture: a heat map, or bars."""
    from bouwsteen.errors import ExportError
    from bouwsteen.exports.figures import standalone
    from bouwsteen.exports.figures_tables import stacked_bars, table_map
    from bouwsteen.exports.write import known_suffix, write_bytes
    from bouwsteen.web.agreement_report import DRAWING

    suffix = known_suffix(target, (".svg", ".png"))
    wanted = asked(call.request.query_params)
    part = read_part(call.study, call.coder, wanted, lang=call.lang, names=names)
    table = part.counted.quote_table(rows=wanted.rows, by=part.asked.by)
    draw: Any = stacked_bars if call.query("kind", "heatmap") == "bars" else table_map
    figure = draw(table, lang=call.lang)
    if figure is None:
        raise ExportError(call.labels("web.export.nothing"), call.labels("web.export.nothing_hint"))
    only = told(part.asked, lang=call.lang)
    if only:
        figure = dataclasses.replace(figure, title=f"{figure.title}. {only}")
    with DRAWING:
        picture = standalone(figure, "png" if suffix == ".png" else "svg")
    write_bytes(target, picture)


def _quotes(call: Call, target: Path, names: Pseudonyms | None) -> None:
    from bouwsteen.exports.write import write_quotes
    from bouwsteen.web.table_views import chosen_quotes

    wanted = asked(call.request.query_params)
    part = read_part(call.study, call.coder, wanted, lang=call.lang, names=names)
    write_quotes(chosen_quotes(part), part.counted.codebook, target, lang=call.lang)


def _codings(call: Call, target: Path, names: Pseudonyms | None) -> None:
    from bouwsteen.exports.codings_csv import write_codings
    from bouwsteen.web.table_views import chosen_quotes

    wanted = asked(call.request.query_params)
    part = read_part(call.study, call.coder, wanted, lang=call.lang, names=names)
    found = part.quotations
    if wanted.code:
        chosen = {one.id for one in chosen_quotes(part)}
        found = tuple(one for one in found if one.id in chosen)
    write_codings(found, part.counted.cast.transcripts, target)


def _transcript(call: Call, target: Path, names: Pseudonyms | None) -> None:
    """One transcript with the codings in its margin; ``transcript`` in the address says which."""
    from bouwsteen.exports.annotated import annotate
    from bouwsteen.exports.annotated_write import write_annotated
    from bouwsteen.naming import view_of

    key = call.study.transcripts.get(call.query("transcript")).key
    wanted = asked({"layer": call.query("layer", "own")})
    part = read_part(call.study, call.coder, wanted, lang=call.lang, names=names)
    coders = [one for one in call.study.coders.all() if one.key == call.coder]
    if names is not None:
        view = view_of(call.study, names)
        key, coders = view.transcript_key(key), list(map(view.coder, coders))
    counted = part.counted
    made = annotate(
        counted.cast.transcript(key),
        [one for one in part.quotations if one.transcript == key],
        counted.codebook,
        coders=coders,
        lang=call.lang,
    )
    write_annotated(made, target.with_name(f"{_file_stem(key)}{target.suffix}"))


def _file_stem(key: str) -> str:
    """A transcript's key as the name of a file: keys hold anything, a name no folders.

    Examples
    --------
    >>> _file_stem("gesprek 3/4"), len(_file_stem("🎙" * 200))
    ('gesprek 3-4', 50)
    """
    shown = "".join("-" if one in _NOT_IN_NAMES or not one.isprintable() else one for one in key)
    kept = shown.encode()[:_LONGEST].decode(errors="ignore")
    end = len(kept)
    # A letter goes with the accents that are written behind it.
    while 0 < end < len(shown) and unicodedata.combining(shown[end]):
        end -= 1
    return shown[:end] or kept


def _codebook(call: Call, target: Path, names: Pseudonyms | None) -> None:
    from bouwsteen.codebook.files import write_codebook
    from bouwsteen.exports.codebook_article import codebook_article
    from bouwsteen.exports.write import known_suffix, write_bytes, write_tables
    from bouwsteen.naming import view_of

    book = call.study.codebook.get()
    if names is not None:
        book = view_of(call.study, names).codebook(book)
    if known_suffix(target, (".toml", ".csv", ".docx", ".qdc", *_ARTICLE)) in _ARTICLE:
        write_tables([codebook_article(book, lang=call.lang)], target)
        return
    made = target.with_name(f"made-{target.name}")
    write_codebook(book, made, lang=call.lang)
    data = made.read_bytes()
    made.unlink()
    write_bytes(target, data)


def _history(call: Call, target: Path, names: Pseudonyms | None) -> None:
    from bouwsteen.codebook.diff import diff_codebooks, summary
    from bouwsteen.exports.history_article import history_article
    from bouwsteen.exports.write import write_tables

    versions = call.study.codebook.history()
    rows = [
        (
            one.codebook.version,
            one.at,
            one.actor,
            one.reason,
            summary(diff_codebooks(before.codebook, one.codebook)) if before else (),
        )
        for before, one in zip([None, *versions], versions, strict=False)
    ]
    book = versions[-1].codebook
    title = book.labels.get(call.lang) or book.key
    write_tables([history_article(rows[::-1], title=title, lang=call.lang)], target)


def _respondents(call: Call, target: Path, names: Pseudonyms | None) -> None:
    from bouwsteen.console import cast_of
    from bouwsteen.exports.people_article import people_article
    from bouwsteen.exports.write import write_tables
    from bouwsteen.naming import view_of

    cast = cast_of(call.study) if names is None else view_of(call.study, names).cast
    write_tables([people_article(cast.respondents, cast.links, lang=call.lang)], target)


def _progress(call: Call, target: Path, names: Pseudonyms | None) -> None:
    """How far the page's own coder is; of the others nothing."""
    from bouwsteen.counting import coverage_of
    from bouwsteen.exports.write import write_tables

    with call.study.reading():
        table: Table = coverage_of(call.study, coder=call.coder, lang=call.lang, names=names)
    write_tables([table], target)


def _agreement(call: Call, target: Path, names: Pseudonyms | None) -> None:
    from bouwsteen.exports.report_write import write_report
    from bouwsteen.web.agreement_report import measured

    wanted = measured_as(call.request.query_params)
    write_report(measured(call.study, call.coder, wanted, lang=call.lang), target)


def _picture(call: Call, target: Path, names: Pseudonyms | None) -> None:
    """One picture of the agreement report; ``number`` in the address says which."""
    from bouwsteen.exports.write import known_suffix, write_bytes
    from bouwsteen.web.agreement_report import drawn, measured

    suffix = known_suffix(target, (".svg", ".png"))
    wanted = measured_as(call.request.query_params)
    report = measured(call.study, call.coder, wanted, lang=call.lang)
    number = call.query("number")
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else -1
    write_bytes(target, drawn(report, place, form="png" if suffix == ".png" else "svg", alone=True))


def _disagreements(call: Call, target: Path, names: Pseudonyms | None) -> None:
    from bouwsteen.comparing import differences
    from bouwsteen.exports.disagreement_table import disagreement_tables
    from bouwsteen.exports.write import write_tables
    from bouwsteen.web.opened import note_once, opened

    wanted = measured_as(call.request.query_params)
    held = opened(call.study, call.coder, lang=call.lang)
    found = differences(call.study, held.coders, level=wanted.level, all_text=False, done=held.done)
    note_once(call.study, "agreement disagreements", coder=call.coder, coders=held.coders)
    book = call.study.codebook.get()
    write_tables(disagreement_tables(found, book, lang=call.lang), target)


def _minutes(call: Call, target: Path, names: Pseudonyms | None) -> None:
    from bouwsteen.comparing import compare_study
    from bouwsteen.exports.minutes import minutes
    from bouwsteen.exports.minutes_docx import render
    from bouwsteen.exports.report_tables import code_table
    from bouwsteen.exports.write import known_suffix, write_bytes
    from bouwsteen.web.meeting_view import meeting_of
    from bouwsteen.web.opened import require_meeting

    known_suffix(target, (".docx",))
    study = call.study
    require_meeting(study, call.coder, lang=call.lang)
    with study.reading():
        held, meeting = meeting_of(study), study.consensus
        coders = held.agenda.settings.coders
        before = compare_study(study, coders, done=meeting.done, plan=meeting.plan)
    written = minutes(
        held.agenda,
        held.decisions,
        held.book,
        held.cast,
        before=[code_table(before, held.book, call.labels)],
        lang=call.lang,
    )
    write_bytes(target, render(written))


VIEWS: Mapping[str, Callable[[Call, Path, Any], None]] = {
    "agreement": _agreement,
    "codebook": _codebook,
    "codings": _codings,
    "disagreements": _disagreements,
    "figure": _figure,
    "history": _history,
    "minutes": _minutes,
    "picture": _picture,
    "progress": _progress,
    "quotes": _quotes,
    "respondents": _respondents,
    "tables": _tables,
    "transcript": _transcript,
}
"""By the name that an address has for it: writes the file, given the call and the names' table."""
