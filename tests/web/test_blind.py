"""The page belongs to one coder: through no route can another coder's work be read or changed.

Reading is tested by comparison. Two studies differ only in what the others did; until the page's
own coder is done, every answer is the same for both, or a refusal.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bouwsteen.coding.consensus import Settings
from bouwsteen.coding.model import Coder, Coding, Done, Layer, Quotation
from bouwsteen.coding.suggest.model import Suggestion
from bouwsteen.study.study import Study
from bouwsteen.transcripts.model import Span
from bouwsteen.web.app import routes
from bouwsteen.web.export_views import VIEWS

if TYPE_CHECKING:
    from starlette.testclient import TestClient

HIDDEN = "verborgenmemo"
KEY = "02_hr_installatie"
OTHERS = ("bram", "cees")
ROUTES = [
    (route.path, method)
    for route in routes()
    for method in sorted(getattr(route, "methods", None) or ())
    if method != "HEAD"
]
READS = [path for path, method in ROUTES if method == "GET"]
WRITES = [(path, method) for path, method in ROUTES if method != "GET"]
QUERIES = (
    *("", f"transcript={KEY}", "layer=own", "layer=consensus", "coder=bram", "code=leiderschap"),
    *(f"text={HIDDEN}", "rows=code&by=organisation", "show=interviews", "layer=bram"),
    *(f"transcript={KEY}&coder=bram&layer=independent", "where=1", "coders=anna,bram"),
)
PARAMETERS = {
    "key": (KEY, "bram"),
    "view": tuple(VIEWS),
    "suffix": ("csv", "html", "svg", "docx"),
    "page": ("respondents", "codebook", "import"),
    "verb": ("add", "change", "move", "remove"),
    "number": ("1", "2"),
    "id": ("1",),
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Theirs:
    """All that the others have in a study."""

    quotations: list[Quotation]
    done: list[Done]
    suggestions: list[Any]
    decisions: tuple[Any, ...]


def theirs(path: Path) -> Theirs:
    with Study.open(path) as study:
        return Theirs(
            quotations=[one for one in study.quotations.select() if one.coder != "anna"],
            done=sorted(mark for mark in study.coders.done() if mark.coder != "anna"),
            suggestions=[one for key in OTHERS for one in study.suggestions.open_ones(key)],
            decisions=study.consensus.decisions() if study.consensus.settings() else (),
        )


@pytest.fixture(scope="module")
def alone(coded_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Anna has coded; bram and cees are in the study and have done nothing."""
    path = Path(shutil.copy(coded_study, tmp_path_factory.mktemp("alone") / "s.bouwsteen"))
    with Study.open(path) as study:
        with study.change("clear"):
            numbers = [one.id for one in study.quotations.select(coder="bram")]
            study.quotations.remove(numbers)
        with study.change("coder add"):
            study.coders.add([Coder(key="cees")])
    return path


@pytest.fixture(scope="module")
def begun(alone: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Bram and cees have coded as well, with memos, and have suggestions to decide on."""
    path = Path(shutil.copy(alone, tmp_path_factory.mktemp("begun") / "s.bouwsteen"))
    with Study.open(path) as study:
        for number, coder in enumerate(OTHERS):
            with study.change("code add", actor=coder):
                study.quotations.add(_quotations(study, coder, number))
            suggestion = Suggestion(
                transcript=KEY,
                turn=1,
                span=Span(10, 20),
                passage=Span(10, 20),
                code="leiderschap",
                block="leiderschap",
                confidence=0.9,
                rank=1,
            )
            with study.change("suggest run", actor=coder):
                study.suggestions.replace(coder, [[suggestion]], [KEY])
    return path


@pytest.fixture(scope="module")
def finished(begun: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Bram and cees are done; anna is not."""
    path = Path(shutil.copy(begun, tmp_path_factory.mktemp("finished") / "s.bouwsteen"))
    with Study.open(path) as study, study.change("code done"):
        keys = [one.key for one in study.transcripts.all()]
        study.coders.mark_done(
            [Done(coder=coder, transcript=key) for coder in OTHERS for key in keys]
        )
    return path


@pytest.fixture(scope="module")
def met(finished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Bram and cees are in their consensus meeting, without anna."""
    path = Path(shutil.copy(finished, tmp_path_factory.mktemp("met") / "s.bouwsteen"))
    with Study.open(path) as study, study.change("consensus start", actor="bram"):
        version = study.codebook.get().version
        study.consensus.begin(Settings(coders=OTHERS, recorder="bram", codebook_version=version))
    return path


def _quotations(study: Study, coder: str, number: int) -> list[Quotation]:
    codes = ("leiderschap", "samenwerken", "autonomie-en-regie")
    book = study.codebook.get()
    known = [code for code in codes if code in book]
    return [
        Quotation(
            transcript=one.key,
            span=Span(turn.span.start + number, turn.span.end),
            coder=coder,
            codings=(Coding(code=code),),
            memo=HIDDEN,
        )
        for one in study.transcripts.all()
        for turn, code in zip(one.turns[1::3], itertools.cycle(known), strict=False)
        if turn.span.end - turn.span.start > 3
    ]


def addresses(path: str, study: Path) -> Iterator[str]:
    """Every address of a route: its parameters filled in with what is the others'."""
    names = re.findall(r"\{(\w+)(?::\w+)?\}", path)
    held = theirs(study)
    values = dict(PARAMETERS)
    mine = held.suggestions if "suggestions" in path else held.quotations
    if mine:
        values["id"] = tuple(str(getattr(one, "suggestion", one).id) for one in mine[:2])
    for chosen in itertools.product(*(values[name] for name in names)):
        made = path
        for name, value in zip(names, chosen, strict=True):
            made = re.sub(rf"\{{{name}(:\w+)?\}}", value, made)
        yield made


def answers(client: TestClient, path: str, study: Path) -> dict[str, tuple[int, str]]:
    """What a route says to each question, without the number of the last event."""
    found = {}
    for address in addresses(path, study):
        for query in _queries(path):
            answer = client.get(f"{address}?{query}")
            text = re.sub(r'"op":\d+', '"op":0', answer.text)
            # The page repeats which words it looked for.
            text = text.replace(f"\u201c{HIDDEN}\u201d", "")
            found[f"{address}?{query}"] = (answer.status_code, text)
    return found


def _queries(path: str) -> tuple[str, ...]:
    if path.startswith("/api"):
        return QUERIES
    return ("", "layer=consensus", "coder=bram") if path.startswith(("/export", "/fig")) else ("",)


@pytest.mark.parametrize("path", READS)
@pytest.mark.parametrize("stage", ["begun", "finished", "met"])
def test_reading_shows_nothing_of_the_others(
    visit: Any, request: pytest.FixtureRequest, path: str, stage: str
) -> None:
    together = request.getfixturevalue(stage)
    alone = request.getfixturevalue("alone")
    said = answers(visit(together), path, together)
    expected = answers(visit(alone), path, together)
    assert said.keys() == expected.keys()
    different = {
        address: (status, text[:300])
        for address, (status, text) in said.items()
        if (status, text) != expected[address] and status not in (403, 404)
    }
    assert different == {}
    assert [address for address, (_, text) in said.items() if HIDDEN in text] == []
    assert [address for address, (status, _) in said.items() if status >= 500] == []


@pytest.mark.parametrize(("path", "method"), WRITES)
@pytest.mark.parametrize("stage", ["begun", "finished", "met"])
def test_writing_leaves_the_others_alone(
    visit: Any,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    path: str,
    method: str,
    stage: str,
) -> None:
    together = Path(shutil.copy(request.getfixturevalue(stage), tmp_path / "s.bouwsteen"))
    before = theirs(together)
    one = before.quotations[0]
    content = {
        "transcript": one.transcript,
        "id": one.id,
        "coder": "bram",
        "actor": "bram",
        "layer": "consensus",
        "codes": ["samenwerken"],
        "memo": "overschreven",
        "done": False,
        "verdict": "accept",
        "reason": "omdat",
    }
    client = visit(together)
    for address in addresses(path, together):
        answer = client.request(method, address, json=content, headers={"If-Match": "*"})
        assert answer.status_code < 500, answer.text
        assert HIDDEN not in answer.text
        if "{id" in path:
            assert answer.status_code in (404, 422)
    assert theirs(together) == before


@pytest.mark.parametrize("act", ["accept", "reject"])
def test_another_coders_suggestion_is_answered_as_none(
    visit: Any, begun: Path, tmp_path: Path, act: str
) -> None:
    path = Path(shutil.copy(begun, tmp_path / "s.bouwsteen"))
    numbers = [one.suggestion.id for one in theirs(path).suggestions]
    assert len(numbers) == len(OTHERS)
    client = visit(path)
    absent = 999_999
    said = {}
    for number in (*numbers, absent):
        answer = client.post(f"/api/suggestions/{number}/{act}", json={})
        said[number] = (answer.status_code, answer.text.replace(str(number), "N"))
    assert set(said.values()) == {said[absent]}


def test_the_comparison_would_see_a_leak(visit: Any, finished: Path, tmp_path: Path) -> None:
    """Once anna is done as well, agreement may be read, and it differs."""
    path = Path(shutil.copy(finished, tmp_path / "s.bouwsteen"))
    assert visit(path).get("/api/agreement").status_code == 403
    with Study.open(path) as study, study.change("code done", actor="anna"):
        study.coders.mark_done([Done(coder="anna", transcript=KEY)])
    assert visit(path).get("/api/agreement").status_code == 200


def test_others_quotations_are_where_the_routes_look(begun: Path) -> None:
    with Study.open(begun) as study:
        held = study.quotations.select(coder="bram", layer=Layer.INDEPENDENT, transcript=KEY)
    assert len(held) > 5
    assert {one.memo for one in held} == {HIDDEN}
