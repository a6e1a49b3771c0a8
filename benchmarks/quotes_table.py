"""Time the table of quotations over a million codings against merely fetching their columns.

Run with ``python benchmarks/quotes_table.py``. The yardstick is what plain ``sqlite3`` needs to
fetch the same rows from the same study file; the table should cost at most three times that.
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
from bouwsteen.coding.model import Coder, Coding, Quotation
from bouwsteen.study.study import Study
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Respondent, Span, SpeakerLink, Transcript, Turn

CODINGS = 1_000_000
INTERVIEWS = 200
TURNS = 300
ROLES = ("Directie", "HR-professional", "Leidinggevende", "Medewerker")
SPEECH = "nou ja wij proberen dat eigenlijk elke week wel een keer met elkaar te doen " * 2
ROWS = (
    'SELECT q.id, q.transcript_id, q.start, q."end", c.code_id '
    "FROM quotation q JOIN coding c ON c.quotation_id = q.id WHERE q.layer = 'independent'"
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


def filled(path: Path, cast: Cast, codes: list[str]) -> None:
    """A study of that cast with two codings a quotation, at random places."""
    chance = random.Random(1)
    length = len(cast.transcripts[0].text)
    with Study.create(path, codebook=load_codebook("mkb-leercultuur")) as study:
        with study.change("fill"):
            study.transcripts.add(cast.transcripts)
            study.respondents.put(cast.respondents, cast.links)
            study.coders.add([Coder(key="anna")])
            study.quotations.add(
                Quotation(
                    transcript=cast.transcripts[number % INTERVIEWS].key,
                    span=Span(start, start + 20 + number // INTERVIEWS % 180),
                    coder="anna",
                    codings=tuple(Coding(code=code) for code in chance.sample(codes, 2)),
                )
                for number, start in enumerate(
                    chance.randrange(length - 200) for _ in range(CODINGS // 2)
                )
            )


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of the fastest of three runs."""
    times = []
    for _ in range(3):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times)


def main() -> int:
    """Print the figures; 1 when the table costs more than three times the yardstick."""
    codebook, cast = load_codebook("mkb-leercultuur"), invented_cast()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study.bouwsteen"
        filled(path, cast, [code.key for code in codebook.codes])
        database = sqlite3.connect(path)
        codings = database.execute("SELECT count(*) FROM coding").fetchone()[0]
        fetched = seconds(lambda: database.execute(ROWS).fetchall())
        database.close()
        opened = seconds(lambda: Study.open(path).close())
        with Study.open(path) as study:
            ready = study.quotations.columns(coder="anna")
            read = seconds(lambda: study.quotations.columns(coder="anna"))
        counted = seconds(lambda: quote_table(ready, cast, codebook))
    print(f"{codings:,} codings, {INTERVIEWS} interviews of {TURNS} turns; CPU seconds")
    print(f"  plain sqlite3, fetchall of five columns  {fetched:8.2f}")
    print(f"  study.quotations.columns()               {read:8.2f}")
    print(f"  quote_table on those columns             {counted:8.2f}")
    print(f"  columns and table, of plain sqlite3      {(read + counted) / fetched:8.2f}")
    print(f"  (opening the study, with its quick check {opened:8.2f})")
    return 0 if read + counted <= 3 * fetched else 1


if __name__ == "__main__":
    sys.exit(main())
