"""Part of a study: the respondents, and the quotations of their words, that answer to conditions.

A table of part of the material needs both, so that what it counts is held against what those
respondents said, and not against what everybody said.
"""

from __future__ import annotations

__all__ = ["narrow"]

import dataclasses
from collections.abc import Mapping, Sequence

from bouwsteen.analysis.attribution import attribute_quotations
from bouwsteen.analysis.groups import BY_TRANSCRIPT, values
from bouwsteen.coding.model import Quotation
from bouwsteen.errors import AnalysisError, nearest
from bouwsteen.transcripts.cast import Cast


def narrow(
    quotations: Sequence[Quotation], cast: Cast, where: Mapping[str, str | None]
) -> tuple[tuple[Quotation, ...], Cast]:
    """Keep the respondents who answer to every condition, and the quotations of their words.

    Parameters
    ----------
    quotations : sequence of Quotation
        Of one layer.
    cast : Cast
        Who speaks where.
    where : mapping of str to str or None
        The value wanted of ``role``, ``organisation``, ``transcript`` or another attribute; None
        stands for respondents who have no value.

    Returns
    -------
    tuple of Quotation, Cast
        Both as they came when there is no condition. Respondents who do not answer lose their
        links, so that their words count for nobody.

    Raises
    ------
    AnalysisError
        When there is no such attribute, or nobody with such a value.

    Examples
    --------
    >>> from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn
    >>> turns = (
    ...     Turn(index=1, speaker="R", span=Span(3, 8)),
    ...     Turn(index=2, speaker="S", span=Span(12, 17)),
    ... )
    >>> cast = Cast(
    ...     transcripts=(Transcript(key="t", title="", text="R: Nou.. S: Ja...", turns=turns),),
    ...     respondents=(
    ...         Respondent(key="r", role="Directie"), Respondent(key="s", role="Medewerker")
    ...     ),
    ...     links=tuple(
    ...         SpeakerLink(transcript="t", speaker=key.upper(), respondent=key) for key in "rs"
    ...     ),
    ... )
    >>> marked = [
    ...     Quotation(transcript="t", span=turn.span, coder="anna", codings=()) for turn in turns
    ... ]
    >>> kept, part = narrow(marked, cast, {"role": "Medewerker"})
    >>> [one.span.start for one in kept], [person.key for person in part.interviewees]
    ([12], ['s'])
    """
    if not where:
        return tuple(quotations), cast
    for name, value in where.items():
        _check(cast, name, value)
    key = where.get(BY_TRANSCRIPT)
    people = {
        person.key
        for person in cast.interviewees
        if all(
            (person.attribute(name) or None) == value
            for name, value in where.items()
            if name != BY_TRANSCRIPT
        )
    }
    by_attribute = set(where) != {BY_TRANSCRIPT}
    kept = tuple(
        one
        for one, person in zip(quotations, attribute_quotations(quotations, cast), strict=True)
        if (key is None or one.transcript == key)
        and (not by_attribute or (person is not None and person.key in people))
    )
    return kept, _part(cast, people, key)


def _part(cast: Cast, people: set[str], transcript: str | None) -> Cast:
    listed = [link for link in cast.links if transcript is None or link.transcript == transcript]
    present = {link.respondent for link in listed}
    kept = {
        person.key
        for person in cast.respondents
        if person.is_interviewer
        or (person.key in people and (transcript is None or person.key in present))
    }
    return dataclasses.replace(
        cast,
        transcripts=tuple(
            one for one in cast.transcripts if transcript is None or one.key == transcript
        ),
        respondents=tuple(person for person in cast.respondents if person.key in kept),
        links=tuple(link for link in listed if link.respondent in kept),
    )


def _check(cast: Cast, name: str, value: str | None) -> None:
    known = values(cast, name)
    if value not in known:
        listed = [one for one in known if one]
        raise AnalysisError(
            f"No respondent has the {name} {value!r}.",
            nearest(value or "", listed) or f"There are: {', '.join(listed) or 'none'}.",
            key="respondents_no_value",
            name=name,
            value=value,
            known=", ".join(listed) or "–",
        )
