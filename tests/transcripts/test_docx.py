from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import docx as python_docx
import pytest

from bouwsteen.errors import TranscriptError
from bouwsteen.transcripts.draft import Comment
from bouwsteen.transcripts.load import load_bytes
from bouwsteen.transcripts.model import Span
from bouwsteen.transcripts.read.docx import read_docx


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*inside: str, mark: str = "") -> str:
    return f"<w:p><w:pPr>{mark}</w:pPr>{''.join(inside)}</w:p>"


TURNS = par(run("I: Hoe?")) + par(run("R: Zo.")) + par(run("I: En?")) + par(run("R: Ja."))
TEXTS = {
    "run over runs": (par(run("S"), run("2"), run(": ja")), "S2: ja\n"),
    "insertion": (par(run("een"), f"<w:ins w:id='1'>{run(' twee')}</w:ins>"), "een twee\n"),
    "deletion": (
        par(run("een"), "<w:del w:id='1'><w:r><w:delText>x</w:delText><w:tab/></w:r></w:del>"),
        "een\n",
    ),
    "move": (
        par(f"<w:moveFrom w:id='1'>{run('hier')}</w:moveFrom>")
        + par(f"<w:moveTo w:id='2'>{run('daar')}</w:moveTo>"),
        "\ndaar\n",
    ),
    "deleted paragraph mark": (
        par(run("een "), mark="<w:rPr><w:del w:id='1'/></w:rPr>") + par(run("twee")),
        "een twee\n",
    ),
    "deleted row": (
        "<w:tbl><w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>" + par(run("weg")) + "</w:tc></w:tr>"
        "<w:tr><w:tc>" + par(run("blijft")) + "</w:tc></w:tr></w:tbl>",
        "blijft\n",
    ),
    "breaks and tabs": (
        par("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:br w:type='page'/><w:t>c</w:t><w:cr/></w:r>")
        + par(run("d"), "<w:r><w:tab/></w:r>", mark="<w:tabs><w:tab w:val='left'/></w:tabs>"),
        "a\nb\nc\n\nd\t\n",
    ),
    "hyphens": (
        par("<w:r><w:t>HR</w:t><w:noBreakHyphen/><w:t>af</w:t><w:softHyphen/><w:t>deling</w:t></w:r>"),
        "HR-afdeling\n",
    ),
    "symbols": (
        par(
            "<w:r><w:sym w:font='Wingdings' w:char='F04A'/><w:sym w:font='Webdings' w:char='F021'/>"
            "<w:sym w:font='X' w:char='kapot'/></w:r>"
        ),
        "☺\uf021\ufffd\n",
    ),
    "emoji with a choice": (
        par(
            "<w:r><mc:AlternateContent><mc:Choice Requires='w16se'><w16se:symEx w16se:font='x' "
            "w16se:char='1F642'/></mc:Choice><mc:Fallback><w:t>?</w:t></mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        ),
        "🙂\n",
    ),
    "choice without text": (
        par(
            "<w:r><mc:AlternateContent><mc:Choice Requires='x'><w:drawing/></mc:Choice>"
            "<mc:Fallback><w:t>ja</w:t></mc:Fallback></mc:AlternateContent></w:r>"
        ),
        "ja\n",
    ),
    "content controls, smart tags, links": (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{par(run('een'))}</w:sdtContent></w:sdt>"
        + par(
            f"<w:sdt><w:sdtContent>{run('a')}</w:sdtContent></w:sdt>",
            f"<w:smartTag>{run('b')}</w:smartTag><w:hyperlink>{run('c')}</w:hyperlink>",
        ),
        "een\nabc\n",
    ),
    "fields": (
        par(
            f"<w:fldSimple w:instr='DATE'>{run('3 mei')}</w:fldSimple>",
            "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText></w:r>",
            "<w:r><w:fldChar w:fldCharType='separate'/></w:r>",
            run(" 7"),
        ),
        "3 mei 7\n",
    ),
    "line breaks of the XML itself": (par("<w:r>\n<w:t>een\ntwee</w:t>\n</w:r>"), "een twee\n"),
    "tables": (
        "<w:tbl><w:tr><w:tc>" + par(run("a")) + "</w:tc><w:tc>" + par(run("b")) + par(run("c"))
        + "</w:tc></w:tr></w:tbl>" + par(run("d")),
        "a\tb\nc\nd\n",
    ),
    "tables in tables": (
        "<w:tbl><w:tr><w:tc>" + par(run("a")) + "<w:tbl><w:tr><w:tc>" + par(run("b"))
        + "</w:tc><w:tc>" + par(run("c")) + "</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>",
        "a\nb\tc\n",
    ),
    "normalised": (par(run("cafe\u0301\u00a0geïnfor\u00admeerd")), "café geïnformeerd\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_read_docx_gives_the_text_a_person_sees(name: str, docx) -> None:
    body, expected = TEXTS[name]
    assert read_docx(docx(body)).page.text == expected


def test_read_docx_tells_what_it_left_out(docx) -> None:
    box = (
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
        f"{par(run('kader'))}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback>"
        f"<w:pict><v:textbox><w:txbxContent>{par(run('kader'))}</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent>"
    )
    body = par(
        run("een"),
        f"<w:r>{box}</w:r>",
        run("geheim", "<w:vanish/>"),
        run(" twee", "<w:vanish w:val='0'/>"),
        "<w:r><w:footnoteReference w:id='1'/></w:r>",
        f"<w:ins w:id='1'>{run('!')}</w:ins><w:del w:id='2'/>",
    )
    document = read_docx(docx(body))
    assert document.page.text == "een twee!\n"
    assert document.meta == {"text boxes": "kader"}
    assert document.warnings == (
        "2 tracked changes are pending: insertions count, deletions do not",
        "6 hidden characters were left out",
        "1 text boxes are not part of the text",
        "1 footnotes or endnotes are not part of the text",
    )


def test_read_docx_finds_the_document_under_another_name(docx) -> None:
    assert read_docx(docx(par(run("ja")), main="document2")).page.text == "ja\n"


def comment(number: int, text: str, *, paragraph: str = "", author: str = "Vera") -> str:
    return (
        f"<w:comment w:id='{number}' w:author='{author}' w:date='2026-03-13T10:00:00Z'>"
        f"<w:p w14:paraId='{paragraph}'>{run(text)}</w:p></w:comment>"
    )


def start(number: int) -> str:
    return f"<w:commentRangeStart w:id='{number}'/>"


def end(number: int) -> str:
    return f"<w:commentRangeEnd w:id='{number}'/><w:r><w:commentReference w:id='{number}'/></w:r>"


def test_comments_mark_the_normalised_text(docx) -> None:
    body = (
        par(run("I: Hoe cafe\u0301?"))
        + par(run("R: "), start(1), run("Zo"), start(2), run(" en\u00ad zo."), end(1))
        + par(run("I: En?"), end(2), start(3), "<w:r><w:commentReference w:id='3'/></w:r>")
        + par(run("R: Ja."), "<w:r><w:commentReference w:id='4'/></w:r>")
    )
    comments = (
        comment(1, "2.2; twijfel", paragraph="0A")
        + comment(2, "leiderschap", paragraph="0B", author="")
        + comment(3, "leeg", paragraph="0C")
        + comment(4, "punt", paragraph="0D")
        + comment(5, "akkoord", paragraph="0E", author="Jan")
    )
    threads = (
        "<w15:commentEx w15:paraId='0A' w15:done='1'/>"
        "<w15:commentEx w15:paraId='0E' w15:paraIdParent='0A' w15:done='0'/>"
    )
    loaded = load_bytes(docx(body, comments=comments, threads=threads), "a.docx")
    text = loaded.transcript.text
    when = datetime(2026, 3, 13, 10, tzinfo=UTC)
    assert loaded.comments == (
        Comment(
            id="1", author="Vera", text="2.2; twijfel", span=Span(16, 25), resolved=True, date=when
        ),
        Comment(id="2", author="", text="leiderschap", span=Span(18, 32), date=when),
        Comment(id="3", author="Vera", text="leeg", date=when),
        Comment(id="4", author="Vera", text="punt", date=when),
        Comment(id="5", author="Jan", text="akkoord", parent="1", date=when),
    )
    marked = [one.span.of(text) for one in loaded.comments if one.span]
    assert marked == ["Zo en zo.", " en zo.\nI: En?"]


def test_comments_made_by_python_docx_come_back(docx) -> None:
    document = python_docx.Document()
    for label, speech in (("I", "Hoe?"), ("R", "Van elkaar, meestal."), ("I", "En?"), ("R", "Ja.")):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(speech)
    runs = [paragraph.runs for paragraph in document.paragraphs]
    document.add_comment(runs=[runs[1][1]], text="3.1", author="Vera", initials="V")
    document.add_comment(runs=[runs[1][1], runs[3][1]], text="4", author="Jan", initials="J")
    out = BytesIO()
    document.save(out)
    loaded = load_bytes(out.getvalue(), "a.docx")
    assert [
        (one.author, one.text, one.span.of(loaded.transcript.text)) for one in loaded.comments
    ] == [
        ("Vera", "3.1", "Van elkaar, meestal."),
        ("Jan", "4", "Van elkaar, meestal.\nI: En?\nR: Ja."),
    ]


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{par(run(cell))}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def test_table_of_label_and_speech_is_read(docx, spoken) -> None:
    body = table(("I", "Hoe?"), ("R:", "Zo."), ("", "En cafe\u0301."), ("I", "En?"), ("R:", "Ja."))
    loaded = load_bytes(docx(par(run("Interview 3")) + body), "a.docx")
    assert loaded.transcript.meta["shape"] == "columns"
    assert spoken(loaded) == [("I", "Hoe?"), ("R", "Zo.\n\tEn café."), ("I", "En?"), ("R", "Ja.")]
    assert loaded.dropped == ("Interview 3",)


def test_table_with_names_and_a_last_column_of_remarks_is_read(docx, spoken) -> None:
    body = table(
        ("Tijd", "Wie", "Tekst", "Code"),
        ("0:03", "I", "Hoe leert u hier van elkaar, in het team?", ""),
        ("0:09", "R", "Door te doen en te praten, elke dag.", "3.1"),
    )
    loaded = load_bytes(docx(body), "a.docx")
    assert spoken(loaded) == [
        ("I", "Hoe leert u hier van elkaar, in het team?"),
        ("R", "Door te doen en te praten, elke dag."),
    ]
    assert [turn.start_time for turn in loaded.transcript.turns] == [3.0, 9.0]
    assert loaded.dropped == ("Tijd\tWie\tTekst\tCode", "3.1")


def test_table_that_is_no_speech_stays_outside(docx, spoken) -> None:
    body = table(("Datum", "3 mei"), ("Duur", "40 min")) + TURNS + table(("opgeslagen", "Jan"))
    loaded = load_bytes(docx(body), "a.docx")
    assert spoken(loaded) == [("I", "Hoe?"), ("R", "Zo."), ("I", "En?"), ("R", "Ja.")]
    assert loaded.dropped == ("Datum\t3 mei", "Duur\t40 min", "opgeslagen\tJan")


def test_labels_in_a_table_of_one_column_are_read(docx, spoken) -> None:
    loaded = load_bytes(docx(f"<w:tbl><w:tr><w:tc>{TURNS}</w:tc></w:tr></w:tbl>"), "a.docx")
    assert spoken(loaded) == [("I", "Hoe?"), ("R", "Zo."), ("I", "En?"), ("R", "Ja.")]


def test_strict_open_xml_is_read(docx) -> None:
    strict = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(docx(TURNS))) as source,
        zipfile.ZipFile(strict, "w") as target,
    ):
        xml = source.read("word/document.xml").replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        target.writestr("word/document.xml", xml)
    assert read_docx(strict.getvalue()).page.text == "I: Hoe?\nR: Zo.\nI: En?\nR: Ja.\n"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<w:document>",
        "<a/>&nog;",
        '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">]><a>' + "<b>" * 300 + "</b>" * 300 + "</a>",
    ],
)
def test_damaged_documents_are_refused(content: str) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", content)
    with pytest.raises(TranscriptError) as caught:
        read_docx(out.getvalue())
    assert caught.value.message == "this should be a Word document, but the file is damaged."


def test_declared_entities_are_refused(docx) -> None:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(docx(par(run("ja &x; nee"))))) as source:
        xml = source.read("word/document.xml").decode()
    with zipfile.ZipFile(out, "w") as package:
        secret = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        package.writestr("word/document.xml", secret + xml)
    with pytest.raises(TranscriptError) as caught:
        read_docx(out.getvalue())
    assert caught.value.message == "this should be a Word document, but the file is damaged."


def test_oversized_parts_are_refused(docx, monkeypatch) -> None:
    monkeypatch.setattr("bouwsteen.transcripts.package.LARGEST_PART", 1_000_000)
    with pytest.raises(TranscriptError) as caught:
        read_docx(docx(par(run("x" * 1_000_001))))
    assert caught.value.message == "its part 'word/document.xml' is larger than 1 MB."
