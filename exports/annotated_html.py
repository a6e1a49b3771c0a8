"""An annotated transcript as one HTML file: marked text, bars beside it, codes in the margin.

Every quotation has a lane of its own on the lines it shares with others: its bar beside the text,
and its rule under the words, so that quotations of one colour can be told apart too. There is no
script: memos open on focus and on hovering, and print as they are.
"""

from __future__ import annotations

__all__ = ["render"]

from collections.abc import Iterator
from html import escape
from itertools import groupby

from bouwsteen.exports.annotated import Annotated, CodeMark, Line, Mark, Run
from bouwsteen.exports.labels import Labels

_STYLE = """
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --soft: #595959; --line: #d5d5d5;
  --tint: #1a1a1a0d; --lit: #ffe9a8; --card: #f6f6f4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --paper: #17191c; --soft: #b0b0b0;
  --line: #3c4046; --tint: #ffffff12; --lit: #5c4a12; --card: #202328; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 6rem; max-width: 72rem; color: var(--ink);
  background: var(--paper); font: 1rem/1.5 Arial, Helvetica, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0 0 .25rem; font-size: 1.6rem; line-height: 1.2; }
h2 { margin: 1.5rem 0 .5rem; font-size: 1rem; }
.soft { color: var(--soft); font-size: .875rem; }
.legend { columns: 18rem; column-gap: 2rem; margin: 0 0 2rem; padding: 0; list-style: none;
  font-size: .875rem; }
.legend li { break-inside: avoid; padding: .1rem 0 .1rem 1.15em; text-indent: -1.15em; }
.block { display: block; padding-top: .4rem; color: var(--soft); break-after: avoid; }
.chip { display: inline-block; width: .75em; height: .75em; margin-right: .4em;
  border: 1px solid var(--soft); border-radius: 2px; background: var(--c); }
.row { display: grid; gap: 0 .9rem; align-items: start;
  grid-template-columns: calc(var(--lanes) * .5rem) minmax(0, 1fr) 19rem; }
.bars { position: relative; align-self: stretch; min-height: 1em; }
.bars i { position: absolute; top: 0; bottom: 0; left: calc(var(--lane) * .5rem); width: .3rem;
  background: var(--c); }
.bars .first { top: .35em; border-radius: 3px 3px 0 0; }
.bars .last { bottom: .35em; border-radius: 0 0 3px 3px; }
.bars .first.last { border-radius: 3px; }
.text { margin: 0; white-space: pre-wrap; tab-size: 4; min-height: .75em;
  line-height: calc(1.5em + var(--rules, 0) * 4px); }
.label { color: var(--soft); font-weight: bold; }
mark { color: inherit; background-color: var(--tint); background-repeat: no-repeat;
  padding-bottom: calc(var(--rules) * 4px); box-decoration-break: clone;
  -webkit-box-decoration-break: clone; }
.ref { user-select: none; margin: 0 .15em; padding: 0 .3em; border: 1px solid var(--line);
  border-radius: 3px; color: var(--soft); background: var(--card); font-size: .6875rem;
  line-height: 1; vertical-align: .35em; text-decoration: none; }
.ref::before { content: attr(data-n); }
.notes { display: grid; gap: .3rem; padding: .2rem 0; }
.note { position: relative; padding: .15rem .4rem .2rem .55rem; border-left: .3rem solid;
  border-image: var(--c) 1; background: var(--card); font-size: .8125rem; line-height: 1.35; }
.note p { margin: 0; }
.note a { color: var(--soft); font-weight: bold; }
.who, .more { color: var(--soft); }
.memo { display: none; position: absolute; z-index: 2; inset: 100% 0 auto; padding: .4rem .55rem;
  border: 1px solid var(--soft); background: var(--paper); white-space: pre-wrap; }
.note:hover .memo, .note:focus .memo, .note:focus-within .memo, .note:target .memo {
  display: block; }
.note:target, .ref:target { outline: 2px solid currentcolor; }
:focus-visible { outline: 2px solid currentcolor; outline-offset: 1px; }
@media (max-width: 52rem) {
  .row { grid-template-columns: calc(var(--lanes) * .5rem) minmax(0, 1fr); }
  .bars { grid-row: 1 / span 2; } .notes { grid-column: 2; } .notes:empty { display: none; } }
@page { margin: 1.5cm; }
@media print { :root { --ink: #000; --paper: #fff; --soft: #333; --line: #bbb; --tint: #0000000d;
    --card: #fff; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  body { max-width: none; padding: 0; font-size: 9.5pt; }
  .row { grid-template-columns: calc(var(--lanes) * .5rem) minmax(0, 1fr) 5.6cm; }
  .bars { grid-row: auto; } .notes { grid-column: auto; } .note { break-inside: avoid; }
  .memo { display: block; position: static; padding: .15rem 0 0; border: 0; font-style: italic; }
  .more { display: none; } h2 { break-after: avoid; } }
"""
# Hovering a note, or going to it with the keyboard, lights up its words.
_LIT = (
    "body:has(#q{n}:hover) .m{n}, body:has(#q{n}:focus) .m{n}, "
    "body:has(#q{n}:target) .m{n} {{ background-color: var(--lit); }}"
)


def render(annotated: Annotated) -> bytes:
    """Write the page; nothing in it is fetched from elsewhere, and all words are escaped."""
    return "\n".join(_lines(annotated)).encode("utf-8")


def _lines(annotated: Annotated) -> Iterator[str]:
    labels = Labels(annotated.lang)
    title = _text(annotated.transcript.title)
    lanes = 1 + max((mark.lane for mark in annotated.marks), default=0)
    yield "<!DOCTYPE html>"
    yield f'<html lang="{annotated.lang}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>"
    yield f"<style>{_STYLE}"
    yield from (_LIT.format(n=mark.number) for mark in annotated.marks)
    yield "</style>"
    yield "</head>"
    yield "<body>"
    yield "<header>"
    yield f"<h1>{title}</h1>"
    words = labels.count("annotated.subtitle", len(annotated.marks), layer=annotated.layer)
    yield f'<p class="soft">{_text(words)}</p>'
    yield "</header>"
    yield from _legend(annotated, labels)
    language = annotated.transcript.language
    spoken = f' lang="{_text(language)}"' if language else ""
    yield f'<main{spoken} style="--lanes:{lanes}">'
    yield from (_row(line, labels) for line in annotated.lines)
    yield "</main>"
    digest = labels("annotated.digest", sha256=annotated.transcript.sha256)
    yield f'<footer><p class="soft">{_text(digest)}</p></footer>'
    yield "</body>"
    yield "</html>\n"


def _legend(annotated: Annotated, labels: Labels) -> Iterator[str]:
    if not annotated.codes:
        return
    heading = _text(labels("annotated.legend"))
    yield f'<nav aria-label="{heading}"><h2>{heading}</h2>'
    yield '<ul class="legend">'
    for block, group in groupby(annotated.codes, key=lambda each: each[0].block):
        yield f'<li><span class="block">{_text(block)}</span></li>'
        for code, n in group:
            count = _text(labels.cell(n, "int"))
            yield f'<li>{_chip(code)}{_named(code)} <span class="soft">({count})</span></li>'
    yield "</ul></nav>"


def _row(line: Line, labels: Labels) -> str:
    rules = 1 + max((mark.lane for mark in line.covering), default=-1)
    bars = "".join(_bar(mark, line) for mark in line.covering)
    opened = {mark.number for mark in line.opened}
    pieces = []
    for run in line.runs:
        pieces += [_reference(mark, labels) for mark in line.opened if mark.span.start == run.start]
        pieces.append(_run(run))
        opened -= {mark.number for mark in line.opened if mark.span.start == run.start}
    pieces += [_reference(mark, labels) for mark in line.opened if mark.number in opened]
    notes = "".join(_note(mark, labels) for mark in line.opened)
    return (
        f'<div class="row" style="--rules:{rules}"><div class="bars" aria-hidden="true">{bars}'
        f'</div><p class="text">{"".join(pieces)}</p><div class="notes">{notes}</div></div>'
    )


def _bar(mark: Mark, line: Line) -> str:
    ends = [
        name
        for name, here in (("first", mark in line.opened), ("last", mark.span.end <= line.span_end))
        if here
    ]
    kind = f' class="{" ".join(ends)}"' if ends else ""
    return f'<i{kind} style="--lane:{mark.lane};--c:{_stripes(mark, "90deg", "%")}"></i>'


def _run(run: Run) -> str:
    words = _text(run.text)
    if not run.speech:
        words = f'<span class="label">{words}</span>'
    if not run.marks:
        return words
    images = ",".join(_stripes(mark, "90deg", "px") for mark in run.marks)
    places = ",".join(f"0 calc(100% - {4 * mark.lane}px)" for mark in run.marks)
    sizes = ",".join("100% 3px" for _ in run.marks)
    names = " ".join(f"m{mark.number}" for mark in run.marks)
    style = f"background-image:{images};background-position:{places};background-size:{sizes}"
    return f'<mark class="{names}" style="{style}">{words}</mark>'


def _stripes(mark: Mark, angle: str, unit: str) -> str:
    """The colours of a quotation's blocks: side by side in a bar, in turn along a rule."""
    colours = list(dict.fromkeys(code.colour for code in mark.codes)) or ["#7f7f7f"]
    width = 100 / len(colours) if unit == "%" else 8
    stops = ",".join(
        f"{_text(colour)} {place * width:g}{unit} {(place + 1) * width:g}{unit}"
        for place, colour in enumerate(colours)
    )
    return f"repeating-linear-gradient({angle},{stops})"


def _reference(mark: Mark, labels: Labels) -> str:
    # The number is drawn by the style sheet: text that is copied stays the text of the transcript.
    words = _text(labels("annotated.quotation", n=mark.number))
    n = mark.number
    return f'<a class="ref" id="t{n}" href="#q{n}" data-n="{n}" aria-label="{words}"></a>'


def _note(mark: Mark, labels: Labels) -> str:
    words = _text(labels("annotated.quotation", n=mark.number))
    codes = "".join(f"<p>{_chip(code)}{_named(code)}</p>" for code in mark.codes)
    more = memo = ""
    if mark.memo:
        more = f' <span class="more">· {_text(labels("annotated.memo"))}</span>'
        memo = f'<p class="memo">{_text(mark.memo)}</p>'
    return (
        f'<aside class="note" id="q{mark.number}" tabindex="0" aria-label="{words}" '
        f'style="--c:{_stripes(mark, "180deg", "%")}">'
        f'<p><a href="#t{mark.number}">{mark.number}</a> '
        f'<span class="who">{_text(mark.author)}</span>{more}</p>{codes}{memo}</aside>'
    )


def _chip(code: CodeMark) -> str:
    return f'<span class="chip" style="--c:{_text(code.colour)}"></span>'


def _named(code: CodeMark) -> str:
    return _text(f"{code.number} {code.label}".strip())


def _text(words: str) -> str:
    # Unlike the text of other pages nothing is dropped: what is copied is the transcript itself.
    return escape(words, quote=True)
