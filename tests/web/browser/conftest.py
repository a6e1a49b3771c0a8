"""A real browser on a real server: chromium through Playwright, and the server of the workbench.

The Content-Security-Policy stays on, so nothing here may hand JavaScript to the page as a string
to evaluate; `page.evaluate` goes past the policy, `wait_for_function` does not.
"""

from __future__ import annotations

import base64
import dataclasses
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bouwsteen import marking
from bouwsteen.codebook.files import load_codebook
from bouwsteen.coding.apply import quote_span
from bouwsteen.coding.model import Coder, Done
from bouwsteen.examples.bundled import TRANSCRIPTS, copy_to
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn
from bouwsteen.web.server import Serving

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

Held = list[tuple[str, list[str], str]]

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 30_000
"""Milliseconds; ample, for it is waited for a state, and other work may share the computer."""
QUOTE = "Fouten maken mag hier."
LINES = (
    ("I", "Hoe leren jullie hier op het werk?"),
    ("R", "Nou, we leren vooral van elkaar. Fouten maken mag hier. Dat helpt 👩‍🔧 enorm!"),
    ("I", "En de leiding?"),
    (
        "R",
        "De directeur geeft het goede voorbeeld. Zij volgt zelf een cursus in café N\u0308oord.",
    ),
    ("I", "Wat gebeurt er na een training?"),
    ("R", "Na een training bespreken we samen wat we ermee doen. 🇳🇱 Soms blijft het liggen."),
    ("I", "Hebben jullie tijd om te leren?"),
    ("R", "Iedere vrijdagmiddag is er tijd om te leren. Dat hebben we zo afgesproken."),
)
"""What is said in the small transcript: joined emoji, a flag, an accent that stays apart."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Desk:
    """A page that is logged in on a server, and the study behind it."""

    page: Page
    base: str
    study: Path
    coder: str

    def open(self, address: str) -> None:
        """Go to a page of the workbench and wait until its scripts have run."""
        self.page.goto(f"{self.base}{address}")
        # A module is run once: importing it again waits for the end of what it awaits itself.
        self.page.evaluate(
            """() => Promise.all(
                [...document.querySelectorAll("script[type=module]")].map((one) => import(one.src)),
            )"""
        )

    def look(self, *, lang: str, theme: str) -> None:
        """Set the language and the theme, as the switch in the header does."""
        self.post("/api/look", {"lang": lang, "theme": theme})

    def drop(self, *files: tuple[str, bytes]) -> None:
        """Let files fall on the middle of the page, as from a file manager."""
        transfer = self.page.evaluate_handle(
            """(files) => {
                const transfer = new DataTransfer();
                for (const [name, content] of files) {
                    const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
                    transfer.items.add(new File([bytes], name));
                }
                return transfer;
            }""",
            [[name, base64.b64encode(content).decode()] for name, content in files],
        )
        self.page.dispatch_event("main", "drop", {"dataTransfer": transfer})

    def post(self, address: str, content: object) -> dict[str, object]:
        """Post from within the page, so that cookie and origin are the browser's own."""
        return self.page.evaluate(
            """async ([address, content]) => {
                const answer = await fetch(address, {
                    method: "POST",
                    headers: {"Content-Type": "application/json", "X-Workbench": "1"},
                    body: JSON.stringify(content),
                });
                return {status: answer.status, body: await answer.json()};
            }""",
            [address, content],
        )


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """Chromium with an empty profile; skips where it, or Playwright, cannot be had."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        if os.environ.get("BOUWSTEEN_BROWSER") == "required":
            pytest.fail(f"BOUWSTEEN_BROWSER is required, and there is none of {BROWSERS}")
        pytest.skip("no chromium on this computer; on Debian: apt install chromium")
    sync_api.expect.set_options(timeout=PATIENCE)
    with sync_api.sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(tmp_path_factory.mktemp("profile")),
            executable_path=program,
            args=list(FLAGS),
            viewport={"width": 1280, "height": 720},
            locale="nl-NL",
        )
        yield context
        context.close()


@pytest.fixture
def workbench() -> Iterator[Callable[..., str]]:
    """Serve a study from a thread, which takes a tenth of what a process takes; gives the link."""
    started: list[tuple[Serving, threading.Thread]] = []

    def start(study: Path, *, coder: str = "anna", lang: str = "nl") -> str:
        serving = Serving(study, coder=coder, lang=lang)
        thread = threading.Thread(target=serving.run)
        started.append((serving, thread))
        thread.start()
        return serving.link

    yield start
    for serving, thread in started:
        serving.stop()
        thread.join(timeout=60)
        assert not thread.is_alive()


@pytest.fixture
def empty_study(tmp_path: Path) -> Path:
    """A study with a codebook and the coder anna, and nothing else."""
    path = tmp_path / "leeg.bouwsteen"
    with Study.create(path, codebook=load_codebook("mkb-leercultuur")) as study:
        with study.change("coder add"):
            study.coders.add([Coder(key="anna", name="Anna")])
    return path


@pytest.fixture
def small_study(tmp_path: Path) -> Path:
    """A study with one short transcript, ``klein``, and coders anna and bram; nothing is coded."""
    text, turns = "", []
    for number, (speaker, speech) in enumerate(LINES, start=1):
        text += f"{speaker}: "
        span = Span(len(text), len(text) + len(speech))
        turns.append(
            Turn(
                index=number,
                speaker=speaker,
                span=span,
                start_time=15.0 * number,
                end_time=15.0 * number + 12,
            )
        )
        text += f"{speech}\n"
    people = [
        Respondent(key="I", role="interviewer"),
        Respondent(key="M1", role="Medewerker", organisation="Bedrijf 1"),
    ]
    path = tmp_path / "klein.bouwsteen"
    with Study.create(path, codebook=load_codebook("mkb-leercultuur")) as study:
        with study.change("fill"):
            study.transcripts.add(
                [
                    Transcript(
                        key="klein", title="klein", text=text, turns=tuple(turns), language="nl"
                    )
                ]
            )
            study.respondents.put(
                people,
                [
                    SpeakerLink(transcript="klein", speaker="I", respondent="I"),
                    SpeakerLink(transcript="klein", speaker="R", respondent="M1"),
                ],
            )
            study.coders.add([Coder(key="anna", name="Anna"), Coder(key="bram", name="Bram")])
    return path


@pytest.fixture
def bundled_study(filled_study: Path, tmp_path: Path) -> Path:
    """The bundled interviews with their respondents and coders anna and bram; nothing is coded."""
    copy_to(tmp_path)
    return Path(shutil.copy(filled_study, tmp_path))


def _finished(path: Path, coded_study: Path, *, interviews: int) -> Path:
    """Put the coded study at a path, where anna and bram have finished so many interviews."""
    shutil.copy(coded_study, path)
    with Study.open(path) as study:
        transcripts = study.transcripts.all()
        for coder in ("anna", "bram"):
            with study.change("code done", actor=coder):
                study.coders.mark_done(
                    [Done(coder=coder, transcript=one.key) for one in transcripts[:interviews]]
                )
    return path


@pytest.fixture
def finished_study(bundled_study: Path, coded_study: Path) -> Path:
    """The bundled interviews, coded and finished by anna and bram; nobody met yet."""
    return _finished(bundled_study, coded_study, interviews=len(TRANSCRIPTS))


@pytest.fixture
def begun_study(bundled_study: Path, coded_study: Path) -> Path:
    """The bundled interviews, coded by anna and bram, who have finished the first two."""
    return _finished(bundled_study, coded_study, interviews=2)


@pytest.fixture
def log_in(chromium: BrowserContext) -> Iterator[Callable[..., Desk]]:
    """Log in with a link as a coder of a study, in a page of its own.

    Afterwards no script may have failed, the policy may have stopped nothing, and no request may
    have left this computer.
    """
    wrong: list[str] = []
    pages: list[Page] = []

    def start(address: str, study: Path, *, coder: str = "anna") -> Desk:
        base = re.match(r"http://[^/]+", address)[0]
        page = chromium.new_page()
        page.set_default_timeout(PATIENCE)
        pages.append(page)
        page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        page.on("console", lambda said: wrong.extend(_policy(said)))
        page.on("request", lambda request: wrong.extend(_abroad(request, base)))
        page.goto(address, wait_until="commit")
        page.wait_for_url(f"{base}/", wait_until="domcontentloaded")
        return Desk(page=page, base=base, study=study, coder=coder)

    yield start
    for page in pages:
        page.close()
    assert wrong == []


def _policy(said: ConsoleMessage) -> list[str]:
    return [f"policy: {said.text}"] if "Content Security Policy" in said.text else []


def _abroad(request: Request, base: str) -> list[str]:
    inside = request.url.startswith((f"{base}/", "data:", "blob:"))
    return [] if inside else [f"request: {request.url}"]


@pytest.fixture
def open_desk(workbench: Callable[..., str], log_in: Callable[..., Desk]) -> Callable[..., Desk]:
    """Open the workbench of a coder on a study."""
    return lambda study, *, coder="anna": log_in(workbench(study, coder=coder), study, coder=coder)


@pytest.fixture
def desk(open_desk: Callable[..., Desk], small_study: Path) -> Desk:
    """Anna at the short transcript's study."""
    return open_desk(small_study)


@pytest.fixture
def page(desk: Desk) -> Page:
    """Her page with the short transcript open."""
    desk.open("/transcript/klein")
    return desk.page


@pytest.fixture
def number(small_study: Path) -> int:
    """A quotation of anna that is there before the page opens."""
    with Study.open(small_study) as study:
        span = quote_span(study.transcripts.get("klein"), QUOTE)
        return marking.mark(study, "anna", "klein", span, ["samenwerken"], memo="eerst").quotation


@pytest.fixture
def held(desk: Desk) -> Callable[..., Held]:
    """Quote, codes and memo of every quotation once the page says that all is saved."""

    def read(page: Page | None = None, *, coder: str = "anna") -> Held:
        (page or desk.page).locator("#saved[data-state=saved]").wait_for()
        with Study.open(desk.study) as study:
            text = study.transcripts.get("klein").text
            return [
                (one.span.of(text), list(one.codes), one.memo)
                for one in study.quotations.select(coder=coder)
            ]

    return read
