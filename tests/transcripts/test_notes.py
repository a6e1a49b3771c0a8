"""Notes around a transcript, as Google Meet writes them."""

from __future__ import annotations

from bouwsteen.transcripts.load import load_bytes
from bouwsteen.transcripts.notes import cut_notes
from bouwsteen.transcripts.page import Page

SUMMARY = "Vera en Jan spraken over leren op de werkvloer en over de rol van wie leiding geeft."
NOTES = f"""Interview over leren
Uitgenodigd Vera Blok jan@voorbeeld.nl
Samenvatting
{SUMMARY}
Vera Blok: stuurt het verslag aan allen die meededen, volgende week.
"""
SPOKEN = "00:00:11\nVera Blok: Hoe?\nJan de Wit: Zo.\n00:05:00\nVera Blok: Mooi.\n"
END = "Transcriptie beëindigd na 00:05:39\nDeze tekst is door een computer gemaakt.\n"


def par(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_notes_of_a_meeting_do_not_enter(docx, spoken) -> None:
    body = "".join(par(line) for line in (NOTES + SPOKEN + END).split("\n"))
    loaded = load_bytes(docx(body), "a.docx")
    assert loaded.transcript.text == SPOKEN
    assert spoken(loaded) == [("Vera Blok", "Hoe?"), ("Jan de Wit", "Zo."), ("Vera Blok", "Mooi.")]
    assert [turn.start_time for turn in loaded.transcript.turns] == [11.0, None, 300.0]
    assert loaded.dropped == (*NOTES.strip().split("\n"), *END.strip().split("\n"))
    assert loaded.warnings == ("7 lines of notes around the transcript are not part of the text",)


def test_one_turn_among_notes_is_found(spoken) -> None:
    loaded = load_bytes(f"{NOTES}00:00:11\nJan de Wit: Zo.\n{END}".encode(), "a.txt")
    assert spoken(loaded) == [("Jan de Wit", "Zo.")]


def test_comments_move_with_the_text_and_lose_notes(docx) -> None:
    def marked(number: int, text: str) -> str:
        inside = f'<w:r><w:t>{text}</w:t></w:r><w:commentRangeEnd w:id="{number}"/>'
        return f'<w:p><w:commentRangeStart w:id="{number}"/>{inside}</w:p>'

    comments = "".join(
        f'<w:comment w:id="{number}" w:author="V">{par("x")}</w:comment>' for number in (1, 2)
    )
    body = marked(1, SUMMARY) + par("00:00:11") + marked(2, "Jan de Wit: Zo.") + par("")
    loaded = load_bytes(docx(body, comments=comments), "a.docx")
    first, second = loaded.comments
    assert first.span is None
    assert second.span is not None
    assert second.span.of(loaded.transcript.text) == "Jan de Wit: Zo."


def test_a_time_later_in_an_interview_cuts_nothing_off() -> None:
    for text in (
        f"{SUMMARY}\nI: Ja?\nR: Nee.\n00:05:00\nI: Hoe?\nR: Zo.\n",
        f"Kop\n{SPOKEN}",
        f"{SUMMARY}\n00:00:11\nZonder naam.\n",
        f"I: {SUMMARY}\n00:00:11\nR: Zo.\n",
    ):
        assert cut_notes(Page(text=text)) is None
