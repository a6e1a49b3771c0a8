"""Selections and codings of a project to quotations on frozen texts."""

from __future__ import annotations

__all__ = ["Placed", "Placing", "summed"]

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from bouwsteen.coding.model import Coder, Coding, Origin, Quotation
from bouwsteen.exports.refi.cases import Member
from bouwsteen.exports.refi.fragments import coding_xml, selection_xml
from bouwsteen.exports.refi.model import (
    Carried,
    Guid,
    RefiCoding,
    RefiSelection,
    coding_key,
)
from bouwsteen.exports.refi.offsets import Reading, Ruler
from bouwsteen.exports.refi.people import Attribution
from bouwsteen.exports.refi.report import Loss
from bouwsteen.exports.refi.texts import Text
from bouwsteen.transcripts.model import Span, Transcript

_Key = tuple[str, Span, str]
_Cause = tuple[str, str, tuple[tuple[str, str | int], ...]]


@dataclasses.dataclass(slots=True, kw_only=True)
class Placed:
    """What became of the selections in the texts so far.

    Parameters
    ----------
    members : list of Member
        Stretches and texts that a coding gives to a case.
    places : dict of GUID to (str, Span)
        Transcript and span of every selection.
    coded : int
        Selections that have a code, as many as there are in the file.
    codings, case_codings : int
        Codings that became codings, and that became members of cases.
    split : int
        Offsets inside a surrogate pair, moved outward.
    """

    members: list[Member] = dataclasses.field(default_factory=list)
    case_selections: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    places: dict[str, tuple[str, Span]] = dataclasses.field(default_factory=dict)
    carried: list[Carried] = dataclasses.field(default_factory=list)
    losses: list[Loss] = dataclasses.field(default_factory=list)
    guids: list[Guid] = dataclasses.field(default_factory=list)
    coded: int = 0
    codings: int = 0
    case_codings: int = 0
    split: int = 0


class Placing:
    """Places selections, text after text.

    Parameters
    ----------
    reading : Reading
        How offsets count.
    codes : mapping of GUID to str
        Key of every code.
    cases : collection of str
        GUIDs of cases; a coding with one is no coding but says who speaks.
    coders : mapping of GUID to Coder
    attribution : Attribution
    """

    def __init__(
        self,
        *,
        reading: Reading,
        codes: Mapping[str, str],
        cases: Collection[str],
        coders: Mapping[str | None, Coder],
        attribution: Attribution,
    ) -> None:
        self._reading = reading
        self._codes = codes
        self._cases = cases
        self._coders = coders
        self._attribution = attribution
        self._given: dict[_Key, dict[str, None]] = defaultdict(dict)
        self._memos: dict[_Key, dict[str, None]] = defaultdict(dict)
        self._when: dict[_Key, datetime] = {}
        self.placed = Placed()

    def add(self, text: Text, key: str) -> None:
        """Place the selections in one text, and the codings of the text as a whole."""
        ruler = Ruler(text.raw or "", self._reading)
        selections = text.holder.selections
        pairs = [(one.start, one.end) for one in selections]
        for one, span in zip(selections, ruler.spans(pairs), strict=True):
            if span is None:
                self._outside(one, key, ruler)
                continue
            self.placed.split += ruler.splits(one.start or 0) + ruler.splits(one.end or 0)
            self._inside(one, key, span)
        for coding in text.holder.codings:
            self._whole(coding, key)

    def add_all(self, texts: Iterable[tuple[Text, Transcript]]) -> None:
        """Place the selections in all texts."""
        for text, transcript in texts:
            self.add(text, transcript.key)

    def quotations(self) -> tuple[Quotation, ...]:
        """Every quotation: one a transcript, stretch and coder."""
        return tuple(
            Quotation(
                transcript=transcript,
                span=span,
                coder=coder,
                codings=tuple(Coding(code=code, origin=Origin.IMPORT) for code in codes),
                memo="\n".join(self._memos[transcript, span, coder]),
                created=self._when.get((transcript, span, coder)),
            )
            for (transcript, span, coder), codes in self._given.items()
        )

    def stretches(self) -> int:
        """How many different stretches are quoted, by whomever."""
        return len({(transcript, span) for transcript, span, _ in self._given})

    def _inside(self, one: RefiSelection, key: str, span: Span) -> None:
        self.placed.places.setdefault(one.guid, (key, span))
        kept = False
        coded = False
        for coding in one.codings:
            if coding.code in self._cases:
                self.placed.members.append(Member(case=coding.code, transcript=key, span=span))
                self.placed.case_selections.append((coding.code, one.guid))
                self.placed.case_codings += 1
            elif coding.code not in self._codes:
                self._lose_coding(key, "code_unknown")
            else:
                self._code(one, coding, key, span, first=not coded)
                coded = True
            kept = True
        self.placed.coded += coded
        if not coded and (not kept or any(c.code in self._cases for c in one.codings)):
            xml = selection_xml(one, span)
            self.placed.carried.append(Carried(kind="selection", guid=one.guid, name=key, xml=xml))

    def _code(
        self, one: RefiSelection, coding: RefiCoding, key: str, span: Span, *, first: bool
    ) -> None:
        coder = self._coders[self._attribution.user(one, coding)].key
        code = self._codes[coding.code]
        place = (key, span, coder)
        if code in self._given[place]:
            self._lose_coding(key, "code_twice")
            return
        self._given[place][code] = None
        self.placed.codings += 1
        if one.description.strip():
            self._memos[place][one.description.strip()] = None
        when = self._attribution.when(one, coding)
        if when is not None:
            self._when[place] = min(when, self._when.get(place, when))
        own = coding_key(key, span.start, span.end, coder, code)
        self.placed.guids.append(Guid(kind="coding", own=own, guid=coding.guid))
        if first:
            self.placed.guids.append(Guid(kind="selection", own=own, guid=one.guid))

    def _whole(self, coding: RefiCoding, key: str) -> None:
        if coding.code in self._cases:
            self.placed.members.append(Member(case=coding.code, transcript=key))
            self.placed.case_codings += 1
        elif coding.code not in self._codes:
            self._lose_coding(key, "code_unknown")
        else:
            one = Carried(kind="coding", guid=coding.guid, name=key, xml=coding_xml(coding))
            self.placed.carried.append(one)

    def _outside(self, one: RefiSelection, key: str, ruler: Ruler) -> None:
        where = f"{key} {one.start}:{one.end}"
        values: dict[str, str | int] = {}
        if one.start is None or one.end is None:
            why = "no_place"
        elif one.start > one.end or one.start < 0:
            why = "ends_before"
        elif one.start == one.end:
            why = "point"
        elif one.end > ruler.length:
            why, values = "past_end", {"length": ruler.length}
        else:
            why = "nothing_left"
        lost = Loss(kind="selection", what=where, why=why, values=values)
        self.placed.losses.append(lost)
        if one.codings:
            lost = dataclasses.replace(lost, kind="coding", n=len(one.codings))
            self.placed.losses.append(lost)

    def _lose_coding(self, key: str, why: str) -> None:
        self.placed.losses.append(Loss(kind="coding", what=key, why=why))


def summed(losses: Sequence[Loss]) -> Iterator[Loss]:
    """Add up losses of one kind and reason; the first ones are named."""
    count: Counter[_Cause] = Counter()
    names: dict[_Cause, dict[str, None]] = defaultdict(dict)
    for one in losses:
        cause = (one.kind, one.why, tuple(one.values.items()))
        count[cause] += one.n
        if one.what:
            names[cause][one.what] = None
    for cause, n in count.items():
        kind, why, values = cause
        known = list(names[cause])
        more = ", …" if len(known) > 3 else ""
        what = ", ".join(known[:3]) + more
        yield Loss(kind=kind, what=what, n=n, why=why, values=dict(values))
