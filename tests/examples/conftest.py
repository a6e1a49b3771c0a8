"""A small marked-up interview, and a plain reading of the bundled files to check them with."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bouwsteen.examples import bundled
from bouwsteen.examples.markup import Interview, parse_interview

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Turns = list[tuple[str, str]]

_SMALL = """\
file: klein.txt
layout: plain_txt
title: Verzonnen interview
date: 1 april 2026
start: 3
interviewer: I
speaker: R
respondent: M9
role: Medewerker
organisation: Bedrijf 9
sector: proef
years: 2

I: Wat doe je?

R: {c 1.3; leuk >> Eens.}{a 1.3}{b 1.3;3|ook samen?}Ik draai, eh, alles.{/b} En ik vraag veel.{/a}

I: Hm-m.

R: {ab 2.2}Een fout mag.{/ab} Nou{/c} ja.
"""

# One pattern for each layout: the label, then the speech.
_PATTERNS = {
    "01_directie_metaal": r"^(I|R): (.+)$",
    "02_hr_installatie": r"^(.+)   \d+:\d\d\n(.+)$",
    "03_leidinggevende_bakkerij": r"^(Interviewer|Respondent): (.+)$",
    "04_medewerker_metaal": r"^(V|A): (.+)$",
    "05_directie_thuiszorg": r"^<v (.+?)>(.+)</v>$",
    "06_hr_bakkerij": r"-->.+\n(.+?): (.+)$",
    "07_leidinggevende_installatie": r"^\[(SPEAKER_\d\d)\]: (.+)$",
    "08_medewerker_thuiszorg": r"^[\d:]{8};(.);(.+)$",
}


@pytest.fixture
def small_source() -> str:
    """Source of an interview of four turns: four quotations, one comment over three turns."""
    return _SMALL


@pytest.fixture
def small(small_source: str) -> Interview:
    """The same interview, parsed."""
    return parse_interview(small_source, key="klein")


@pytest.fixture
def docx_lines() -> Callable[[bytes], list[str]]:
    """Function that gives the paragraphs of a Word file, a line break as a newline."""

    def lines(data: bytes) -> list[str]:
        root = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
        text = {_W + "t": lambda node: node.text, _W + "br": lambda node: "\n"}
        return [
            "".join(text[node.tag](node) for node in paragraph.iter() if node.tag in text)
            for paragraph in root.iter(_W + "p")
        ]

    return lines


@pytest.fixture
def read_turns(docx_lines: Callable[[bytes], list[str]]) -> Callable[[str], Turns]:
    """Function that gives the turns of a bundled transcript, cues of one speaker joined."""

    def turns(name: str) -> Turns:
        path = bundled.data_path(name)
        if path.suffix == ".docx":
            text = "\n".join(docx_lines(path.read_bytes()))
        else:
            encoding = "cp1252" if path.stem.startswith("04") else "utf-8-sig"
            text = path.read_text(encoding)
        found = re.findall(_PATTERNS[path.stem], text, flags=re.MULTILINE)
        if path.suffix == ".csv":
            found = [(who, next(csv.reader([speech], delimiter=";"))[0]) for who, speech in found]
        by_speaker = groupby(found, key=lambda each: each[0])
        return [(who, " ".join(speech for _, speech in said)) for who, said in by_speaker]

    return turns


@pytest.fixture
def rows() -> Callable[[str], list[dict[str, str]]]:
    """Function that gives the rows of a bundled table."""

    def table(name: str) -> list[dict[str, str]]:
        path: Path = bundled.data_path(name)
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return table
