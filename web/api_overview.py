"""How far the coder is: transcripts with their own quotations, and where to go on."""

from __future__ import annotations

__all__ = ["ROUTES", "overview"]

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from bouwsteen.coding.model import Done, Layer
from bouwsteen.console import cast_of
from bouwsteen.web.context import Call, endpoint

if TYPE_CHECKING:
    from bouwsteen.coding.model import Quotation
    from bouwsteen.study.study import Study
    from bouwsteen.transcripts.cast import Cast
    from bouwsteen.transcripts.model import Transcript


def overview(study: Study, coder: str) -> dict[str, Any]:
    """Tell how far one coder is; of the others nothing, not even a count.

    Returns
    -------
    dict
        ``transcripts``, one record each; ``next``, the key of the first that is not done, one
        that was begun before one that was not; ``unlinked``, the number of unknown speakers.
    """
    with study.reading():
        cast = cast_of(study)
        done = study.coders.done()
        held = study.quotations.select(coder=coder, layer=Layer.INDEPENDENT)
        away = study.unplaced.select(coder=coder)
    own: dict[str, list[Quotation]] = defaultdict(list)
    for one in held:
        own[one.transcript].append(one)
    records = [
        {
            **_record(cast, transcript, own[transcript.key]),
            "done": Done(coder=coder, transcript=transcript.key) in done,
            "unplaced": sum(one.quotation.transcript == transcript.key for one in away),
        }
        for transcript in cast.transcripts
    ]
    left = sorted((one for one in records if not one["done"]), key=lambda one: not one["begun"])
    return {
        "transcripts": records,
        "next": left[0]["key"] if left else None,
        "unlinked": len(cast.unlinked),
    }


def _record(cast: Cast, one: Transcript, quotations: list[Quotation]) -> dict[str, Any]:
    """Turns are those of respondents, since questions are not coded."""
    people = {turn.index: cast.respondent_of(one.key, turn) for turn in one.turns}
    answers = [
        turn
        for turn in one.turns
        if (person := people[turn.index]) is None or not person.is_interviewer
    ]
    coded = sum(
        any(quoted.span.overlap(turn.span) > 0 for quoted in quotations) for turn in answers
    )
    roles = [person.role for person in people.values() if person and not person.is_interviewer]
    return {
        "key": one.key,
        "title": one.title,
        "roles": list(dict.fromkeys(role for role in roles if role)),
        "turns": len(answers),
        "coded": coded,
        "words": sum(len(one.speech(turn).split()) for turn in answers),
        "quotations": len(quotations),
        "begun": bool(quotations),
    }


@endpoint
def _overview(call: Call) -> dict[str, Any]:
    return overview(call.study, call.coder)


ROUTES = [Route("/api/overview", _overview, methods=["GET"])]
