"""What a study got from another project and gives back: GUIDs, variables, notes, sets, drawings."""

from __future__ import annotations

__all__ = ["Giving", "People"]

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from bouwsteen.exports.refi.cases import attribute_name
from bouwsteen.exports.refi.marks import case_mark, without_marks
from bouwsteen.exports.refi.model import (
    Carried,
    Guid,
    RefiCase,
    RefiCoding,
    RefiGraph,
    RefiLink,
    RefiProject,
    RefiSelection,
    RefiSet,
    RefiSource,
    RefiValue,
    RefiVariable,
)
from bouwsteen.exports.refi.order import fits
from bouwsteen.exports.refi.report import Loss
from bouwsteen.exports.refi.returning import Names, Returning, made
from bouwsteen.exports.refi.xml_read import read_fragment
from bouwsteen.transcripts.model import Respondent, SpeakerLink

_WRITTEN = {
    "Text": "",
    "Boolean": "bool",
    "Integer": "int",
    "Float": "decimal",
    "Date": "date",
    "DateTime": "time",
}


class Giving:
    """GUIDs for everything, and the parts that were carried along.

    Parameters
    ----------
    carried : sequence of Carried
    guids : sequence of Guid
        What things were called before.
    study : str
        What makes new GUIDs this study's own.
    """

    def __init__(self, carried: Sequence[Carried], guids: Sequence[Guid], study: str) -> None:
        self._kept = {(one.kind, one.own): one.guid for one in guids}
        self._study = study
        self._own: dict[tuple[str, str], str] = {}
        self._names = Names()
        self._back = Returning(self._names)
        self._parts: dict[str, list[tuple[Carried, Any]]] = defaultdict(list)
        self._about: dict[str, list[str]] = defaultdict(list)
        for one in carried:
            if one.kind == "noteref":
                self._about[one.guid].append(one.name)
            elif one.kind != "project":
                self._parts[one.kind].append((one, read_fragment(one.kind, one.xml)))
        self._project = [one for one in carried if one.kind == "project"]
        self._headings = {one.guid for one, _ in self._parts["code"]}

    def kept(self, kind: str, own: str) -> str | None:
        """What a thing was called before."""
        return self._kept.get((kind, own))

    def take(self, kind: str, own: str, fresh: str = "", *, as_kind: str = "") -> str:
        """Give a thing its GUID: the one it had, else one that is always the same."""
        before = self.kept(kind, own)
        guid = before or fresh or made(kind, self._study, own)
        self._own[kind, own] = self._names.take(as_kind or kind, guid)
        return self._own[kind, own]

    def take_as(self, kind: str, before: str | None, fresh: str) -> str:
        """Give a GUID to something that has no key of its own."""
        return self._names.take(kind, before or fresh)

    def own(self, kind: str, own: str) -> str:
        """The GUID that a thing was given."""
        return self._own[kind, own]

    def find(self, kind: str, guid: str) -> str | None:
        """Under which GUID a thing of the project before goes now."""
        return self._names.find(kind, guid)

    def announce(self) -> None:
        """Take the GUIDs of all that comes back, so that parts may refer to each other."""
        standing = {(kind, guid) for (kind, _), guid in self._own.items()}
        for one, _ in self._parts["variable"]:
            self._names.take("variable", one.guid)
        for kind in ("note", "source"):
            for one, part in self._parts[kind]:
                if ("transcript", one.guid) not in standing:
                    self._back.announce(part, kind)
        for one, part in self._parts["selection"]:
            # Without a place, after a correction, it is reported and nothing may refer to it.
            if part.start is not None:
                self._names.take("selection", one.guid)
        for kind in ("set", "link"):
            for one, _ in self._parts[kind]:
                self._names.take(kind, one.guid)
        for _, part in self._parts["graph"]:
            self._back.announce(part, "graph")

    def project(self, name: str) -> RefiProject:
        """A project with the name and description that it had."""
        from lxml import etree

        for one in self._project:
            root = etree.fromstring(one.xml)
            text = "".join(str(part) for part in root.itertext())
            return RefiProject(name=name, description=text, base_path=root.get("basePath"))
        return RefiProject(name=name)

    def is_heading(self, code: str) -> bool:
        """Whether a code was no more than a heading."""
        return self.kept("code", code) in self._headings

    def notes_on(self, guid: str | None) -> tuple[str, ...]:
        """References to the notes about a thing, by the GUID it had."""
        if guid is None or guid not in self._about:
            return ()
        return self._back.targets("note", self._about[guid], "note reference")

    def description(self, kind: str, name: str) -> str:
        """What a text said of itself."""
        found = (part.description for one, part in self._parts[kind] if one.name == name)
        return next(found, "")

    def values(self, transcript: str) -> tuple[RefiValue, ...]:
        """Values of variables that a text had itself."""
        held = (value for one, part in self._parts["text"] if one.name == transcript
                for value in part.values)  # fmt: skip
        return self._back.values(held)

    def stretches(self, transcript: str) -> Iterator[RefiSelection]:
        """Stretches of a transcript without a code; offsets in code points."""
        for one, part in self._parts["selection"]:
            if one.name == transcript:
                refs = tuple(self._about.get(one.guid, ()))
                found = self._back.selection(dataclasses.replace(part, note_refs=refs))
                if found is not None:
                    yield found

    def whole_codings(self, transcript: str) -> tuple[RefiCoding, ...]:
        """Codings of a transcript as a whole."""
        held = []
        for one, part in self._parts["coding"]:
            if one.name == transcript:
                refs = tuple(self._about.get(one.guid, ()))
                held.append(dataclasses.replace(part, note_refs=refs))
        return self._back.codings(held)

    def in_medium(self, text: RefiSource) -> RefiSource:
        """A text back inside the PDF it came from; any other as it is."""
        for one, part in self._parts["source"]:
            if self._names.find("source", one.guid) == text.guid and part.kind == "pdf":
                inner = dataclasses.replace(
                    text,
                    guid=self._names.take("text", made("text", text.guid)),
                    description="",
                    content=text.text,
                    plain_path=None,
                    text=None,
                    codings=(),
                    note_refs=(),
                )
                # The codings of the whole are carried by themselves too.
                whole = self._back.source(dataclasses.replace(part, codings=()))
                return dataclasses.replace(
                    whole,
                    guid=text.guid,
                    codings=text.codings,
                    description="\n".join(
                        filter(None, (without_marks(whole.description), text.description))
                    ),
                    representation=inner,
                )
        return text

    def media(self) -> tuple[RefiSource, ...]:
        """Pictures, recordings and PDFs without text, without their files."""
        transcripts = {guid for (kind, _), guid in self._own.items() if kind == "transcript"}
        return tuple(
            self._back.source(part)
            for one, part in self._parts["source"]
            if self._names.find("source", one.guid) not in transcripts
        )

    def notes(self) -> tuple[RefiSource, ...]:
        """Notes, with their texts."""
        return tuple(self._back.source(part, "note") for _, part in self._parts["note"])

    def links(self) -> tuple[RefiLink, ...]:
        """Links whose ends are there."""
        return tuple(filter(None, (self._back.link(part) for _, part in self._parts["link"])))

    def sets(self) -> tuple[RefiSet, ...]:
        """Sets."""
        return tuple(self._back.set_(part) for _, part in self._parts["set"])

    def graphs(self) -> tuple[RefiGraph, ...]:
        """Graphs."""
        return tuple(self._back.graph(part) for _, part in self._parts["graph"])

    def case(self, guid: str | None) -> RefiCase | None:
        """What a case had beside its values; references that lead nowhere are left out."""
        for one, part in self._parts["case"]:
            if one.guid == guid:
                targets = self._back.targets
                found: RefiCase = dataclasses.replace(
                    part,
                    code_refs=targets("code", part.code_refs, "code of a case"),
                    source_refs=targets("source", part.source_refs, "source of a case"),
                    selection_refs=targets("selection", part.selection_refs, "part of a case"),
                )
                return found
        return None

    def variables(self) -> list[RefiVariable]:
        """Variables as they were."""
        return [
            dataclasses.replace(part, guid=self._names.find("variable", one.guid) or one.guid)
            for one, part in self._parts["variable"]
        ]

    def losses(self) -> Iterator[Loss]:
        """What could not be given back."""
        return self._back.losses()

    def counts(self, project: RefiProject) -> Mapping[str, int]:
        """How many of each kind were given back."""
        found = Counter(one.kind for one in project.sources if one.kind != "text")
        own = {
            "medium": sum(found.values()),
            "note": len(project.notes),
            "link": len(project.links),
            "set": len(project.sets),
            "graph": len(project.graphs),
            "variable": len(self._parts["variable"]),
            "selection": len(self._parts["selection"]),
            "coding": len(self._parts["coding"]),
        }
        return {kind: n for kind, n in own.items() if n}


class People:
    """Respondents as cases, their attributes as variables.

    Parameters
    ----------
    giving : Giving
    respondents : sequence of Respondent
    links : iterable of SpeakerLink
    transcripts : collection of str
        Keys of those that go out.
    """

    def __init__(
        self,
        giving: Giving,
        respondents: Sequence[Respondent],
        links: Iterable[SpeakerLink],
        transcripts: Collection[str],
    ) -> None:
        self._giving = giving
        self._respondents = respondents
        self._links: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for one in sorted(links):
            if one.transcript in transcripts:
                self._links[one.respondent].append((one.transcript, one.speaker))
        self._by_name: dict[str, RefiVariable] = {}
        self.variables = tuple(self._variables())

    def _variables(self) -> Iterator[RefiVariable]:
        """Those that were there, as text where a value is not of their kind, and new ones."""
        given: dict[str, list[str]] = defaultdict(list)
        for person in self._respondents:
            for name, value in person.values.items():
                given[name].append(value)
        for one in self._giving.variables():
            name = attribute_name(one.name)
            kind = _WRITTEN.get(one.kind)
            if kind is None or not all(fits(kind, value) for value in given.get(name, ())):
                one = dataclasses.replace(one, kind="Text")
            self._by_name.setdefault(name, one)
            yield one
        for name in given:
            if name not in self._by_name:
                guid = self._giving.take("variable", name)
                self._by_name[name] = RefiVariable(guid=guid, name=name)
                yield self._by_name[name]

    def cases(self) -> tuple[RefiCase, ...]:
        """A case for every respondent."""
        return tuple(map(self._case, self._respondents))

    def _case(self, person: Respondent) -> RefiCase:
        giving = self._giving
        before = giving.case(giving.kept("respondent", person.key))
        links = self._links[person.key]
        sources = [giving.own("transcript", key) for key, _ in links]
        description = [before.description] if before is not None else []
        values = [
            RefiValue(variable=one.guid, kind=one.kind, value=value)
            for name, value in person.values.items()
            for one in [self._by_name[name]]
        ]
        return RefiCase(
            guid=giving.own("respondent", person.key),
            name=person.key,
            description="\n".join(filter(None, (*description, case_mark(links)))),
            code_refs=before.code_refs if before is not None else (),
            values=tuple(values),
            source_refs=tuple(
                dict.fromkeys((*sources, *(before.source_refs if before is not None else ())))
            ),
            selection_refs=before.selection_refs if before is not None else (),
        )
