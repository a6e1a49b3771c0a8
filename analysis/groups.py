"""Columns of a table: the values of an attribute, and what each column is a count out of."""

from __future__ import annotations

__all__ = ["BY_TRANSCRIPT", "Denominator", "attribute_names", "denominators", "values", "words"]

import dataclasses
from collections.abc import Collection, Mapping

from bouwsteen.analysis.order import natural, role_order
from bouwsteen.errors import AnalysisError, nearest
from bouwsteen.transcripts.cast import Cast

BY_TRANSCRIPT = "transcript"
"""The grouping that is no attribute of a respondent."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Denominator:
    """What stands behind a column: how much was said, by how many.

    Parameters
    ----------
    interviews : int
        Transcripts with at least one of the column's respondents.
    respondents : int
        Respondents who are linked to a transcript.
    words : int
        Words that they speak, parted by white space.
    """

    interviews: int
    respondents: int
    words: int


def attribute_names(cast: Cast) -> tuple[str, ...]:
    """What a table can be made by: role, organisation, transcript and the table's own columns."""
    own = (name for person in cast.interviewees for name in person.attributes)
    return tuple(dict.fromkeys(("role", "organisation", BY_TRANSCRIPT, *own)))


def values(cast: Cast, by: str) -> tuple[str | None, ...]:
    """Every value that the study's respondents have, in the order of a table.

    Roles in the order of the field, transcripts in natural order, other attributes in the order
    of the respondents; None, last, when a respondent has no value.

    Raises
    ------
    AnalysisError
        When there are no respondents, or none has such an attribute.
    """
    if not cast.interviewees:
        raise AnalysisError(
            "There are no respondents, so no quotation can be counted for anyone.",
            "Import them: bouwsteen respondent import FILE.csv.",
            key="groups_no_respondents",
        )
    if by == BY_TRANSCRIPT:
        return tuple(sorted((one.key for one in cast.transcripts), key=natural))
    if by not in attribute_names(cast):
        known = attribute_names(cast)
        raise AnalysisError(
            f"Respondents have no attribute {by!r}.",
            nearest(by, known) or f"There are: {', '.join(known)}.",
            key="groups_no_attribute",
            by=by,
            known=", ".join(known),
        )
    given = dict.fromkeys(person.attribute(by) or None for person in cast.interviewees)
    if by == "role":
        return role_order(given)
    return tuple(sorted(given, key=lambda value: value is None))


def words(cast: Cast) -> Mapping[tuple[str, str], int]:
    """Words by (transcript, respondent), interviewers and unlinked speakers left out."""
    found: dict[tuple[str, str], int] = {}
    people = cast.interviewees
    for transcript, voices in zip(cast.transcripts, cast.voices, strict=True):
        for turn, voice in zip(transcript.turns, voices, strict=True):
            if voice >= 0:
                place = transcript.key, people[voice].key
                found[place] = found.get(place, 0) + len(transcript.speech(turn).split())
    return found


def denominators(
    cast: Cast,
    by: str,
    columns: tuple[str | None, ...],
    *,
    transcripts: Collection[str] | None = None,
) -> tuple[tuple[Denominator, ...], Denominator]:
    """What stands behind each column, and behind all of them together.

    Of the transcripts named alone, when they are.
    """
    spoken = words(cast)
    pairs = [
        (transcript.key, person, spoken.get((transcript.key, person.key), 0))
        for transcript in cast.transcripts
        if transcripts is None or transcript.key in transcripts
        for person in cast.respondents_in(transcript.key)
    ]

    def total(column: str | None, *, everyone: bool = False) -> Denominator:
        inside = [
            (key, person.key, count)
            for key, person, count in pairs
            if everyone or (key if by == BY_TRANSCRIPT else person.attribute(by) or None) == column
        ]
        return Denominator(
            interviews=len({key for key, _, _ in inside}),
            respondents=len({person for _, person, _ in inside}),
            words=sum(count for _, _, count in inside),
        )

    return tuple(total(column) for column in columns), total(None, everyone=True)
