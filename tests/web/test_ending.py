"""How `bouwsteen serve` ends: told once it finishes what it does, told twice it ends at once."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bouwsteen.study.study import Study
from bouwsteen.web.server import stopped_by

httpx = pytest.importorskip("httpx2", reason="httpx2 is not installed")

FAREWELL = "The workbench is closed. All that was called saved is in the study.\n"
KEY = "02_hr_installatie"
Process = subprocess.Popen[str]
Serve = Callable[..., tuple[Process, str]]
SLOW = """
import time
import bouwsteen.web.api_suggest as suggest
suggest.renew = lambda *_, **__: (print("begun", flush=True), time.sleep(600))
from bouwsteen.cli import main
main()
"""
"""Starts the command with a run of suggestions that takes longer than anybody waits."""
PATIENT = """
import bouwsteen.web.server as server
server._FAREWELL_SECONDS = 600
from bouwsteen.cli import main
main()
"""
"""Starts the command with a server that, told once, waits long for what is being answered."""
ARRIVED = 1.0
"""Seconds within which a few bytes reach the server, also on a busy computer."""


def half_sent(link: str, study_path: Path) -> tuple[socket.socket, bytes]:
    """A connection on which the beginning of a write has arrived, and the rest of it."""
    base = link.partition("/login")[0]
    with httpx.Client(base_url=base) as client:
        assert client.get(link).status_code == 200
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    with Study.open(study_path) as study:
        text = study.transcripts.get(KEY)
    body = json.dumps(
        {
            "transcript": KEY,
            "sha256": text.sha256,
            "start": 0,
            "end": 40,
            "quote": text.text[:40],
            "codes": ["leiderschap"],
        }
    ).encode()
    host = base.removeprefix("http://")
    head = (
        f"POST /api/quotations HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n"
        f"X-Workbench: 1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    address, _, port = host.partition(":")
    made = socket.create_connection((address, int(port)), timeout=60)
    made.sendall(head + body[:10])
    return made, body[10:]


def own(study_path: Path) -> list[tuple[int, int]]:
    with Study.open(study_path) as study:
        return [
            (one.span.start, one.span.end)
            for one in study.quotations.select(coder="anna", transcript=KEY)
        ]


def ended(process: Process) -> tuple[str, int]:
    """What a process still says before it ends by itself, and its exit code."""
    said, _ = process.communicate(timeout=60)
    return said, process.returncode


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_serve_says_goodbye_at_every_end_signal(serve: Serve, study_path: Path, name: str) -> None:
    if not hasattr(signal, name) or sys.platform == "win32":
        pytest.skip("Windows ends a process without telling it")
    process, _ = serve(study_path)
    process.send_signal(getattr(signal, name))
    assert ended(process) == (FAREWELL, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without telling it")
def test_serve_finishes_the_write_under_way(serve: Serve, study_path: Path) -> None:
    process, link = serve(study_path)
    held = own(study_path)
    connection, rest = half_sent(link, study_path)
    with connection:
        time.sleep(ARRIVED)
        process.terminate()
        time.sleep(0.5)
        assert process.poll() is None
        connection.sendall(rest)
        assert connection.recv(12) == b"HTTP/1.1 201"
    assert ended(process) == (FAREWELL, 0)
    assert sorted(own(study_path)) == sorted([*held, (0, 40)])
    # Nothing of it is left open beside the file.
    assert [one.name for one in study_path.parent.glob("s.bouwsteen*")] == ["s.bouwsteen"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without telling it")
def test_twice_ctrl_c_ends_at_once_and_without_a_traceback(serve: Serve, study_path: Path) -> None:
    process, link = serve(study_path, program=("-c", PATIENT))
    held = own(study_path)
    connection, _ = half_sent(link, study_path)
    with connection:
        time.sleep(ARRIVED)
        for _ in range(3):
            process.send_signal(signal.SIGINT)
            time.sleep(0.2)
        assert ended(process) == (FAREWELL, 0)
    assert own(study_path) == held


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without telling it")
@pytest.mark.parametrize("pause", [0.0, 0.05, 0.2])
def test_twice_ctrl_c_on_a_server_at_rest_shows_no_traceback(
    serve: Serve, study_path: Path, pause: float
) -> None:
    process, _ = serve(study_path)
    for _ in range(3):
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        time.sleep(pause)
    assert ended(process) == (FAREWELL, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without telling it")
@pytest.mark.parametrize("times", [1, 2])
def test_serve_does_not_wait_for_a_long_run(serve: Serve, study_path: Path, times: int) -> None:
    process, link = serve(study_path, program=("-c", SLOW))
    answers: list[tuple[int, dict[str, str]]] = []
    with httpx.Client(base_url=link.partition("/login")[0], timeout=60) as client:
        assert client.get(link).status_code == 200

        def run() -> None:
            try:
                said = client.post("/api/suggestions/run", json={}, headers={"X-Workbench": "1"})
                answers.append((said.status_code, said.json()))
            except httpx.TransportError:
                # Ended at once, the server answers nobody.
                assert times == 2

        asking = threading.Thread(target=run)
        asking.start()
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        for _ in range(times):
            process.send_signal(signal.SIGINT)
            time.sleep(0.2)
        last = ended(process)
        asking.join(timeout=60)
    assert last == (FAREWELL, 0)
    if times == 1:
        message = "The workbench was closed before this was finished."
        assert answers == [(503, {"message": message, "hint": "Start it again: bouwsteen serve"})]
    assert [one.name for one in study_path.parent.glob("s.bouwsteen*")] == ["s.bouwsteen"]


def test_stopped_by_hears_every_end_signal_until_it_is_over() -> None:
    stops: list[int] = []
    names = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.getsignal(getattr(signal, name)) for name in names}
    try:
        with stopped_by(lambda: stops.append(1)):
            for name in names:
                signal.raise_signal(getattr(signal, name))
        for name in names:
            signal.raise_signal(getattr(signal, name))
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
    assert stops == [1] * len(names)
