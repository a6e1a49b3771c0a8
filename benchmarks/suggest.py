"""Measure suggestions: how good from the codebook alone and with labels, and how fast.

Run with ``python benchmarks/suggest.py [--prior] [--write]``. The coded passages are read from
../shared/samples/suggest and are not part of the project; without them only the bundled study is
measured. ``--write`` puts the tables in docs/suggestions.md.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import json
import statistics
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from _pages import write_between

from bouwsteen.codebook.files import load_codebook
from bouwsteen.codebook.model import Code, Codebook
from bouwsteen.coding.codings_csv import read_codings
from bouwsteen.coding.suggest import blend
from bouwsteen.coding.suggest.blend import prior_features
from bouwsteen.coding.suggest.evaluate import evaluate
from bouwsteen.coding.suggest.measures import calibration_error, top_hits
from bouwsteen.coding.suggest.model import Limits, Passage
from bouwsteen.coding.suggest.passages import passages_of
from bouwsteen.coding.suggest.results import Evaluation
from bouwsteen.coding.suggest.suggester import lay_ground, make_suggester, roots
from bouwsteen.coding.suggest.teach import scores_in_context
from bouwsteen.coding.suggest.text import read_words
from bouwsteen.coding.suggest.training import Training
from bouwsteen.examples.bundled import CODINGS, TRANSCRIPTS, data_path
from bouwsteen.transcripts.load import load
from bouwsteen.transcripts.model import Span

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "shared" / "samples" / "suggest"
BEGIN, END = "<!-- figures: written by benchmarks/suggest.py -->", "<!-- end of figures -->"
# Set, figure, what is expected at least (at most for the calibration error).
EXPECTED = (
    ("nl_issues", "cold", 0.88),
    ("nl_issues", "at 400", 0.94),
    ("nl_issues", "macro-F1", 0.62),
    ("nl_issues_gold", "cold", 0.73),
    ("en_casino", "macro-F1", 0.60),
    ("en_wac", "cold", 0.71),
)
ERROR = 0.05
REPEATS = 5
TASKS = ("nl_issues", "nl_issues_gold", "en_casino")
ASKING = ("I", "V", "Interviewer", "SPEAKER_00", "Nora Veldhoen", "Tijmen Oosterklei")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Task:
    """A set of coded passages with its codebook."""

    name: str
    language: str
    book: Codebook
    passages: list[Passage]
    marks: np.ndarray
    rows: list[dict[str, Any]]

    @property
    def training(self) -> Training:
        return Training(
            places=np.arange(len(self.passages)),
            marks=self.marks,
            weights=np.ones(self.marks.shape),
        )


def key_of(name: str) -> str:
    return "".join(sign for sign in name.lower() if sign.isalnum())


def book_of(name: str) -> tuple[Codebook, str]:
    own = tomllib.loads((HERE / "suggest_codebooks.toml").read_text(encoding="utf-8"))
    codes = []
    if name == "en_casino":
        for code, held in own[name].items():
            codes.append(code_of(code, held["label"], held["definition"], held["cues"], "en"))
        return Codebook(key="casino", codes=tuple(codes)), "en"
    file = "nl_issues" if name.startswith("nl") else name
    content = json.loads((SAMPLES / f"{file}.codebook.json").read_text(encoding="utf-8"))
    language = name[:2]
    for code, held in content.items():
        code = {"Order": "Justice"}.get(code, code)
        subs = "; ".join(f"{sub['label']}: {sub['definition']}" for sub in held.get("sub", ()))
        cues = own["nl_issues"][code]["cues"] if language == "nl" else ()
        codes.append(code_of(code, held["label"], f"{held['definition']} {subs}", cues, language))
    return Codebook(key=file.replace("_", "-"), codes=tuple(codes)), language


def code_of(key: str, label: str, definition: str, cues: Any, language: str) -> Code:
    return Code(
        key=key_of(key),
        labels={language: label},
        definition={language: definition},
        cues={language: tuple(cues)},
    )


def read_task(name: str) -> Task:
    lines = (SAMPLES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = sorted(map(json.loads, lines), key=lambda row: row["doc_id"])
    book, language = book_of(name)
    if name == "nl_issues":
        used = {key_of(label) for row in rows for label in row["labels"]}
        book = dataclasses.replace(book, codes=tuple(one for one in book.codes if one.key in used))
    column = {key: place for place, key in enumerate(roots(book))}
    marks = np.zeros((len(rows), len(column)), dtype=bool)
    for place, row in enumerate(rows):
        for label in row["labels"]:
            if key_of(label) in column:
                marks[place, column[key_of(label)]] = True
    passages = [
        Passage(
            transcript=row["doc_id"],
            turn=place,
            span=Span(0, max(1, len(row["text"]))),
            text=row["text"],
        )
        for place, row in enumerate(rows)
    ]
    return Task(name=name, language=language, book=book, passages=passages, marks=marks, rows=rows)


def cold_scores(task: Task) -> np.ndarray:
    ground = lay_ground(task.book, task.passages, language=task.language)
    words = read_words([one.text for one in task.passages], language=task.language)
    return scores_in_context(ground.lexicon, task.passages, words)


def wac_hits(task: Task) -> float:
    """Codes of the question at hand only, as the codebook is arranged by question."""
    scores = cold_scores(task)
    for question in {row["question"] for row in task.rows}:
        own = np.array([row["question"] == question for row in task.rows])
        scores[np.ix_(own, ~task.marks[own].any(axis=0))] = -1.0
    return top_hits(scores, task.marks) or 0.0


def quality() -> tuple[list[tuple[str, str, float, float]], list[str]]:
    """Figures with what was expected, and a table of each set."""
    rows, lines = [], []
    for name in ("nl_issues", "nl_issues_gold", "en_casino", "en_wac"):
        task = read_task(name)
        if name == "en_wac":
            found = {"cold": wac_hits(task)}
        else:
            # The prior that is measured with has not seen the set that it is measured on.
            with prior_of(fit_prior([read_task(one) for one in TASKS if one != name])):
                measured = evaluate(
                    task.book, task.passages, task.training, language=task.language, seed=0
                )
                cold = 1 / (1 + np.exp(-blend.prior_logits(cold_scores(task))))
            lines += table_of(task, measured)
            found = {
                "cold": top_hits(cold_scores(task), task.marks) or 0.0,
                "macro-F1": measured.macro_f1 or 0.0,
                "error": measured.calibration_error or 0.0,
                "at 400": next(
                    (one.recall or 0.0 for one in measured.curve if one.passages == 400), 0.0
                ),
            }
            rows.append((name, "calibration error", found["error"], ERROR))
            off = calibration_error(cold, task.marks) or 0.0
            rows.append((name, "calibration error, codebook alone", off, ERROR))
        rows += [
            (name, figure, found[figure], least) for key, figure, least in EXPECTED if key == name
        ]
    return rows, lines


def table_of(task: Task, found: Evaluation) -> list[str]:
    lines = [f"\n`{task.name}`, {len(task.passages)} passages, {len(found.codes)} codes:\n"]
    lines += ["| labelled passages | recall@2 | macro-F1 |", "|---|---|---|"]
    for one in found.curve:
        size = "codebook alone" if one.passages == 0 else f"{one.passages:,}"
        recall, score = (
            "–" if value is None else f"{value:.3f}" for value in (one.recall, one.macro_f1)
        )
        lines.append(f"| {size} | {recall} | {score} |")
    return lines


def bundled() -> list[str]:
    """From the codebook alone: the right block among the first two, block by block."""
    book = load_codebook("mkb-leercultuur")
    transcripts = [load(data_path(name)).transcript for name in TRANSCRIPTS]
    passages = [
        one
        for text in transcripts
        for one in passages_of(
            text,
            language="nl",
            skip={turn.index for turn in text.turns if turn.speaker in ASKING},
        )
    ]
    lines = ["| block | quotations both agree on | right block among the first two |"]
    lines += ["|---|---|---|"]
    limits = Limits(minimum=0.0)
    suggestions = make_suggester(book, passages, language="nl", limits=limits).suggest(passages)
    anna, bram = (read_codings(data_path(name), transcripts, book).quotations for name in CODINGS)
    n, hits = dict.fromkeys(roots(book), 0), dict.fromkeys(roots(book), 0)
    total = right = 0
    for one in anna:
        for other in bram:
            shared = 2 * one.span.overlap(other.span) >= max(len(one.span), len(other.span))
            if one.transcript != other.transcript or not shared:
                continue
            blocks = {book.block_of(code).key for code in one.codes} & {
                book.block_of(code).key for code in other.codes
            }
            if not blocks:
                continue
            here = [
                held
                for held in suggestions
                if held.transcript == one.transcript and held.passage.overlap(one.span)
            ]
            here.sort(key=lambda held: -held.confidence)
            first = set(list(dict.fromkeys(held.block for held in here))[:2])
            total, right = total + 1, right + bool(blocks & first)
            for block in blocks:
                n[block], hits[block] = n[block] + 1, hits[block] + (block in first)
    for key in n:
        lines.append(f"| {book[key].label('en', short=True)} | {n[key]} | {hits[key]} |")
    lines.append(f"| any | {total} | {right} ({right / total:.1%}) |")
    return lines


def speed(task: Task) -> list[str]:
    """Against scikit-learn's plain vectoriser and logistic regression, in one run."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.pipeline import make_pipeline, make_union

    names = sorted({one.transcript for one in task.passages})
    held = set(names[::5])
    taught = np.array([one.transcript not in held for one in task.passages])
    texts = np.array([one.text for one in task.passages], dtype=object)
    plain = make_pipeline(
        make_union(
            TfidfVectorizer(ngram_range=(1, 2), min_df=2),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2),
        ),
        OneVsRestClassifier(LogisticRegression(C=2.0, solver="liblinear")),
    )
    started = time.perf_counter()
    plain.fit(texts[taught], task.marks[taught])
    fitted = time.perf_counter()
    asked = [one for one, kept in zip(task.passages, taught, strict=True) if not kept]
    rows = np.flatnonzero(taught)
    own = Training(
        places=rows, marks=task.marks[rows], weights=np.ones((len(rows), task.marks.shape[1]))
    )
    begun = time.perf_counter()
    made = make_suggester(task.book, task.passages, own, language=task.language)
    own_fit = time.perf_counter() - begun

    def probabilities() -> None:
        made.probabilities(asked, read_words([one.text for one in asked], language=task.language))

    plain_seconds, alike, whole = medians(
        lambda: plain.predict_proba(texts[~taught]), probabilities, lambda: made.suggest(asked)
    )
    few = Training(places=rows[:400], marks=own.marks[:400], weights=own.weights[:400])
    begun = time.perf_counter()
    make_suggester(task.book, task.passages[:2000], few, language=task.language)
    refit = time.perf_counter() - begun
    n = len(asked)
    return [
        f"| {task.name} | passages a second | against plain | fit s |",
        "|---|---|---|---|",
        f"| TF-IDF word 1-2 + char_wb 3-5, logistic regression | {n / plain_seconds:,.0f} "
        f"| 1 | {fitted - started:.1f} |",
        f"| ours, probabilities alone | {n / alike:,.0f} | {plain_seconds / alike:.1f} "
        f"| {own_fit:.1f} |",
        f"| ours, with spans and reasons | {n / whole:,.0f} | {plain_seconds / whole:.1f} | |",
        f"| ours, refit on 400 labels in 2,000 passages | | | {refit:.2f} |",
    ]


def medians(*works: Callable[[], object]) -> list[float]:
    """Median seconds of each, taken in turns, so that a busy moment touches all alike."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(REPEATS):
        for work, seconds in zip(works, taken, strict=True):
            started = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - started)
    return [statistics.median(seconds) for seconds in taken]


def fit_prior(tasks: list[Task]) -> tuple[float, ...]:
    """Coefficients of the prior from some sets, each set counting alike."""
    from sklearn.linear_model import LogisticRegression

    columns = [prior_features(cold_scores(task)).reshape(-1, 6) for task in tasks]
    weights = [np.full(task.marks.size, 1000 / len(task.passages)) for task in tasks]
    solver = LogisticRegression(C=10.0, max_iter=1000).fit(
        np.vstack(columns),
        np.concatenate([task.marks.ravel() for task in tasks]),
        sample_weight=np.concatenate(weights),
    )
    found = np.round([solver.intercept_[0], *solver.coef_[0]], 2)
    return tuple(map(float, found))


@contextlib.contextmanager
def prior_of(coefficients: tuple[float, ...]) -> Iterator[None]:
    """Measure with this prior in the place of the one that is shipped."""
    shipped, blend.PRIOR = blend.PRIOR, coefficients
    try:
        yield
    finally:
        blend.PRIOR = shipped


def prior() -> None:
    """Learn the shipped prior again."""
    print("prior", fit_prior([read_task(name) for name in TASKS]))


def main() -> int:
    """Print every figure beside what was expected; 1 when one falls short."""
    parser = argparse.ArgumentParser()
    for option in ("--prior", "--write"):
        parser.add_argument(option, action="store_true")
    options = parser.parse_args()
    lines, short = bundled(), False
    if SAMPLES.is_dir():
        if options.prior:
            prior()
        rows, tables = quality()
        lines += ["", "| set | figure | measured | expected |", "|---|---|---|---|"]
        for name, figure, value, expected in rows:
            kept = (
                value <= expected if figure.startswith("calibration error") else value >= expected
            )
            short |= not kept
            sign = "≤" if figure.startswith("calibration error") else "≥"
            note = "" if kept else " (not met)"
            lines.append(f"| {name} | {figure} | {value:.3f}{note} | {sign} {expected:.2f} |")
        lines += [*tables, "", *speed(read_task("nl_issues"))]
    else:
        print(f"No samples at {SAMPLES}; measuring the bundled study alone.")
    print("\n".join(lines))
    if options.write:
        write_between(BEGIN, END, lines)
    return int(short)


if __name__ == "__main__":
    sys.exit(main())
