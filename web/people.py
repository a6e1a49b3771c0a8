"""Respondents and speaker links as the page shows and changes them, a cell at a time.

A cell is sent with what stood in it; when something else stands there by now, nothing is stored
and the page is told what does.
"""

from __future__ import annotations

__all__ = ["add_person", "import_table", "listing", "remove_person", "set_cell", "set_link"]

from typing import TYPE_CHECKING, Any

from bouwsteen.errors import RespondentError
from bouwsteen.exports.labels import Labels
from bouwsteen.transcripts.model import INTERVIEWER, RESERVED, Respondent, SpeakerLink
from bouwsteen.web.errors import Refusal

if TYPE_CHECKING:
    from bouwsteen.study.study import Study
    from bouwsteen.transcripts.model import Transcript


def listing(study: Study) -> dict[str, Any]:
    """Everybody, their attributes, and who speaks under which label of which transcript."""
    with study.reading():
        people, links = study.respondents.all(), study.respondents.links()
        transcripts = study.transcripts.all()
    linked = {(link.transcript, link.speaker): link.respondent for link in links}
    speaks: dict[str, list[str]] = {}
    for link in links:
        speaks.setdefault(link.respondent, []).append(link.transcript)
    names = list(dict.fromkeys(name for one in people for name in one.attributes))
    return {
        "attributes": names,
        "respondents": [
            {
                "key": one.key,
                "interviewer": one.is_interviewer,
                "values": {
                    name: one.attribute(name) or "" for name in ("role", "organisation", *names)
                },
                "transcripts": list(dict.fromkeys(speaks.get(one.key, ()))),
            }
            for one in people
        ],
        "transcripts": [
            {"key": one.key, "title": one.title, "speakers": _speakers(one, linked)}
            for one in transcripts
        ],
    }


def _speakers(one: Transcript, linked: dict[tuple[str, str], str]) -> list[dict[str, Any]]:
    from bouwsteen.transcripts.preview import spoken

    return [
        {
            "speaker": speaker or "",
            "turns": turns,
            "words": words,
            "respondent": linked.get((one.key, speaker or ""), ""),
        }
        for speaker, turns, words in spoken(one)
    ]


def add_person(study: Study, coder: str, *, key: str, lang: str) -> None:
    """Add a respondent of whom nothing is known yet.

    Raises
    ------
    RespondentError
        When the name is empty or taken.
    """
    fresh = Respondent(key=key.strip())
    with study.change("respondent set", actor=coder, respondent=fresh.key, values=[]):
        if any(one.key == fresh.key for one in study.respondents.all()):
            raise RespondentError(Labels(lang)("web.people.taken", name=fresh.key))
        study.respondents.put([fresh])


def remove_person(study: Study, coder: str, *, key: str) -> None:
    """Take a respondent out, with the links to them."""
    with study.change("respondent remove", actor=coder, respondent=key):
        study.respondents.remove(key)


def set_cell(
    study: Study, coder: str, *, key: str, name: str, value: str, before: str, lang: str
) -> dict[str, Any]:
    """Write role, organisation or an attribute of a respondent; give what stands there then.

    Raises
    ------
    Refusal
        When something else than `before` and `value` stands there.
    RespondentError
        When there is no such respondent, or the name cannot be an attribute.
    """
    name, value = name.strip(), " ".join(value.split())
    if not name or name in RESERVED - {"role", "organisation"}:
        raise RespondentError(Labels(lang)("web.people.no_attribute", name=name))
    if name == "role" and value.casefold() == INTERVIEWER:
        value = INTERVIEWER
    with study.change("respondent set", actor=coder, respondent=key, values=[name]):
        person = _person(study, key, lang)
        present = person.attribute(name) or ""
        if present not in (before, value):
            raise _changed(present, lang)
        person = person.with_values({name: value})
        study.respondents.put([person])
    return {"value": value, "interviewer": person.is_interviewer}


def set_link(
    study: Study,
    coder: str,
    *,
    transcript: str,
    speaker: str,
    respondent: str,
    before: str,
    lang: str,
) -> None:
    """Say whom a label of a transcript stands for; an empty respondent is nobody.

    Raises
    ------
    Refusal
        When it stands for somebody else than `before` by now.
    RespondentError
        When the transcript has no such speaker, or there is no such respondent.
    """
    details = {"transcript": transcript, "speaker": speaker, "respondent": respondent or None}
    with study.change("respondent link", actor=coder, **details):
        one = study.transcripts.get(transcript)
        if speaker not in {turn.speaker or "" for turn in one.turns}:
            raise RespondentError(
                Labels(lang)("web.people.no_speaker", transcript=transcript, speaker=speaker)
            )
        links = study.respondents.links()
        present = next(
            (
                link.respondent
                for link in links
                if (link.transcript, link.speaker) == (transcript, speaker)
            ),
            "",
        )
        if present not in (before, respondent):
            raise _changed(present, lang)
        if respondent:
            _person(study, respondent, lang)
            link = SpeakerLink(transcript=transcript, speaker=speaker, respondent=respondent)
            study.respondents.put([], [link])
        elif present:
            study.respondents.unlink(transcript, speaker)


def import_table(study: Study, coder: str, *, data: bytes, name: str) -> dict[str, int]:
    """Read a table of respondents; what it says nothing of stays as it is."""
    from bouwsteen.transcripts.respondents import respondents_of

    people, links = respondents_of(data, name)
    with study.change("respondent import", actor=coder, file=name):
        study.respondents.merge(people, links)
    return {"respondents": len(people), "links": len(links)}


def _person(study: Study, key: str, lang: str) -> Respondent:
    for one in study.respondents.all():
        if one.key == key:
            return one
    raise RespondentError(Labels(lang)("web.people.unknown", name=key))


def _changed(present: str, lang: str) -> Refusal:
    said = Labels(lang)("web.people.kept_other", value=present)
    return Refusal(said, status=412, present=present)
