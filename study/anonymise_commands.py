"""The command that puts pseudonyms in a study: study anonymise."""

from __future__ import annotations

__all__ = ["anonymise"]

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bouwsteen.console import cast_of, lang_option, open_study, study_option
from bouwsteen.errors import PseudonymError
from bouwsteen.screen import Listing, say, show

if TYPE_CHECKING:
    from bouwsteen.coding.pseudonymise import View
    from bouwsteen.coding.suggest.control import Apart
    from bouwsteen.study.anonymise import Content
    from bouwsteen.study.illustration_store import Illustration
    from bouwsteen.study.study import Study
    from bouwsteen.study.suggestion_rows import Standing
    from bouwsteen.study.unplaced_store import Unplaced
    from bouwsteen.transcripts.proposals import Proposal
    from bouwsteen.transcripts.pseudonyms import Pseudonyms


@click.command()
@click.option(
    "--propose",
    "proposed",
    metavar="[FILE.csv]",
    is_flag=False,
    flag_value="-",
    help="Show what may be a name, or write it to a table to fill in.",
)
@click.option(
    "--names",
    "names_file",
    envvar="BOUWSTEEN_NAMES",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The table of names: name,pseudonym[,kind] (csv).",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The new study; this one stays as it is.",
)
@click.option("--keep-coders", is_flag=True, help="Leave coders their keys and names.")
@study_option
@lang_option
def anonymise(
    proposed: str | None,
    names_file: Path | None,
    output: Path | None,
    keep_coders: bool,
    study_path: str | None,
    lang: str,
) -> None:
    """Make a study that reads pseudonyms in the place of names; codings stay on their words.

    First --propose what may be a name, fill in the table, then name it with --names and the new
    study with --output. The table is the key: keep it apart, it is stored in no study. The log
    of the new study begins afresh; old versions of texts, the decisions of a consensus meeting, and
    edited quotes that do not fit the words with pseudonyms stay behind; so does what came along
    from another program (notes, links, sets, GUIDs), which may hold names.
    """
    if proposed is not None:
        if output is not None:
            raise click.UsageError("--propose and --output do not go together.")
        _propose(study_path, proposed, lang)
        return
    if names_file is None or output is None:
        raise click.UsageError("Say --propose, or --names FILE.csv with --output STUDY.")
    from bouwsteen.coding.pseudonymise import View
    from bouwsteen.exports.scan import refuse_names
    from bouwsteen.study.anonymise import write_study
    from bouwsteen.transcripts.pseudonym_file import read_pseudonyms

    names = read_pseudonyms(names_file)
    with open_study(study_path) as study, study.reading():
        view = View(
            names,
            cast_of(study),
            coders=study.coders.all(),
            codes=_codes(study),
            keep_coders=keep_coders,
        )
        content = _content(study, view)
        behind = len(study.carried.parts())
    write_study(output, content, check=lambda data: refuse_names(output, data, names))
    say("anonymised", lang, study=output, names=len(names.entries))
    if behind:
        say("carried_behind", lang, n=behind)
    _tell_doubts(names, content, lang)


def _propose(study_path: str | None, proposed: str, lang: str) -> None:
    from bouwsteen.exports.labels import Labels
    from bouwsteen.exports.write import write_bytes
    from bouwsteen.transcripts.finders import KINDS
    from bouwsteen.transcripts.proposals import propose
    from bouwsteen.transcripts.pseudonym_file import proposals_csv

    labels = Labels(lang)
    with open_study(study_path) as study, study.reading():
        cast = cast_of(study)
    known = dict.fromkeys(one.organisation or "" for one in cast.respondents)
    words = {kind: labels(f"identifier.{kind}") for kind in KINDS}
    found = propose(cast.transcripts, known=known, words=words)
    if proposed == "-":
        show(_listing(found), style="text", lang=lang)
        return
    target = Path(proposed)
    if target.exists():
        raise PseudonymError(
            f"{target} is there already.",
            "It may hold pseudonyms; choose another name.",
            key="study_proposals_taken",
            path=target,
        )
    write_bytes(target, proposals_csv(found).encode("utf-8"))
    say("proposals_written", lang, target=target, n=len(found))


def _listing(found: tuple[Proposal, ...]) -> Listing:
    return Listing(
        columns=("name", "identifier", "n", "context"),
        rows=[(one.name, one.kind, one.count, " | ".join(one.contexts)) for one in found],
    )


def _codes(study: Study) -> list[str]:
    """Key of every code that any version of the codebook has."""
    history = study.codebook.history()
    return list(dict.fromkeys(code.key for one in history for code in one.codebook.codes))


def _content(study: Study, view: View) -> Content:
    import dataclasses

    from bouwsteen.coding.model import Done
    from bouwsteen.study.anonymise import Content

    return Content(
        codebooks=[
            (
                view.codebook(one.codebook),
                view.text(one.reason),
                None if one.actor is None else view.coder_key(one.actor),
            )
            for one in study.codebook.history()
        ],
        transcripts=view.cast.transcripts,
        respondents=view.cast.respondents,
        links=view.cast.links,
        coders=[view.coder(one) for one in study.coders.all()],
        quotations=[view.quotation(one) for one in study.quotations.select()],
        done=[
            Done(coder=view.coder_key(one.coder), transcript=view.transcript_key(one.transcript))
            for one in sorted(study.coders.done())
        ],
        unplaced=_unplaced(study, view),
        apart=_apart(study, view),
        suggestions=[
            _shown(one, view)
            for one in study.suggestions.select(retired=True)
            if one.shown is not None or one.decision is not None
        ],
        illustrations=_illustrations(study, view),
        interpretations=[
            dataclasses.replace(one, code=view.code_key(one.code), text=view.text(one.text))
            for one in study.interpretations.all()
        ],
    )


def _unplaced(study: Study, view: View) -> list[Unplaced]:
    import dataclasses

    return [
        dataclasses.replace(
            one, quotation=view.quotation(one.quotation, stale=True), quote=view.text(one.quote)
        )
        for one in study.unplaced.select()
    ]


def _illustrations(study: Study, view: View) -> list[tuple[Illustration, int]]:
    """What was pinned and barred; of quotations that are not there now it stays behind."""
    import dataclasses

    held = {one.id: (place, one) for place, one in enumerate(study.quotations.select())}
    texts = {one.key: one.text for one in view.cast.transcripts}
    found = []
    for one in study.illustrations.all():
        if one.quotation not in held:
            continue
        place, quotation = held[one.quotation]
        at = view.quotation(quotation)
        said = dataclasses.replace(
            one,
            text=_edited(view.text(one.text), at.span.of(texts[at.transcript])),
            reason=view.text(one.reason),
            actor=None if one.actor is None else view.coder_key(one.actor),
        )
        found.append((said, place))
    return found


def _edited(text: str, words: str) -> str:
    """An edited quote that still fits; a bracket inside a name would let the name through."""
    from bouwsteen.coding.elision import check_elision
    from bouwsteen.errors import CodingError

    try:
        if text:
            check_elision(text, words)
    except CodingError:
        return ""
    return text


def _apart(study: Study, view: View) -> Apart:
    """What stays without suggestions: the draw is written out, for it hangs on the keys."""
    import dataclasses

    apart = study.suggestions.apart()
    return dataclasses.replace(
        apart,
        reliability=tuple(map(view.transcript_key, apart.reliability)),
        drawn={
            view.transcript_key(one.key): tuple(
                turn.index for turn in one.turns if apart.drawn_blind(one.key, turn.index)
            )
            for one in study.transcripts.all()
        },
    )


def _shown(one: Standing, view: View) -> Standing:
    """A suggestion on the same words; its evidence quotes the old text and stays behind."""
    import dataclasses

    at, chosen = one.suggestion, one.decision
    key = view.transcript_key(at.transcript)
    renamed = dataclasses.replace(
        at,
        transcript=key,
        span=view.span(at.transcript, at.span) if one.placed else at.span,
        passage=view.span(at.transcript, at.passage) if one.placed else at.passage,
        code=view.code_key(at.code),
        block=view.code_key(at.block),
        evidence=(),
    )
    coder = view.coder_key(one.coder)
    if chosen is not None:
        code = None if chosen.code is None else view.code_key(chosen.code)
        chosen = dataclasses.replace(chosen, coder=coder, code=code)
    return dataclasses.replace(one, suggestion=renamed, coder=coder, decision=chosen)


def _tell_doubts(names: Pseudonyms, content: Content, lang: str) -> None:
    """What may still be a name, for a person to look at."""
    texts = [one.text for one in content.transcripts]
    texts += [one.memo for one in content.quotations]
    texts += [one.key for one in content.transcripts]
    doubts = names.doubts(texts)
    if doubts:
        listed = ", ".join(f"{one.text} ({one.count})" for one in doubts)
        say("names_in_doubt", lang, doubts=listed)
