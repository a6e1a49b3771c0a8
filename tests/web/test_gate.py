"""The gate: what is not this machine's own, logged-in page gets nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bouwsteen.web.gate import CSP, HEADERS, Gate

if TYPE_CHECKING:
    from starlette.testclient import TestClient

HOST = "127.0.0.1:8000"
TOKEN = "a-token-for-one-visit"
COOKIE = "bouwsteen-8000"


@pytest.fixture
def gate(page_client: TestClient) -> Gate:
    return page_client.app  # type: ignore[return-value]


@pytest.fixture
def cookie(page_client: TestClient) -> tuple[str, str]:
    """The header of somebody who is logged in."""
    return "cookie", f"{COOKIE}={page_client.cookies[COOKIE]}"


def ask(
    gate: Gate,
    path: str,
    headers: Iterable[tuple[str, str]],
    *,
    method: str = "GET",
    body: Iterable[bytes] = (b"",),
) -> dict[str, Any]:
    """Ask with exactly these headers, as no well-behaved client would."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }
    parts = list(body)
    incoming = [
        {"type": "http.request", "body": part, "more_body": number < len(parts)}
        for number, part in enumerate(parts, start=1)
    ]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return incoming.pop(0) if incoming else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(gate(scope, receive, send))
    names = [name.decode() for name, _ in sent[0]["headers"]]
    return {
        "status": sent[0]["status"],
        "headers": {name.decode(): value.decode() for name, value in sent[0]["headers"]},
        "repeated": sorted({one for one in names if names.count(one) > 1}),
        "body": b"".join(one.get("body", b"") for one in sent[1:]),
    }


def test_gate_answers_its_own_page(gate: Gate, cookie: tuple[str, str]) -> None:
    assert ask(gate, "/api/words", [("host", HOST), cookie])["status"] == 400
    assert ask(gate, "/", [("host", HOST), cookie])["status"] == 200


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1:8001",
        "127.0.0.1:80000",
        "127.0.0.1:8000.",
        "127.0.0.1.:8000",
        "127.0.0.1:8000@evil.example",
        "evil.example:8000",
        "evil.example",
        "localhost:8000",
        "[::1]:8000",
        "2130706433:8000",
        "0x7f.1:8000",
        "127.1:8000",
        "0.0.0.0:8000",
        " 127.0.0.1:8000",
        "127.0.0.1:8000, evil.example",
        "",
    ],
)
def test_host_must_be_exact(gate: Gate, cookie: tuple[str, str], host: str) -> None:
    for path in ("/", "/login", "/static/base.css", "/api/overview"):
        assert ask(gate, path, [("host", host), cookie])["status"] == 421


def test_host_must_be_there_once(gate: Gate, cookie: tuple[str, str]) -> None:
    assert ask(gate, "/", [cookie])["status"] == 421
    assert ask(gate, "/", [("host", HOST), ("host", HOST), cookie])["status"] == 421
    assert ask(gate, "/", [("host", HOST), ("host", "evil.example"), cookie])["status"] == 421


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "same-origin, cross-site"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE"])
def test_other_sites_are_refused(page_client: TestClient, site: str, method: str) -> None:
    for path in ("/", "/api/overview", "/static/base.css"):
        answer = page_client.request(method, path, headers={"Sec-Fetch-Site": site})
        assert answer.status_code == 403


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_own_site_is_answered(page_client: TestClient, site: str) -> None:
    assert page_client.get("/", headers={"Sec-Fetch-Site": site}).status_code == 200


@pytest.mark.parametrize(
    "origin",
    [
        *("null", "http://evil.example", "https://127.0.0.1:8000", "http://127.0.0.1"),
        *("http://127.0.0.1:8001", "http://localhost:8000", "http://127.0.0.1:8000.evil.example"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_other_origins_are_refused(page_client: TestClient, origin: str, method: str) -> None:
    answer = page_client.request(method, "/api/look", headers={"Origin": origin})
    assert answer.status_code == 403


def test_own_origin_is_answered(page_client: TestClient) -> None:
    answer = page_client.post("/api/look", json={}, headers={"Origin": f"http://{HOST}"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/api/overview", "/static/base.css", "/nothing", "/api/words?under=web.nav"]
)
def test_everything_needs_a_login(visit: Any, study_path: Path, path: str) -> None:
    client = visit(study_path, login=False)
    answer = client.get(path, headers={"Accept": "*/*"})
    assert (answer.status_code, set(answer.json())) == (401, {"message", "hint"})
    page = client.get(path, headers={"Accept": "text/html"})
    assert page.status_code == 401
    assert "bouwsteen serve" in page.text


def test_token_works_once(visit: Any, study_path: Path) -> None:
    client = visit(study_path, login=False)
    assert client.head(f"/login?token={TOKEN}").status_code == 403
    assert client.get("/login").status_code == 403
    assert client.get("/login?token=").status_code == 403
    assert client.get(f"/login?token={TOKEN[:-1]}").status_code == 403
    assert client.get(f"/login?token={TOKEN}&token={TOKEN}").status_code == 403
    assert client.cookies == {}
    assert client.get(f"/login?token={TOKEN}").status_code == 200
    used = client.get(f"/login?token={TOKEN}")
    assert used.status_code == 403
    assert "set-cookie" not in used.headers


def test_token_can_be_renewed(visit: Any, study_path: Path) -> None:
    client = visit(study_path, login=False)
    client.app.renew("another")
    assert client.get(f"/login?token={TOKEN}").status_code == 403
    assert client.get("/login?token=another").status_code == 200


def test_login_may_be_reached_from_elsewhere(visit: Any, study_path: Path) -> None:
    """The page that starts the browser is a file, and that is another site."""
    client = visit(study_path, login=False)
    answer = client.get(f"/login?token={TOKEN}", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert 'http-equiv="refresh" content="0; url=/"' in answer.text
    assert TOKEN not in answer.text


def test_cookie_is_strict_and_not_the_token(visit: Any, study_path: Path) -> None:
    client = visit(study_path, login=False)
    line = client.get(f"/login?token={TOKEN}").headers["set-cookie"]
    first, *flags = line.split("; ")
    name, _, value = first.partition("=")
    assert name == COOKIE
    assert len(value) >= 43
    assert TOKEN not in value
    assert sorted(flags) == ["HttpOnly", "Path=/", "SameSite=strict"]


@pytest.mark.parametrize(
    "line",
    [f"{COOKIE}=", f"{COOKIE}=x", "bouwsteen-8001={value}", "{value}", "x={value}", "\xff=;"],
)
def test_other_cookies_are_no_login(gate: Gate, cookie: tuple[str, str], line: str) -> None:
    value = cookie[1].partition("=")[2]
    headers = [("host", HOST), ("cookie", line.replace("{value}", value))]
    assert ask(gate, "/", headers)["status"] == 401


def test_writes_need_the_header(page_client: TestClient) -> None:
    for value in ("0", "", "1, 1"):
        answer = page_client.post("/api/look", json={}, headers={"X-Workbench": value})
        assert answer.status_code == 403
    del page_client.headers["X-Workbench"]
    assert page_client.post("/api/look", json={}).status_code == 403
    assert page_client.delete("/api/quotations/1").status_code == 403


@pytest.mark.parametrize(
    "kind",
    [
        *("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"),
        *("", "text/plain; application/json", "application/jsonp"),
    ],
)
def test_writes_need_a_type_that_no_form_sends(page_client: TestClient, kind: str) -> None:
    answer = page_client.post("/api/look", content=b"{}", headers={"Content-Type": kind})
    assert answer.status_code == 415


def test_json_may_name_its_encoding(page_client: TestClient) -> None:
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}
    assert page_client.post("/api/look", content=b"{}", headers=headers).status_code == 200


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
def test_other_methods_are_refused(page_client: TestClient, method: str) -> None:
    assert page_client.request(method, "/").status_code == 405


@pytest.mark.parametrize(
    "body",
    [b"[1]", b"{", b'"x"', b"\xff", b"[" * 100_000, b'{"lang": NaN}', b'{"lang": "\\ud800"}'],
)
def test_body_must_be_an_object(page_client: TestClient, body: bytes) -> None:
    answer = page_client.post("/api/look", content=body)
    assert (answer.status_code, set(answer.json())) == (400, {"message", "hint"})


def test_large_bodies_are_refused_before_they_are_read(gate: Gate, cookie: tuple[str, str]) -> None:
    headers = [
        *(("host", HOST), cookie, ("x-workbench", "1"), ("content-type", "application/json")),
        ("content-length", "9" * 5000),
    ]
    assert ask(gate, "/api/look", headers, method="POST")["status"] == 413


def test_bodies_without_a_length_stop_at_the_limit(gate: Gate, cookie: tuple[str, str]) -> None:
    headers = [
        *(("host", HOST), cookie, ("x-workbench", "1"), ("content-type", "application/json")),
    ]
    body = [b" " * 1024**2] * 5
    answer = ask(gate, "/api/look", headers, method="POST", body=body)
    assert (answer["status"], answer["headers"]["content-security-policy"]) == (413, CSP)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/api/overview", 200),
        ("/static/base.css", 200),
        ("/static/nothing.css", 404),
        ("/nothing", 404),
        ("/transcript/nothing", 404),
        ("/login", 403),
    ],
)
def test_headers_are_on_every_answer(
    gate: Gate, cookie: tuple[str, str], path: str, status: int
) -> None:
    wanted = {name.lower(): value for name, value in HEADERS.items()}
    for headers, expected in (
        ([("host", HOST), cookie], status),
        ([("host", HOST)], 403 if path == "/login" else 401),
        ([("host", "evil.example"), cookie], 421),
    ):
        answer = ask(gate, path, headers)
        assert answer["status"] == expected
        assert {name: answer["headers"].get(name) for name in wanted} == wanted
        assert answer["repeated"] == []


def test_headers_are_on_a_bug(page_client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("een geheim uit een interview")

    monkeypatch.setattr("bouwsteen.web.api_overview.overview", fails)
    client = type(page_client)(
        page_client.app, base_url=f"http://{HOST}", raise_server_exceptions=False
    )
    client.cookies = page_client.cookies
    answer = client.get("/api/overview")
    assert answer.status_code == 500
    assert "geheim" not in answer.text
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_policy_allows_nothing_inline_or_foreign() -> None:
    assert "unsafe" not in CSP
    assert "http" not in CSP
    assert CSP.startswith("default-src 'none'; script-src 'self'; style-src 'self';")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../gate.py",
        "/static/%2e%2e/gate.py",
        "/static/..%2fgate.py",
        "/static/....//gate.py",
        "/static//etc/passwd",
        "/static/..\\gate.py",
        "/static/",
        "/static",
        "/static/\x00",
    ],
)
def test_static_files_end_at_their_folder(gate: Gate, cookie: tuple[str, str], path: str) -> None:
    answer = ask(gate, path, [("host", HOST), cookie])
    assert answer["status"] in (307, 400, 404)
    assert b"class Gate" not in answer["body"]
