"""Minutes of a consensus meeting: neutral parts and the Word document."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

import docx
import pytest

from bouwsteen.codebook.model import Codebook
from bouwsteen.coding.consensus import Agenda, Settings, draw_up
from bouwsteen.coding.decisions import Decision, Mark, Verdict
from bouwsteen.coding.model import Coding, Done, Quotation
from bouwsteen.exports import minutes_docx
from bouwsteen.exports.minutes import Minutes, MinutesGroup, minutes
from bouwsteen.exports.minutes_entry import MinutesEntry
from bouwsteen.exports.table import Table
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn

LONG = "woord " * 25
SPEECH = f"Nou ja, veel geleerd. {LONG}Klaar."
TEXT = f"Kop\nR: {SPEECH}\n"
AT = datetime(2025, 3, 4, 10, 30, tzinfo=UTC)


def quote(coder: str, words: str, *codes: str, memo: str = "", key: str = "int_1") -> Quotation:
    start = TEXT.index(words)
    return Quotation(
        transcript=key,
        span=Span(start, start + len(words)),
        coder=coder,
        codings=tuple(Coding(code=code) for code in codes),
        memo=memo,
    )


@pytest.fixture
def cast() -> Cast:
    span = Span(7, 7 + len(SPEECH))
    return Cast(
        transcripts=tuple(
            Transcript(
                key=key, title=key, text=TEXT, turns=(Turn(index=1, speaker="R", span=span),)
            )
            for key in ("int_1", "int_2")
        ),
        respondents=(Respondent(key="r1", role="Medewerker"),),
        links=(SpeakerLink(transcript="int_1", speaker="R", respondent="r1"),),
    )


@pytest.fixture
def agenda() -> Agenda:
    return draw_up(
        {
            "anna": [
                quote("anna", "Nou ja, veel", "taken", memo="twijfel"),
                quote("anna", "Klaar.", "samen"),
                quote("anna", "Kop", "heimwee"),
                quote("anna", "veel", "samen", key="int_2"),
            ],
            "bas": [
                quote("bas", "ja, veel geleerd.", "samen"),
                quote("bas", "Klaar", "samen"),
                quote("bas", LONG.strip(), "werk", "samen"),
                quote("bas", "geleerd", "samen", key="int_2"),
            ],
        },
        Settings(coders=("anna", "bas"), recorder="bas", codebook_version=3),
        done=[
            Done(coder="anna", transcript="int_1"),
            Done(coder="bas", transcript="int_1"),
            Done(coder="anna", transcript="int_2"),
        ],
    )


@pytest.fixture
def decisions(agenda: Agenda) -> list[Decision]:
    kop, begin, long = agenda.issues
    start = TEXT.index("veel")
    return [
        Decision(issue=kop.id, verdict=Verdict.ACCEPT, coder="bas", who="bas", at=AT),
        Decision(
            issue=begin.id,
            verdict=Verdict.NEW,
            marks=(
                Mark(span=Span(start, start + 12), codes=("samen",)),
                Mark(span=begin.span, codes=("taken",)),
            ),
            reason="Het gaat om leren van elkaar.",
            who="anna",
            at=AT,
        ),
        Decision(issue=long.id, verdict=Verdict.REJECT, reason="Geen ervaring.", who="bas", at=AT),
    ]


@pytest.fixture
def made(agenda: Agenda, decisions: list[Decision], book: Codebook, cast: Cast) -> Minutes:
    return minutes(agenda, decisions, book, cast)


def test_minutes_open_with_rule_and_counts(made: Minutes) -> None:
    assert (made.title, made.opening) == (
        "Verslag van de consensusbijeenkomst",
        (
            "Onafhankelijk gecodeerd door anna, bas; verslag van bas. Codeboekversie 3.",
            "Citaten met dezelfde codes die ten minste 50% van hun tekst gemeen hebben, gingen "
            "zonder bespreking over, met alles wat een van de codeurs had gemarkeerd. Zo ging 1 "
            "citaat over. 1 citaat komt uit een interview dat door maar één codeur is afgerond, "
            "en is ongewijzigd overgenomen.",
            "Er waren 3 punten te bespreken; besloten: 3, open: 0.",
            "Niet meegenomen, want niet afgerond: int_2 (bas).",
        ),
    )


def test_decisions_stand_under_their_first_block(made: Minutes, agenda: Agenda) -> None:
    kop, begin, long = agenda.issues
    words = " ".join(["woord"] * 7)
    assert made.groups == (
        MinutesGroup(
            heading="1 Inhoud van werk (2 besluiten)",
            entries=(
                MinutesEntry(
                    place="1. int_1, beurt 1, r1, Medewerker",
                    text="Nou ja, veel geleerd.",
                    views=(
                        "anna: 1.1 Uitdaging in taken – “Nou ja, veel” [twijfel]",
                        "bas: 2 Samenwerken – “ja, veel geleerd.”",
                    ),
                    decision="Nieuw: 2 Samenwerken – “veel geleerd”; 1.1 Uitdaging in taken",
                    reason="Het gaat om leren van elkaar.",
                    recorded=f"Vastgelegd door anna op 2025-03-04 10:30 UTC (punt {begin.id}).",
                ),
                MinutesEntry(
                    place="2. int_1, beurt 1, r1, Medewerker",
                    text=LONG.strip(),
                    views=("anna: geen code", "bas: 1 Inhoud van werk; 2 Samenwerken"),
                    decision="Hier wordt niets gecodeerd.",
                    reason="Geen ervaring.",
                    recorded=f"Vastgelegd door bas op 2025-03-04 10:30 UTC (punt {long.id}).",
                ),
            ),
        ),
        MinutesGroup(
            heading="Heimwee (1 besluit)",
            entries=(
                MinutesEntry(
                    place="3. int_1, buiten de beurten, spreker onbekend",
                    text="Kop",
                    views=("anna: Heimwee", "bas: geen code"),
                    decision="Overgenomen van bas: hier wordt niets gecodeerd.",
                    reason="",
                    recorded=f"Vastgelegd door bas op 2025-03-04 10:30 UTC (punt {kop.id}).",
                ),
            ),
        ),
    )
    assert words not in made.groups[0].entries[0].decision


def test_long_words_of_a_coder_are_cut_between_words(
    cast: Cast, book: Codebook, agenda: Agenda
) -> None:
    whole = quote("anna", SPEECH, "taken")
    part = quote("bas", LONG.strip(), "samen")
    longer = draw_up(
        {"anna": [whole], "bas": [part]},
        agenda.settings,
        done=[Done(coder=coder, transcript="int_1") for coder in ("anna", "bas")],
    )
    (issue,) = longer.issues
    both = Decision(issue=issue.id, verdict=Verdict.BOTH, reason="beide", who="bas", at=AT)
    (entry,) = minutes(longer, [both], book, cast, lang="en").groups[0].entries
    seven = " ".join(["woord"] * 7)
    assert entry.views == (
        "anna: 1.1 Uitdaging in taken",
        f"bas: 2 Collaboration – “{seven} … {seven}”",
    )
    assert entry.decision == "The quotations of all coders stay."


def test_minutes_count_before_and_after(made: Minutes) -> None:
    assert made.after is not None
    assert [column.label for column in made.after.columns] == ["Code", "anna", "bas", "Consensus"]
    assert made.after.rows == (
        ("1 Inhoud van werk", 1, 1, 1),
        ("1.1 Uitdaging in taken", 1, 0, 1),
        ("2 Samenwerken", 2, 3, 3),
        ("Heimwee", 1, 0, 0),
    )


def test_minutes_of_an_open_meeting_have_no_after(
    agenda: Agenda, decisions: list[Decision], book: Codebook, cast: Cast
) -> None:
    made = minutes(agenda, decisions[1:], book, cast, lang="en")
    assert made.after is None
    assert made.opening[2] == "There were 3 issues to discuss; decided: 2, open: 1."
    assert [group.heading for group in made.groups] == ["1 Job content (2 decisions)"]


def test_minutes_are_plain_data(made: Minutes) -> None:
    plain = json.loads(json.dumps(made.to_json()))
    assert plain["after"]["rows"][0] == ["1 Inhoud van werk", 1, 1, 1]
    assert plain["groups"][1]["entries"][0]["text"] == "Kop"
    assert plain["before"] == []


def test_word_minutes_hold_before_decisions_and_after(
    agenda: Agenda, decisions: list[Decision], book: Codebook, cast: Cast, table: Table
) -> None:
    made = minutes(agenda, decisions, book, cast, before=[table])
    data = minutes_docx.render(made)
    assert data == minutes_docx.render(made)
    document = docx.Document(io.BytesIO(data))
    headings = [
        (one.style.name, one.text)
        for one in document.paragraphs
        if one.style.name.startswith(("Heading", "Title", "Caption"))
    ]
    assert headings == [
        ("Title", "Verslag van de consensusbijeenkomst"),
        ("Heading 1", "Voor de bijeenkomst"),
        ("Caption", "Tabel 1. Een proef | met tekens"),
        ("Heading 1", "Besluiten per bouwsteen"),
        ("Heading 2", "1 Inhoud van werk (2 besluiten)"),
        ("Heading 2", "Heimwee (1 besluit)"),
        ("Heading 1", "Na de bijeenkomst"),
        ("Caption", "Tabel 2. Aantal citaten per code voor en na de bijeenkomst"),
    ]
    texts = [one.text for one in document.paragraphs]
    start = texts.index("1. int_1, beurt 1, r1, Medewerker")
    assert texts[start : start + 7] == [
        "1. int_1, beurt 1, r1, Medewerker",
        "“Nou ja, veel geleerd.”",
        "anna: 1.1 Uitdaging in taken – “Nou ja, veel” [twijfel]",
        "bas: 2 Samenwerken – “ja, veel geleerd.”",
        "Besluit: Nieuw: 2 Samenwerken – “veel geleerd”; 1.1 Uitdaging in taken",
        "Reden: Het gaat om leren van elkaar.",
        f"Vastgelegd door anna op 2025-03-04 10:30 UTC (punt {agenda.issues[1].id}).",
    ]
