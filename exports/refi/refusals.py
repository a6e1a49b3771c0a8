"""Projects that cannot be believed: texts missing, GUIDs doubled, passages past their text."""

from __future__ import annotations

__all__ = ["refuse_doubled", "refuse_missing", "refuse_past_end"]

from collections.abc import Iterable, Iterator, Sequence

from bouwsteen.errors import ProjectError
from bouwsteen.exports.refi.model import RefiProject, RefiSelection, RefiSource, walk_codes
from bouwsteen.exports.refi.offsets import Ruler, Verdict
from bouwsteen.exports.refi.texts import Text

_BLANK = "\ufeff \r\n\t"
_Named = tuple[str, str, str]


def refuse_missing(texts: Sequence[Text], file: str) -> None:
    """Refuse a project whose passages hang in the air: importing it would lose them.

    Parameters
    ----------
    texts : sequence of Text
    file : str
        Name of the project file, for the message.

    Raises
    ------
    ProjectError
        When a text that has passages or codings is not there or has no words.
    """
    lost = [
        one
        for one in texts
        if (one.raw is None or not one.raw.strip(_BLANK))
        and (one.holder.selections or one.holder.codings)
    ]
    if lost:
        names = ", ".join(repr(one.source.name or one.source.guid) for one in lost[:3])
        more = ", …" if len(lost) > 3 else ""
        n = sum(len(one.holder.selections) + len(one.holder.codings) for one in lost)
        raise ProjectError(
            f"{file}: {len(lost)} texts on which {n} selections stand are missing or empty: "
            f"{names}{more}.",
            "Export the project again with its sources, or use only its codebook.",
            key="refi_texts_missing",
            file=file,
            texts=len(lost),
            n=n,
            names=names + more,
        )


def refuse_doubled(project: RefiProject, file: str) -> None:
    """Refuse a project in which two things of one kind have one GUID.

    What refers to that GUID could mean either of them. Between kinds real programs do use one
    twice: for a case and its code, a PDF and its text, a passage of a PDF and that of its text.

    Parameters
    ----------
    project : RefiProject
    file : str
        Name of the project file, for the message.

    Raises
    ------
    ProjectError
        Names the first GUID and how many there are.
    """
    seen: dict[tuple[str, str], str] = {}
    again: dict[tuple[str, str], str] = {}
    for kind, guid, name in _named(project):
        if guid and (kind, guid) in seen:
            again.setdefault((kind, guid), name)
        seen.setdefault((kind, guid), name)
    if again:
        (kind, guid), name = next(iter(again.items()))
        pair = [repr(one) for one in (seen[kind, guid], name) if one]
        both = " and ".join(pair)
        more = f"; so it is with {len(again) - 1} more GUIDs" if len(again) > 1 else ""
        raise ProjectError(
            f"{file}: two {kind} have the same GUID {guid}{f': {both}' if both else ''}{more}.",
            "What refers to it could mean either; export the project again from the program that "
            "made it, or give one of them a GUID of its own.",
            key="refi_guids_twice" if more else "refi_guid_twice",
            file=file,
            guid=f"{guid} ({', '.join(pair)})" if pair else guid,
            n=len(again) - 1,
        )


def refuse_past_end(texts: Iterable[Text], verdict: Verdict, file: str) -> None:
    """Refuse a project of which a passage ends past its text, however its offsets are read.

    Parameters
    ----------
    texts : iterable of Text
        With their raw texts.
    verdict : Verdict
        How the offsets are read.
    file : str
        Name of the project file, for the message.

    Raises
    ------
    ProjectError
        Names the first passage, its text, and how many there are.
    """
    if verdict.evidence.inside == verdict.evidence.selections:
        return
    past = [
        (one, text, length)
        for text in texts
        for length in [Ruler(text.raw or "", verdict.reading).length]
        for one in text.holder.selections
        if one.start is not None and one.end is not None and max(one.start, one.end) > length
    ]
    if past:
        one, text, length = past[0]
        more = f" ({len(past)} such passages)" if len(past) > 1 else ""
        raise ProjectError(
            f"{file}: passage {one.guid} of {text.source.name or text.source.guid!r} runs from "
            f"{one.start} to {one.end}, past the end of the text at {length}{more}; "
            f"offsets read as {verdict.reading}.",
            "The texts are not those that were coded; export the project again, with its texts, "
            "from the program that made it.",
            key="refi_past_end_utf16" if verdict.reading.utf16 else "refi_past_end",
            file=file,
            guid=one.guid,
            source=text.source.name or text.source.guid,
            start=one.start,
            end=one.end,
            length=length,
            n=len(past),
            line_end=1 if verdict.reading.folded else 2,
        )


def _named(project: RefiProject) -> Iterator[_Named]:
    """Kind, GUID and name of everything that can be referred to."""
    yield from (("users", one.guid, one.name or "") for one in project.users)
    yield from (("codes", one.guid, one.name) for one, _ in walk_codes(project.codes))
    yield from (("variables", one.guid, one.name) for one in project.variables)
    yield from (("cases", one.guid, one.name or "") for one in project.cases)
    yield from (("sets", one.guid, one.name) for one in project.sets)
    yield from (("links", one.guid, one.name or "") for one in project.links)
    yield from (("graphs", one.guid, one.name or "") for one in project.graphs)
    for kind, sources in (("sources", project.sources), ("notes", project.notes)):
        for source in sources:
            yield from _in_source(source, kind)


def _in_source(source: RefiSource, kind: str) -> Iterator[_Named]:
    """A source and all in it; the text of a PDF is of another kind than the PDF."""
    yield kind, source.guid, source.name or ""
    yield from (("codings of whole sources", one.guid, "") for one in source.codings)
    for one in source.selections:
        yield from _in_selection(one)
    if source.representation is not None:
        yield from _in_source(source.representation, "texts of a PDF or picture")
    for transcript in source.transcripts:
        yield from _in_source(transcript, "transcripts of a recording")


def _in_selection(one: RefiSelection) -> Iterator[_Named]:
    kind = "text" if one.kind == "text" else f"a {one.kind}"
    yield f"passages of {kind}", one.guid, one.name or ""
    yield from ((f"codings of {kind}", coding.guid, "") for coding in one.codings)
    if one.representation is not None:
        yield from _in_source(one.representation, "texts of a passage of a PDF")
