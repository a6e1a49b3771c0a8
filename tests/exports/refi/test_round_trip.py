"""What goes out comes back: for a study of ours, for any text, and for every sample."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.model import Coder, Coding, Layer, Quotation
from bouwsteen.errors import ExportError, ProjectError
from bouwsteen.exports.refi.incoming import Incoming, load_project
from bouwsteen.exports.refi.model import RefiProject, RefiSet
from bouwsteen.exports.refi.outgoing import Holdings, outgoing
from bouwsteen.exports.refi.pack import pack
from bouwsteen.exports.refi.targets import TARGETS
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript
from bouwsteen.transcripts.normalise import normalise

SAMPLES = Path(__file__).parents[3].parent / "shared" / "samples" / "refi"
FILES = sorted(SAMPLES.glob("*/*.qdpx"))
WHEN = datetime(2025, 6, 16, 17, 13, 37, tzinfo=UTC)
CODES = (
    Code(key="leren", labels={"nl": "Leren", "en": "Learning"}, colour="#0072b2"),
    Code(key="kort", labels={"nl": "Kort"}, definition={"nl": "Wat kort is."}, parent="leren"),
)


def study(text: str, quotations: list[Quotation], **more: Any) -> Holdings:
    return Holdings(
        name="proef",
        codebook=Codebook(key="proef", codes=CODES),
        transcripts=(Transcript(key="g1", title="g1", text=text, turns=()),),
        coders=(Coder(key="anna", name="anna"), Coder(key="bert", name="bert")),
        quotations=quotations,
        **more,
    )


def quotation(start: int, end: int, coder: str, *codes: str, **more: Any) -> Quotation:
    codings = tuple(Coding(code=one) for one in codes)
    span = Span(start, end)
    return Quotation(transcript="g1", span=span, coder=coder, codings=codings, created=WHEN, **more)


def as_held(one: Incoming) -> Holdings:
    return Holdings(
        name=one.name,
        codebook=one.codebook,
        transcripts=one.transcripts,
        respondents=one.respondents,
        links=one.links,
        coders=one.coders,
        quotations=one.quotations,
        carried=one.carried,
        guids=one.guids,
    )


def written(held: Holdings, target: str = "standard") -> bytes:
    chosen = TARGETS[target]
    return pack(outgoing(held, chosen)[0], lower=chosen.lower)


def xml_of(data: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read("project.qde")


def reread(data: bytes, folder: Path) -> Incoming:
    path = folder / "p.qdpx"
    path.write_bytes(data)
    return load_project(path)


def marks(quotations: Any) -> list[tuple[Any, ...]]:
    return sorted(
        (one.transcript, one.span, one.coder, sorted(one.codes), one.memo, str(one.created))
        for one in quotations
    )


def facts(one: Incoming) -> Mapping[str, Any]:
    return {
        "marks": marks(one.quotations),
        "codes": one.codebook.codes,
        "coders": one.coders,
        "respondents": one.respondents,
        "links": sorted(one.links),
        "texts": [(t.key, t.title, t.text, t.turns, t.language) for t in one.transcripts],
    }


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    if not (SAMPLES / "Project.xsd").exists():
        pytest.skip("the schema of REFI-QDA is not here")
    return etree.XMLSchema(file=str(SAMPLES / "Project.xsd"))


@pytest.mark.parametrize("target", TARGETS)
def test_two_coders_on_one_span_come_back(
    target: str, schema: etree.XMLSchema, tmp_path: Path
) -> None:
    held = study(
        "A: een 😀 twee\nB: drie\n" * 5,
        [
            quotation(3, 12, "anna", "leren", "kort", memo="Let op."),
            quotation(3, 12, "bert", "leren"),
        ],
        respondents=(Respondent(key="R1", role="HR", attributes={"jaren": "4"}),),
        links=(SpeakerLink(transcript="g1", speaker="A", respondent="R1"),),
    )
    data = written(held, target)
    schema.assertValid(etree.fromstring(xml_of(data)))
    back = reread(data, tmp_path)
    assert marks(back.quotations) == marks(held.quotations)
    assert back.codebook.codes == CODES
    assert (back.respondents, back.links) == (held.respondents, held.links)
    assert data == written(held, target)


def test_consensus_is_a_user_of_its_own(tmp_path: Path) -> None:
    held = study("een twee", [quotation(0, 3, "anna", "leren", layer=Layer.CONSENSUS)])
    back = reread(written(held), tmp_path)
    assert [one.coder for one in back.quotations] == ["consensus"]


def test_offsets_are_in_the_unit_of_the_program() -> None:
    held = study("😀 een", [quotation(2, 5, "anna", "leren")])
    found = {}
    for target in TARGETS:
        root = etree.fromstring(xml_of(written(held, target)))
        (one,) = root.iter("{*}PlainTextSelection")
        found[target] = (one.get("startPosition"), one.get("endPosition"))
    assert found == {
        "standard": ("2", "5"),
        "atlasti": ("2", "5"),
        "maxqda": ("2", "5"),
        "nvivo": ("3", "6"),
        "qualcoder": ("3", "6"),
    }


def test_who_and_when_stand_on_selection_and_coding() -> None:
    held = study("een twee", [quotation(0, 3, "anna", "leren")])
    root = etree.fromstring(xml_of(written(held)))
    (selection,) = root.iter("{*}PlainTextSelection")
    (coding,) = root.iter("{*}Coding")
    for name in ("creatingUser", "creationDateTime"):
        assert selection.get(name) == coding.get(name) is not None


@settings(max_examples=60)
@given(
    text=st.text(
        st.sampled_from("ab .\t\n") | st.sampled_from("e\u0301学ก😀👩\u200d👩\u2028"), max_size=60
    ).map(lambda text: normalise("x" + text + "\n")),
    places=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6),
    target=st.sampled_from(sorted(TARGETS)),
)
def test_any_text_comes_back(
    text: str,
    places: list[tuple[int, int]],
    target: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    spans = {(min(a, len(text) - 1), min(a + n, len(text))) for a, n in places}
    held = study(text, [quotation(a, b, "anna", "leren") for a, b in sorted(spans)])
    back = reread(written(held, target), tmp_path_factory.mktemp("p"))
    assert back.transcripts[0].text == text
    assert marks(back.quotations) == marks(held.quotations)


@pytest.mark.skipif(not FILES, reason="the samples of REFI-QDA are not here")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_sample_is_a_fixed_point(path: Path, schema: etree.XMLSchema, tmp_path: Path) -> None:
    try:
        first = load_project(path)
    except ProjectError as error:
        assert error.hint
        return
    data = written(as_held(first))
    schema.assertValid(etree.fromstring(xml_of(data)))
    second = reread(data, tmp_path)
    assert facts(second) == facts(first)
    assert written(as_held(second)) == data


def test_reference_to_nothing_is_refused() -> None:
    nowhere = "00000000-0000-0000-0000-000000000001"
    own = "00000000-0000-0000-0000-000000000002"
    project = RefiProject(name="p", sets=(RefiSet(guid=own, name="s", codes=(nowhere,)),))
    with pytest.raises(ExportError, match=f"MemberCode refers to {nowhere}, which is not there"):
        pack(project)
