"""Time the table of quotations over a million codings against merely fetching their columns.

Run with ``python benchmarks/quotes_table.py``. The yardstick is what plain ``sqlite3`` needs to
bring the five integer columns into Python; the table should cost about as much or less.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bouwsteen.analysis.tables import quote_table
from bouwsteen.codebook.files import load_codebook
from bouwsteen.coding.columns import CodingColumns
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn

CODINGS = 1_000_000
INTERVIEWS = 200
TURNS = 300
ROLES = ("Directie", "HR-professional", "Leidinggevende", "Medewerker")
SPEECH = "nou ja wij proberen dat eigenlijk elke week wel een keer met elkaar te doen " * 2
ROWS = (
    "SELECT quotation, transcript, start, end, code "
    "FROM quotation JOIN coding ON coding.quotation = quotation.id"
)


def invented_cast() -> Cast:
    """Interviews of 300 turns, question and answer by turns."""
    text, turns = "", []
    for number in range(TURNS):
        speaker = "IR"[number % 2]
        text += f"{speaker}: "
        turns.append(
            Turn(index=number + 1, speaker=speaker, span=Span(len(text), len(text) + len(SPEECH)))
        )
        text += f"{SPEECH}\n"
    keys = [f"interview_{number:03}" for number in range(INTERVIEWS)]
    people = [
        Respondent(key=f"R{number}", role=ROLES[number % len(ROLES)])
        for number in range(INTERVIEWS)
    ]
    return Cast(
        transcripts=tuple(
            Transcript(key=key, title=key, text=text, turns=tuple(turns)) for key in keys
        ),
        respondents=(*people, Respondent(key="I", role="interviewer")),
        links=tuple(
            SpeakerLink(transcript=key, speaker=speaker, respondent=person)
            for key, respondent in zip(keys, people, strict=True)
            for speaker, person in (("R", respondent.key), ("I", "I"))
        ),
    )


def fill(database: sqlite3.Connection, cast: Cast, n_codes: int) -> None:
    """Two codings a quotation, at random places."""
    chance = random.Random(1)
    length = len(cast.transcripts[0].text)
    database.execute("CREATE TABLE quotation (id INTEGER PRIMARY KEY, transcript, start, end)")
    database.execute("CREATE TABLE coding (quotation, code)")
    starts = [chance.randrange(length - 200) for _ in range(CODINGS // 2)]
    database.executemany(
        "INSERT INTO quotation VALUES (?, ?, ?, ?)",
        (
            (number, chance.randrange(INTERVIEWS), start, start + chance.randrange(20, 200))
            for number, start in enumerate(starts, start=1)
        ),
    )
    database.executemany(
        "INSERT INTO coding VALUES (?, ?)",
        ((number // 2 + 1, chance.randrange(n_codes)) for number in range(CODINGS)),
    )
    database.commit()


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of the fastest of three runs."""
    times = []
    for _ in range(3):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times)


def main() -> int:
    """Print the figures; 1 when the table costs more than twice the yardstick."""
    codebook, cast = load_codebook("mkb-leercultuur"), invented_cast()
    transcripts = [one.key for one in cast.transcripts]
    codes = [code.key for code in codebook.codes]
    with tempfile.TemporaryDirectory() as folder:
        database = sqlite3.connect(Path(folder) / "codings.db")
        fill(database, cast, len(codes))

        def columns() -> CodingColumns:
            return CodingColumns.from_rows(
                database.execute(ROWS), transcripts=transcripts, codes=codes
            )

        ready = columns()
        fetched = seconds(lambda: database.execute(ROWS).fetchall())
        read = seconds(columns)
        counted = seconds(lambda: quote_table(ready, cast, codebook))
        database.close()
    print(f"{CODINGS:,} codings, {INTERVIEWS} interviews of {TURNS} turns; CPU seconds")
    print(f"  plain sqlite3, fetchall of five columns {fetched:8.2f}")
    print(f"  the same rows into CodingColumns        {read:8.2f}")
    print(f"  quote_table on those columns            {counted:8.2f}")
    print(f"  columns and table, of plain sqlite3     {(read + counted) / fetched:8.2f}")
    return 0 if read + counted <= 2 * fetched else 1


if __name__ == "__main__":
    sys.exit(main())
