"""Names and speech of any script: none turns what stands beside it, none runs out of its place."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from bouwsteen.codebook.model import Code
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span, Transcript, Turn

TURNED = "Nou \u202eps bn ik blijf."


def spoken(*lines: str) -> Transcript:
    text, turns = "", []
    for number, words in enumerate(lines, start=1):
        start = len(text) + 3
        text += f"R: {words}\n"
        turns.append(Turn(index=number, speaker="R", span=Span(start, start + len(words))))
    return Transcript(key="schrift", title="schrift", text=text, turns=tuple(turns))


@pytest.fixture
def page(desk: Any) -> Any:
    with Study.open(desk.study) as study, study.change("fill"):
        study.transcripts.add([spoken(TURNED, "نحن نتعلم معا.", "Gewoon.")])
    desk.open("/transcript/schrift")
    return desk.page


def lefts(page: Any, turn: int, words: str) -> list[float]:
    """Where each character of some words stands, from the left."""
    return (
        page.locator(".txt")
        .nth(turn)
        .evaluate(
            """(node, words) => {
            const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
            for (let one = walker.nextNode(); one; one = walker.nextNode()) {
                const at = one.data.indexOf(words);
                if (at < 0) continue;
                return [...words].map((_, place) => {
                    const range = document.createRange();
                    range.setStart(one, at + place);
                    range.setEnd(one, at + place + 1);
                    return range.getBoundingClientRect().left;
                });
            }
        }""",
            words,
        )
    )


def test_an_override_in_the_text_turns_no_words_about(page: Any) -> None:
    found = lefts(page, 0, "ik blijf")
    assert found == sorted(found)
    assert page.locator(".txt").first.text_content() == TURNED


def test_words_after_an_override_are_coded_where_they_stand(desk: Any, page: Any) -> None:
    page.locator(".turn").first.focus()
    page.keyboard.press("KeyT")
    page.keyboard.press("Digit3")
    page.locator("#saved[data-state=saved]").wait_for()
    with Study.open(desk.study) as study:
        text = study.transcripts.get("schrift").text
        (one,) = study.quotations.select(coder="anna")
    assert one.span.of(text) == TURNED
    found = lefts(page, 0, "ik blijf")
    assert found == sorted(found)
    assert page.locator(".txt").first.text_content() == TURNED


def test_speech_runs_in_its_own_direction(page: Any) -> None:
    directions = page.locator(".txt").evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one).direction)"
    )
    assert directions == ["ltr", "rtl", "ltr"]


def test_a_long_name_of_a_code_stays_in_its_place(
    open_desk: Callable[..., Any], small_study: Any
) -> None:
    with Study.open(small_study) as study:
        book = study.codebook.get()
        name = "N" * 300
        code = Code(key="lang", parent="samenwerken", labels={"nl": name, "en": name})
        with study.change("codebook edit"):
            study.codebook.put(dataclasses.replace(book, codes=(*book.codes, code)), reason="lang")
    desk = open_desk(small_study)
    desk.open("/transcript/klein")
    page = desk.page
    label = page.locator(".code[data-code=lang] .code-label")
    assert label.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    page.locator(".code[data-code=lang]").click()
    assert page.locator(".qbar").get_attribute("title") == page.locator(".qbar").text_content()
    desk.open("/codebook")
    page.locator(".tree-code", has_text="NNNN").click()
    page.locator(".sheet-title", has_text="NNNN").wait_for()
    for place in (".tree-code[aria-current]", ".sheet-title"):
        found = page.locator(place)
        assert found.evaluate("(one) => one.scrollWidth <= one.clientWidth"), place
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
