"""Which column of a table holds time, speaker and speech: by the names on top, else by content."""

from __future__ import annotations

__all__ = ["Columns", "command_for", "find_columns", "split_rows"]

import dataclasses
import re
from collections import Counter
from collections.abc import Sequence

from bouwsteen.delimited import rows as delimited_rows
from bouwsteen.errors import BouwsteenError, TranscriptError
from bouwsteen.transcripts.labels import is_label, tidy
from bouwsteen.transcripts.times import parse_time

_NAMES = {
    "turn": "turn turnnumber turnnr turnno beurt beurtnummer beurtnr volgnummer nr nummer no "
    "number id index # zeile",
    "start": "tijd tijdcode tijdstip timecode timestamp time timemark start begin starttijd "
    "starttime van from in zeit startzeit",
    "end": "end eind einde eindtijd endtime stop tot to out ende endzeit",
    "speaker": "spreker speaker wie who naam name sprecher sprecherin interlocutor persoon person "
    "label speakername",
    "text": "tekst text statement transcript transcriptie transkript transcription utterance "
    "uitspraak uiting words woorden speech spraak inhoud content sentence zin",
}
# What the other tables of a study are known by, and the command that takes them. They may have a
# column called transcript too, which names one there and is the speech here.
_OTHER_TABLES = (
    (("respondent deelnemer participant", "role rol"), "bouwsteen respondent import"),
    (("code", "coder"), "bouwsteen code import"),
)
_TRANSCRIPT = ("transcript", "transcriptie")
_COLUMN_OF = {name: column for column, names in _NAMES.items() for name in names.split()}
_SPEAKERS_MOST = 10
_LOOKED_AT = 200


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Places of the columns, from 0; None where the table has no such column.

    `first` is the row at which the turns begin, `others` are the names of columns not read, and
    `milliseconds` tells that the times are counted in them.
    """

    text: int
    speaker: int | None = None
    start: int | None = None
    end: int | None = None
    turn: int | None = None
    first: int = 0
    others: tuple[str, ...] = ()
    milliseconds: bool = False


def find_columns(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Find the columns of a transcript in a table.

    Parameters
    ----------
    rows : sequence of sequence of str
        Cells; rows may differ in length.

    Returns
    -------
    Columns or None
        None when no column holds speech, when none says when or by whom, and for a table of
        respondents or of codings.

    Examples
    --------
    >>> columns = find_columns([["tijd", "spreker", "tekst"], ["0:03", "I", "Goedemiddag."]])
    >>> columns.start, columns.speaker, columns.text, columns.first
    (0, 1, 2, 1)
    """
    if command_for(rows) is not None:
        return None
    return _by_names(rows) or _by_content(rows)


def command_for(table: Sequence[Sequence[str]]) -> str | None:
    """Name the command that takes a table of respondents or of codings.

    Parameters
    ----------
    table : sequence of sequence of str
        Cells; the first row names the columns.

    Returns
    -------
    str or None
        None for a table of another kind; one that has a column of speech besides is a transcript.

    Examples
    --------
    >>> command_for([["transcript", "speaker", "respondent", "role"]])
    'bouwsteen respondent import'
    """
    names = _names(table)
    if any(_COLUMN_OF.get(name) == "text" and name not in _TRANSCRIPT for name in names):
        return None
    for columns, command in _OTHER_TABLES:
        if all(not set(names).isdisjoint(column.split()) for column in columns):
            return command
    return None


def _names(table: Sequence[Sequence[str]]) -> list[str]:
    return [re.sub(r"[\s_.-]", "", cell).casefold() for cell in table[0]] if table else []


def _by_names(rows: Sequence[Sequence[str]]) -> Columns | None:
    names = _names(rows)
    found: dict[str, int] = {}
    for place, name in enumerate(names):
        column = _COLUMN_OF.get(name)
        if column is not None and column not in found:
            found[column] = place
    if "text" not in found or not {"speaker", "start"} & found.keys():
        return None
    read = set(found.values())
    others = (cell.strip() for place, cell in enumerate(rows[0]) if place not in read)
    return Columns(
        text=found["text"],
        speaker=found.get("speaker"),
        start=found.get("start"),
        end=found.get("end"),
        turn=found.get("turn"),
        first=1,
        others=tuple(name for name in others if name),
        # Whisper's own table: exactly these three columns, in whole milliseconds.
        milliseconds=names == ["start", "end", "text"]
        and all(cell.strip().isdigit() for row in rows[1:] for cell in row[:2]),
    )


def _by_content(rows: Sequence[Sequence[str]]) -> Columns | None:
    width = max((len(row) for row in rows), default=0)
    if width < 2 or len(rows) < 2:
        return None
    sample = [row for row in rows[:_LOOKED_AT] if len(row) == width]
    columns = [[row[place] for row in sample] for place in range(width)]
    sizes = [sum(len(cell.split()) for cell in column) for column in columns]
    text = sizes.index(max(sizes))
    if not sample or sizes[text] == 0:
        return None
    times = [place for place in range(width) if place != text and _holds_times(columns[place])]
    speakers = [
        place
        for place in range(width)
        if place != text and place not in times and _holds_speakers(columns[place])
    ]
    if not speakers:
        return None
    return Columns(
        text=text,
        speaker=speakers[0],
        start=times[0] if times else None,
        end=times[1] if len(times) > 1 else None,
    )


def _holds_times(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return 2 * sum(parse_time(cell) is not None for cell in filled) > len(filled) > 0


def _holds_speakers(cells: Sequence[str]) -> bool:
    filled = [tidy(cell).rstrip(":") for cell in cells if cell.strip()]
    uses = Counter(filled)
    return (
        bool(filled)
        and all(is_label(cell) for cell in uses)
        and len(uses) <= _SPEAKERS_MOST
        and 2 * len(uses) <= max(len(filled), 4)
    )


def split_rows(text: str) -> list[list[str]]:
    """Split delimited text into rows of cells; see `bouwsteen.delimited.rows`.

    Parameters
    ----------
    text : str
        Normalised text of the file.

    Returns
    -------
    list of list of str
        All rows; an empty line is an empty row, so that rows can be numbered.

    Raises
    ------
    TranscriptError
        When the quotation marks are out of balance.

    Examples
    --------
    >>> split_rows("tijd;tekst\\n0:03;Ja, zeker\\n")
    [['tijd', 'tekst'], ['0:03', 'Ja, zeker']]
    """
    try:
        return [cells for _, cells in delimited_rows(text)]
    except BouwsteenError as error:
        raise TranscriptError(error.message, error.hint, key=error.key, **error.values) from None
