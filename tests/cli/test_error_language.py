"""The language of an error when a command is not told one."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from bouwsteen.console import LazyGroup
from bouwsteen.errors import AnalysisError


class _Group(LazyGroup):
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        return _fails


@click.command()
def _fails() -> None:
    raise AnalysisError("Nothing is coded yet.", "Code first.", key="study_nothing_coded")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (None, "Error: Er is nog niets gecodeerd.\n"),
        ("nl", "Error: Er is nog niets gecodeerd.\n"),
        ("en", "Error: Nothing is coded yet.\nCode first.\n"),
    ],
)
def test_command_without_the_option_goes_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, lang: str | None, said: str
) -> None:
    monkeypatch.delenv("BOUWSTEEN_LANG", raising=False)
    if lang is not None:
        monkeypatch.setenv("BOUWSTEEN_LANG", lang)
    result = CliRunner().invoke(_Group(name="x", places={"fails": ("", "")}), ["fails"])
    assert result.exit_code == 1
    assert result.stderr.startswith(said)
