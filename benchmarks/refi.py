"""Time and weigh the export of a project with 10,000 and 100,000 codings in 1,000 transcripts.

Run with ``python benchmarks/refi.py``. The yardstick is pyrefiqda, which reads the project that we
wrote and saves it again with its texts. Every figure comes from a process of its own: CPU time of
the work alone, and the largest memory of that process.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TRANSCRIPTS = 1_000
SPEECH = "nou ja wij proberen dat eigenlijk elke week wel een keer met elkaar te doen "


def ours(codings: int, path: Path) -> float:
    """Write an invented project; CPU seconds of the export."""
    from bouwsteen.codebook.files import load_codebook
    from bouwsteen.coding.model import Coder, Coding, Quotation
    from bouwsteen.exports.refi.outgoing import Holdings, outgoing
    from bouwsteen.exports.refi.pack import pack
    from bouwsteen.exports.refi.targets import target_of
    from bouwsteen.transcripts.model import Span, Transcript, Turn

    chance = random.Random(1)
    text = "".join(f"{'IR'[number % 2]}: {SPEECH * 3}\n" for number in range(200))
    turn = Turn(index=1, speaker="I", span=Span(3, len(text)))
    keys = [f"interview_{number:04}" for number in range(TRANSCRIPTS)]
    book = load_codebook("mkb-leercultuur")
    codes = [one.key for one in book.codes]
    held = Holdings(
        name="groot",
        codebook=book,
        transcripts=[Transcript(key=key, title=key, text=text, turns=(turn,)) for key in keys],
        coders=[Coder(key="anna")],
        quotations=[
            Quotation(
                transcript=keys[number % TRANSCRIPTS],
                span=Span(start, start + 120),
                coder="anna",
                codings=(Coding(code=chance.choice(codes)),),
            )
            for number in range(codings)
            for start in [number // TRANSCRIPTS * 300]
        ],
    )
    before = time.process_time()
    target = target_of("standard")
    path.write_bytes(pack(outgoing(held, target)[0]))
    return time.process_time() - before


def theirs(path: Path) -> float:
    """Let pyrefiqda save what it read of the same project; CPU seconds of saving."""
    from pyrefiqda import RefiProject

    with tempfile.TemporaryDirectory() as folder:
        project = RefiProject.load(path, extract_dir=folder)
        before = time.process_time()
        RefiProject.save(project, path.with_suffix(".theirs.qdpx"), Path(folder) / "sources")
        return time.process_time() - before


def main() -> None:
    """Print one line a program and size."""
    if len(sys.argv) > 1:
        who, codings, path = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
        seconds = ours(codings, path) if who == "bouwsteen" else theirs(path)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{who:10} {codings:>7} codings {seconds:7.2f} s {memory:6.0f} MB")
        return
    with tempfile.TemporaryDirectory() as folder:
        for codings in (10_000, 100_000):
            path = Path(folder) / f"{codings}.qdpx"
            for who in ("bouwsteen", "pyrefiqda"):
                subprocess.run([sys.executable, __file__, who, str(codings), path], check=True)


if __name__ == "__main__":
    main()
