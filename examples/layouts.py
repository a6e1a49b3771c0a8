"""Write an interview in the layouts that typists and transcription programs leave behind.

Every function takes an Interview and gives the bytes of a file. Times are made up from the number
of words, at about 150 words a minute, and depend on nothing but the text.
"""

from __future__ import annotations

__all__ = [
    "clock",
    "plain_txt",
    "question_answer_cp1252",
    "semicolon_csv",
    "teams_vtt",
    "whisperx_srt",
    "zoom_vtt",
]

import csv
import io
import re
import textwrap
import uuid
from collections.abc import Iterator

from bouwsteen.examples.markup import Interview, Spoken

_MS_PER_WORD = 400
_CUE_WIDTH = 84
_INVENTED = "Verzonnen interview: geen van deze personen en bedrijven bestaat."


def clock(interview: Interview) -> list[tuple[int, int]]:
    """Make up when each turn starts and ends.

    Returns
    -------
    list of (int, int)
        Milliseconds from the start of the recording, one pair a turn, never going back.
    """
    now = int(interview.header["start"]) * 1000
    times = []
    for turn in interview.turns:
        # People do not speak like a metronome: let the pause vary, but the same way every time.
        pause = 300 + 130 * (len(turn.text) % 11)
        end = now + _spoken_ms(turn.text)
        times.append((now, end))
        now = end + pause
    return times


def plain_txt(interview: Interview) -> bytes:
    """UTF-8 text with a title, a date and full labels, an empty line between turns."""
    header = interview.header
    lines = [header["title"], f"Opgenomen op {header['date']}", *_labelled(interview)]
    return ("\n\n".join(lines) + "\n").encode("utf-8")


def question_answer_cp1252(interview: Interview) -> bytes:
    """Windows text (cp1252, CRLF) with a title and short labels, a line a turn."""
    lines = [interview.header["title"], "", *_labelled(interview)]
    return ("\r\n".join(lines) + "\r\n").encode("cp1252")


def semicolon_csv(interview: Interview) -> bytes:
    """A spreadsheet's "CSV UTF-8": byte order mark, semicolons, CRLF, one row a turn."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(["tijd", "spreker", "tekst"])
    for turn, (start, _) in zip(interview.turns, clock(interview), strict=True):
        table.writerow([_stamp(start).partition(".")[0], interview.label(turn), turn.text])
    return out.getvalue().encode("utf-8-sig")


def teams_vtt(interview: Interview) -> bytes:
    """Captions as Teams saves them: voice tags, a GUID in the cue name, turns cut in short cues."""
    meeting = uuid.uuid5(uuid.NAMESPACE_URL, interview.key)
    blocks = ["WEBVTT", f"NOTE\n{interview.header['title']}\n{_INVENTED}"]
    for place, (turn, (start, end)) in enumerate(
        zip(interview.turns, clock(interview), strict=True)
    ):
        pieces = textwrap.wrap(turn.text, _CUE_WIDTH, break_on_hyphens=False)
        for part, (piece, begin, stop) in enumerate(_timed(pieces, start, end)):
            blocks.append(
                f"{meeting}/{place}-{part}\n{_stamp(begin)} --> {_stamp(stop)}\n"
                f"<v {interview.label(turn)}>{piece}</v>"
            )
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


def zoom_vtt(interview: Interview) -> bytes:
    """Captions as Zoom saves them: numbered cues of a sentence, the name before each, CRLF."""
    blocks = ["WEBVTT", f"NOTE\n{interview.header['title']}\n{_INVENTED}"]
    for number, (turn, piece, begin, stop) in enumerate(_sentences(interview), start=1):
        blocks.append(
            f"{number}\n{_stamp(begin)} --> {_stamp(stop)}\n{interview.label(turn)}: {piece}"
        )
    return ("\n\n".join(blocks) + "\n").replace("\n", "\r\n").encode("utf-8")


def whisperx_srt(interview: Interview) -> bytes:
    """Subtitles as WhisperX writes them: a cue a sentence, the speaker's number in brackets."""
    blocks = []
    for number, (turn, piece, begin, stop) in enumerate(_sentences(interview), start=1):
        times = f"{_stamp(begin)} --> {_stamp(stop)}".replace(".", ",")
        blocks.append(f"{number}\n{times}\n[{interview.label(turn)}]: {piece}")
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


def _labelled(interview: Interview) -> list[str]:
    return [f"{interview.label(turn)}: {turn.text}" for turn in interview.turns]


def _sentences(interview: Interview) -> Iterator[tuple[Spoken, str, int, int]]:
    """Cut every turn after its sentences; a space joins the pieces to the turn again."""
    for turn, (start, end) in zip(interview.turns, clock(interview), strict=True):
        for piece, begin, stop in _timed(re.split(r"(?<=[.!?]) ", turn.text), start, end):
            yield turn, piece, begin, stop


def _timed(pieces: list[str], start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Share the time of a turn among its pieces, by their length."""
    whole = sum(map(len, pieces))
    spoken = 0
    for piece in pieces:
        begin = start + (end - start) * spoken // whole
        spoken += len(piece)
        yield piece, begin, start + (end - start) * spoken // whole


def _spoken_ms(text: str) -> int:
    return max(600, _MS_PER_WORD * len(text.split()))


def _stamp(ms: int) -> str:
    """Hours, minutes, seconds and milliseconds: ``00:01:02.345``."""
    seconds, ms = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"
