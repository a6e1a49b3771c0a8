"""What exports share where names are concerned: the table of names, and the last look at a file.

An adapter, like `console`: the command files use it, nothing else.
"""

from __future__ import annotations

__all__ = ["pseudonymised", "scanned", "view_of"]

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bouwsteen.console import cast_of

if TYPE_CHECKING:
    from bouwsteen.coding.pseudonymise import View
    from bouwsteen.study.study import Study
    from bouwsteen.transcripts.pseudonyms import Pseudonyms

T = TypeVar("T")

_names_option = click.option(
    "--names",
    "names_file",
    envvar="BOUWSTEEN_NAMES",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Table of names and pseudonyms (csv); a name in the export stops it.",
)
_force_option = click.option(
    "--force", is_flag=True, help="Write the export also when a name of --names is in it."
)


def scanned(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give an export ``--names`` and ``--force``: a name of the table in it stops it."""

    @functools.wraps(command)
    def run(*args: Any, names_file: Path | None, force: bool, **options: Any) -> Any:
        return _scanned(names_file, force, lambda _: command(*args, **options))

    return _names_option(_force_option(run))


def pseudonymised(command: Callable[..., Any]) -> Callable[..., Any]:
    """As `scanned`, for an export that puts the pseudonyms in; it is given ``names``."""

    @functools.wraps(command)
    def run(*args: Any, names_file: Path | None, force: bool, **options: Any) -> Any:
        return _scanned(names_file, force, lambda names: command(*args, names=names, **options))

    return _names_option(_force_option(run))


def _scanned(file: Path | None, force: bool, run: Callable[[Pseudonyms | None], T]) -> T:
    if file is None:
        return run(None)
    from bouwsteen.exports.scan import refuse_names
    from bouwsteen.exports.write import inspected
    from bouwsteen.transcripts.pseudonym_file import read_pseudonyms

    names = read_pseudonyms(file)
    with inspected(None if force else lambda path, data: refuse_names(path, data, names)):
        return run(names)


def view_of(study: Study, names: Pseudonyms) -> View:
    """The study as it reads with pseudonyms; coders keep their keys."""
    from bouwsteen.coding.pseudonymise import View

    codes = [code.key for code in study.codebook.get().codes]
    return View(names, cast_of(study), coders=study.coders.all(), codes=codes)
