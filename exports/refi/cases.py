"""Respondents from the five ways in which programs write them.

A case with values and sources (the specification, QualCoder); a nameless case of one source, and
values on a source (variables of a document: MAXQDA, Quirkos, NVivo); a case whose members are
codings with the code of the same GUID (NVivo); sets named "name: value" (ATLAS.ti).
"""

from __future__ import annotations

__all__ = ["Member", "People", "attribute_name", "people_of"]

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bouwsteen.exports.refi.marks import read_case_mark
from bouwsteen.exports.refi.model import RefiCase, RefiProject, RefiSet, RefiValue
from bouwsteen.exports.refi.report import Loss
from bouwsteen.transcripts.labels import fold
from bouwsteen.transcripts.model import RESERVED, Respondent, Span, SpeakerLink, Transcript

ROLE = frozenset({"role", "rol", "functie"})
ORGANISATION = frozenset({"organisation", "organization", "organisatie", "bedrijf"})

_INTERVIEWER = re.compile(r"(?:i|int|interviewer|interviewster)\d*")
_ATTRIBUTE_SET = re.compile(r"\s*([^:]+?)\s*:(?!:)\s*(.+?)\s*")
_WHOLE = 0.9


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A stretch that belongs to a case, or, without a span, a whole transcript."""

    case: str
    transcript: str
    span: Span | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who speaks in a project.

    Parameters
    ----------
    respondents : tuple of Respondent
    links : tuple of SpeakerLink
    transcripts : tuple of Transcript
        The same texts; a text without speakers that belongs to one case speaks under its name.
    by_case : mapping of GUID to str
        Key of the respondent that a case became.
    unlinked : tuple of (str, str)
        Respondent and transcript that belong together, but not under which label.
    crowded : frozenset of str
        Transcripts of several cases, whose own values therefore belong to nobody.
    losses : tuple of Loss
    """

    respondents: tuple[Respondent, ...]
    links: tuple[SpeakerLink, ...]
    transcripts: tuple[Transcript, ...]
    by_case: Mapping[str, str]
    unlinked: tuple[tuple[str, str], ...]
    crowded: frozenset[str]
    losses: tuple[Loss, ...]


def people_of(
    project: RefiProject,
    transcripts: Sequence[Transcript],
    *,
    by_source: Mapping[str, str],
    members: Iterable[Member],
) -> People:
    """Make respondents, and say under which label they speak.

    Parameters
    ----------
    project : RefiProject
    transcripts : sequence of Transcript
    by_source : mapping of GUID to str
        Key of the transcript of every text source.
    members : iterable of Member
        What belongs to the cases, by reference or by coding.

    Returns
    -------
    People
    """
    gathered = _Gathered(project, by_source)
    whole: dict[str, list[str]] = defaultdict(list)
    texts = {one.key: one for one in transcripts}
    for one in members:
        person = gathered.by_case.get(one.case)
        text = texts.get(one.transcript)
        if person is None or text is None or person in whole[text.key]:
            continue
        if one.span is None or _covers(one.span, text.text):
            whole[text.key].append(person)
    gathered.add_documents(whole)
    links, unlinked, spoken = [], [], []
    marked = gathered.marked(texts)
    for text in transcripts:
        own = [link for link in marked if link.transcript == text.key]
        linked = {link.respondent for link in own}
        rest = [person for person in whole[text.key] if person not in linked]
        text, more = (text, []) if not rest else _linked(text, rest, {link.speaker for link in own})
        spoken.append(text)
        links += [*own, *more]
        named = {link.respondent for link in more}
        unlinked += [(person, text.key) for person in rest if person not in named]
    return People(
        respondents=tuple(gathered.respondents()),
        links=tuple(links),
        transcripts=tuple(spoken),
        by_case=gathered.by_case,
        unlinked=tuple(unlinked),
        crowded=frozenset(gathered.crowded),
        losses=tuple(gathered.losses),
    )


class _Gathered:
    """Collects values of respondents, and of documents that may turn out to be respondents."""

    def __init__(self, project: RefiProject, by_source: Mapping[str, str]) -> None:
        self.by_case: dict[str, str] = {}
        self.losses: list[Loss] = []
        self.crowded: set[str] = set()
        self._values: dict[str, dict[str, str]] = {}
        self._documents: dict[str, dict[str, str]] = defaultdict(dict)
        self._marks: list[tuple[str, str, str]] = []
        self._names = {one.guid: one.name for one in project.variables}
        for case in project.cases:
            if _is_document(case):
                key = by_source.get(case.source_refs[0])
                self._document(key, self._read(case.values, case.guid), case.guid)
            else:
                self._case(case)
        for source in project.sources:
            if source.values:
                what = source.name or source.guid
                self._document(by_source.get(source.guid), self._read(source.values, what), what)
        for one in project.sets:
            self._set(one, by_source)

    def respondents(self) -> Iterable[Respondent]:
        """Everybody, cases first, in the order of the file."""
        for key, values in self._values.items():
            yield Respondent(key=key).with_values(values)

    def add_documents(self, whole: dict[str, list[str]]) -> None:
        """Give the values of a document to its only respondent; without one it becomes one."""
        for transcript, values in self._documents.items():
            people = whole[transcript]
            if not people:
                key = _fresh(transcript, self._values)
                self._values[key] = dict(values)
                whole[transcript].append(key)
            elif len(people) == 1:
                held = self._values[people[0]]
                for name, value in values.items():
                    if held.setdefault(name, value) != value:
                        told = {"transcript": transcript, "value": value, "held": held[name]}
                        self._lose_value(name, "case_differs", **told)
            else:
                self.crowded.add(transcript)
                self._lose_value(transcript, "several_cases", len(values))

    def marked(self, texts: Mapping[str, Transcript]) -> list[SpeakerLink]:
        """Links that our own exports write down."""
        found = {}
        for person, transcript, speaker in self._marks:
            if transcript not in texts or speaker in texts[transcript].speakers:
                found[transcript, speaker] = SpeakerLink(
                    transcript=transcript, speaker=speaker, respondent=person
                )
        return list(found.values())

    def _case(self, case: RefiCase) -> None:
        wanted = " ".join((case.name or "").split()) or f"case {len(self._values) + 1}"
        key = _fresh(wanted, self._values)
        if key != wanted:
            lost = Loss(kind="case", what=wanted, why="name_twice", values={"key": key})
            self.losses.append(lost)
        self.by_case.setdefault(case.guid, key)
        self._values[key] = self._read(case.values, key)
        self._marks += [(key, *pair) for pair in read_case_mark(case.description)]

    def _document(self, transcript: str | None, values: dict[str, str], what: str) -> None:
        if not values:
            return
        if transcript is None:
            self._lose_value(what, "source_no_text", len(values))
            return
        for name, value in values.items():
            held = self._documents[transcript].setdefault(name, value)
            if held != value:
                told = {"transcript": transcript, "value": value, "held": held}
                self._lose_value(name, "text_differs", **told)

    def _set(self, one: RefiSet, by_source: Mapping[str, str]) -> None:
        match = _ATTRIBUTE_SET.fullmatch(one.name)
        if match is None or not one.sources or one.codes or one.notes:
            return
        for guid in one.sources:
            if guid in by_source:
                self._document(by_source[guid], {attribute_name(match[1]): match[2]}, one.name)

    def _read(self, values: Iterable[RefiValue], what: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for one in values:
            name = self._names.get(one.variable)
            if name is None:
                self._lose_value(what, "variable_unknown")
            elif one.value and found.setdefault(attribute_name(name), one.value) != one.value:
                self._lose_value(what, "two_values", variable=name)
        return found

    def _lose_value(self, what: str, why: str, n: int = 1, /, **values: str) -> None:
        self.losses.append(Loss(kind="value", what=what, n=n, why=why, values=values))


def _is_document(case: RefiCase) -> bool:
    return not case.name and len(case.source_refs) == 1 and not case.selection_refs


def attribute_name(name: str) -> str:
    """Name of the attribute that a variable becomes; NVivo writes ``Classification:Attribute``."""
    bare = " ".join(name.rpartition(":")[2].split()) or " ".join(name.split()) or "value"
    if bare.casefold() in ROLE:
        return "role"
    if bare.casefold() in ORGANISATION:
        return "organisation"
    return f"{bare} (variable)" if bare in RESERVED else bare


def _fresh(wanted: str, taken: Iterable[str]) -> str:
    key, number, used = wanted, 1, set(taken)
    while key in used:
        number += 1
        key = f"{wanted}-{number}"
    return key


def _covers(span: Span, text: str) -> bool:
    said = len("".join(text.split()))
    return len("".join(span.of(text).split())) >= _WHOLE * said > 0


def _linked(
    text: Transcript, people: Sequence[str], taken: set[str]
) -> tuple[Transcript, list[SpeakerLink]]:
    """Link respondents to labels where no choice is left."""
    free = [label for label in text.speakers if label not in taken]
    by_fold = {fold(label): label for label in free}
    found = {person: by_fold[fold(person)] for person in people if fold(person) in by_fold}
    rest = [person for person in people if person not in found]
    if len(rest) == 1 and not found:
        asked = [label for label in free if not _INTERVIEWER.fullmatch(fold(label))]
        if len(asked) == 1:
            found[rest[0]] = asked[0]
        elif not text.speakers and text.turns:
            turns = tuple(dataclasses.replace(turn, speaker=rest[0]) for turn in text.turns)
            text = dataclasses.replace(text, turns=turns)
            found[rest[0]] = rest[0]
    links = [
        SpeakerLink(transcript=text.key, speaker=label, respondent=person)
        for person, label in found.items()
    ]
    return text, links
