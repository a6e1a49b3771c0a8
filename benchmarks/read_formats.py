"""Time and weigh every reader: CPU time and peak memory, with python-docx and webvtt-py beside.

Run with ``python benchmarks/read_formats.py [--many N]``. Twenty invented interviews of 10,000
words are written in one usual layout of each format, and checked to give their turns. A process a
reader reads them in turn, bytes to Transcript, first 36 and then N (1,000 unless given), after one
that does not count; each transcript is let go before the next. Peak memory is the largest resident
set of that process, with the interpreter, our modules and the format's library in it.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import itertools
import json
import multiprocessing
import random
import resource
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from html import escape
from pathlib import Path
from typing import Any

from bouwsteen.transcripts.load import READERS, load_bytes

FILES = 20
FEW = 36
WORDS_A_CUE = 12
WORDS_A_SECOND = 2.5
WORDS_A_LINE = 13
LINES_A_PAGE = 48
PEERS = {"docx": "python-docx", "vtt": "webvtt-py"}
Turn = tuple[str, list[str]]
ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table")
)


def conversation(seed: int) -> list[Turn]:
    """Speakers and words of the interview that `read_docx` writes with this seed."""
    # Imported late, here and below: python-docx comes along, and would weigh on every process.
    from read_docx import TURN_LENGTHS, VOCABULARY, WORDS

    dice = random.Random(seed)
    turns: list[Turn] = []
    spoken = 0
    while spoken < WORDS:
        length = TURN_LENGTHS[len(turns) % len(TURN_LENGTHS)]
        turns.append(("IR"[len(turns) % 2], dice.choices(VOCABULARY, k=length)))
        spoken += length
    return turns


def pieces(words: list[str], length: int) -> list[str]:
    return [" ".join(words[at : at + length]) for at in range(0, len(words), length)]


def lines(turns: list[Turn]) -> list[str]:
    return [f"{who}: {' '.join(words)}" for who, words in turns]


def segments(turns: list[Turn]) -> Iterator[tuple[float, float, str, str]]:
    """Start, end, speaker and words of what captions and recognisers make of the turns."""
    place = 0
    for who, words in turns:
        for piece in pieces(words, WORDS_A_CUE):
            end = place + piece.count(" ") + 1
            yield place / WORDS_A_SECOND, end / WORDS_A_SECOND, who, piece
            place = end


def rows(turns: list[Turn]) -> list[tuple[str, str, str]]:
    table, place = [("tijd", "spreker", "tekst")], 0
    for who, words in turns:
        table.append((clock(place / WORDS_A_SECOND)[:8], who, " ".join(words)))
        place += len(words)
    return table


def clock(seconds: float, mark: str = ".") -> str:
    whole, thousandths = divmod(round(1000 * seconds), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{mark}{thousandths:03}"


def opendocument(kind: str, body: str) -> bytes:
    root, body = "office:document-content", f"<office:{kind}>{body}</office:{kind}>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("content.xml", f"<{root} {ODF}><office:body>{body}</office:body></{root}>")
    return out.getvalue()


def as_csv(turns: list[Turn]) -> bytes:
    return "\n".join(f'{at};{who};"{text}"' for at, who, text in rows(turns)).encode()


def as_eaf(turns: list[Turn]) -> bytes:
    order, tiers = "", {"I": "", "R": ""}
    for number, (start, end, who, text) in enumerate(segments(turns)):
        for name, at in (("a", start), ("b", end)):
            order += f'<TIME_SLOT TIME_SLOT_ID="{name}{number}" TIME_VALUE="{at * 1000:.0f}"/>'
        tiers[who] += (
            f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="n{number}" TIME_SLOT_REF1='
            f'"a{number}" TIME_SLOT_REF2="b{number}"><ANNOTATION_VALUE>{text}</ANNOTATION_VALUE>'
            "</ALIGNABLE_ANNOTATION></ANNOTATION>"
        )
    held = "".join(f'<TIER TIER_ID="{who}">{tier}</TIER>' for who, tier in tiers.items())
    start = f"<ANNOTATION_DOCUMENT><TIME_ORDER>{order}</TIME_ORDER>"
    return f"{start}{held}</ANNOTATION_DOCUMENT>".encode()


def paragraphs(turns: list[Turn]) -> str:
    return "".join(f"<p><b>{who}:</b> {escape(' '.join(words))}</p>\n" for who, words in turns)


def as_html(turns: list[Turn]) -> bytes:
    head = '<!DOCTYPE html><html><head><meta charset="utf-8"></head>'
    return f"{head}<body>{paragraphs(turns)}</body></html>".encode()


def as_json(turns: list[Turn]) -> bytes:
    keys = ("start", "end", "speaker", "text")
    said = [dict(zip(keys, one, strict=True)) for one in segments(turns)]
    return json.dumps({"language": "nl", "segments": said}).encode()


def as_ods(turns: list[Turn]) -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    cells = ("".join(map(cell.format, row)) for row in rows(turns))
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return opendocument("spreadsheet", f'<table:table table:name="1">{table}</table:table>')


def as_odt(turns: list[Turn]) -> bytes:
    return opendocument("text", "".join(f"<text:p>{line}</text:p>" for line in lines(turns)))


def as_otr(turns: list[Turn]) -> bytes:
    return json.dumps({"text": paragraphs(turns), "media": "a.m4a", "media-time": 0}).encode()


def as_pdf(turns: list[Turn]) -> bytes:
    drawn = [row for line in lines(turns) for row in pieces(line.split(), WORDS_A_LINE)]
    objects, kids = [b"<</Type/Catalog/Pages 2 0 R>>", b""], []
    for at in range(0, len(drawn), LINES_A_PAGE):
        shown = "".join(f"({row}) Tj T* " for row in drawn[at : at + LINES_A_PAGE])
        stream = zlib.compress(f"BT /F1 10 Tf 14 TL 40 780 Td {shown}ET".encode("cp1252"))
        kids.append(f"{len(objects) + 1} 0 R")
        page = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects) + 2} 0 R"
            "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica"
            "/Encoding/WinAnsiEncoding>>>>>>>>"
        )
        head = f"<</Filter/FlateDecode/Length {len(stream)}>>stream\n"
        objects += [page.encode(), head.encode() + stream + b"\nendstream"]
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    parts = [b"%d 0 obj\n%b\nendobj\n" % one for one in enumerate(objects, start=1)]
    *places, start = itertools.accumulate(map(len, parts), initial=len("%PDF-1.4\n"))
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = f"{len(objects) + 1}"
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\n"
    return b"".join([b"%PDF-1.4\n", *parts, f"{tail}startxref\n{start}\n%%EOF".encode()])


def as_rtf(turns: list[Turn]) -> bytes:
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Calibri;}}\fs22 "
    body = "".join(rf"\pard\sa120 {line}\par" + "\n" for line in lines(turns))
    plain = (chr(one) if one < 128 else rf"\'{one:02x}" for one in body.encode("cp1252"))
    return f"{head}{''.join(plain)}}}".encode()


def as_srt(turns: list[Turn]) -> bytes:
    return "".join(
        f"{number}\n{clock(start, ',')} --> {clock(end, ',')}\n{who}: {text}\n\n"
        for number, (start, end, who, text) in enumerate(segments(turns), start=1)
    ).encode()


def as_stm(turns: list[Turn]) -> bytes:
    return "".join(
        f"gesprek 1 {who} {start:.2f} {end:.2f} <o,F0,M> {text}\n"
        for start, end, who, text in segments(turns)
    ).encode()


def as_text(turns: list[Turn]) -> bytes:
    return "\n".join(lines(turns)).encode()


def as_vtt(turns: list[Turn]) -> bytes:
    return (
        b"WEBVTT\n\n"
        + "".join(
            f"{clock(start)} --> {clock(end)}\n<v {who}>{text}</v>\n\n"
            for start, end, who, text in segments(turns)
        ).encode()
    )


def as_xlsx(turns: list[Turn]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows(turns)):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def peer(kind: str) -> Callable[[bytes], object]:
    """The other program's way of reading a format: a text a paragraph, a voice and text a cue."""
    if kind == "docx":
        from read_docx import paragraphs_only

        return paragraphs_only
    import webvtt

    return lambda data: [(one.voice, one.text) for one in webvtt.from_buffer(io.BytesIO(data))]


def write_all(folder: Path) -> None:
    from read_docx import interview

    for seed, kind in itertools.product(range(FILES), READERS):
        write = globals().get(f"as_{kind}")
        data = write(conversation(seed)) if write else interview(seed)
        (folder / f"{seed}.{kind}").write_bytes(data)


def check(folder: Path, kind: str) -> None:
    """Stop when a file does not give the words of its turns; line ends within a turn may differ."""
    for seed in range(FILES):
        loaded = load_bytes((folder / f"{seed}.{kind}").read_bytes(), f"a.{kind}").transcript
        found = [(turn.speaker, loaded.speech(turn).split()) for turn in loaded.turns]
        if loaded.meta["reader"] != kind or found != conversation(seed):
            raise SystemExit(f"{kind}: file {seed} does not give the turns that were written")


def measured(folder: Path, kind: str, by_peer: bool, many: int) -> tuple[float, ...]:
    """CPU seconds and peak MB after few and after many files."""
    files = [folder / f"{number}.{kind}" for number in range(FILES)]
    read = peer(kind) if by_peer else lambda data: load_bytes(data, f"a.{kind}")
    read(files[0].read_bytes())
    figures = []
    for count in (FEW, many):
        start = time.process_time()
        for path in itertools.islice(itertools.cycle(files), count):
            read(path.read_bytes())
        figures += [time.process_time() - start, peak()]
    return tuple(figures)


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def forked(work: Callable[..., Any], *given: object) -> Any:
    """What work gives, from a process of its own, so that its memory is its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as pool:
        return pool.submit(work, *given).result()


def main() -> None:
    """Print the table; the exit code is 1 when a reader gives other turns than were written."""
    options = argparse.ArgumentParser(description="Time and weigh every reader of transcripts.")
    options.add_argument("--many", type=int, default=1000, metavar="N", help="files of a long run")
    many = options.parse_args().many
    print(f"{FILES} interviews a format; before reading, a process holds {forked(peak):.0f} MB")
    print(f"{'reader':14}{f'CPU s {FEW}':>12}{f'CPU s {many}':>12}{'ms a file':>12}", end="")
    print(f"{f'MB {FEW}':>12}{f'MB {many}':>12}{'ours/theirs':>13}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        forked(write_all, folder)
        for kind in sorted(READERS):
            forked(check, folder, kind)
            figures = forked(measured, folder, kind, False, many)
            print(row(kind, figures, many), flush=True)
            if kind == "vtt" and importlib.util.find_spec("webvtt") is None:
                print("  webvtt-py is not installed, so vtt has no peer: pip install webvtt-py")
            elif kind in PEERS:
                theirs = forked(measured, folder, kind, True, many)
                print(f"{row(f'  {PEERS[kind]}', theirs, many)}{figures[2] / theirs[2]:13.2f}")


def row(name: str, figures: tuple[float, float, float, float], many: int) -> str:
    few_s, few_mb, many_s, many_mb = figures
    spent = f"{few_s:12.2f}{many_s:12.2f}{1000 * many_s / many:12.1f}"
    return f"{name:14}{spent}{few_mb:12.0f}{many_mb:12.0f}"


if __name__ == "__main__":
    main()
