from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bouwsteen.coding.model import Coder
from bouwsteen.exports.refi.archive import open_archive
from bouwsteen.exports.refi.model import (
    Aud,
    RefiCoding,
    RefiProject,
    RefiSelection,
    RefiSource,
    RefiUser,
)
from bouwsteen.exports.refi.people import UNKNOWN, Attribution, attribution, coders_of
from bouwsteen.exports.refi.xml_read import read_project

SAMPLES = Path(__file__).parents[4] / "shared" / "samples" / "refi"


def selection(code: str, user: str, by: str | None, *, date: str = "2025-01-01") -> RefiSelection:
    coding = RefiCoding(guid="g", code=code, user=user, date=f"{date}T00:00:00Z")
    aud = Aud(creating_user=by, created="2025-02-01T00:00:00Z")
    return RefiSelection(guid="s", start=0, end=1, aud=aud, codings=(coding,))


def project(*selections: RefiSelection, origin: str | None = None) -> RefiProject:
    return RefiProject(origin=origin, sources=(RefiSource(guid="t", selections=selections),))


def test_nvivo_is_read_from_the_selection() -> None:
    one = selection("c", "maker-of-the-code", "anna")
    who = attribution(project(one, origin="NVivo for Mac 20.5.0"))
    assert who == Attribution(on_selection=True, why="origin")
    assert who.user(one, one.codings[0]) == "anna"
    when = who.when(one, one.codings[0])
    assert when is not None
    assert when.isoformat() == "2025-02-01T00:00:00+00:00"


def test_others_are_read_from_the_coding() -> None:
    one = selection("c", "bob", "anna")
    who = attribution(project(one, origin="ATLAS.ti 9"))
    assert who == Attribution(on_selection=False, why="origin")
    assert who.user(one, one.codings[0]) == "bob"


def test_pattern_of_nvivo_is_seen_without_a_program() -> None:
    same = [selection("c", "maker", "anna"), selection("c", "maker", "bob")]
    assert attribution(project(*same)) == Attribution(on_selection=True, why="pattern")
    other = [selection("c", "anna", "anna"), selection("c", "bob", "bob")]
    assert attribution(project(*other)) == Attribution(on_selection=False, why="standard")
    late = [selection("c", "maker", "anna", date="2025-03-01")] * 2
    assert attribution(project(*late)) == Attribution(on_selection=False, why="standard")


def test_who_is_named_nowhere_is_unknown_and_not_the_creator() -> None:
    coding = RefiCoding(guid="g", code="c")
    one = RefiSelection(guid="s", codings=(coding,))
    who = Attribution(on_selection=False, why="origin")
    assert who.user(one, coding) is None
    given = RefiProject(creating_user="U", users=(RefiUser(guid="U", name="Baas"),))
    assert coders_of(given, [None]) == {
        "U": Coder(key="Baas", name="Baas"),
        None: Coder(key=UNKNOWN, name=UNKNOWN),
    }


def test_users_become_coders_with_keys_of_their_own() -> None:
    users = (
        RefiUser(guid="A", name="Anna, de Vries"),
        RefiUser(guid="B", name="anna- de vries"),
        RefiUser(guid="C", name="🙂"),
        RefiUser(guid="C32A2BD5-537F-4838-8B17-DF9EFBAFDF4B", name="ATLAS.ti"),
    )
    found = coders_of(RefiProject(users=users), ["A"])
    assert [one.key for one in found.values()] == ["Anna- de Vries", "anna- de vries-2", "coder-3"]


def test_coders_of_the_published_project_are_those_of_its_selections() -> None:
    path = SAMPLES / "scrubbed" / "nvivo-mac-20.5_60sources_cases_variables.qdpx"
    if not path.exists():
        pytest.skip("the samples are not here")
    with open_archive(path) as archive:
        one = read_project(archive.project(), archive.name).project
    pairs = [(s, c) for source in one.sources for s in source.selections for c in s.codings]
    right, wrong = attribution(one), Attribution(on_selection=False, why="origin")
    assert sorted(Counter(right.user(*pair) for pair in pairs).values()) == [13, 56, 805]
    assert sorted(Counter(wrong.user(*pair) for pair in pairs).values()) == [874]
