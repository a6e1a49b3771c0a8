from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pytest

from bouwsteen.errors import ProjectError
from bouwsteen.exports.refi.account import Incoming
from bouwsteen.exports.refi.incoming import incoming
from bouwsteen.exports.refi.model import (
    Aud,
    Guid,
    RefiCase,
    RefiCode,
    RefiCoding,
    RefiProject,
    RefiSelection,
    RefiSet,
    RefiSource,
    RefiUser,
    RefiValue,
    RefiVariable,
    coding_key,
)
from bouwsteen.exports.refi.placing import summed
from bouwsteen.exports.refi.report import Loss, Remark
from bouwsteen.exports.refi.xml_read import read_fragment
from bouwsteen.transcripts.model import Span, SpeakerLink

TALK = (
    "Interviewer: Hoe leer je?\r\nAnna: Van fouten 🙂 leer je.\r\n"
    "Interviewer: Mooi.\r\nAnna: Ja.\r\n"
)
ORIGIN = "NVivo for Windows 12.6"


def units(word: str, text: str = TALK) -> tuple[int, int]:
    start = len(text[: text.index(word)].encode("utf-16-le")) // 2
    return start, start + len(word.encode("utf-16-le")) // 2


def chosen(word: str, *codes: str, guid: str, user: str = "U1", memo: str = "") -> RefiSelection:
    start, end = units(word)
    return RefiSelection(
        guid=guid,
        start=start,
        end=end,
        description=memo,
        aud=Aud(creating_user=user, created="2025-01-02T03:04:05Z"),
        codings=tuple(RefiCoding(guid=f"{guid}-{code}", code=code) for code in codes),
    )


def talk(*selections: RefiSelection, **more: object) -> RefiSource:
    source = RefiSource(
        guid="S1", name="gesprek.docx", plain_path="internal://S1.txt", selections=selections
    )
    return dataclasses.replace(source, **more)  # type: ignore[arg-type]


def made(*sources: RefiSource, **more: object) -> RefiProject:
    project = RefiProject(
        name="Proef",
        origin=ORIGIN,
        users=(RefiUser(guid="U1", name="anna"), RefiUser(guid="U2", name="bob")),
        codes=(RefiCode(guid="C1", name="Leren"), RefiCode(guid="C2", name="Fouten")),
        sources=sources,
    )
    return dataclasses.replace(project, **more)  # type: ignore[arg-type]


def taken(project: RefiProject, files: Mapping[str, str] | None = None) -> Incoming:
    held = {"internal://S1.txt": f"\ufeff{TALK}"} if files is None else files

    def read(path: str) -> bytes | None:
        return held[path].encode() if path in held else None

    return incoming(project, read, file="p.qdpx")


def losses(found: Incoming) -> list[tuple[str, str, int]]:
    return [(one.kind, one.what, one.n) for one in found.report.losses]


def test_codings_become_quotations_of_the_coder() -> None:
    first = chosen("fouten 🙂", "C1", "C2", guid="P1", memo="kijk")
    again = chosen("fouten 🙂", "C1", guid="P2", user="U2")
    found = taken(made(talk(first, again)))
    (text,) = found.transcripts
    assert (text.key, text.title, text.text) == (
        "gesprek", "gesprek.docx", TALK.replace("\r\n", "\n"),
    )  # fmt: skip
    assert text.speakers == ("Interviewer", "Anna")
    assert [
        (one.coder, one.span.of(text.text), one.codes, one.memo) for one in found.quotations
    ] == [
        ("anna", "fouten 🙂", ("leren", "fouten"), "kijk"),
        ("bob", "fouten 🙂", ("leren",), ""),
    ]
    assert [str(one.created) for one in found.quotations] == ["2025-01-02 03:04:05+00:00"] * 2
    span = found.quotations[0].span
    own = coding_key("gesprek", span.start, span.end, "anna", "leren")
    assert Guid(kind="selection", own=own, guid="P1") in found.guids
    assert Guid(kind="coding", own=own, guid="P1-C1") in found.guids
    assert Guid(kind="transcript", own="gesprek", guid="S1") in found.guids


def test_same_code_twice_is_one_coding_and_told() -> None:
    found = taken(made(talk(chosen("leer", "C1", guid="P1"), chosen("leer", "C1", guid="P2"))))
    assert [one.codes for one in found.quotations] == [("leren",)]
    assert ("coding", "gesprek", 1) in losses(found)


def test_selection_without_code_is_carried_at_its_place_in_the_frozen_text() -> None:
    found = taken(made(talk(chosen("leer je.", guid="P1"))))
    (one,) = (part for part in found.carried if part.kind == "selection")
    back = read_fragment(one.kind, one.xml)
    (text,) = found.transcripts
    assert (one.name, Span(back.start, back.end).of(text.text)) == ("gesprek", "leer je.")
    assert found.quotations == ()


@pytest.mark.parametrize(
    ("start", "end", "why"),
    [
        (9, 3, "ends_before"),
        (-2, 3, "ends_before"),
        (3, 3, "point"),
        (None, 3, "no_place"),
    ],
)
def test_selection_that_is_no_stretch_is_told(start: int | None, end: int | None, why: str) -> None:
    wrong = dataclasses.replace(chosen("leer", "C1", guid="P1"), start=start, end=end)
    found = taken(made(talk(wrong)))
    assert found.quotations == ()
    kinds = {one.kind for one in found.report.losses if one.why == why}
    assert kinds == {"selection", "coding"}


def test_passage_past_the_end_is_told_of_a_database_alone() -> None:
    wrong = dataclasses.replace(chosen("leer", "C1", guid="P1"), end=9999)
    with pytest.raises(ProjectError, match=f"past the end of the text at {len(TALK) + 1}"):
        taken(made(talk(wrong)))
    found = incoming(made(talk(wrong)), lambda _: TALK.encode(), file="p.qda", stale=True)
    assert found.quotations == ()
    assert [(one.kind, one.why, one.values) for one in found.report.losses] == [
        (kind, "past_end", {"length": len(TALK) + 1}) for kind in ("selection", "coding")
    ]


def test_passages_of_the_same_words_are_told_to_be_one() -> None:
    again = chosen("fouten", "C2", guid="P2", user="U2")
    found = taken(
        made(talk(chosen("fouten", "C1", guid="P1"), again, chosen("Ja", "C1", guid="P3")))
    )
    assert (found.report.read["selection"], found.report.kept["selection"]) == (3, 2)
    assert Remark(key="together", values={"n": 1}) in found.report.notes


def test_stored_quotations_are_counted_only_when_there_are_any() -> None:
    without = chosen("fouten", "C1", guid="P1")
    proof = Remark(
        key="offsets",
        values={
            "reading": Remark(key="utf16"), "inside": 1, "selections": 1, "edges": 2, "ends": 2,
        },
    )  # fmt: skip
    start = (Remark(key="origin", values={"program": ORIGIN}), proof)
    who = Remark(key="who_selection", values={"why": Remark(key="as_origin")})
    assert taken(made(talk(without))).report.notes == (*start, who)
    named = dataclasses.replace(without, name="fouten")
    stored = Remark(key="quotes", values={"matched": 1, "quotes": 1})
    assert taken(made(talk(named))).report.notes == (*start, stored, who)


def test_losses_of_one_reason_add_up_while_their_values_agree() -> None:
    def lost(what: str, **values: str) -> Loss:
        return Loss(kind="value", what=what, why="two_values", values=values)

    given = [lost("a", variable="rol"), lost("b", variable="rol"), lost("c", variable="jaar")]
    assert list(summed(given)) == [
        Loss(kind="value", what="a, b", n=2, why="two_values", values={"variable": "rol"}),
        Loss(kind="value", what="c", why="two_values", values={"variable": "jaar"}),
    ]


@pytest.mark.parametrize("files", [{}, {"internal://S1.txt": "\ufeff \r\n"}])
def test_missing_or_empty_text_with_selections_is_an_error(files: dict[str, str]) -> None:
    with pytest.raises(ProjectError, match=r"1 texts on which 1 selections .* 'gesprek.docx'"):
        taken(made(talk(chosen("leer", "C1", guid="P1"))), files)


def test_missing_text_without_selections_is_told() -> None:
    found = taken(made(talk()), {})
    assert found.transcripts == ()
    assert ("text", "gesprek.docx", 1) in losses(found)


def test_code_that_is_not_there_is_told() -> None:
    found = taken(made(talk(chosen("leer", "C9", guid="P1"))))
    assert ("coding", "gesprek", 1) in losses(found)


def test_case_with_values_and_source_speaks_under_the_only_label_left() -> None:
    person = RefiCase(
        guid="K1",
        name="R1",
        values=(RefiValue(variable="V1", kind="Text", value="HR"),
                RefiValue(variable="V2", kind="Integer", value="7")),
        source_refs=("S1",),
    )  # fmt: skip
    variables = (RefiVariable(guid="V1", name="Persoon:Rol"), RefiVariable(guid="V2", name="jaren"))
    found = taken(made(talk(), cases=(person,), variables=variables))
    (one,) = found.respondents
    assert (one.key, one.role, dict(one.attributes)) == ("R1", "HR", {"jaren": "7"})
    assert found.links == (
        SpeakerLink(transcript="gesprek", speaker="Anna", respondent="R1"),
    )  # fmt: skip


def test_nameless_case_and_values_on_a_source_describe_the_document() -> None:
    case = RefiCase(guid="K1", values=(RefiValue(variable="V1", value="HR"),), source_refs=("S1",))
    values = (RefiValue(variable="V2", value="Bedrijf 1"),)
    variables = (RefiVariable(guid="V1", name="functie"), RefiVariable(guid="V2", name="bedrijf"))
    found = taken(made(talk(values=values), cases=(case,), variables=variables))
    (one,) = found.respondents
    assert (one.key, one.role, one.organisation) == ("gesprek", "HR", "Bedrijf 1")


def test_case_by_coding_takes_its_stretch_and_leaves_the_codebook() -> None:
    codes = (RefiCode(guid="C1", name="Leren"), RefiCode(guid="K1", name="Anna"))
    whole = dataclasses.replace(
        chosen("leer", "K1", guid="P1"), start=0, end=len(TALK.encode("utf-16-le")) // 2
    )
    part = chosen("fouten", "K1", guid="P2")
    found = taken(made(talk(whole, part), codes=codes, cases=(RefiCase(guid="K1", name="Anna"),)))
    assert [code.key for code in found.codebook.codes] == ["leren"]
    assert found.report.carried["case coding"] == 2
    assert [one.key for one in found.respondents] == ["Anna"]
    assert [(one.speaker, one.respondent) for one in found.links] == [("Anna", "Anna")]
    (case,) = (one for one in found.carried if one.kind == "case")
    assert read_fragment("case", case.xml).selection_refs == ("P1", "P2")


def test_sets_of_a_name_and_a_value_give_attributes() -> None:
    sets = (
        RefiSet(guid="T1", name="gender: male", sources=("S1",)),
        RefiSet(guid="T2", name="A::B", sources=("S1",)),
        RefiSet(guid="T3", name="Alles", sources=("S1",)),
    )
    found = taken(made(talk(), sets=sets))
    (one,) = found.respondents
    assert dict(one.attributes) == {"gender": "male"}
    assert sum(part.kind == "set" for part in found.carried) == 3


def test_values_of_a_text_with_two_cases_are_carried() -> None:
    cases = tuple(RefiCase(guid=f"K{n}", name=f"R{n}", source_refs=("S1",)) for n in (1, 2))
    values = (RefiValue(variable="V1", kind="Text", value="Bern"),)
    variables = (RefiVariable(guid="V1", name="plaats"),)
    found = taken(made(talk(values=values), cases=cases, variables=variables))
    assert [dict(one.attributes) for one in found.respondents] == [{}, {}]
    (part,) = (one for one in found.carried if one.kind == "text")
    assert read_fragment("text", part.xml).values == values


def test_pdf_becomes_a_transcript_when_it_brings_its_text() -> None:
    page = RefiSource(guid="S1", plain_path="internal://S1.txt",
                      selections=(chosen("leer", "C1", guid="P1"),))  # fmt: skip
    box = RefiSelection(
        kind="pdf", guid="B1", place={"page": "0"}, codings=(RefiCoding(guid="G", code="C1"),)
    )
    pdf = RefiSource(
        kind="pdf", guid="D1", name="gesprek.pdf", representation=page, selections=(box,),
        xml='<PDFSource guid="D1"><PDFSelection guid="B1" page="0"/><Representation guid="S1"/>'
            "</PDFSource>",
    )  # fmt: skip
    found = taken(made(pdf))
    assert [one.key for one in found.transcripts] == ["gesprek"]
    assert [one.codes for one in found.quotations] == [("leren",)]
    (part,) = (one for one in found.carried if one.kind == "source")
    assert part.xml == '<PDFSource guid="D1"><PDFSelection guid="B1" page="0"/></PDFSource>'
    assert found.report.carried["coding"] == 1


def test_notes_are_carried_with_their_text() -> None:
    note = RefiSource(
        guid="N1", name="Memo", plain_path="internal://N1.txt",
        xml='<Note guid="N1" plainTextPath="internal://N1.txt"/>',
    )  # fmt: skip
    files = {"internal://S1.txt": TALK, "internal://N1.txt": "\ufeffRegel 1\r\nregel 2"}
    found = taken(made(talk(), notes=(note,)), files)
    (part,) = (one for one in found.carried if one.kind == "note")
    assert read_fragment("note", part.xml).content == "Regel 1\nregel 2"


def test_text_in_another_encoding_is_told() -> None:
    found = incoming(
        made(talk()), lambda _: "I: Geïnspireerd?\nR: Ja.".encode("cp1252"), file="p.qdpx"
    )
    assert found.transcripts[0].text == "I: Geïnspireerd?\nR: Ja."
    assert ("text", "gesprek.docx", 1) in losses(found)


def test_combining_signs_keep_the_words_of_a_selection() -> None:
    text = "I: Hoe?\r\nR: Cafe\u0301 en gei\u0308nspireerd werk\u00adoverleg zo.\r\n"
    words = ("Cafe\u0301", "gei\u0308nspireerd", "werk\u00adoverleg", "zo")
    picked = [
        dataclasses.replace(
            chosen("leer", "C1", guid=f"P{n}"),
            start=units(word, text)[0], end=units(word, text)[1],
        )
        for n, word in enumerate(words)
    ]  # fmt: skip
    found = taken(made(talk(*picked)), {"internal://S1.txt": text})
    frozen = found.transcripts[0].text
    assert [one.span.of(frozen) for one in found.quotations] == [
        "Café", "geïnspireerd", "werkoverleg", "zo",
    ]  # fmt: skip
