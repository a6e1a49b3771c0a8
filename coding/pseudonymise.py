"""A study as it reads with pseudonyms: texts, people, codes and codings, which keep their words."""

from __future__ import annotations

__all__ = ["View"]

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bouwsteen.codebook.model import Code, Codebook, slug
from bouwsteen.coding.model import Coder, Quotation
from bouwsteen.errors import PseudonymError
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript
from bouwsteen.transcripts.pseudonym_keys import rewrite_keys
from bouwsteen.transcripts.pseudonyms import Pseudonyms
from bouwsteen.transcripts.rewritten import Rewritten

# What a transcript says of its making that holds no name: the file's name and header do.
_HARMLESS = ("reader", "shape")


class View:
    """Gives each thing of a study as it reads with pseudonyms.

    Parameters
    ----------
    names : Pseudonyms
        The table of names.
    cast : Cast
        Transcripts, respondents and who speaks where.
    coders : iterable of Coder
        Everyone who coded.
    codes : iterable of str
        Keys of every code that the codebook ever had.
    keep_coders : bool
        Leave coders their keys and names; else they become ``coder-1`` and so on.

    Raises
    ------
    PseudonymError
        When a pseudonym holds a name, or two speakers of a transcript who are two people would
        get the same label.
    """

    def __init__(
        self,
        names: Pseudonyms,
        cast: Cast,
        *,
        coders: Iterable[Coder] = (),
        codes: Iterable[str] = (),
        keep_coders: bool = True,
    ) -> None:
        names.check()
        self._names = names
        self._texts = {one.key: _rewritten(names, one) for one in cast.transcripts}
        missing = [one.transcript for one in cast.links if one.transcript not in self._texts]
        self._transcripts = rewrite_keys(names, dict.fromkeys([*self._texts, *missing]))
        self._people = rewrite_keys(names, [one.key for one in cast.respondents])
        self._codes = rewrite_keys(names, dict.fromkeys(codes), form=slug, inside=False)
        keys = [one.key for one in coders]
        self._coders = (
            rewrite_keys(names, keys)
            if keep_coders
            else {key: f"coder-{number}" for number, key in enumerate(keys, start=1)}
        )
        self._keep_coders = keep_coders
        self.cast = Cast(
            transcripts=tuple(map(self.transcript, cast.transcripts)),
            respondents=tuple(map(self.respondent, cast.respondents)),
            links=tuple(self._links(cast.links)),
        )

    def text(self, words: str) -> str:
        """Any words, such as a reason."""
        return self._names.rewrite(words).text

    def coder_key(self, key: str) -> str:
        """Key of a coder."""
        return self._coders.get(key, key)

    def transcript_key(self, key: str) -> str:
        """Key of a transcript."""
        return self._transcripts[key]

    def transcript(self, one: Transcript) -> Transcript:
        """A transcript; of its particulars only how it was read is left."""
        found = self._texts[one.key]
        return Transcript(
            key=self._transcripts[one.key],
            # The title is the key where the researcher gave none.
            title=self._transcripts.get(one.title) or self.text(one.title),
            text=found.text,
            turns=tuple(
                dataclasses.replace(
                    turn,
                    speaker=None if turn.speaker is None else self.text(turn.speaker),
                    span=found.span(turn.span),
                )
                for turn in one.turns
            ),
            language=one.language,
            meta={name: one.meta[name] for name in _HARMLESS if name in one.meta},
        )

    def respondent(self, one: Respondent) -> Respondent:
        """A respondent: key, role, organisation and attributes."""
        return Respondent(
            key=self._people[one.key],
            role=None if one.role is None else self.text(one.role),
            organisation=None if one.organisation is None else self.text(one.organisation),
            attributes={
                self.text(name): self.text(value) for name, value in one.attributes.items()
            },
        )

    def coder(self, one: Coder) -> Coder:
        """A coder; without a name of their own unless coders are kept."""
        name = self.text(one.name) if self._keep_coders else ""
        return Coder(key=self.coder_key(one.key), name=name)

    def code_key(self, key: str) -> str:
        """Key of a code, as it is from now on."""
        return self._codes.get(key, key)

    def span(self, transcript: str, span: Span) -> Span:
        """A stretch of a transcript of the study, on the same words."""
        return self._texts[transcript].span(span)

    def quotation(self, one: Quotation, *, stale: bool = False) -> Quotation:
        """A quotation, on the same words.

        Parameters
        ----------
        one : Quotation
            Of a transcript of the study.
        stale : bool
            Its span is of an earlier text, and stays as it is.
        """
        return dataclasses.replace(
            one,
            transcript=self._transcripts[one.transcript],
            span=one.span if stale else self._texts[one.transcript].span(one.span),
            coder=self.coder_key(one.coder),
            codings=tuple(
                dataclasses.replace(coding, code=self._codes.get(coding.code, coding.code))
                for coding in one.codings
            ),
            memo="\n".join(map(self._memo_line, one.memo.split("\n"))),
        )

    def codebook(self, book: Codebook) -> Codebook:
        """A codebook: every label, definition, example and cue."""
        return Codebook(
            key=book.key,
            version=book.version,
            labels=_deep(book.labels, self.text),
            codes=tuple(self._code(code) for code in book.codes),
            crosswalk={self._codes.get(key, key): blocks for key, blocks in book.crosswalk.items()},
        )

    def _code(self, code: Code) -> Code:
        fields: dict[str, Any] = {
            field.name: _deep(getattr(code, field.name), self.text)
            for field in dataclasses.fields(code)
            if field.name not in ("key", "parent", "colour", "free")
        }
        parent = None if code.parent is None else self._codes.get(code.parent, code.parent)
        key = self._codes.get(code.key, code.key)
        return dataclasses.replace(code, key=key, parent=parent, **fields)

    def _memo_line(self, line: str) -> str:
        """A line of a memo; the consensus layer begins it with a coder's key."""
        coder, sign, rest = line.partition(": ")
        if sign and coder in self._coders:
            return f"{self.coder_key(coder)}: {self.text(rest)}"
        return self.text(line)

    def _links(self, links: Sequence[SpeakerLink]) -> Iterable[SpeakerLink]:
        taken: dict[tuple[str, str], SpeakerLink] = {}
        for one in links:
            label = self.text(one.speaker)
            other = taken.setdefault((one.transcript, label), one)
            if other.respondent != one.respondent:
                raise PseudonymError(
                    f"{one.transcript}: {other.speaker!r} and {one.speaker!r} would both be "
                    f"{label!r}, and they are two people.",
                    "Give them two pseudonyms.",
                    key="pseudonym_of_two",
                    transcript=one.transcript,
                    first=other.speaker,
                    second=one.speaker,
                    label=label,
                )
            if other is one:
                yield SpeakerLink(
                    transcript=self._transcripts[one.transcript],
                    speaker=label,
                    respondent=self._people[one.respondent],
                )


def _rewritten(names: Pseudonyms, one: Transcript) -> Rewritten:
    """The text; no name runs from a label into speech, or from one turn into the next."""
    edges = (edge for turn in one.turns for edge in (turn.span.start, turn.span.end))
    return names.rewrite(one.text, cuts=edges)


def _deep(value: Mapping[str, Any], text: Any) -> dict[str, Any]:
    """Words by language, or lists of them, with pseudonyms."""
    return {
        lang: tuple(map(text, words)) if isinstance(words, tuple) else text(words)
        for lang, words in value.items()
    }
