"""Surveys with open answers: a row a respondent, a column a question, to transcripts."""

from __future__ import annotations

__all__ = ["Survey", "joined", "read_survey", "survey_of_rows"]

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bouwsteen.errors import BouwsteenError, RespondentError, TranscriptError
from bouwsteen.transcripts.faults import in_file, unreadable
from bouwsteen.transcripts.language import guess_language
from bouwsteen.transcripts.limits import BYTES_MOST
from bouwsteen.transcripts.model import (
    INTERVIEWER,
    RESERVED,
    Respondent,
    Span,
    SpeakerLink,
    Transcript,
    Turn,
)
from bouwsteen.transcripts.sniff import sniff
from bouwsteen.transcripts.survey_table import (
    Numbered,
    checked_rows,
    column_names,
    find_column,
    survey_rows,
)

_ASKS, _ANSWERS = "I", "R"
_FIXED = {"role": ("role", "rol"), "organisation": ("organisation", "organization", "organisatie")}
_FIXED_OF = {name: fixed for fixed, names in _FIXED.items() for name in names}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a survey gives a study.

    Parameters
    ----------
    transcripts : tuple of Transcript
        One a respondent: each question a turn of ``I``, its answer a turn of ``R``.
    respondents : tuple of Respondent
        Under the survey's own ids, the columns that are no questions as attributes; then the
        interviewer, whose turns count for nobody.
    links : tuple of SpeakerLink
        ``I`` to the interviewer and ``R`` to the respondent, of every transcript.
    unanswered : tuple of (str, int)
        Questions, and how many respondents gave no answer to each; the turns are left out.
    silent : tuple of str
        Ids of respondents who answered nothing; they have no transcript.
    """

    transcripts: tuple[Transcript, ...]
    respondents: tuple[Respondent, ...]
    links: tuple[SpeakerLink, ...]
    unanswered: tuple[tuple[str, int], ...] = ()
    silent: tuple[str, ...] = ()


def read_survey(
    path: str | Path, *, id_column: str, questions: Sequence[str], reader: str | None = None
) -> Survey:
    """Read a survey from csv, xlsx or ods.

    Parameters
    ----------
    path : str or Path
        The file; the first row names the columns.
    id_column : str
        Name of the column that tells respondents apart.
    questions : sequence of str
        Names of the columns with answers, in the order in which they are to stand. A name may be
        shortened as long as one column begins with it.
    reader : {'csv', 'xlsx', 'ods'}, optional
        Format of the file; found out unless given.

    Returns
    -------
    Survey
        Transcripts have the key ``FILE-ID``.

    Raises
    ------
    TranscriptError
        When the file or a row of it cannot be read, a column is not there, or an id is missing or
        used twice.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            data = file.read(BYTES_MOST + 1)
    except OSError as error:
        raise unreadable(path, error, TranscriptError) from None
    try:
        if len(data) > BYTES_MOST:
            most = BYTES_MOST // 1_000_000
            raise TranscriptError(
                f"the file is larger than {most} MB.", key="survey_large", most=most
            )
        table = survey_rows(data, reader or sniff(data, path.name), id_column)
        return survey_of_rows(
            table, name=path.stem, source=path.name, id_column=id_column, questions=questions
        )
    except BouwsteenError as error:
        raise in_file(path.name, error, TranscriptError) from None


def survey_of_rows(
    table: Numbered, *, name: str, source: str, id_column: str, questions: Sequence[str]
) -> Survey:
    """Make transcripts of the rows of a survey.

    Parameters
    ----------
    table : sequence of (int, sequence of str)
        Rows with their numbers, for messages; the first names the columns.
    name : str
        Begins the key of each transcript.
    source : str
        Name of the file.
    id_column, questions
        As for `read_survey`.

    Returns
    -------
    Survey
        Empty answers are left out and counted.

    Raises
    ------
    TranscriptError
        As `read_survey`.

    Examples
    --------
    >>> rows = [(1, ["id", "Wat leer je?"]), (2, ["7", "Veel."])]
    >>> survey = survey_of_rows(
    ...     rows, name="enq", source="enq.csv", id_column="id", questions=["Wat leer je?"]
    ... )
    >>> survey.transcripts[0].key, survey.transcripts[0].text
    ('enq-7', 'I: Wat leer je?\\nR: Veel.\\n')
    """
    filled = [(number, row) for number, row in table if any(cell.strip() for cell in row)]
    if len(filled) < 2:
        raise TranscriptError(
            "there are no answers in it.", "The first row names the columns.", key="survey_empty"
        )
    names = column_names(filled[0][1])
    identity = find_column(names, id_column)
    asked = [find_column(names, one) for one in questions]
    if not asked or identity in asked or len(set(asked)) < len(asked):
        raise TranscriptError(
            "name each question once, and not the column of the ids.", key="survey_questions"
        )
    empty: Counter[int] = Counter()
    transcripts, respondents, silent = [], [], []
    for person, row in _people(filled[1:], names, identity, asked):
        said = [(names[place], row[place].strip()) for place in asked if row[place].strip()]
        empty.update(place for place in asked if not row[place].strip())
        if said:
            transcripts.append(_transcript(f"{name}-{person.key}", source, said))
            respondents.append(person)
        else:
            silent.append(person.key)
    if not transcripts:
        raise TranscriptError("nobody answered any of these questions.", key="survey_silent")
    return Survey(
        transcripts=tuple(transcripts),
        respondents=(*respondents, Respondent(key=INTERVIEWER, role=INTERVIEWER)),
        links=tuple(_links(transcripts, respondents)),
        unanswered=tuple((names[place], empty[place]) for place in asked if empty[place]),
        silent=tuple(silent),
    )


def _people(
    table: Numbered, names: Sequence[str], identity: int, asked: Sequence[int]
) -> Iterator[tuple[Respondent, list[str]]]:
    """Yield the respondent of each row and its cells; an id comes once."""
    seen: dict[str, int] = {}
    for number, row in checked_rows(table, names):
        person = _person(number, row, names, identity, asked)
        if person.key in seen:
            raise TranscriptError(
                f"rows {seen[person.key]} and {number} both have {names[identity]} {person.key!r}.",
                "Give each respondent an id of their own.",
                key="survey_id_twice",
                rows=(seen[person.key], number),
                column=names[identity],
                person=person.key,
            )
        seen[person.key] = number
        yield person, row


def _person(
    number: int, row: Sequence[str], names: Sequence[str], identity: int, asked: Sequence[int]
) -> Respondent:
    key = " ".join(row[identity].split())
    if not key:
        raise TranscriptError(
            f"row {number} has nothing in column {names[identity]!r}.",
            "Give each respondent an id of their own.",
            key="survey_id_none",
            row=number,
            column=names[identity],
        )
    values = {
        _FIXED_OF.get(name.casefold(), name): " ".join(row[place].split())
        for place, name in enumerate(names)
        if name and place != identity and place not in asked and row[place].strip()
    }
    taken = sorted(name for name in values if name in RESERVED - _FIXED.keys())
    if taken:
        raise TranscriptError(
            f"no column of a survey can be called {taken[0]!r}.",
            "Rename it.",
            key="survey_column_taken",
            column=taken[0],
        )
    if values.get("role", "").casefold() == INTERVIEWER:
        raise TranscriptError(
            f"row {number}: a respondent of a survey is no interviewer.",
            key="survey_interviewer",
            row=number,
        )
    return Respondent(key=key).with_values(values)


def _transcript(key: str, source: str, said: Sequence[tuple[str, str]]) -> Transcript:
    text = ""
    turns: list[Turn] = []
    for question, answer in said:
        for speaker, words in ((_ASKS, question), (_ANSWERS, answer)):
            start = len(text) + len(speaker) + 2
            span = Span(start, start + len(words))
            turns.append(Turn(index=len(turns) + 1, speaker=speaker, span=span))
            text += f"{speaker}: {words}\n"
    return Transcript(
        key=key,
        title=key,
        text=text,
        turns=tuple(turns),
        language=guess_language(text),
        meta={"source": source, "reader": "survey", "shape": "survey"},
    )


def _links(
    transcripts: Sequence[Transcript], respondents: Sequence[Respondent]
) -> Iterator[SpeakerLink]:
    for one, person in zip(transcripts, respondents, strict=True):
        yield SpeakerLink(transcript=one.key, speaker=_ASKS, respondent=INTERVIEWER)
        yield SpeakerLink(transcript=one.key, speaker=_ANSWERS, respondent=person.key)


def joined(
    survey: Survey, held: Mapping[str, Respondent]
) -> tuple[list[Respondent], tuple[SpeakerLink, ...]]:
    """Bring the respondents of a survey together with those that a study has.

    Parameters
    ----------
    survey : Survey
        What was read.
    held : mapping of str to Respondent
        Those in the study, by key.

    Returns
    -------
    respondents : list of Respondent
        With what the study knew of them; an interviewer who is there already stays as they are.
    links : tuple of SpeakerLink
        Those of the survey.

    Raises
    ------
    RespondentError
        When the survey says of somebody what the study contradicts.
    """
    found = []
    for one in survey.respondents:
        known = held.get(one.key)
        if known is None:
            found.append(one)
            continue
        for name, value in one.values.items():
            if known.values.get(name, value) != value:
                raise RespondentError(
                    f"{one.key} has {name} {known.values[name]!r} in the study and {value!r} in "
                    "the survey.",
                    "Mend one of the two, or give the survey other ids.",
                    key="survey_contradicts",
                    person=one.key,
                    name=name,
                    values=(known.values[name], value),
                )
        found.append(known.with_values(one.values))
    return found, survey.links
