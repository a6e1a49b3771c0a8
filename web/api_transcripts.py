"""A transcript as the page shows it: its turns with who speaks, and what stands between them."""

from __future__ import annotations

__all__ = ["ROUTES", "turns"]

from collections.abc import Iterator, Sequence
from typing import Any

from starlette.routing import Route

from bouwsteen.coding.model import Done
from bouwsteen.transcripts.cast import Cast
from bouwsteen.transcripts.model import Span, Transcript, Turn
from bouwsteen.transcripts.preview import clock
from bouwsteen.web.addresses import KEY
from bouwsteen.web.context import Call, endpoint


def turns(one: Transcript) -> Sequence[Turn]:
    """Turns of a transcript; its lines where it has none, so that it can be coded all the same.

    Examples
    --------
    >>> one = Transcript(key="a", title="a", text="Een.\\n\\nTwee.", turns=())
    >>> [turn.span for turn in turns(one)]
    [Span(start=0, end=4), Span(start=6, end=11)]
    """
    return one.turns or tuple(_lines(one.text))


def _lines(text: str) -> Iterator[Turn]:
    start = number = 0
    for line in text.split("\n"):
        if line.strip():
            number += 1
            yield Turn(index=number, speaker=None, span=Span(start, start + len(line)))
        start += len(line) + 1


def _rows(one: Transcript, cast: Cast) -> list[dict[str, Any]]:
    shown = turns(one)
    ends = [turn.span.start for turn in shown[1:]] + [len(one.text)]
    found = []
    for turn, end in zip(shown, ends, strict=True):
        person = cast.respondent_of(one.key, turn)
        found.append(
            {
                "index": turn.index,
                "speaker": turn.speaker,
                "role": person.role if person else None,
                "interviewer": bool(person and person.is_interviewer),
                "start": turn.span.start,
                "end": turn.span.end,
                "time": clock(turn.start_time),
                "text": one.speech(turn),
                # A selection over several turns runs over labels and stamps too.
                "gap": one.text[turn.span.end : end],
            }
        )
    return found


def _cast(call: Call, one: Transcript) -> Cast:
    people = call.study.respondents
    return Cast(transcripts=(one,), respondents=tuple(people.all()), links=tuple(people.links()))


@endpoint
def _transcript(call: Call) -> dict[str, Any]:
    with call.study.reading():
        one = call.study.transcripts.get(call.key())
        return {
            "key": one.key,
            "title": one.title,
            "sha256": one.sha256,
            "language": one.language,
            "coder": call.coder,
            "done": Done(coder=call.coder, transcript=one.key) in call.study.coders.done(),
            "turns": _rows(one, _cast(call, one)),
        }


ROUTES = [Route(f"/api/transcript/{KEY}", _transcript, methods=["GET"])]
