"""Cast: who speaks in which turn, from transcripts, respondents and speaker links. No I/O."""

from __future__ import annotations

__all__ = ["Cast"]

import dataclasses
from collections.abc import Mapping, Sequence
from functools import cached_property

from bouwsteen.errors import RespondentError, TranscriptError, nearest
from bouwsteen.transcripts.model import Respondent, SpeakerLink, Transcript, Turn


@dataclasses.dataclass(frozen=True, kw_only=True)
class Cast:
    """The people of a study and the turns they speak.

    A speaker's label is looked up exactly as the transcript spells it. A turn without a label
    counts for the one person whom the transcript links to the empty label, if there is one.

    Parameters
    ----------
    transcripts : sequence of Transcript
        In the study's order.
    respondents : sequence of Respondent
        Interviewers among them, in the order of the researcher's table.
    links : sequence of SpeakerLink
        Which label of which transcript is whom.

    Raises
    ------
    RespondentError
        When a link names a respondent who is not there, or one label is two people.
    """

    transcripts: Sequence[Transcript]
    respondents: Sequence[Respondent]
    links: Sequence[SpeakerLink] = ()

    def __post_init__(self) -> None:
        for link in self.links:
            if link.respondent not in self._people:
                raise RespondentError(
                    f"{link.transcript}: {link.speaker!r} is linked to {link.respondent!r}, "
                    "who is not among the respondents.",
                    nearest(link.respondent, self._people),
                    key="link_to_nobody",
                    transcript=link.transcript,
                    speaker=link.speaker,
                    respondent=link.respondent,
                )
            if self._linked[link.transcript, link.speaker] != link.respondent:
                raise RespondentError(
                    f"{link.transcript}: {link.speaker!r} is linked to two respondents.",
                    "Give each speaker of a transcript one respondent.",
                    key="link_to_two",
                    transcript=link.transcript,
                    speaker=link.speaker,
                )

    @cached_property
    def _people(self) -> Mapping[str, Respondent]:
        return {respondent.key: respondent for respondent in self.respondents}

    @cached_property
    def _linked(self) -> Mapping[tuple[str, str], str]:
        return {(link.transcript, link.speaker): link.respondent for link in self.links}

    @cached_property
    def by_key(self) -> Mapping[str, Transcript]:
        """Transcripts by key."""
        return {transcript.key: transcript for transcript in self.transcripts}

    def transcript(self, key: str) -> Transcript:
        """The transcript of that key.

        Raises
        ------
        TranscriptError
            When there is none.
        """
        try:
            return self.by_key[key]
        except KeyError:
            raise TranscriptError(
                f"There is no transcript {key!r}.",
                nearest(key, self.by_key),
                key="transcript_unknown",
                transcript=key,
            ) from None

    def respondent_of(self, transcript: str, turn: Turn) -> Respondent | None:
        """Who speaks in a turn.

        Parameters
        ----------
        transcript : str
            Key of the transcript that the turn is of.
        turn : Turn
            The turn.

        Returns
        -------
        Respondent or None
            An interviewer is a Respondent too (``is_interviewer``); None when the turn's speaker
            is linked to nobody.

        Examples
        --------
        >>> from bouwsteen.transcripts.model import Span
        >>> turn = Turn(index=1, speaker="R", span=Span(3, 9))
        >>> cast = Cast(
        ...     transcripts=(Transcript(key="a", title="a", text="R: Nou ja", turns=(turn,)),),
        ...     respondents=(Respondent(key="r1", role="Medewerker"),),
        ...     links=(SpeakerLink(transcript="a", speaker="R", respondent="r1"),),
        ... )
        >>> cast.respondent_of("a", turn).role
        'Medewerker'
        """
        person = self._linked.get((transcript, turn.speaker or ""))
        return None if person is None else self._people[person]

    def respondents_in(self, transcript: str) -> tuple[Respondent, ...]:
        """Respondents linked to a transcript, interviewers left out, each once."""
        keys = dict.fromkeys(link.respondent for link in self._of.get(transcript, ()))
        return tuple(self._people[key] for key in keys if not self._people[key].is_interviewer)

    @cached_property
    def _of(self) -> Mapping[str, list[SpeakerLink]]:
        found: dict[str, list[SpeakerLink]] = {}
        for link in self.links:
            found.setdefault(link.transcript, []).append(link)
        return found

    @cached_property
    def interviewees(self) -> tuple[Respondent, ...]:
        """Respondents who are no interviewers, in the order of the table."""
        return tuple(person for person in self.respondents if not person.is_interviewer)

    @cached_property
    def voices(self) -> tuple[tuple[int, ...], ...]:
        """Whose each turn is, transcript by transcript.

        A number is a place in `interviewees`; -1 stands for interviewers and unlinked speakers.
        """
        number = {person.key: place for place, person in enumerate(self.interviewees)}
        found = []
        for transcript in self.transcripts:
            of_label = {
                label: number.get(self._linked.get((transcript.key, label), ""), -1)
                for label in {turn.speaker or "" for turn in transcript.turns}
            }
            found.append(tuple(of_label[turn.speaker or ""] for turn in transcript.turns))
        return tuple(found)

    @cached_property
    def unlinked(self) -> tuple[tuple[str, str | None], ...]:
        """Speakers who are linked to nobody: (transcript, label), label None where none is given.

        Their words count for nobody until they are linked.
        """
        found: dict[tuple[str, str | None], None] = {}
        for transcript in self.transcripts:
            for turn in transcript.turns:
                if (transcript.key, turn.speaker or "") not in self._linked:
                    found[transcript.key, turn.speaker] = None
        return tuple(found)

    @cached_property
    def idle(self) -> tuple[SpeakerLink, ...]:
        """Links whose label never speaks in a transcript that is there: often a misspelling."""
        spoken = {
            (transcript.key, turn.speaker or "")
            for transcript in self.transcripts
            for turn in transcript.turns
        }
        return tuple(
            link
            for link in self.links
            if link.transcript in self.by_key and (link.transcript, link.speaker) not in spoken
        )
