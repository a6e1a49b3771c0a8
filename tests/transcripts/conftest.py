"""Small documents made by hand, in every format, and the samples beside the checkout."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bouwsteen.transcripts.load import Loaded

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


@pytest.fixture
def docx() -> Callable[..., bytes]:
    """Make a Word file of the XML inside its body, and of its comments' and threads' XML."""

    def make(body: str, *, comments: str = "", threads: str = "", main: str = "document") -> bytes:
        parts = {f"word/{main}.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"}
        if main != "document":
            kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            parts["_rels/.rels"] = (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="a" Type="{kind}/officeDocument" Target="/word/{main}.xml"/>'
                "</Relationships>"
            )
        if comments:
            parts["word/comments.xml"] = f"<w:comments {SPACES}>{comments}</w:comments>"
        if threads:
            parts["word/commentsExtended.xml"] = (
                f"<w15:commentsEx {SPACES}>{threads}</w15:commentsEx>"
            )
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name, content in parts.items():
                package.writestr(name, content)
        return out.getvalue()

    return make


ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
SAID = (
    ("I", "Hoe leert u?"),
    ("R", "Van fouten, geïnformeerd."),
    ("I", "Hm-m."),
    ("R", "Zo is het."),
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Pack parts into a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def opendocument(kind: str, body: str) -> bytes:
    """Pack a body as an OpenDocument file of a kind: ``text`` or ``spreadsheet``."""
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {ODF}><office:body><office:{kind}>{body}"
            f"</office:{kind}></office:body></office:document-content>",
        }
    )


def portable(pages: Sequence[Sequence[str]]) -> bytes:
    """Write pages of lines as a PDF, the plainest there is."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    kids = []
    for lines in pages:
        drawn = "BT /F1 10 Tf 12 TL 40 800 Td "
        for line in lines:
            safe = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            drawn += f"({safe}) Tj T* "
        drawn += "ET"
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents "
            f"{len(objects) + 2} 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont"
            "/Helvetica/Encoding/WinAnsiEncoding>>>>>>>>"
        )
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    out, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    out += "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    return out.encode("cp1252")


def workbook(sheets: dict[str, Sequence[Sequence[object]]]) -> bytes:
    """Write rows of cells as an Excel workbook."""
    import datetime

    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    clock = book.add_format({"num_format": "h:mm:ss"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, datetime.time | datetime.timedelta):
                    sheet.write_datetime(number, place, value, clock)
                else:
                    sheet.write(number, place, value)
    book.close()
    return out.getvalue()


def annotated(tiers: str, slots: Sequence[int | None]) -> bytes:
    """Write an ELAN file of tiers' XML and the milliseconds of its slots."""
    order = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="t{number}"'
        + ("/>" if value is None else f' TIME_VALUE="{value}"/>')
        for number, value in enumerate(slots)
    )
    return (
        f'<?xml version="1.0"?><ANNOTATION_DOCUMENT><TIME_ORDER>{order}</TIME_ORDER>{tiers}'
        "</ANNOTATION_DOCUMENT>"
    ).encode()


def annotation(start: int, end: int, text: str) -> str:
    """One annotation between two slots."""
    return (
        f'<ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1="t{start}" TIME_SLOT_REF2="t{end}">'
        f"<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
    )


@pytest.fixture(scope="session")
def make() -> dict[str, Callable[..., bytes]]:
    """Makers of files, by what they make."""
    return {
        "zip": zipped,
        "opendocument": opendocument,
        "pdf": portable,
        "xlsx": workbook,
        "eaf": annotated,
        "annotation": lambda *values: annotation(*values).encode(),
    }


def _as_srt(found: re.Match[str]) -> str:
    if found[1]:
        return f"{found[1]},{found[2]}"
    return f"{found[3]}: " if found[3] else ""


@pytest.fixture(scope="session")
def seeds() -> dict[str, tuple[str, bytes]]:
    """One invented interview in every format: by reader the name of a file and its bytes."""
    lines = [f"{who}: {words}" for who, words in SAID]
    text = "\n".join(lines)
    rows = [("tijd", "spreker", "tekst"), *(("0:01", who, words) for who, words in SAID)]
    cues = "".join(
        f"00:00:0{place}.000 --> 00:00:0{place + 1}.000\n<v {who}>{words}</v>\n\n"
        for place, (who, words) in enumerate(SAID)
    )
    word = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    cells = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in rows
    )
    tier = "".join(
        f'<TIER TIER_ID="{who}">'
        + "".join(
            annotation(place, place + 1, words)
            for place, (other, words) in enumerate(SAID)
            if other == who
        )
        + "</TIER>"
        for who in "IR"
    )
    segments = [
        {"start": place, "end": place + 1, "text": words, "speaker": who}
        for place, (who, words) in enumerate(SAID)
    ]
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    rtf = text.replace("ï", r"\'ef").replace("\n", "\\par\n")
    return {
        "csv": ("a.csv", "\n".join(";".join(row) for row in rows).encode()),
        "docx": (
            "a.docx",
            zipped(
                {"word/document.xml": f"<w:document {SPACES}><w:body>{word}</w:body></w:document>"}
            ),
        ),
        "eaf": ("a.eaf", annotated(tier, [0, 1000, 2000, 3000, 4000])),
        "html": ("a.html", f"<html><body>{paragraphs}</body></html>".encode()),
        "json": ("a.json", json.dumps({"segments": segments}).encode()),
        "ods": (
            "a.ods",
            opendocument("spreadsheet", f'<table:table table:name="1">{cells}</table:table>'),
        ),
        "odt": (
            "a.odt",
            opendocument("text", "".join(f"<text:p>{line}</text:p>" for line in lines)),
        ),
        "otr": ("a.otr", json.dumps({"text": paragraphs, "media": "a.m4a"}).encode()),
        "pdf": ("a.pdf", portable([lines])),
        "rtf": ("a.rtf", f"{{\\rtf1\\ansi\\ansicpg1252 {rtf}\\par}}".encode()),
        "srt": ("a.srt", re.sub(r"(\d)\.(\d)|<v (.)>|</v>", _as_srt, cues).encode()),
        "stm": (
            "a.stm",
            "".join(
                f"f 1 {who} {place}.0 {place + 1}.0 <o,F0,M> {words}\n"
                for place, (who, words) in enumerate(SAID)
            ).encode(),
        ),
        "text": ("a.txt", text.encode()),
        "vtt": ("a.vtt", f"WEBVTT\n\n{cues}".encode()),
        "xlsx": ("a.xlsx", workbook({"Blad1": rows})),
    }


@pytest.fixture
def spoken() -> Callable[[Loaded], list[tuple[str | None, str]]]:
    """Speaker and speech of every turn."""

    def turns(loaded: Loaded) -> list[tuple[str | None, str]]:
        one = loaded.transcript
        return [(turn.speaker, one.speech(turn)) for turn in one.turns]

    return turns


@pytest.fixture(scope="session")
def samples() -> Path:
    """Folder of transcripts that others wrote; they are not part of the project."""
    folder = Path(__file__).parents[2].parent / "shared" / "samples" / "transcripts"
    if not folder.is_dir():
        pytest.skip("the folder shared/samples/transcripts is not beside the checkout")
    return folder
