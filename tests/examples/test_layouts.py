"""Each text layout, as whole bytes on an interview of four turns."""

from __future__ import annotations

import uuid

import pytest

from bouwsteen.examples import layouts


def test_clock_counts_words_and_never_goes_back(small):
    assert layouts.clock(small) == [(3000, 4200), (4500, 7700), (8650, 9250), (10200, 12200)]


def test_plain_txt_has_title_date_and_labels(small):
    assert layouts.plain_txt(small).decode("utf-8") == (
        "Verzonnen interview\n\nOpgenomen op 1 april 2026\n\nI: Wat doe je?\n\n"
        "R: Ik draai, eh, alles. En ik vraag veel.\n\nI: Hm-m.\n\nR: Een fout mag. Nou ja.\n"
    )


def test_question_answer_cp1252_is_windows_text(small):
    assert layouts.question_answer_cp1252(small) == (
        b"Verzonnen interview\r\n\r\nI: Wat doe je?\r\n"
        b"R: Ik draai, eh, alles. En ik vraag veel.\r\nI: Hm-m.\r\nR: Een fout mag. Nou ja.\r\n"
    )


def test_semicolon_csv_has_mark_columns_and_whole_seconds(small):
    assert layouts.semicolon_csv(small) == (
        b"\xef\xbb\xbftijd;spreker;tekst\r\n00:00:03;I;Wat doe je?\r\n"
        b"00:00:04;R;Ik draai, eh, alles. En ik vraag veel.\r\n"
        b"00:00:08;I;Hm-m.\r\n00:00:10;R;Een fout mag. Nou ja.\r\n"
    )


def test_teams_vtt_cuts_long_turns_in_cues(small, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(layouts, "_CUE_WIDTH", 24)
    meeting = uuid.uuid5(uuid.NAMESPACE_URL, "klein")
    assert layouts.teams_vtt(small).decode("utf-8") == (
        "WEBVTT\n\nNOTE\nVerzonnen interview\n"
        "Verzonnen interview: geen van deze personen en bedrijven bestaat.\n\n"
        f"{meeting}/0-0\n00:00:03.000 --> 00:00:04.200\n<v I>Wat doe je?</v>\n\n"
        f"{meeting}/1-0\n00:00:04.500 --> 00:00:06.489\n<v R>Ik draai, eh, alles. En</v>\n\n"
        f"{meeting}/1-1\n00:00:06.489 --> 00:00:07.700\n<v R>ik vraag veel.</v>\n\n"
        f"{meeting}/2-0\n00:00:08.650 --> 00:00:09.250\n<v I>Hm-m.</v>\n\n"
        f"{meeting}/3-0\n00:00:10.200 --> 00:00:12.200\n<v R>Een fout mag. Nou ja.</v>\n"
    )


def test_zoom_vtt_names_the_speaker_before_every_sentence(small):
    assert layouts.zoom_vtt(small).decode("utf-8") == (
        "WEBVTT\r\n\r\nNOTE\r\nVerzonnen interview\r\n"
        "Verzonnen interview: geen van deze personen en bedrijven bestaat.\r\n\r\n"
        "1\r\n00:00:03.000 --> 00:00:04.200\r\nI: Wat doe je?\r\n\r\n"
        "2\r\n00:00:04.500 --> 00:00:06.229\r\nR: Ik draai, eh, alles.\r\n\r\n"
        "3\r\n00:00:06.229 --> 00:00:07.700\r\nR: En ik vraag veel.\r\n\r\n"
        "4\r\n00:00:08.650 --> 00:00:09.250\r\nI: Hm-m.\r\n\r\n"
        "5\r\n00:00:10.200 --> 00:00:11.500\r\nR: Een fout mag.\r\n\r\n"
        "6\r\n00:00:11.500 --> 00:00:12.200\r\nR: Nou ja.\r\n"
    )


def test_whisperx_srt_has_commas_and_bracketed_speakers(small):
    assert layouts.whisperx_srt(small).decode("utf-8") == (
        "1\n00:00:03,000 --> 00:00:04,200\n[I]: Wat doe je?\n\n"
        "2\n00:00:04,500 --> 00:00:06,229\n[R]: Ik draai, eh, alles.\n\n"
        "3\n00:00:06,229 --> 00:00:07,700\n[R]: En ik vraag veel.\n\n"
        "4\n00:00:08,650 --> 00:00:09,250\n[I]: Hm-m.\n\n"
        "5\n00:00:10,200 --> 00:00:11,500\n[R]: Een fout mag.\n\n"
        "6\n00:00:11,500 --> 00:00:12,200\n[R]: Nou ja.\n"
    )
