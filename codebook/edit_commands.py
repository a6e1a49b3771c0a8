"""Commands that change the codebook of a study; each makes a new version."""

from __future__ import annotations

__all__ = ["add", "edit", "merge", "move", "reason_option", "remove", "split"]

from typing import TYPE_CHECKING, Any

import click

from bouwsteen.console import coder_option, lang_option, open_study, study_option
from bouwsteen.screen import Listing, say, show

if TYPE_CHECKING:
    from bouwsteen.codebook.edit import Edit
    from bouwsteen.study.study import Study

reason_option = click.option(
    "--reason", required=True, help="Why; it stays in the codebook's history."
)
_TEXTS = ("label", "short", "definition", "include", "exclude", "example", "cue")


def _texts(command: Any) -> Any:
    """Give a command the options that hold the texts of a code."""
    for name in reversed(_TEXTS):
        many = name in ("example", "cue")
        command = click.option(
            f"--{name}",
            multiple=many,
            help=f"Its {name} in --lang{'; may be given more than once' if many else ''}.",
        )(command)
    return click.option("--colour", help="Its colour, as #rrggbb.")(command)


def _given(texts: dict[str, Any], lang: str) -> dict[str, Any]:
    """Fields of a code from the options that were given, in one language."""
    fields: dict[str, Any] = {}
    for name in _TEXTS:
        value = texts[name]
        if name in ("example", "cue"):
            if value:
                fields[f"{name}s"] = {lang: tuple(value)}
        elif value is not None:
            fields["labels" if name == "label" else name] = {lang: value}
    if texts["colour"] is not None:
        fields["colour"] = texts["colour"]
    return fields


@click.command()
@click.argument("key")
@click.option("--parent", help="The code it comes under; without it the code is free.")
@click.option("--block", is_flag=True, help="Make it a block of the scheme.")
@click.option("--position", type=click.IntRange(min=1), help="Place among its siblings.")
@_texts
@reason_option
@study_option
@coder_option
@lang_option
def add(
    key: str,
    parent: str | None,
    block: bool,
    position: int | None,
    reason: str,
    study_path: str | None,
    coder: str | None,
    lang: str,
    **texts: Any,
) -> None:
    """Add a code under the key KEY."""
    from bouwsteen.codebook.edit import add_code
    from bouwsteen.codebook.model import Code

    if block and parent is not None:
        raise click.UsageError("A block has no --parent.")
    fields = {"labels": {lang: key}, **_given(texts, lang)}
    with open_study(study_path) as study:
        book = study.codebook.get()
        code = Code(
            key=key,
            parent=book.resolve(parent).key if parent else None,
            free=not (block or parent),
            **fields,
        )
        edit = add_code(book, code, reason=reason, position=position)
        _apply(study, "add", edit, coder, lang, code=key)


@click.command()
@click.argument("code_name", metavar="CODE")
@click.option("--key", "new_key", help="Another key; the codings of every coder follow.")
@_texts
@reason_option
@study_option
@coder_option
@lang_option
def edit(
    code_name: str,
    new_key: str | None,
    reason: str,
    study_path: str | None,
    coder: str | None,
    lang: str,
    **texts: Any,
) -> None:
    """Change what CODE is called or what it means; an empty text clears it."""
    from bouwsteen.codebook.edit import change_code

    with open_study(study_path) as study:
        book = study.codebook.get()
        key = book.resolve(code_name).key
        change = change_code(book, key, reason=reason, new_key=new_key, **_given(texts, lang))
        _apply(study, "edit", change, coder, lang, code=key)


@click.command()
@click.argument("code_name", metavar="CODE")
@click.option("--parent", help="The code it comes under; without it the code becomes free.")
@click.option("--position", type=click.IntRange(min=1), help="Place among its siblings.")
@reason_option
@study_option
@coder_option
@lang_option
def move(
    code_name: str,
    parent: str | None,
    position: int | None,
    reason: str,
    study_path: str | None,
    coder: str | None,
    lang: str,
) -> None:
    """Put CODE, with its sub-codes, under another code.

    The codings of every coder come along, also in transcripts that are declared done.
    """
    from bouwsteen.codebook.edit import move_code

    with open_study(study_path) as study:
        book = study.codebook.get()
        key = book.resolve(code_name).key
        above = book.resolve(parent).key if parent else None
        change = move_code(book, key, parent=above, reason=reason, position=position)
        _apply(study, "move", change, coder, lang, code=key, parent=above)


@click.command()
@click.argument("code_name", metavar="CODE")
@click.argument("into")
@click.option("--with-children", is_flag=True, help="Let its sub-codes come under INTO.")
@reason_option
@study_option
@coder_option
@lang_option
def merge(
    code_name: str,
    into: str,
    with_children: bool,
    reason: str,
    study_path: str | None,
    coder: str | None,
    lang: str,
) -> None:
    """Merge CODE into another.

    The codings of every coder follow, also in transcripts that are declared done.
    """
    from bouwsteen.codebook.edit import merge_codes

    with open_study(study_path) as study:
        book = study.codebook.get()
        key, other = book.resolve(code_name).key, book.resolve(into).key
        change = merge_codes(book, key, into=other, reason=reason, with_children=with_children)
        _apply(study, "merge", change, coder, lang, code=key, into=other)


@click.command()
@click.argument("code_name", metavar="CODE")
@click.argument("labels", nargs=-1, required=True, metavar="LABEL...")
@click.option("--below", is_flag=True, help="Put the new codes under CODE instead of beside it.")
@reason_option
@study_option
@coder_option
@lang_option
def split(
    code_name: str,
    labels: tuple[str, ...],
    below: bool,
    reason: str,
    study_path: str | None,
    coder: str | None,
    lang: str,
) -> None:
    """Split CODE into new codes; its codings stay and are listed for review."""
    from bouwsteen.codebook.description import keys_for
    from bouwsteen.codebook.edit import split_code
    from bouwsteen.codebook.model import Code

    with open_study(study_path) as study:
        book = study.codebook.get()
        key = book.resolve(code_name).key
        parts = [
            Code(key=fresh, labels={lang: label}, parent=key if below else None)
            for fresh, label in zip(keys_for(labels, book), labels, strict=True)
        ]
        change = split_code(book, key, into=parts, reason=reason)
        _apply(study, "split", change, coder, lang, code=key)
        held = [one for one in study.quotations.select() if key in one.codes]
        texts = {one.key: one.text for one in study.transcripts.all()}
    if held:
        say("split_review", lang, n=len(held), code=key)
        rows = [
            (one.id, one.coder, one.transcript, one.span.of(texts[one.transcript])) for one in held
        ]
        columns = ("id", "coder", "transcript", "quote")
        show(Listing(columns=columns, rows=rows), style="text", lang=lang)


@click.command()
@click.argument("code_name", metavar="CODE")
@reason_option
@study_option
@coder_option
@lang_option
def remove(
    code_name: str, reason: str, study_path: str | None, coder: str | None, lang: str
) -> None:
    """Remove CODE; refused while codings carry it or sub-codes stand under it."""
    from bouwsteen.codebook.edit import remove_code

    with open_study(study_path) as study:
        book = study.codebook.get()
        key = book.resolve(code_name).key
        _apply(study, "remove", remove_code(book, key, reason=reason), coder, lang, code=key)


def _apply(
    study: Study, verb: str, edit: Edit, coder: str | None, lang: str, **details: Any
) -> None:
    """Store an edit, let the codings follow, and say which version that makes."""
    with study.change(f"codebook {verb}", actor=coder, reason=edit.reason, **details):
        stored = study.codebook.put(
            edit.codebook, reason=edit.reason, actor=coder, moved=edit.moved
        )
    say("codebook_version", lang, codebook=stored.key, version=stored.version)
    if verb == "move" or any(edit.moved.values()):
        say("codebook_everyone", lang)
