from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bouwsteen.codebook.description import Described, code_of, described, fresh_key
from bouwsteen.codebook.files import builtin_names, load_codebook, read_codebook, write_codebook
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.codebook.qdc import from_qdc, to_qdc
from bouwsteen.errors import CodebookError

SAMPLES = Path(__file__).parents[2].parent / "shared" / "samples" / "refi"
GUIDS = "00000000-0000-0000-0000-00000000000{}"


def small(*codes: str, namespace: str = "urn:QDA-XML:codebook:1.0", extra: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><CodeBook xmlns="{namespace}"><Codes>'
        f"{''.join(codes)}</Codes>{extra}</CodeBook>"
    ).encode()


def code(name: str, inside: str = "", **attributes: str) -> str:
    rest = "".join(f' {key}="{value}"' for key, value in attributes.items())
    guid = GUIDS.format(len(name) % 10)
    return f'<Code guid="{guid}" name="{name}" isCodable="true"{rest}>{inside}</Code>'


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    path = SAMPLES / "Codebook.xsd"
    if not path.exists():
        pytest.skip("the schema of REFI-QDA is not here")
    return etree.XMLSchema(file=str(path))


@pytest.mark.parametrize("name", builtin_names())
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_to_qdc_is_read_back_code_by_code(name: str, lang: str) -> None:
    book = load_codebook(name)
    back = from_qdc(to_qdc(book, lang=lang), key=book.key, source="x.qdc")
    assert back.codes == tuple(one for _, one in book.walk())
    assert dict(back.crosswalk) == dict(book.crosswalk)


@pytest.mark.parametrize("name", builtin_names())
def test_to_qdc_is_valid_and_the_same_twice(name: str, schema: etree.XMLSchema) -> None:
    book = load_codebook(name)
    data = to_qdc(book)
    schema.assertValid(etree.fromstring(data))
    assert data == to_qdc(book)


def test_to_qdc_writes_a_plain_code_plainly() -> None:
    book = Codebook(
        key="mini",
        codes=(
            Code(key="leren", labels={"nl": "Leren"}, definition={"nl": "Wat men leert."}),
            Code(key="kort", labels={"nl": "Kort"}, parent="leren", colour="#0072b2"),
        ),
    )
    root = etree.fromstring(to_qdc(book, guids={"leren": GUIDS.format(1)}))
    outer = root[0][0]
    assert outer.attrib == {"guid": GUIDS.format(1), "name": "Leren", "isCodable": "true"}
    assert [etree.QName(part).localname for part in outer] == ["Description", "Code"]
    assert outer[0].text == "Wat men leert."
    assert (outer[1].get("name"), outer[1].get("color")) == ("Kort", "#0072b2")


def test_write_and_read_codebook_qdc(mini: Codebook, tmp_path: Path) -> None:
    path = tmp_path / "Mijn boek.qdc"
    write_codebook(mini, path)
    back = read_codebook(path)
    assert back.key == "mijn-boek"
    assert back.codes == tuple(one for _, one in mini.walk())


def test_to_qdc_refuses_a_codebook_without_codes() -> None:
    with pytest.raises(CodebookError, match="has no code"):
        to_qdc(Codebook(key="leeg", codes=()))


@pytest.mark.parametrize(
    "namespace",
    ["urn:QDA-XML:codebook:1.0", "urn:QDA-XML:codebook:0:4", "urn:QDA-XML:codebook:1:0"],
)
def test_from_qdc_reads_every_namespace(namespace: str) -> None:
    data = small(code("Eén", code("Twee", "<Description>Uitleg.</Description>", color="#abc")))
    book = from_qdc(
        data.replace(b"urn:QDA-XML:codebook:1.0", namespace.encode()), key="k", source="x.qdc"
    )
    assert book.codes == (
        Code(key="een", labels={"nl": "Eén"}),
        Code(
            key="twee",
            labels={"nl": "Twee"},
            parent="een",
            definition={"nl": "Uitleg."},
            colour="#aabbcc",
        ),
    )


def test_from_qdc_gives_equal_names_numbered_keys() -> None:
    book = from_qdc(small(code("A", code("A")), code("学习")), key="k", source="x.qdc")
    assert [one.key for one in book.codes] == ["a", "a-2", "code"]
    assert from_qdc(to_qdc(book), key="k", source="x.qdc") == book


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<CodeBook><Codes>", "x.qdc: This is no whole XML"),
        (b"<Project/>", "x.qdc: This is no codebook of REFI-QDA but <Project>."),
        (small(), "x.qdc: There is no code in it."),
        (
            b'<!DOCTYPE a [<!ENTITY b "c">]><CodeBook><Codes/></CodeBook>',
            "x.qdc: It declares a document type",
        ),
    ],
)
def test_from_qdc_says_what_is_wrong(data: bytes, message: str) -> None:
    with pytest.raises(CodebookError) as caught:
        from_qdc(data, key="k", source="x.qdc")
    assert caught.value.message.startswith(message)


@pytest.mark.parametrize(
    ("name", "n"),
    [
        ("open/atlasti-win-9.0.19_portableqda.qdc", 5),
        ("open/atlasti-win-23.4_requal_edited.qdc", 1),
        ("open/spec-annexA1_portableqda_emptySets.qdc", 6),
    ],
)
def test_from_qdc_reads_the_samples(name: str, n: int, schema: etree.XMLSchema) -> None:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip("the samples of REFI-QDA are not here")
    book = read_codebook(path)
    again = to_qdc(book)
    schema.assertValid(etree.fromstring(again))
    assert len(book) == n
    assert from_qdc(again, key=book.key, source="x.qdc") == book


def test_from_qdc_refuses_the_sample_that_was_cut_off() -> None:
    path = SAMPLES / "open" / "atlasti-win-23.4_requal_truncated_MALFORMED.qdc"
    if not path.exists():
        pytest.skip("the samples of REFI-QDA are not here")
    with pytest.raises(CodebookError, match="no whole XML"):
        read_codebook(path)


def test_fresh_key_counts_on() -> None:
    assert [fresh_key("A b", taken) for taken in ((), ("a-b",), ("a-b", "a-b-2"))] == [
        "a-b",
        "a-b-2",
        "a-b-3",
    ]


TEXT = st.text(
    st.sampled_from("ab [](\\)\n\tëé学ก😀\u200d\u2028") | st.characters(exclude_categories=("Cs",)),
    max_size=40,
)
FILLED = TEXT.filter(str.strip)


@given(
    labels=st.dictionaries(st.sampled_from(["nl", "en"]), FILLED, min_size=1),
    definition=st.dictionaries(st.sampled_from(["nl", "en"]), FILLED),
    include=st.dictionaries(st.sampled_from(["nl", "en"]), FILLED),
    examples=st.dictionaries(
        st.sampled_from(["nl", "en"]), st.lists(FILLED, min_size=1, max_size=3).map(tuple)
    ),
    free=st.booleans(),
    lang=st.sampled_from(["nl", "en"]),
    crosswalk=st.none() | st.just(()) | st.just(("a", "b-c")),
)
def test_described_comes_back_whatever_the_texts(
    labels: dict[str, str],
    definition: dict[str, str],
    include: dict[str, str],
    examples: dict[str, tuple[str, ...]],
    free: bool,
    lang: str,
    crosswalk: tuple[str, ...] | None,
) -> None:
    one = Described(
        code=Code(
            key="x-1",
            labels=labels,
            definition=definition,
            include=include,
            examples=examples,
            free=free,
        ),
        crosswalk=crosswalk,
    )
    assert code_of(*described(one, lang=lang)) == one
