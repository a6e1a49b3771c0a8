"""Take the pictures of the workbench in docs/images, from the bundled study.

Run with ``python docs/make_screenshots.py``; ``--to FOLDER`` puts them elsewhere. It needs
Playwright (the extra ``dev``) and chromium. Every view is taken in both themes: Dutch in the light
one, English in the dark one; ``--all`` takes all four, and the widths of a tablet.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bouwsteen.examples.bundled import CODINGS, RESPONDENTS, TRANSCRIPTS, copy_to
from bouwsteen.web.server import Serving

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync")
SHOWN = "01_directie_metaal"
DROPPED = """Interviewer: Hoe leert men hier een vak?
Directie: Van elkaar, aan de pers. Wie nieuw is staat drie maanden naast een ander.
Interviewer: En als er iets misgaat?
Directie: Dan hangen we de mislukte vellen op. Iedereen mag zien wat een fout kost.
Interviewer: Is daar tijd voor?
Directie: Vrijdag na vieren staat alles stil. Dat is ons klaslokaal.
Interviewer: Wie bedacht dat?
Directie: Een leerling. Ik had het zelf nooit gedurfd.
"""
HALF_WAY = {
    "overview": "/",
    "transcript": f"/transcript/{SHOWN}",
    "card": f"/transcript/{SHOWN}",
    "suggestions": f"/transcript/{SHOWN}",
    "keys": f"/transcript/{SHOWN}",
    "codebook": "/codebook",
    "respondents": "/respondents",
    "import": "/import",
}
FINISHED = {
    "agreement": "/agreement",
    "consensus": "/consensus",
    "tables": "/tables",
    "quotes": "/quotes?code=leiderschap",
}
LOOKS = (("nl", "light"), ("en", "dark"))
ALL_LOOKS = (*LOOKS, ("en", "light"), ("nl", "dark"))
DESK, TABLET = (1280, 720), (820, 1180)
COLOURS = 256


def bouwsteen(study: Path, *words: str) -> None:
    """Run a command on a study."""
    command = [sys.executable, "-m", "bouwsteen", "--study", str(study), *words]
    subprocess.run(command, cwd=study.parent, check=True, stdout=subprocess.DEVNULL)


def half_way(folder: Path) -> Path:
    """A study in which anna codes: seven interviews done, suggestions waiting in the first."""
    study = folder / "half-way.bouwsteen"
    bouwsteen(study, "init", study.name)
    bouwsteen(study, "transcript", "import", *TRANSCRIPTS, "--respondents", RESPONDENTS)
    bouwsteen(study, "code", "import", CODINGS[0])
    done = [Path(name).stem for name in TRANSCRIPTS if SHOWN not in name]
    bouwsteen(study, "code", "done", *done[:5], "--coder", "anna")
    bouwsteen(study, "suggest", "run", "--coder", "anna")
    return study


def finished(folder: Path) -> Path:
    """The same interviews, coded by two, who sit down to meet."""
    study = folder / "finished.bouwsteen"
    bouwsteen(study, "init", study.name)
    bouwsteen(study, "transcript", "import", *TRANSCRIPTS, "--respondents", RESPONDENTS)
    bouwsteen(study, "code", "import", *CODINGS)
    for coder in ("anna", "bram"):
        bouwsteen(study, "code", "done", "--all", "--coder", coder)
    bouwsteen(study, "agreement", "plan", "--primary", "alpha", "--unit", "turn")
    bouwsteen(study, "consensus", "start", "--coders", "anna,bram", "--coder", "anna")
    return study


@contextmanager
def serving(study: Path) -> Iterator[str]:
    """The workbench on a study, for anna; gives the address to log in at."""
    server = Serving(study, coder="anna")
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server.link
    finally:
        server.stop()
        thread.join()


def look(page: Any, lang: str, theme: str) -> None:
    """Set language and theme, as the switch in the header does."""
    page.evaluate(
        """(wanted) => fetch("/api/look", {
            method: "POST",
            headers: {"Content-Type": "application/json", "X-Workbench": "1"},
            body: JSON.stringify(wanted),
        })""",
        {"lang": lang, "theme": theme},
    )


def arrange(page: Any, view: str) -> None:
    """Put a view in the state that its picture shows."""
    if view == "suggestions":
        page.locator("[data-suggest=all]").click()
        page.locator(".suggestion").first.scroll_into_view_if_needed()
        page.locator(".suggestion").first.focus()
    elif view == "keys":
        page.locator(".txt").nth(1).click()
        page.keyboard.press("?")
    elif view in ("transcript", "card"):
        # Where much is coded, so that bars and lines are seen next to each other.
        turn = page.locator(".turn", has=page.locator(".qbar + .qbar")).first
        turn.evaluate("(node) => scrollTo(0, node.offsetTop - innerHeight / 3)")
        turn.locator(".txt").click(position={"x": 4, "y": 12})
        if view == "card":
            turn.locator(".qbar").first.click()
    elif view == "import":
        page.locator("#chooser").set_input_files(
            {
                "name": "09_directie_drukkerij.txt",
                "mimeType": "text/plain",
                "buffer": DROPPED.encode(),
            }
        )
        page.locator(".file-card.read").wait_for()
    page.wait_for_timeout(400)


def take(page: Any, path: Path) -> None:
    """Take a picture, in few colours so that it stays small."""
    from PIL import Image

    page.screenshot(path=str(path), animations="disabled")
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(
            COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        ).save(path, optimize=True)


def views(page: Any, address: str, wanted: dict[str, str], folder: Path, every: bool) -> None:
    """Take every view of a study in the looks that are asked for."""
    page.goto(address, wait_until="networkidle")
    base = re.match(r"http://[^/]+", address)[0]  # type: ignore[index]
    sizes = (("", DESK), ("-tablet", TABLET)) if every else (("", DESK),)
    for lang, theme in ALL_LOOKS if every else LOOKS:
        page.goto(f"{base}/", wait_until="networkidle")
        look(page, lang, theme)
        for view, place in wanted.items():
            for suffix, (width, height) in sizes:
                page.set_viewport_size({"width": width, "height": height})
                page.goto(f"{base}{place}", wait_until="networkidle")
                arrange(page, view)
                take(page, folder / f"workbench-{view}-{lang}-{theme}{suffix}.png")


def main() -> int:
    """Take them all; 1 where there is no browser."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--to", type=Path, default=Path(__file__).parent / "images")
    options.add_argument("--all", action="store_true", help="every look, and a tablet's width")
    options.add_argument("--only", nargs="+", help="only these views")
    wanted = options.parse_args()
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        print("There is no chromium; on Debian: apt install chromium", file=sys.stderr)
        return 1
    from playwright.sync_api import sync_playwright

    wanted.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = Path(scratch)
        copy_to(folder)
        context = playwright.chromium.launch_persistent_context(
            str(folder / "profile"), executable_path=program, args=list(FLAGS)
        )
        for study, found in ((half_way, HALF_WAY), (finished, FINISHED)):
            chosen = {
                view: place
                for view, place in found.items()
                if not wanted.only or view in wanted.only
            }
            if chosen:
                with serving(study(folder)) as address:
                    views(context.new_page(), address, chosen, wanted.to, wanted.all)
        context.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
