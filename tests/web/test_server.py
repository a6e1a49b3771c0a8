"""The server as a process: its address, its end, and what is left when it is killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bouwsteen.errors import StudyError
from bouwsteen.study.study import Study
from bouwsteen.web.network import kind_of, network_drive
from bouwsteen.web.server import listen, redirect_file

httpx = pytest.importorskip("httpx2", reason="httpx2 is not installed")

Process = subprocess.Popen[str]
Serve = Callable[..., tuple[Process, str]]
HEADERS = {"X-Workbench": "1", "Content-Type": "application/json"}


@contextmanager
def login(link: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=link.partition("/login")[0], headers=HEADERS) as client:
        assert client.get(link).status_code == 200
        yield client


def marks(study_path: Path, count: int) -> list[dict[str, object]]:
    with Study.open(study_path) as study:
        text = study.transcripts.get("02_hr_installatie")
    return [
        {
            "transcript": text.key,
            "sha256": text.sha256,
            "start": start,
            "end": start + 40,
            "quote": text.text[start : start + 40],
            "codes": ["leiderschap"],
        }
        for start in range(count)
    ]


def test_serve_ends_cleanly_at_ctrl_c(serve: Serve, study_path: Path) -> None:
    process, link = serve(study_path)
    with login(link) as client:
        assert client.get("/api/overview").status_code == 200
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert said == "The workbench is closed. All that was called saved is in the study.\n"


def test_serve_listens_on_this_machine_only(serve: Serve, study_path: Path) -> None:
    process, link = serve(study_path)
    port = int(link.split(":")[2].partition("/")[0])
    tables = [Path(f"/proc/{process.pid}/net/{name}") for name in ("tcp", "tcp6")]
    if not tables[0].exists():
        pytest.skip("only Linux tells who listens where in /proc")
    said = "".join(table.read_text() for table in tables if table.exists())
    lines = [line.split() for line in said.splitlines()]
    bound = [one[1] for one in lines if one[3] == "0A" and one[1].endswith(f":{port:04X}")]
    assert bound == [f"0100007F:{port:04X}"]


def test_token_is_not_among_the_arguments(serve: Serve, study_path: Path) -> None:
    process, link = serve(study_path)
    words = Path(f"/proc/{process.pid}/cmdline")
    if not words.exists():
        pytest.skip("only Linux shows arguments in /proc")
    assert link.partition("token=")[2] not in words.read_text()


def test_killed_server_loses_nothing_that_was_saved(serve: Serve, study_path: Path) -> None:
    process, link = serve(study_path)
    saved = []
    with login(link) as client:
        for number, content in enumerate(marks(study_path, 40)):
            if number == 25:
                process.kill()
            try:
                answer = client.post("/api/quotations", json=content)
            except httpx.TransportError:
                break
            if answer.status_code == 201:
                saved.append(answer.json()["id"])
    assert len(saved) >= 25
    with Study.open(study_path) as study:
        assert study.verify() == []
        held = {one.id for one in study.quotations.select(coder="anna")}
    assert set(saved) <= held


def test_two_servers_on_one_study_keep_both_changes(serve: Serve, study_path: Path) -> None:
    (_, first), (_, second) = serve(study_path), serve(study_path)
    assert first.split("/login")[0] != second.split("/login")[0]
    contents = marks(study_path, 20)
    with login(first) as one, login(second) as other:
        answers = [
            client.post("/api/quotations", json=content)
            for number, content in enumerate(contents)
            for client in ((one, other)[number % 2],)
        ]
        assert [answer.status_code for answer in answers] == [201] * 20
        numbers = {answer.json()["id"] for answer in answers}
        key = contents[0]["transcript"]
        for client in (one, other):
            rows = client.get(f"/api/quotations?transcript={key}").json()["quotations"]
            assert numbers <= {row["id"] for row in rows}


def test_two_servers_do_not_share_a_login(serve: Serve, study_path: Path) -> None:
    (_, first), (_, second) = serve(study_path), serve(study_path)
    with login(first) as client:
        base = second.partition("/login")[0]
        assert client.get(f"{base}/api/overview").status_code == 401


def test_changed_row_is_shown_and_not_overwritten(serve: Serve, study_path: Path) -> None:
    (_, first), (_, second) = serve(study_path), serve(study_path)
    with login(first) as one, login(second) as other:
        row = one.post("/api/quotations", json=marks(study_path, 1)[0]).json()
        where, seen = f"/api/quotations/{row['id']}", {"If-Match": row["version"]}
        assert one.patch(where, json={"memo": "eerst"}, headers=seen).status_code == 200
        late = other.patch(where, json={"memo": "daarna"}, headers=seen)
    assert (late.status_code, late.json()["row"]["memo"]) == (412, "eerst")


def test_listen_says_that_a_port_is_taken() -> None:
    with listen(0) as held:
        port = held.getsockname()[1]
        with pytest.raises(StudyError) as error:
            listen(port)
    assert error.value.message.startswith(f"Cannot listen on port {port}: ")


def test_listen_sends_answers_at_once() -> None:
    """Without the protocol's number asyncio leaves Nagle's algorithm on."""
    with listen(0) as held:
        assert (held.proto, held.getsockname()[0]) == (socket.IPPROTO_TCP, "127.0.0.1")


def test_redirect_file_is_for_its_owner_only() -> None:
    link = "http://127.0.0.1:1/login?token=a&b=<c>"
    with redirect_file(link) as page:
        assert page.stat().st_mode & 0o077 == 0 or os.name == "nt"
        assert 'content="0; url=http://127.0.0.1:1/login?token=a&amp;b=&lt;c&gt;"' in (
            page.read_text(encoding="utf-8")
        )
    assert not page.exists()


def test_kind_of_takes_the_nearest_mount() -> None:
    mounts = [("/", "nfs4"), ("/srv", "ext4"), ("/srv/anna/team", "cifs")]
    places = ("/data/s", "/srv/anna/s", "/srv/anna/team/s", "/srv/anna/teams/s")
    assert [kind_of(Path(one), mounts) for one in places] == ["nfs4", None, "cifs", None]


def test_network_drive_is_none_for_a_local_file(tmp_path: Path) -> None:
    assert network_drive(tmp_path / "s.bouwsteen") in (None, "9p")


def test_coder_must_be_known(study_path: Path, tmp_path: Path) -> None:
    words = ["--study", str(study_path), "serve", "--no-browser", "--coder", "dirk", "--lang", "en"]
    done = subprocess.run(
        [sys.executable, "-m", "bouwsteen", *words], capture_output=True, text=True, cwd=tmp_path
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Error: There is no coder 'dirk' in the study.\n")
