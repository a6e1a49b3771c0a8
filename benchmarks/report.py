"""Time and weigh the report of a study of 1,000 transcripts with 10,000 and 100,000 codings.

Run with ``python benchmarks/report.py``; ``--write`` puts the figures in docs/benchmarks.md. Two
coders coded and finished every transcript, and a meeting made their consensus. The yardstick for
a part of it, the table of quotations by role in Word, is what a researcher would write with pandas
and python-docx; both must count the same. Every figure comes from a process of its own, from start
to end: CPU time, and the largest memory of that process.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from _pages import write_section

TRANSCRIPTS, ORGANISATIONS, TURNS = 1_000, 100, 200
CODINGS = (10_000, 100_000)
ROLES = ("Directie", "HR-professional", "Leidinggevende", "Medewerker")
SPEECH = "nou ja wij proberen dat eigenlijk elke week wel een keer met elkaar te doen "
CODERS = ("anna", "bram")
SECONDS, MEGABYTES = 60, 1_500
TABLE = """
SELECT q.id, q.transcript_id AS transcript, q.start, c.key AS code FROM quotation q
JOIN coding g ON g.quotation_id = q.id JOIN code c ON c.id = g.code_id WHERE q.layer = 'consensus'
"""
SPOKEN = """
SELECT t.transcript_id AS transcript, t.start, r.role FROM turn t
JOIN transcript k ON k.id = t.transcript_id
JOIN speaker_link s ON s.transcript = k.key AND s.speaker = t.speaker
JOIN respondent r ON r.id = s.respondent_id
"""


def fill(path: Path, codings: int) -> None:
    """Make a study: questions and answers by turns, two layers of codings and their consensus."""
    from bouwsteen.codebook.files import load_codebook
    from bouwsteen.coding.consensus import Settings
    from bouwsteen.coding.model import Coder, Coding, Done, Layer, Quotation
    from bouwsteen.study.study import Study
    from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn

    chance, book = random.Random(1), load_codebook("mkb-leercultuur")
    text, turns = "", []
    for number in range(TURNS):
        speaker, start = "IR"[number % 2], len(text) + 3
        text += f"{speaker}: {SPEECH * 3}\n"
        turns.append(Turn(index=number + 1, speaker=speaker, span=Span(start, len(text) - 1)))
    keys = [f"interview_{number:04}" for number in range(TRANSCRIPTS)]
    people = [
        Respondent(key=f"R{n}", role=ROLES[n % 4], organisation=f"Bedrijf {n % ORGANISATIONS}")
        for n in range(TRANSCRIPTS)
    ]
    codes = [one.key for one in book.codes]

    def quotation(key: str, place: int, coder: str, code: str, layer: Layer) -> Quotation:
        start = turns[2 * place + 1].span.start
        span = Span(start, start + 120)
        return Quotation(
            transcript=key, span=span, coder=coder, layer=layer, codings=(Coding(code=code),)
        )

    marks = [
        (key, place, chance.choice(codes))
        for key in keys
        for place in sorted(chance.sample(range(TURNS // 2), codings // TRANSCRIPTS // 2))
    ]
    with Study.create(path, codebook=book) as study, study.change("fill"):
        study.transcripts.add(
            [Transcript(key=key, title=key, text=text, turns=tuple(turns)) for key in keys]
        )
        study.respondents.put(
            [*people, Respondent(key="I", role="interviewer")],
            [
                SpeakerLink(transcript=key, speaker=speaker, respondent=person)
                for key, one in zip(keys, people, strict=True)
                for speaker, person in (("R", one.key), ("I", "I"))
            ],
        )
        study.coders.add(Coder(key=key) for key in CODERS)
        for coder in CODERS:
            study.quotations.add(
                quotation(key, place, coder, own, Layer.INDEPENDENT)
                for key, place, code in marks
                for own in [code if chance.random() < 0.8 else chance.choice(codes)]
            )
        study.coders.mark_done(Done(coder=one, transcript=key) for one in CODERS for key in keys)
        study.consensus.begin(Settings(coders=CODERS, recorder="anna"))
        study.consensus.finish(
            tuple(
                quotation(key, place, "anna", code, Layer.CONSENSUS) for key, place, code in marks
            )
        )


def peer(path: Path, target: Path) -> None:
    """Count and write the table of quotations by role with pandas and python-docx."""
    import json
    import sqlite3

    import docx
    import pandas as pd

    database = sqlite3.connect(path)
    marks = pd.read_sql(TABLE, database).sort_values("start")
    turns = pd.read_sql(SPOKEN, database).sort_values("start")
    marks = pd.merge_asof(marks, turns, on="start", by="transcript")
    content = database.execute("SELECT content FROM codebook_version").fetchone()[0]
    above = {one["key"]: one["parent"] or one["key"] for one in json.loads(content)["codes"]}
    marks["block"] = marks["code"].map(above)
    once = marks.drop_duplicates(["id", "block"])
    counts = pd.crosstab(once["block"], once["role"], margins=True)
    document = docx.Document()
    grid = document.add_table(rows=len(counts) + 1, cols=counts.shape[1] + 1)
    for place, name in enumerate(counts.columns, start=1):
        grid.cell(0, place).text = str(name)
    for line, (name, row) in enumerate(counts.iterrows(), start=1):
        for place, value in enumerate((name, *row)):
            grid.cell(line, place).text = str(value)
    document.save(str(target))


def counts_in(path: Path) -> list[list[str]]:
    """Sorted rows of figures of the first table in a Word file, totals left out."""
    import docx

    rows = [[cell.text for cell in row.cells] for row in docx.Document(str(path)).tables[0].rows]
    figures = [[cell.replace(".", "") for cell in row[1:5]] for row in rows[1:]]
    return sorted(row for row in figures if all(cell.isdigit() for cell in row))


def measured(*command: str | Path) -> tuple[float, float]:
    """CPU seconds and megabytes of a process."""
    process = subprocess.Popen([sys.executable, *map(str, command)], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def rounds(folder: Path) -> dict[tuple[str, int], tuple[float, float]]:
    """CPU seconds and megabytes by what was made and by the number of codings."""
    found = {}
    for codings in CODINGS:
        study = folder / f"{codings}.bouwsteen"
        measured(__file__, "--fill", study, str(codings))
        for suffix in ("docx", "html"):
            target = folder / f"report.{suffix}"
            run = ("-m", "bouwsteen", "export", "report", target, "--study", study)
            found[f"report, {suffix}", codings] = measured(*run)
        ours, theirs = folder / "ours.docx", folder / "theirs.docx"
        run = ("-m", "bouwsteen", "export", "tables", ours, "--table", "quotes", "--study", study)
        found["table of quotations by role alone, docx", codings] = measured(*run)
        found["the same with pandas and python-docx", codings] = measured(
            __file__, "--peer", study, theirs
        )
        mine, other = counts_in(ours), counts_in(theirs)
        if [row for row in other if row not in mine]:
            raise SystemExit(f"The tables differ: {mine} and {other}")
    return found


def section(found: dict[tuple[str, int], tuple[float, float]]) -> str:
    """The figures as a section of docs/benchmarks.md."""
    few, many = CODINGS
    lines = []
    for what in dict.fromkeys(name for name, _ in found):
        (fast, light), (slow, heavy) = found[what, few], found[what, many]
        lines.append(
            f"| {what} | {fast:.1f} | {slow:.1f} | {slow / fast:.1f} | {light:.0f} | {heavy:.0f} |"
        )
    table = "\n".join(lines)
    return f"""## A report for an article: `benchmarks/report.py`

{TRANSCRIPTS:,} invented transcripts of {TURNS} turns by two coders, with their consensus; CPU time
of a whole process and its largest memory. Ten times the codings may cost ten times the time at
most, and the report at {many:,} codings {SECONDS} s and {MEGABYTES:,} MB.

| what | s, {few:,} codings | s, {many:,} | growth | MB, {few:,} | MB, {many:,} |
|---|---|---|---|---|---|
{table}
"""


def main() -> int:
    """Print the figures; 1 when an aim is missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true", help="put them in docs/benchmarks.md")
    options.add_argument("--fill", nargs=2, help=argparse.SUPPRESS)
    options.add_argument("--peer", nargs=2, help=argparse.SUPPRESS)
    wanted = options.parse_args()
    if wanted.fill:
        fill(Path(wanted.fill[0]), int(wanted.fill[1]))
        return 0
    if wanted.peer:
        peer(*map(Path, wanted.peer))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        found = rounds(Path(folder))
    words = section(found)
    print(words)
    if wanted.write:
        write_section(words)
    reached = (
        found[what, CODINGS[1]][0] <= min(SECONDS, 10 * found[what, CODINGS[0]][0])
        and found[what, CODINGS[1]][1] <= MEGABYTES
        for what in ("report, docx", "report, html")
    )
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())
