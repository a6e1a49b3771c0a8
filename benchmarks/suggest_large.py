"""Measure suggestions for whole collections: seconds and memory, on one core and on two.

Run with ``python benchmarks/suggest_large.py [--large] [--write]``. ``--large`` adds a thousand
interviews; ``--write`` puts the table in docs/suggestions.md.
"""

from __future__ import annotations

import argparse
import os
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from _pages import write_between

from bouwsteen.codebook.files import load_codebook
from bouwsteen.coding.suggest.passages import passages_of
from bouwsteen.coding.suggest.spread import batches_of, suggest_all
from bouwsteen.coding.suggest.suggester import make_suggester
from bouwsteen.examples.bundled import TRANSCRIPTS, data_path
from bouwsteen.transcripts.load import load
from bouwsteen.transcripts.model import Span, Transcript, Turn

BEGIN = "<!-- figures: written by benchmarks/suggest_large.py -->"
END = "<!-- end of collections -->"
ASKING = ("I", "V", "Interviewer", "SPEAKER_00", "Nora Veldhoen", "Tijmen Oosterklei")


def invented(interviews: int, n_words: int) -> Iterator[Transcript]:
    """Interviews mixed from the turns of the bundled study, with words of their own."""
    pool = [
        text.speech(turn)
        for text in (load(data_path(name)).transcript for name in TRANSCRIPTS)
        for turn in text.turns
        if turn.speaker not in ASKING
    ]
    rng = random.Random(0)
    syllables = ("ba", "ke", "lo", "mi", "nu", "pra", "ste", "ver", "wij", "zoe")
    for number in range(interviews):
        text, turns, count = "", [], 0
        while count < n_words:
            own = "".join(rng.choices(syllables, k=3))
            words = f"{rng.choice(pool)} Dat noemen wij {own}."
            turns.append(
                Turn(
                    index=len(turns) + 1, speaker="R", span=Span(len(text), len(text) + len(words))
                )
            )
            text += f"{words}\n"
            count += words.count(" ") + 1
        yield Transcript(key=f"t{number}", title="t", text=text, turns=tuple(turns), language="nl")


def large(interviews: int, cores: int) -> str:
    """Cut, make and suggest for a whole collection; seconds and peak memory."""
    book = load_codebook("mkb-leercultuur")
    started = time.perf_counter()
    with Held() as held:
        passages = [passages_of(one, language="nl") for one in invented(interviews, 10_000)]
        everything = [one for those in passages for one in those]
        made = make_suggester(book, everything, language="nl")
        begun = time.perf_counter()
        n = sum(len(found) for found in suggest_all(made, batches_of(passages), cores=cores))
    seconds = time.perf_counter() - started
    judging = time.perf_counter() - begun
    return (
        f"| {interviews:,} | {cores} | {len(everything):,} | {n:,} | {seconds:.0f} | {judging:.1f} "
        f"| {len(everything) / seconds:,.0f} | {held.peak / 2**30:.2f} |"
    )


class Held(threading.Thread):
    """Peak of the memory of this process and its children; shared pages divided over them."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak, self.over = 0, threading.Event()

    def __enter__(self) -> Held:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.join()

    def run(self) -> None:
        while not self.over.wait(0.25):
            children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
            sizes = [proportional(one) for one in (str(os.getpid()), *children)]
            self.peak = max(self.peak, sum(sizes))


def proportional(process: str) -> int:
    """Proportional set size in bytes; 0 for a process that has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(one.split()[1]) * 1024 for one in lines if one.startswith("Pss:")), 0)


def main() -> None:
    """Print the table, and write it into the page when asked."""
    parser = argparse.ArgumentParser()
    for option in ("--large", "--write"):
        parser.add_argument(option, action="store_true")
    options = parser.parse_args()
    lines = ["| interviews | cores | passages | suggestions | s | judging s | passages/s | GB |"]
    lines += ["|---|---|---|---|---|---|---|---|"]
    lines += [large(200, 1), large(200, 2)]
    if options.large:
        lines.append(large(1000, 2))
    print("\n".join(lines))
    if options.write:
        write_between(BEGIN, END, lines)


if __name__ == "__main__":
    main()
