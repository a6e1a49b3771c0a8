"""Put figures in the pages of docs/, for the benchmarks that take ``--write``."""

from __future__ import annotations

__all__ = ["write_between", "write_section"]

from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"


def write_section(section: str) -> None:
    """Put a section in docs/benchmarks.md: in the place of the one so titled, or at the end."""
    path = DOCS / "benchmarks.md"
    text = path.read_text(encoding="utf-8")
    before, title, after = text.partition(section.partition("\n")[0])
    rest = after[after.index("\n## ") :] if title and "\n## " in after else ""
    path.write_text(f"{before.rstrip()}\n\n{section}{rest}", encoding="utf-8")


def write_between(begin: str, end: str, lines: list[str]) -> None:
    """Put lines in docs/suggestions.md, in the place of what stands between two comments."""
    path = DOCS / "suggestions.md"
    before, _, rest = path.read_text(encoding="utf-8").partition(begin)
    after, body = rest.partition(end)[2], "\n".join(lines)
    path.write_text(f"{before}{begin}\n\n{body}\n\n{end}{after}", encoding="utf-8")
