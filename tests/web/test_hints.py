"""What a page says to do about an error: what can be done there, not which command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from starlette.testclient import TestClient

KEY = "04_medewerker_metaal"
REOPEN = {
    "nl": (
        f"anna heeft {KEY} afgerond; het is op slot.",
        "Heropen het transcript eerst, met de knop boven de tekst.",
    ),
    "en": (
        f"anna has declared {KEY} done; it is locked.",
        "Reopen the transcript first, with the button above the text.",
    ),
}


@pytest.mark.parametrize("lang", REOPEN)
def test_locked_transcript_names_the_button(
    visit: Any, study_path: Path, sent: Callable[..., dict[str, Any]], lang: str
) -> None:
    page: TestClient = visit(study_path, lang=lang)
    page.post("/api/done", json={"transcript": KEY, "done": True})
    answer = page.post("/api/quotations", json=sent())
    found = answer.json()
    assert (answer.status_code, found["message"], found["hint"]) == (422, *REOPEN[lang])


@pytest.mark.parametrize(("lang", "words"), [("nl", "bij Lezen als"), ("en", "under Read as")])
def test_hint_of_an_error_in_an_error_is_of_the_page_too(
    visit: Any, study_path: Path, lang: str, words: str
) -> None:
    page: TestClient = visit(study_path, lang=lang)
    answer = page.post(
        "/api/import/look?reader=",
        content=b"WEBVTT\n\nGeen tijden hier.\n",
        headers={"Content-Type": "application/octet-stream", "X-File-Name": "a.vtt"},
    )
    assert words in answer.json()["hint"], answer.text
