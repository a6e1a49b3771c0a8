"""Files of real programs: each comes in with the counts its manifest gives, or is refused."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bouwsteen.errors import ProjectError
from bouwsteen.exports.refi.account import Incoming
from bouwsteen.exports.refi.incoming import load_project

SAMPLES = Path(__file__).parents[4] / "shared" / "samples" / "refi"

# Texts kept, codes kept, codings kept, codings carried, coders who coded, cases.
COUNTS = {
    "scrubbed/atlasti-win-9.1_pdf_866codings_graphs.qdpx": (1, 40, 0, 866, 0, 0),
    "scrubbed/maxqda-24.7_10sources_307codes_nocodings.qdpx": (10, 307, 0, 0, 0, 0),
    "scrubbed/nvivo-mac-12.7_emoji_297codings.qdpx": (2, 152, 297, 0, 1, 0),
    "scrubbed/nvivo-mac-14.23_pictures_notes_links.qdpx": (0, 33, 0, 176, 0, 1),
    "scrubbed/nvivo-mac-20.5_60sources_cases_variables.qdpx": (60, 104, 777, 0, 3, 68),
    "scrubbed/nvivo-win-12.6_emoji_303codings_2sources.qdpx": (2, 152, 303, 0, 2, 0),
    "scrubbed/nvivo-win-12.6_emoji_97codings.qdpx": (1, 60, 97, 0, 1, 0),
    "toolmade/qualcoder-3.8.2_twocoders_LF.qdpx": (2, 3, 4, 0, 2, 1),
    "toolmade/qualcoder-3.8.2_twocoders_maxqdaCRLF.qdpx": (2, 3, 4, 0, 2, 1),
    "toolmade/qualcoder-master-2026-08-22_twocoders_LF.qdpx": (2, 3, 4, 0, 2, 1),
    "toolmade/qualcoder-master-2026-08-22_twocoders_maxqdaCRLF.qdpx": (2, 3, 4, 0, 2, 1),
    "toolmade/qualcoder-3.8.2_codebook_BOM.qdc": (0, 3, 0, 0, 0, 0),
    "toolmade/qualcoder-master-2026-08-22_codebook.qdc": (0, 3, 0, 0, 0, 0),
    "open/atlasti-win-9.0.19_portableqda.qdc": (0, 5, 0, 0, 0, 0),
    "open/atlasti-win-23.4_requal_edited.qdc": (0, 1, 0, 0, 0, 0),
    "open/doorstop_ISO29148_INVALID.qdc": (0, 1, 0, 0, 0, 0),
    "open/spec-annexA1_portableqda_emptySets.qdc": (0, 6, 0, 0, 0, 0),
}
REFUSED = {
    "open/atlasti-win-23.4_requal_truncated_MALFORMED.qdc": "the XML is damaged",
    "open/atlasti-mac-8.4_spec-annexA2.qde": "5 texts on which 8 selections stand are missing",
    "open/atlasti-mac-8.4_spec-annexA2_noSources.qdpx": "5 texts on which 8 selections stand",
}


def sample(name: str) -> Incoming:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip("the samples are not here")
    return load_project(path)


@pytest.mark.parametrize("name", COUNTS)
def test_counts_are_those_of_the_manifest(name: str) -> None:
    found = sample(name)
    codings = sum(len(one.codings) for one in found.quotations)
    assert (
        len(found.transcripts),
        len(found.codebook),
        codings,
        found.report.carried.get("coding", 0),
        len({one.coder for one in found.quotations}),
        found.report.kept["case"],
    ) == COUNTS[name]
    assert found.report.kept["coding"] == codings
    assert not found.verdict.doubtful
    lost = [one for one in found.report.losses if one.kind in ("coding", "selection", "guid")]
    assert lost == []


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_come_in_whole_is_refused(name: str) -> None:
    with pytest.raises(ProjectError, match=REFUSED[name]):
        sample(name)


def quotes(found: Incoming) -> Counter[tuple[str, str]]:
    """Every code with the words it was given to, by the name of the code."""
    texts = {one.key: one.text for one in found.transcripts}
    return Counter(
        (found.codebook[code].label(), one.span.of(texts[one.transcript]))
        for one in found.quotations
        for code in one.codes
    )


def test_one_project_from_mac_and_windows_has_the_same_quotations() -> None:
    mac = quotes(sample("scrubbed/nvivo-mac-12.7_emoji_297codings.qdpx"))
    windows = quotes(sample("scrubbed/nvivo-win-12.6_emoji_303codings_2sources.qdpx"))
    assert (mac.total(), windows.total(), (mac & windows).total()) == (297, 303, 297)


def test_case_codings_become_stretches_of_cases() -> None:
    found = sample("scrubbed/nvivo-mac-20.5_60sources_cases_variables.qdpx")
    assert found.report.carried["case coding"] == 97
    assert sum(one.kind == "selection" for one in found.carried) == 97
    assert found.report.read["coding"] == 874
    by_coder = Counter(one.coder for one in found.quotations for _ in one.codings)
    assert sum(by_coder.values()) == 777


@pytest.mark.parametrize("version", ["3.8.2", "master-2026-08-22"])
def test_both_line_ends_of_qualcoder_give_the_same(version: str) -> None:
    plain = sample(f"toolmade/qualcoder-{version}_twocoders_LF.qdpx")
    crlf = sample(f"toolmade/qualcoder-{version}_twocoders_maxqdaCRLF.qdpx")
    assert plain.transcripts == crlf.transcripts
    assert plain.quotations == crlf.quotations
    assert plain.respondents == crlf.respondents


def test_two_coders_on_one_stretch_stay_two_quotations() -> None:
    found = sample("toolmade/qualcoder-3.8.2_twocoders_LF.qdpx")
    (text,) = (one.text for one in found.transcripts if one.key == "Int A")
    same = [one for one in found.quotations if one.span.of(text) == "It was café-like"]
    assert [(one.coder, one.memo) for one in same] == [("ann", "coding memo ann"), ("bob", "")]


def test_case_that_names_a_file_finds_its_source() -> None:
    found = sample("toolmade/qualcoder-3.8.2_twocoders_LF.qdpx")
    (person,) = (one for one in found.respondents if one.key == "Respondent 1")
    assert (person.role, dict(person.attributes)) == ("nurse", {"years": "7"})
    assert ("Int B", "Respondent 1") in {(one.transcript, one.respondent) for one in found.links}


def test_reference_that_leads_nowhere_is_told() -> None:
    found = sample("toolmade/qualcoder-master-2026-08-22_twocoders_LF.qdpx")
    (loss,) = (one for one in found.report.losses if one.kind == "text of a case")
    assert (loss.what, loss.why) == ("Respondent 1", "text_unnamed")
