"""Write docs/commands.md from the commands' own help: python docs/make_commands.py

With --check it writes nothing and fails when the page is stale.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from bouwsteen.cli import main

WIDTH = 80
PAGE = Path(__file__).with_name("commands.md")
HEAD = """# Commands

Written from the commands' own help by `docs/make_commands.py`; a test says when it is stale.

The study is the one named by `--study PATH` (before or after the command), else by
`BOUWSTEEN_STUDY`, else the only `*.bouwsteen` in the current folder. The coder is named by
`--coder KEY`, else by `BOUWSTEEN_CODER`; `BOUWSTEEN_LANG` chooses the language. Exit codes: 0 done,
1 a mistake that the `Error:` line explains, 2 wrong usage.
"""


def walk(command: click.Command, path: str, parent: click.Context | None) -> Iterator[str]:
    """Yield a section for every command, groups before what is in them."""
    context = click.Context(
        command, info_name=path.rpartition(" ")[2], parent=parent, terminal_width=WIDTH
    )
    level = "#" * (1 + len(path.split()))
    yield f"{level} {path}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from walk(found, f"{path} {name}", context)


def page() -> str:
    """Give the whole page."""
    return "\n".join([HEAD, *walk(main, "bouwsteen", None)])


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8")
