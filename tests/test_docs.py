"""The docs keep up with the command line."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).parents[1]


def walk(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command with the words that call it, the groups among them."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None, f"{path} lists {name} and does not know it"
            yield from walk(found, f"{path} {name}")


@pytest.fixture(scope="module")
def commands() -> dict[str, click.Command]:
    return dict(walk(importlib.import_module("bouwsteen.cli").main, "bouwsteen"))


@pytest.mark.source
def test_commands_are_in_the_docs(commands: dict[str, click.Command]) -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    missing = [path for path in commands if not re.search(rf"{re.escape(path)}(?![\w-])", page)]
    assert missing == []


@pytest.mark.source
def test_page_of_commands_is_what_the_commands_say() -> None:
    # A process of its own: click keeps a command's help option as it was first asked for.
    script = ROOT / "docs" / "make_commands.py"
    stale = subprocess.run([sys.executable, str(script), "--check"], check=False).returncode
    assert stale == 0, "out of date; run: python docs/make_commands.py"


def test_commands_have_help(commands: dict[str, click.Command]) -> None:
    assert [path for path, command in commands.items() if not command.help] == []


def test_options_have_help(commands: dict[str, click.Command]) -> None:
    silent = [
        f"{path} {option.opts[0]}"
        for path, command in commands.items()
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert silent == []
