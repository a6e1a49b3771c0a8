"""Time our reader of Word documents against python-docx's paragraphs.

Run with ``python benchmarks/read_docx.py``. Two hundred invented interviews of 10,000 words, with a
run every few words as Word writes them after spell-checking, are read twice: by our reader, from
bytes to Transcript with turns, and by python-docx, from bytes to the list of paragraphs' texts. The
figures are CPU seconds of this process, garbage collection included. Ours should need at most half.
"""

from __future__ import annotations

import io
import random
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import docx

from bouwsteen.transcripts.load import load_bytes

INTERVIEWS = 200
WORDS = 10_000
TURN_LENGTHS = (4, 22, 9, 130, 15, 60, 3, 240)
WORDS_A_RUN = 4
VOCABULARY = (
    "nou ja wij proberen dat eigenlijk elke week wel een keer met elkaar te doen en dan leer je "
    "gewoon van wat er misgaat, want coördinatie is één ding maar ruimte om fouten te maken iets "
    "anders; mijn leidinggevende zegt altijd “probeer het maar” en daar bouw je op voort."
).split()
RUN = (
    '<w:r w:rsidR="00A31F52" w:rsidRPr="00C4{number:04X}"><w:rPr>'
    '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:cstheme="minorHAnsi"/>'
    '<w:lang w:val="nl-NL"/></w:rPr>'
    '<w:t xml:space="preserve">{text}</w:t></w:r>'
)
PARAGRAPH = (
    '<w:p w14:paraId="{number:08X}" w14:textId="77777777" w:rsidR="00A31F52">'
    '<w:pPr><w:spacing w:after="120"/><w:rPr><w:lang w:val="nl-NL"/></w:rPr></w:pPr>{runs}</w:p>'
)
DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:body>{body}<w:sectPr/>'
    "</w:body></w:document>"
)
OTHER_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
}


def interview(seed: int) -> bytes:
    """One invented interview as a Word file."""
    dice = random.Random(seed)
    paragraphs = []
    words = number = 0
    while words < WORDS:
        length = TURN_LENGTHS[number % len(TURN_LENGTHS)]
        spoken = [f"{'IR'[number % 2]}:", *dice.choices(VOCABULARY, k=length)]
        pieces = [
            " ".join(spoken[start : start + WORDS_A_RUN]) + " "
            for start in range(0, len(spoken), WORDS_A_RUN)
        ]
        runs = "".join(RUN.format(number=number, text=escape(piece)) for piece in pieces)
        paragraphs.append(PARAGRAPH.format(number=number + 1, runs=runs))
        words += length
        number += 1
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in OTHER_PARTS.items():
            package.writestr(name, content)
        package.writestr("word/document.xml", DOCUMENT.format(body="".join(paragraphs)))
    return out.getvalue()


def ours(data: bytes) -> int:
    """Number of turns: bytes to Transcript."""
    return len(load_bytes(data, "interview.docx").transcript.turns)


def paragraphs_only(data: bytes) -> int:
    """Number of paragraphs with text: bytes to paragraphs' texts."""
    return len([text for p in docx.Document(io.BytesIO(data)).paragraphs if (text := p.text)])


def cpu_seconds(read: Callable[[bytes], int], files: list[Path]) -> tuple[float, int]:
    """CPU seconds for reading all files, and how many turns or paragraphs they had."""
    found = 0
    start = time.process_time()
    for path in files:
        found += read(path.read_bytes())
    return time.process_time() - start, found


def main() -> int:
    """Print the table; the exit code is 1 when ours needs more than half of python-docx's time."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"interview_{number:03}.docx" for number in range(INTERVIEWS)]
        for number, path in enumerate(files):
            path.write_bytes(interview(number))
        for read in (ours, paragraphs_only):
            cpu_seconds(read, files[:3])
        seconds, turns = cpu_seconds(ours, files)
        yardstick, paragraphs = cpu_seconds(paragraphs_only, files)
    if turns != paragraphs:
        print(f"{turns} turns, but {paragraphs} paragraphs", file=sys.stderr)
        return 1
    print(f"{INTERVIEWS} interviews of {WORDS:,} words, {turns} turns")
    print(f"{'reader':36}{'CPU s':>8}{'ms a file':>11}")
    for name, spent in (
        ("bouwsteen, bytes to Transcript", seconds),
        ("python-docx, bytes to p.text", yardstick),
    ):
        print(f"{name:36}{spent:8.2f}{1000 * spent / INTERVIEWS:11.1f}")
    print(f"{'ratio':36}{seconds / yardstick:8.2f}")
    return int(seconds > yardstick / 2)


if __name__ == "__main__":
    sys.exit(main())
