from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from bouwsteen.exports.refi.order import faults, fits, shape_of

SCHEMA = Path(__file__).parents[3].parent / "shared" / "samples" / "refi" / "Project.xsd"
X = "{http://www.w3.org/2001/XMLSchema}"
GUID = "00000000-0000-0000-0000-000000000001"


def test_table_is_what_the_schema_says() -> None:
    if not SCHEMA.exists():
        pytest.skip("the schema of REFI-QDA is not here")
    types = {one.get("name"): one for one in etree.parse(str(SCHEMA)).iter(f"{X}complexType")}
    seen: set[tuple[str, str]] = set()
    todo = [("Project", "ProjectType")]
    while todo:
        tag, name = todo.pop()
        if (tag, name) in seen or name.startswith("xsd:"):
            continue
        seen.add((tag, name))
        shape = shape_of(tag)
        assert shape is not None
        inside = list(types[name].iter(f"{X}element"))
        assert list(shape.children) == [one.get("name") for one in inside]
        needed = {
            one.get("name"): one.get("use") == "required"
            for one in types[name].iter(f"{X}attribute")
        }
        assert {own: must for own, (_, must) in shape.attributes.items()} == needed
        for one in inside:
            most = one.get("maxOccurs", "1")
            often = (int(one.get("minOccurs", "1")), None if most == "unbounded" else int(most))
            if tag != "Sources":
                assert shape.children[str(one.get("name"))][1:] == often
            todo.append((str(one.get("name")), str(one.get("type"))))
    assert len(seen) == 46


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (f'<User guid="{GUID}" name="a"/>', []),
        ('<User name="a"/>', ["User lacks guid"]),
        ('<User guid="1"/>', ["User 1: guid is '1'"]),
        (f'<Set guid="{GUID}" name="a" nam="b"/>', [f"Set {GUID} has an attribute nam"]),
        (f'<Coding guid="{GUID}"/>', [f"Coding {GUID} lacks CodeRef"]),
        (
            f'<Code guid="{GUID}" name="a" isCodable="true">'
            f'<NoteRef targetGUID="{GUID}"/><Description>x</Description></Code>',
            [f"Description stands too late in Code {GUID}"],
        ),
        ("<Loose/>", ["Loose is no element of the format"]),
    ],
)
def test_faults_says_what_does_not_fit(xml: str, expected: list[str]) -> None:
    assert list(faults(etree.fromstring(xml))) == expected


def test_fits_knows_how_values_are_written() -> None:
    assert fits("time", "2025-06-16T17:13:37Z")
    assert not fits("time", "2025-06-16 17:13:37")
    assert not fits("decimal", "NaN")
