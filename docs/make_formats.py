"""Write the table of sample files into docs/formats.md: python docs/make_formats.py

The rest of that page is written by hand. The samples lie in the folder shared/ beside the checkout;
they are not part of the project.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.load import load

PAGE = Path(__file__).with_name("formats.md")
SAMPLES = Path(__file__).parents[1].parent / "shared" / "samples" / "transcripts"
START = "<!-- table: docs/make_formats.py -->\n"
END = "<!-- end of table -->\n"
HEAD = """| file | turns | speakers | words | reader | shape | verdict |
|---|--:|---|--:|---|---|---|
"""
_SHOWN = 4


def files() -> list[Path]:
    """Every sample, in order of name."""
    return sorted(
        path for path in SAMPLES.rglob("*") if path.is_file() and path.name != "MANIFEST.md"
    )


def row(path: Path) -> str:
    """Give a sample's row: what was read, or why it was refused."""
    name = path.relative_to(SAMPLES).as_posix()
    try:
        loaded = load(path)
    except TranscriptError as error:
        return _cells(
            name, "", "", "", "", "", f"refused: {error.message.removeprefix(f'{path.name}: ')}"
        )
    one = loaded.transcript
    words = sum(len(one.speech(turn).split()) for turn in one.turns)
    named = [*one.speakers[:_SHOWN], *(["…"] if len(one.speakers) > _SHOWN else [])]
    verdict = "read" if loaded.score == 1 else f"read, {100 * loaded.score:.0f} % of the words"
    if loaded.warnings:
        verdict += f"; {'; '.join(loaded.warnings)}"
    return _cells(
        name,
        str(len(one.turns)),
        ", ".join(named) or "none named",
        str(words),
        one.meta["reader"],
        one.meta["shape"],
        verdict,
    )


def _cells(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def page() -> str:
    """Give the page with a fresh table."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    after = rest.partition(END)[2]
    return "".join(_parts(before, after))


def _parts(before: str, after: str) -> Iterator[str]:
    yield before
    yield START
    yield HEAD
    yield from map(row, files())
    yield END
    yield after


if __name__ == "__main__":
    if not SAMPLES.is_dir():
        sys.exit(f"{SAMPLES.name}: the folder shared/ is not beside the checkout")
    PAGE.write_text(page(), encoding="utf-8")
