"""Positions in the page become code points of the stored text, whatever way they are marked."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from bouwsteen.coding.apply import quote_span
from bouwsteen.study.study import Study

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from bouwsteen.transcripts.model import Transcript

Drag = tuple[int, int, int, int]

HELP = """async ([name, given]) => {
    const offsets = await import("/static/offsets.mjs");
    const {turns} = await (await fetch("/api/transcript/klein")).json();
    const paragraphs = [...document.querySelectorAll(".txt")];
    const page = {turns, paragraphs, language: "nl"};
    const jobs = {
        units: () => turns.map((turn) => Array.from(
            {length: [...turn.text].length + 1}, (_, at) => offsets.toUnits(turn.text, at))),
        points: () => turns.map((turn) => offsets.toUnits(turn.text, 1e9) && Array.from(
            {length: turn.text.length + 1}, (_, at) => offsets.toPoints(turn.text, at))),
        texts: () => paragraphs.map((one) => one.textContent),
        marked: () => given.map(([from, start, to, end]) => {
            const selection = getSelection();
            selection.setBaseAndExtent(
                ...offsets.pointAt(paragraphs[from], start, "start"),
                ...offsets.pointAt(paragraphs[to], end, "end"));
            return offsets.markedByRange(page, selection.getRangeAt(0));
        }),
        round: () => turns.flatMap((turn, at) => [...turn.text].map((_, unit) => {
            const [node, offset] = offsets.pointAt(paragraphs[at], unit, "start");
            return offsets.unitsBefore(paragraphs[at], node, offset) === unit;
        })),
        outside: () => [
            [document.body, 0, "start"], [document.querySelector(".stretch"), 2, "start"],
            [document.querySelector(".stretch"), 2, "end"],
            [document.querySelectorAll(".who")[1], 0, "start"],
            [document.querySelectorAll(".who")[1], 0, "end"],
            [document.querySelectorAll(".bars")[1], 0, "start"],
            [document.querySelectorAll(".bars")[1], 0, "end"],
            [document.querySelector("#side"), 0, "end"],
        ].map(([node, offset, side]) => offsets.placeOf(page, node, offset, side)),
    };
    return jobs[name]();
}"""


@pytest.fixture
def transcript(small_study: Any) -> Transcript:
    with Study.open(small_study) as study:
        return study.transcripts.get("klein")


@pytest.fixture
def ask(desk: Any) -> Callable[..., Any]:
    """Run a job of the offset module in the page, on a text with two overlapping marks."""
    desk.open("/transcript/klein")
    page: Page = desk.page
    page.locator(".turn").nth(1).focus()
    for key in ("ArrowRight", "ArrowRight", "Digit2", "Shift+ArrowDown", "Digit3", "Escape"):
        page.keyboard.press(key)
    page.locator(".qbar").nth(1).wait_for()
    return lambda name, given=None: page.evaluate(HELP, [name, given])


def signs(text: str) -> list[int]:
    """Where a sign as a person sees it begins, in code points: after an independent rule."""
    found, flags = [], 0
    for at, sign in enumerate(text):
        joined = at > 0 and (text[at - 1] == "\u200d" or sign in "\u200d\ufe0f")
        flag = "\U0001f1e6" <= sign <= "\U0001f1ff"
        flags = flags + 1 if flag else 0
        if not joined and not unicodedata.combining(sign) and not (flag and flags % 2 == 0):
            found.append(at)
    return [*found, len(text)]


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_units_and_points_agree_with_python(
    ask: Callable[..., Any], transcript: Transcript
) -> None:
    texts = [transcript.speech(turn) for turn in transcript.turns]
    assert ask("units") == [[units(text[:at]) for at in range(len(text) + 1)] for text in texts]
    found = ask("points")
    for text, points in zip(texts, found, strict=True):
        assert [points[units(text[:at])] for at in range(len(text) + 1)] == list(
            range(len(text) + 1)
        )


def test_marks_leave_the_words_as_they_are(ask: Callable[..., Any], transcript: Transcript) -> None:
    assert ask("texts") == [transcript.speech(turn) for turn in transcript.turns]
    assert set(ask("round")) == {True}


def drags(transcript: Transcript, number: int) -> list[Drag]:
    """Turn and sign of both ends, in any order."""
    dice = random.Random(7)
    found = []
    for _ in range(number):
        ends = []
        for _ in range(2):
            turn = dice.randrange(len(transcript.turns))
            ends += [turn, dice.choice(signs(transcript.speech(transcript.turns[turn])))]
        found.append((ends[0], ends[1], ends[2], ends[3]))
    return found


def test_selection_gives_the_span_of_its_words_in_both_directions(
    ask: Callable[..., Any], transcript: Transcript
) -> None:
    texts = [transcript.speech(turn) for turn in transcript.turns]
    wanted, given = [], []
    for first, start, last, end in drags(transcript, 400):
        given.append([first, units(texts[first][:start]), last, units(texts[last][:end])])
        a, b = sorted(
            [
                transcript.turns[first].span.start + start,
                transcript.turns[last].span.start + end,
            ]
        )
        wanted.append(within_words(transcript, a, b))
    found = ask("marked", given)
    assert [one and (one["start"], one["end"], one["quote"]) for one in found] == wanted
    assert sum(one is not None for one in wanted) > 380


def within_words(transcript: Transcript, start: int, end: int) -> tuple[int, int, str] | None:
    """Leave out labels and white space at the ends, character by character."""
    spoken = [
        at
        for turn in transcript.turns
        for at in range(turn.span.start, turn.span.end)
        if start <= at < end and not transcript.text[at].isspace()
    ]
    if not spoken:
        return None
    # What is joined to the last sign that a person sees belongs to it.
    last = spoken[-1] + 1
    return spoken[0], last, transcript.text[spoken[0] : last]


def test_half_a_sign_takes_the_whole(ask: Callable[..., Any], transcript: Transcript) -> None:
    text = transcript.speech(transcript.turns[1])
    emoji = units(text[: text.index("👩")])
    accent = transcript.speech(transcript.turns[3])
    letter = units(accent[: accent.index("\u0308")])
    found = ask("marked", [[1, emoji + 1, 1, emoji + 3], [3, letter, 3, letter + 1]])
    assert [one["quote"] for one in found] == ["👩‍🔧", "N\u0308"]


def test_points_outside_the_speech_go_to_the_speech_beside_them(
    ask: Callable[..., Any], transcript: Transcript
) -> None:
    ends = [units(transcript.speech(turn)) for turn in transcript.turns]
    assert [one and (one["turn"], one["unit"]) for one in ask("outside")] == [
        (0, 0),
        (2, 0),
        (1, ends[1]),
        (1, 0),
        (0, ends[0]),
        (2, 0),
        (1, ends[1]),
        (7, ends[7]),
    ]


@pytest.mark.parametrize("backward", [False, True], ids=["forward", "backward"])
def test_mouse_over_several_turns_gives_the_span_of_the_command(
    desk: Any, transcript: Transcript, *, backward: bool
) -> None:
    desk.open("/transcript/klein")
    page: Page = desk.page
    start = box(page, 1, "Fouten")
    end = box(page, 3, "voorbeeld.")
    here, there = (start["left"], start["middle"]), (end["right"], end["middle"])
    first, last = (there, here) if backward else (here, there)
    page.mouse.move(*first)
    page.mouse.down()
    page.mouse.move(*last, steps=5)
    page.mouse.up()
    page.keyboard.press("Digit2")
    page.locator("#saved[data-state=saved]").wait_for()
    page.locator(".qbar").first.wait_for()
    text = transcript.text
    quote = text[text.index("Fouten") : text.index("voorbeeld.") + len("voorbeeld.")]
    with Study.open(desk.study) as study:
        found = study.quotations.select(coder="anna")
    assert [one.span for one in found] == [quote_span(transcript, quote)]
    assert "\nI: " in quote


def box(page: Page, turn: int, word: str) -> dict[str, float]:
    """Where a word stands on the screen."""
    found: dict[str, float] = (
        page.locator(".txt")
        .nth(turn)
        .evaluate(
            """(node, word) => {
            const range = document.createRange();
            const at = node.firstChild.data.indexOf(word);
            range.setStart(node.firstChild, at);
            range.setEnd(node.firstChild, at + word.length);
            const {left, right, top, bottom} = range.getBoundingClientRect();
            return {left: left + 0.5, right: right - 0.5, middle: (top + bottom) / 2};
        }""",
            word,
        )
    )
    return found
