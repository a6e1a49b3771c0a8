"""Make the bundled study from its sources: ``python -m bouwsteen.examples.build``.

The sources (`examples/source`, in the repository only) hold each interview once, with the codings
of both coders as tags in the text. From them come the transcripts in eight layouts, the table of
respondents, the codings and the document with Word comments, the same bytes on every machine.
"""

from __future__ import annotations

__all__ = ["build", "main", "render"]

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from bouwsteen.errors import ExportError, TranscriptError
from bouwsteen.examples import layouts, word
from bouwsteen.examples.markup import CODERS, Interview, parse_interview
from bouwsteen.transcripts.model import INTERVIEWER

_README = "README.md"
_LAYOUTS: Mapping[str, Callable[[Interview], bytes]] = {
    "plain_txt": layouts.plain_txt,
    "question_answer_cp1252": layouts.question_answer_cp1252,
    "semicolon_csv": layouts.semicolon_csv,
    "teams_docx": word.teams_docx,
    "teams_vtt": layouts.teams_vtt,
    "typed_docx": word.typed_docx,
    "whisperx_srt": layouts.whisperx_srt,
    "zoom_vtt": layouts.zoom_vtt,
}
_ATTRIBUTES = ("respondent", "role", "organisation", "sector", "years")


def build(source: Path, target: Path) -> tuple[Path, ...]:
    """Write the bundled study.

    Parameters
    ----------
    source : Path
        Folder with ``README.md`` and one marked-up ``.txt`` an interview.
    target : Path
        Folder to write into; made when absent, files of the same name are replaced.

    Returns
    -------
    tuple of Path
        The files written, sorted by name.

    Raises
    ------
    TranscriptError, CodingError
        When a source is not well formed.
    ExportError
        When the sources are not there.
    """
    sources = sorted(source.glob("*.txt"))
    if not sources:
        raise ExportError(
            f"No interviews in {source}.",
            "The sources are in the repository, not in the package.",
            key="example_no_sources",
            folder=source,
        )
    interviews = [parse_interview(path.read_text("utf-8"), key=path.stem) for path in sources]
    files = {_README: (source / _README).read_bytes(), **render(interviews)}
    for name, content in files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tuple(sorted(target / name for name in files))


def render(interviews: Sequence[Interview]) -> dict[str, bytes]:
    """Give every file of the study but its README, by name.

    Raises
    ------
    TranscriptError
        When a source asks for a layout that is not known.
    """
    files = {}
    for interview in interviews:
        layout = interview.header["layout"]
        if layout not in _LAYOUTS:
            raise TranscriptError(
                f"{interview.key}: no layout {layout!r}.",
                key="example_layout",
                interview=interview.key,
                layout=layout,
            )
        name = interview.header["file"]
        files[f"transcripts/{name}"] = _LAYOUTS[layout](interview)
        if interview.notes:
            files[f"commented/{name}"] = word.commented_docx(interview)
    files["respondents.csv"] = _respondents(interviews)
    for coder in CODERS.values():
        files[f"codings_{coder}.csv"] = _codings(interviews, coder)
    return files


def main() -> None:
    """Write the study into the ``data`` folder beside this module."""
    here = Path(__file__).parent
    build(here / "source", here / "data")


def _respondents(interviews: Iterable[Interview]) -> bytes:
    rows = []
    for interview in interviews:
        header = interview.header
        asks = [header["interviewer"], INTERVIEWER, INTERVIEWER, "", "", ""]
        rows.append([interview.key, *asks])
        rows.append([interview.key, header["speaker"], *(header[name] for name in _ATTRIBUTES)])
    return _table(["transcript", "speaker", *_ATTRIBUTES], rows)


def _codings(interviews: Iterable[Interview], coder: str) -> bytes:
    # No offsets: the exact words point at the place, whatever a reader does with the layout.
    rows = [
        [interview.key, "", "", coder, code, mark.memo, mark.quote]
        for interview in interviews
        for mark in interview.marks
        if mark.coder == coder
        for code in mark.codes
    ]
    return _table(["transcript", "start", "end", "coder", "code", "memo", "quote"], rows)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(columns)
    table.writerows(rows)
    return out.getvalue().encode("utf-8")


if __name__ == "__main__":
    main()
