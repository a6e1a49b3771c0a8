from __future__ import annotations

import pytest

from bouwsteen.errors import ProjectError
from bouwsteen.exports.refi.model import (
    Aud,
    RefiCase,
    RefiCode,
    RefiCoding,
    RefiLink,
    RefiSelection,
    RefiSet,
    RefiSource,
    RefiUser,
    RefiValue,
    RefiVariable,
)
from bouwsteen.exports.refi.xml_read import read_fragment, read_project

BODY = """
<Users><User guid="{u1}" name="Anna" id="a"/></Users>
<CodeBook><Codes>
 <Code guid="c1" name="Leren" isCodable="0" color="#fff"><Description>Wat</Description>
  <NoteRef targetGUID="n1"/><Code guid="c2" name="Fouten" isCodable="true"/></Code>
</Codes></CodeBook>
<Variables><Variable guid="v1" name="rol" typeOfVariable="Text"/></Variables>
<Cases><Case guid="k1" name="R1"><VariableValue><VariableRef targetGUID="v1"/>
 <TextValue>HR</TextValue></VariableValue><SourceRef targetGUID="s1"/></Case></Cases>
<Sources><TextSource guid="s1" name="een" plainTextPath="internal://s1.txt">
 <PlainTextSelection guid="p1" startPosition="2" endPosition="5" name="abc"
   creatingUser="u1" creationDateTime="2025-01-02T03:04:05Z"><Description>memo</Description>
  <Coding guid="g1" creatingUser="u1"><CodeRef targetGUID="c2"/></Coding></PlainTextSelection>
</TextSource></Sources>
<Notes><Note guid="n1" name="n"><PlainTextContent>tekst</PlainTextContent></Note></Notes>
<Links><Link guid="l1" originGUID="c1" targetGUID="c2" direction="OneWay"/></Links>
<Sets><Set guid="t1" name="rol: HR"><MemberSource targetGUID="s1"/></Set></Sets>
<Description>Over het project</Description><NoteRef targetGUID="n1"/>
"""


def project(body: str = BODY, *, namespace: str = "urn:QDA-XML:project:1.0") -> bytes:
    return f'<Project xmlns="{namespace}" name="p" origin="X 1">{body}</Project>'.encode()


def test_project_is_read_whole() -> None:
    found = read_project(project(), "p.qde")
    one = found.project
    assert found.unknown == {}
    assert (one.name, one.origin, one.description) == ("p", "X 1", "Over het project")
    assert one.note_refs == ("N1",)
    assert one.users == (RefiUser(guid="U1", name="Anna", id="a"),)
    below = RefiCode(guid="C2", name="Fouten")
    assert one.codes == (
        RefiCode(
            guid="C1",
            name="Leren",
            codable=False,
            colour="#fff",
            description="Wat",
            note_refs=("N1",),
            children=(below,),
        ),
    )
    assert one.variables == (RefiVariable(guid="V1", name="rol"),)
    value = RefiValue(variable="V1", kind="Text", value="HR")
    assert one.cases == (RefiCase(guid="K1", name="R1", values=(value,), source_refs=("S1",)),)
    coding = RefiCoding(guid="G1", code="C2", user="U1")
    selection = RefiSelection(
        guid="P1",
        name="abc",
        start=2,
        end=5,
        aud=Aud(creating_user="U1", created="2025-01-02T03:04:05Z"),
        description="memo",
        codings=(coding,),
    )
    assert one.sources == (
        RefiSource(guid="S1", name="een", plain_path="internal://s1.txt", selections=(selection,)),
    )
    assert one.notes == (RefiSource(guid="N1", name="n", content="tekst"),)
    assert one.links == (RefiLink(guid="L1", origin="C1", target="C2", direction="OneWay"),)
    assert one.sets == (RefiSet(guid="T1", name="rol: HR", sources=("S1",)),)


@pytest.mark.parametrize(
    "namespace",
    ["urn:QDA-XML:project:1.0", "urn:QDA-XML:project:0:10", "urn:QDA-XML:project:1:0", ""],
)
def test_every_namespace_gives_the_same(namespace: str) -> None:
    assert read_project(project(namespace=namespace), "p").project == (
        read_project(project(), "p").project
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_understood(encoding: str) -> None:
    assert read_project(project().decode().encode(encoding), "p").project.name == "p"


def test_wrappers_in_any_order_give_the_same() -> None:
    lines = BODY.strip().partition("<Variables>")
    turned = f"<Variables>{lines[2]}{lines[0]}"
    assert read_project(project(turned), "p").project == read_project(project(), "p").project


def test_unknown_elements_are_counted() -> None:
    found = read_project(project("<Magic/><Sources><Smell/><Smell/></Sources>"), "p")
    assert found.unknown == {"Magic": 1, "Smell": 2}


def test_fragments_are_read_back() -> None:
    one = read_project(project(), "p").project
    for kind, parts in (("note", one.notes), ("link", one.links), ("set", one.sets)):
        assert [read_fragment(kind, part.xml) for part in parts] == list(parts)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'<!DOCTYPE Project [<!ENTITY a "b">]>' + project(), "document type"),
        (b"<?xml version='1.0'?><!doctype Project>" + project(), "document type"),
        ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16"), "document ty"),
        (project()[:-20], "damaged"),
        (b"<Project>&unknown;</Project>", "damaged"),
        (b"<Other/>", "its root is Other"),
        (b"<TextSource><PlainTextSelection/></TextSource>", "its root is TextSource"),
    ],
)
def test_what_is_unsafe_or_broken_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ProjectError, match=message):
        read_project(data, "p.qde")


def test_long_text_is_read() -> None:
    body = f"<Description>{'a' * 11_000_000}</Description>"
    assert len(read_project(project(body), "p").project.description) == 11_000_000
