"""Who speaks where, and the history of the codebook, as tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bouwsteen.exports.history_article import history_article
from bouwsteen.exports.people_article import people_article
from bouwsteen.exports.to_csv import render
from bouwsteen.transcripts.model import Respondent, SpeakerLink
from bouwsteen.transcripts.respondents import respondents_of

PEOPLE = [
    Respondent(key="interviewer", role="interviewer"),
    Respondent(key="D1", role="Directie", organisation="Bedrijf 1", attributes={"jaren": "4"}),
    Respondent(key="M1", role="Medewerker"),
]
LINKS = [
    SpeakerLink(transcript="een", speaker="I", respondent="interviewer"),
    SpeakerLink(transcript="een", speaker="R", respondent="D1"),
    SpeakerLink(transcript="twee", speaker="", respondent="D1"),
]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_people_are_read_back_from_their_table(lang: str) -> None:
    spoken = PEOPLE[:2]
    table = people_article(spoken, LINKS, lang=lang)
    assert respondents_of(render([table]), "wie.csv") == (spoken, LINKS)


def test_who_speaks_nowhere_has_a_row_of_their_own() -> None:
    rows = people_article(PEOPLE, LINKS).rows
    assert rows[-1] == (None, None, "M1", "Medewerker", None, None)


def test_history_is_written_in_utc_with_what_changed() -> None:
    at = datetime(2026, 3, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    versions = [
        (2, at, "anna", "beter", ["leiderschap: colour", "samenwerken: label"]),
        (1, datetime(2026, 2, 1, 9, 0, tzinfo=UTC), None, "begin", []),
    ]
    assert history_article(versions, title="Leren").rows == (
        (2, "2026-02-28 23:30", "anna", "beter", "leiderschap: colour; samenwerken: label"),
        (1, "2026-02-01 09:00", None, "begin", None),
    )
