"""Read the researcher's table of respondents: who speaks under which label, in which role."""

from __future__ import annotations

__all__ = ["read_respondents", "respondents_of"]

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bouwsteen.errors import RespondentError, TranscriptError, nearest
from bouwsteen.transcripts.columns import split_rows
from bouwsteen.transcripts.decode import decode
from bouwsteen.transcripts.faults import in_file, unreadable
from bouwsteen.transcripts.model import INTERVIEWER, Respondent, SpeakerLink
from bouwsteen.transcripts.normalise import normalise

_NAMES = {
    "transcript": ("transcript", "transcriptie", "interview", "gesprek"),
    "speaker": ("speaker", "spreker", "label"),
    "respondent": ("respondent", "deelnemer", "participant"),
    "role": ("role", "rol"),
    "organisation": ("organisation", "organization", "organisatie"),
}
_COLUMN_OF = {name: column for column, names in _NAMES.items() for name in names}
_NEEDED = ("transcript", "speaker", "respondent", "role")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")

_Row = Mapping[str, str]


def read_respondents(path: str | Path) -> tuple[list[Respondent], list[SpeakerLink]]:
    """Read a table of respondents from CSV or Excel.

    The first row names the columns: ``transcript``, ``speaker``, ``respondent``, ``role``, perhaps
    ``organisation``, and any attribute; Dutch names (``spreker``, ``rol``, ``organisatie``) do as
    well, in any case and order. A row says who one label of one transcript is; a person may have
    several rows. The role ``interviewer`` marks an interviewer, who needs no name of their own. An
    empty speaker stands for turns without a label.

    Parameters
    ----------
    path : str or Path
        CSV file (semicolons, tabs or commas) or workbook, of which the first sheet counts.

    Returns
    -------
    respondents : list of Respondent
        In order of first row, interviewers among them; what they are is kept as written.
    links : list of SpeakerLink
        One for each label of each transcript.

    Raises
    ------
    RespondentError
        When the file cannot be read, a column or cell is missing, or two rows contradict.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error, RespondentError) from None
    return respondents_of(data, path.name)


def respondents_of(data: bytes, name: str) -> tuple[list[Respondent], list[SpeakerLink]]:
    """Read a table of respondents from the bytes of a file; see `read_respondents`.

    Parameters
    ----------
    data : bytes
        Whole file.
    name : str
        The file's name, for messages.

    Returns
    -------
    respondents : list of Respondent
        In order of first row.
    links : list of SpeakerLink
        One for each label of each transcript.

    Raises
    ------
    RespondentError
        When it is no table, a column or cell is missing, or two rows contradict.

    Examples
    --------
    >>> table = b"transcript,speaker,respondent,role\\nt1,R,r1,Monteur\\n"
    >>> respondents_of(table, "wie.csv")[1]
    [SpeakerLink(transcript='t1', speaker='R', respondent='r1')]
    """
    rows = _rows(data, name)
    top = next((number for number, row in enumerate(rows) if any(row)), None)
    if top is None:
        raise RespondentError(f"{name}: the table is empty.", key="respondents_empty", file=name)
    names = _named(name, rows[top])
    people: dict[str, dict[str, tuple[str, int]]] = {}
    links: dict[tuple[str, str], tuple[str, int]] = {}
    for number, row in _filled(rows, top + 1, names):
        key = _key(name, number, row)
        _merge(name, number, key, row, people.setdefault(key, {}))
        place = (row["transcript"], row["speaker"])
        before, line = links.setdefault(place, (key, number))
        if before != key:
            raise RespondentError(
                f"{name}: rows {line} and {number} make speaker {place[1]!r} of {place[0]} "
                f"both {before} and {key}.",
                "Give each speaker of a transcript one respondent.",
                key="respondents_two",
                file=name,
                rows=(line, number),
                place=place,
                people=(before, key),
            )
    return (
        [_respondent(key, found) for key, found in people.items()],
        [
            SpeakerLink(transcript=transcript, speaker=speaker, respondent=key)
            for (transcript, speaker), (key, _) in links.items()
        ],
    )


def _rows(data: bytes, name: str) -> list[list[str]]:
    try:
        if data.startswith(_WORKBOOKS):
            return _workbook_rows(name, data)
        rows = split_rows(normalise(decode(data)[0]))
    except TranscriptError as error:
        raise in_file(name, error, RespondentError) from None
    return [[" ".join(cell.split()) for cell in row] for row in rows]


def _workbook_rows(name: str, data: bytes) -> list[list[str]]:
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, OSError, ValueError, IndexError):
        raise RespondentError(
            f"{name}: this is no workbook that can be read.",
            "Save it as .xlsx or as CSV.",
            key="respondents_no_workbook",
            file=name,
        ) from None
    return [[_cell(value) for value in row] for row in rows]


def _cell(value: object) -> str:
    """Write a cell as the sheet shows it: whole numbers without decimals."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(normalise(str(value)).split())


def _named(file: str, row: Sequence[str]) -> list[str]:
    """Names of the columns: ours where we know them, else as written."""
    names = [_COLUMN_OF.get(cell.casefold(), cell) for cell in row]
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        plural = "s" if len(missing) > 1 else ""
        raise RespondentError(
            f"{file}: column{plural} {', '.join(missing)} missing; "
            f"the first row has {', '.join(filter(None, row))}.",
            nearest(missing[0], [cell.casefold() for cell in row])
            or f"Name the columns in the first row: {', '.join(_NEEDED)}, organisation.",
            key="respondents_columns_none",
            file=file,
            missing=", ".join(missing),
            found=", ".join(filter(None, row)),
            needed=", ".join(_NEEDED),
        )
    doubled = sorted({name for name in names if name and names.count(name) > 1})
    if doubled:
        raise RespondentError(
            f"{file}: more than one column is called {', '.join(doubled)}.",
            key="respondents_columns_doubled",
            file=file,
            columns=", ".join(doubled),
        )
    return names


def _filled(
    rows: Sequence[Sequence[str]], first: int, names: Sequence[str]
) -> Iterator[tuple[int, _Row]]:
    """Yield (number as a spreadsheet shows it, cells by column name) of the rows that hold any."""
    for number, row in enumerate(rows[first:], start=first + 1):
        if any(row):
            cells = [*row, *[""] * (len(names) - len(row))]
            yield number, {name: cell for name, cell in zip(names, cells, strict=False) if name}


_INTERVIEWERS = {INTERVIEWER, "interviewers", "interviewster"}


def _is_interviewer(row: _Row) -> bool:
    return row["role"].casefold() in _INTERVIEWERS


def _key(file: str, number: int, row: _Row) -> str:
    if not row["transcript"]:
        raise RespondentError(
            f"{file}: row {number} names no transcript.",
            key="respondents_row_no_transcript",
            file=file,
            row=number,
        )
    if row["respondent"]:
        return row["respondent"]
    if _is_interviewer(row):
        return INTERVIEWER
    raise RespondentError(
        f"{file}: row {number} names no respondent.",
        "Only an interviewer may do without; their role is 'interviewer'.",
        key="respondents_row_nobody",
        file=file,
        row=number,
    )


def _merge(file: str, number: int, key: str, row: _Row, found: dict[str, tuple[str, int]]) -> None:
    """Add what a row says about a person; an empty cell says nothing."""
    for name, value in row.items():
        if name in ("transcript", "speaker", "respondent") or not value:
            continue
        if name == "role" and _is_interviewer(row):
            value = INTERVIEWER
        before, line = found.setdefault(name, (value, number))
        if before != value:
            raise RespondentError(
                f"{file}: {key} has {name} {before!r} in row {line} and {value!r} in row {number}.",
                f"Leave {name} empty in the rows of interviewers."
                if _is_interviewer(row)
                else "Give two people two names in the column respondent.",
                key="interviewer_differs" if _is_interviewer(row) else "respondent_differs",
                file=file,
                person=key,
                column=name,
                values=(before, value),
                rows=(line, number),
            )


def _respondent(key: str, found: Mapping[str, tuple[str, int]]) -> Respondent:
    values = {name: value for name, (value, _) in found.items()}
    return Respondent(
        key=key,
        role=values.pop("role", None),
        organisation=values.pop("organisation", None),
        attributes=values,
    )
