"""Every view as a file, by the functions that `bouwsteen export` calls."""

from __future__ import annotations

__all__ = ["ROUTES"]

import io
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.responses import Response
from starlette.routing import Route

from bouwsteen.web.api_agreement import measured_as
from bouwsteen.web.context import Call, endpoint
from bouwsteen.web.errors import Refusal
from bouwsteen.web.part import asked, read_part, told

_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".tex": "application/x-tex",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}


def _tables(call: Call, target: Path) -> None:
    import dataclasses

    from bouwsteen.exports.cells_article import measured_article
    from bouwsteen.exports.trace import traced
    from bouwsteen.exports.write import write_tables

    wanted = asked(call.request.query_params)
    part = read_part(call.study, call.coder, wanted, lang=call.lang, trace=True).counted
    found = part.measured(wanted.show, rows=wanted.rows, by=wanted.by)
    table = measured_article(found, lang=call.lang, unplaced=part.unplaced)
    only = told(wanted, lang=call.lang)
    if only:
        table = dataclasses.replace(table, notes=(only, *table.notes))
    write_tables([traced(table, *part.traces)], target)


def _quotes(call: Call, target: Path) -> None:
    from bouwsteen.exports.write import write_quotes
    from bouwsteen.web.table_views import chosen_quotes

    wanted = asked(call.request.query_params)
    part = read_part(call.study, call.coder, wanted, lang=call.lang)
    write_quotes(chosen_quotes(part, wanted), part.counted.codebook, target, lang=call.lang)


def _agreement(call: Call, target: Path) -> None:
    from bouwsteen.exports.report_write import write_report
    from bouwsteen.web.agreement_report import measured

    wanted = measured_as(call.request.query_params)
    write_report(measured(call.study, call.coder, wanted, lang=call.lang), target)


def _disagreements(call: Call, target: Path) -> None:
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


def _minutes(call: Call, target: Path) -> None:
    from bouwsteen.comparing import compare_study
    from bouwsteen.exports.labels import Labels
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
        before=[code_table(before, held.book, Labels(call.lang))],
        lang=call.lang,
    )
    write_bytes(target, render(written))


_VIEWS: Mapping[str, Callable[[Call, Path], None]] = {
    "agreement": _agreement,
    "disagreements": _disagreements,
    "minutes": _minutes,
    "quotes": _quotes,
    "tables": _tables,
}


@endpoint
def _export(call: Call) -> Response:
    view, suffix = call.path("view"), call.path("suffix")
    if view not in _VIEWS or f".{suffix}" not in _TYPES:
        raise Refusal(call.labels("web.export.absent", name=f"{view}.{suffix}"), status=404)
    with TemporaryDirectory() as folder, _inspected():
        _VIEWS[view](call, Path(folder) / f"{view}.{suffix}")
        name, content = _one_file(Path(folder), view)
    return Response(
        content,
        media_type=_TYPES[Path(name).suffix],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@contextmanager
def _inspected() -> Iterator[None]:
    """Refuse a file with a name of the table of names, as the commands do."""
    table = os.environ.get("BOUWSTEEN_NAMES")
    if not table:
        yield
        return
    from bouwsteen.exports.scan import refuse_names
    from bouwsteen.exports.write import inspected
    from bouwsteen.transcripts.pseudonym_file import read_pseudonyms

    names = read_pseudonyms(Path(table))
    with inspected(lambda path, data: refuse_names(path, data, names)):
        yield


def _one_file(folder: Path, view: str) -> tuple[str, bytes]:
    """What was written; several files, one a table, go into one archive."""
    written = sorted(folder.iterdir())
    if len(written) == 1:
        return written[0].name, written[0].read_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in written:
            archive.write(one, one.name)
    return f"{view}.zip", packed.getvalue()


ROUTES = [Route("/export/{view}.{suffix}", _export, methods=["GET"])]
