"""The web server over the network: compressed files, safe headers, health and outlines."""

import base64
import gzip
import hashlib
import http.client
import json
import re
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn

from dashboard.model import db
from dashboard.pack.hall import policy
from dashboard.web import files, server

SAFE = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


@dataclass(frozen=True)
class Answer:
    """The response of the server."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Site:
    """A running server."""

    port: int

    def get(self, address: str, method: str = "GET", **headers: str) -> Answer:
        """Return the answer to one request; the address is sent just as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(
                method, address, headers={name.replace("_", "-"): text for name, text in headers.items()}
            )
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): text for name, text in answer.getheaders()}, answer.read())
        finally:
            connection.close()


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """Run the server on a free port for the tests of this file."""
    running = uvicorn.Server(server.settings("127.0.0.1", 0, ""))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not running.started:
        assert time.monotonic() < until, "the server did not start"
        time.sleep(0.02)
    yield Site(running.servers[0].sockets[0].getsockname()[1])
    running.should_exit = True
    thread.join(20)


@pytest.fixture(scope="module")
def script() -> str:
    """Return the address of one of Streamlit's scripts, whose name holds a fingerprint of its content."""
    path = next(iter(sorted((files.STATIC_FILES / "js").glob("index.*.js"))))
    return f"/static/js/{path.name}"


@pytest.mark.parametrize("address", sorted(files.PAGE_ADDRESSES))
def test_each_page_is_sent_with_our_name_and_is_requested_again_each_time(address: str, site: Site):
    answer = site.get(address)
    html = answer.body.decode()
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-cache")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<title>Big Local Compare</title>" in html
    assert [html.count(f"<script>{script}</script>") for script in files.SCRIPTS] == [1] * len(files.SCRIPTS)
    assert "<title>Streamlit</title>" not in html


def test_a_page_with_a_view_in_its_address_is_the_same_page(site: Site):
    assert site.get("/area?area=whitley-bay").body == site.get("/area").body


@pytest.mark.parametrize(
    "address",
    ["/", "/area", "/health", "/outlines/x/1.json", "/nowhere", "/static/nowhere.js", "/_stcore/health", "/%2e%2e/"],
)
def test_every_answer_has_the_safe_headers(address: str, site: Site):
    headers = site.get(address).headers
    assert {name: headers.get(name) for name in SAFE} == SAFE
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "http:" not in policy
    assert "https:" not in policy


@pytest.mark.parametrize("address", sorted(files.PAGE_ADDRESSES))
def test_the_policy_names_each_inline_script_and_allows_no_other(address: str, site: Site):
    answer = site.get(address)
    (scripts,) = re.findall(r"script-src ([^;]*)", answer.headers["content-security-policy"])
    inline = re.findall(r"<script>(.*?)</script>", answer.body.decode(), flags=re.DOTALL)
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in inline]
    assert len(hashes) == len(files.SCRIPTS) + 1  # one is Streamlit's own
    assert set(scripts.split()) == {"'self'", "blob:", *hashes}


def test_a_compressed_script_has_the_safe_headers_too(script: str, site: Site):
    assert SAFE.items() <= site.get(script, accept_encoding="gzip").headers.items()


def test_a_script_is_sent_compressed_to_be_kept_for_good(script: str, site: Site):
    answer = site.get(script, accept_encoding="gzip, br")
    raw = (files.STATIC_FILES / script.removeprefix("/static/")).read_bytes()
    assert (answer.status, answer.headers["content-encoding"]) == (200, "gzip")
    assert gzip.decompress(answer.body) == raw
    assert len(answer.body) < len(raw) / 2
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["vary"].lower() == "accept-encoding"
    assert answer.headers["content-type"].startswith("text/javascript")


def test_a_browser_that_has_the_script_is_told_so(script: str, site: Site):
    tag = site.get(script, accept_encoding="gzip").headers["etag"]
    again = site.get(script, accept_encoding="gzip", if_none_match=tag)
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert site.get(script, accept_encoding="gzip", if_none_match='"other"').status == 200


def test_a_browser_that_cannot_unpack_gets_the_script_uncompressed(script: str, site: Site):
    answer = site.get(script, accept_encoding="identity")
    assert answer.status == 200
    assert "content-encoding" not in answer.headers
    assert answer.body == (files.STATIC_FILES / script.removeprefix("/static/")).read_bytes()


def test_the_head_of_a_script_can_be_asked_for(script: str, site: Site):
    answer = site.get(script, "HEAD", accept_encoding="gzip")
    assert (answer.status, answer.body) == (200, b"")


@pytest.mark.parametrize(
    "address",
    ["/static/../../../../pyproject.toml", "/static/%2e%2e/%2e%2e/index.html", "/static/js/..%2f..%2findex.html"],
)
def test_no_file_outside_the_static_folder_is_sent(address: str, site: Site):
    answer = site.get(address, accept_encoding="gzip")
    assert b"[project]" not in answer.body
    assert answer.status in (200, 400, 403, 404)  # 200 is Streamlit's own page, sent for any address it does not know
    assert answer.status != 200 or b"<html" in answer.body


def test_health_reports_the_version_of_each_programme(site: Site, both_builds: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(db, "BUILDS", both_builds)
    answer = site.get("/health")
    versions = {
        name: (both_builds / name / "current").read_text(encoding="utf-8").split(".")[0]
        for name in ("big_local", "tiny")
    }
    assert (answer.status, json.loads(answer.body)) == (200, {"ready": True, "versions": versions})


def test_health_is_bad_without_any_build(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(db, "BUILDS", tmp_path)
    answer = site.get("/health")
    assert (answer.status, json.loads(answer.body)) == (503, {"ready": False, "versions": {}})


def test_health_is_bad_and_says_why_when_a_build_is_broken(
    site: Site, tiny_build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    shutil.copytree(tiny_build / "tiny", tmp_path / "tiny")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "half.duckdb").write_bytes(b"half")
    (tmp_path / "broken" / "current").write_text("half.duckdb\n", encoding="utf-8")
    monkeypatch.setattr(db, "BUILDS", tmp_path)
    answer = site.get("/health")
    health = json.loads(answer.body)
    assert (answer.status, health["ready"]) == (503, False)
    assert health["why"].startswith("The file half.duckdb cannot be read")
    assert str(tmp_path) not in health["why"]


def test_the_outlines_are_those_of_the_nine_regions_and_are_kept_for_good(site: Site, on_big_local: db.Build):
    answer = site.get(f"/outlines/big_local/{on_big_local.version}.json", accept_encoding="gzip")
    regions = json.loads(gzip.decompress(answer.body))
    assert (answer.status, answer.headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
    assert answer.headers["content-type"] == "application/json"
    assert [region["id"] for region in regions] == [f"E1200000{number}" for number in range(1, 10)]
    assert all(region["path"].startswith("M") for region in regions)
    assert len(answer.body) < 20_000


def test_a_feed_is_atom_and_is_not_sent_again_to_who_has_it(site: Site, on_tiny: db.Build):
    answer = site.get(f"/feeds/{on_tiny.programme_id}/alder-row.xml")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/atom+xml")
    assert answer.body.startswith(b"<?xml")
    for tag in (answer.headers["etag"], f'W/{answer.headers["etag"]}, "other"'):
        again = site.get(f"/feeds/{on_tiny.programme_id}/alder-row.xml", if_none_match=tag)
        assert (again.status, again.body) == (304, b"")
    assert site.get("/feeds/tiny/nowhere.xml").status == site.get("/feeds/nowhere.xml").status == 404


@pytest.mark.parametrize("version", ["2020-01-01-abcdef", "x", "current", "..", "%2e%2e", "'%20OR%201=1"])
def test_there_are_no_outlines_of_another_version(version: str, site: Site, on_big_local: db.Build):
    assert on_big_local.version != version
    answer = site.get(f"/outlines/big_local/{version}.json")
    assert (answer.status, json.loads(answer.body)["error"]) == (404, "there are no such outlines")


@pytest.mark.parametrize("programme", ["nowhere", "BIG_LOCAL", "big_local%20", "*", "%F0%9F%A6%86", "x" * 5000])
def test_there_are_no_outlines_of_an_unknown_programme(programme: str, site: Site, on_big_local: db.Build):
    assert site.get(f"/outlines/{programme}/{on_big_local.version}.json").status == 404


@pytest.mark.parametrize(
    "programme",
    ["%2e%2e", "../..", "..%2f..", "%2e%2e%2f%2e%2e", "....//....", "/etc/passwd%00", "big_local%00", "..%5c..%5c"],
)
def test_no_outlines_are_found_by_a_path_out_of_the_folder(programme: str, site: Site, on_big_local: db.Build):
    answer = site.get(f"/outlines/{programme}/{on_big_local.version}.json")
    assert answer.status in (400, 404) or b"<html" in answer.body  # Streamlit refuses some itself, or sends its page
    assert b'"path"' not in answer.body


def test_no_outlines_come_from_a_build_that_is_broken(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "current").write_text("gone.duckdb\n", encoding="utf-8")
    monkeypatch.setattr(db, "BUILDS", tmp_path)
    assert site.get("/outlines/broken/gone.json").status == 404


UPLOAD = "/_stcore/upload_file/0b0e1f9c-session/1"


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "OPTIONS", "GET"])
@pytest.mark.parametrize("address", [UPLOAD, f"/data{UPLOAD}", "/_stcore/%75pload_file/a/b", f"{UPLOAD}?x=1"])
def test_in_public_nothing_can_be_uploaded(method: str, address: str, site: Site):
    answer = site.get(address, method)
    assert (answer.status, answer.body) == (403, b"Files can be loaded in staff mode only: make staff")
    assert SAFE.items() <= answer.headers.items()


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_in_staff_mode_a_strange_page_cannot_upload_for_its_visitor(method: str, site: Site):
    answer = site.get(
        UPLOAD, method, origin="http://strange.example", cookie="_streamlit_xsrf=guess", X_Xsrftoken="guess"
    )
    assert (answer.status, answer.body) == (403, b"The dashboard answers its own pages only.")
    allowed = site.get(UPLOAD, "OPTIONS", origin="http://strange.example")
    assert allowed.status == 403
    assert "access-control-allow-origin" not in allowed.headers


@pytest.mark.usefixtures("staff")
def test_in_staff_mode_an_upload_needs_the_token_of_the_page(site: Site):
    answer = site.get(
        UPLOAD, "PUT", origin=f"http://127.0.0.1:{site.port}", cookie="_streamlit_xsrf=guess", X_Xsrftoken="guess"
    )
    assert (answer.status, answer.body) == (403, b"XSRF token missing or invalid")


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize(
    "address", ["/", "/data", "/health", "/static/nowhere.js", "/_stcore/health", "/_stcore/stream", UPLOAD]
)
@pytest.mark.parametrize(
    "host",
    ["strange.example", "localhost.strange.example:8501", "127.0.0.1.strange.example", "10.0.0.7", "localhost:x", ""],
)
def test_in_staff_mode_nothing_is_answered_under_a_strange_name(host: str, address: str, site: Site):
    answer = site.get(address, host=host)
    assert (answer.status, answer.body) == (403, b"In staff mode the dashboard is at http://localhost only.")


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8501", "LOCALHOST:8600", "127.0.0.1:8501", "[::1]:8501", "[::1]"]
)
def test_in_staff_mode_this_computer_is_answered_under_its_own_names(host: str, site: Site):
    assert site.get("/", host=host).status == 200


SOCKET = {
    "upgrade": "websocket",
    "connection": "Upgrade",
    "sec_websocket_version": "13",
    "sec_websocket_key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize(
    ("host", "origin"), [("strange.example", "http://strange.example"), ("localhost:1", "http://strange.example")]
)
def test_in_staff_mode_a_strange_page_gets_no_session(host: str, origin: str, site: Site):
    assert site.get("/_stcore/stream", host=host, origin=origin, **SOCKET).status == 403


def test_in_public_the_name_of_the_computer_does_not_matter(site: Site):
    assert site.get("/", host="dashboard.example").status == 200


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "dashboard.example"])  # noqa: S104 (it is refused)
def test_staff_mode_is_served_to_this_computer_only(host: str, capsys: pytest.CaptureFixture[str]):
    assert server.main(["--host", host, "--port", "0"]) == 1
    message = capsys.readouterr().err
    assert message.startswith("Staff mode is for this computer only")
    assert host in message


def presented(site: Site, address: str) -> Answer:
    """Return the answer to the address of a pack that is presented on the screen."""
    return site.get(f"/present?{address}&present=1", Accept="text/html")


@pytest.mark.usefixtures("on_real_builds")
def test_a_pack_is_presented_with_a_policy_of_its_own(site: Site):
    answer = presented(site, "programme=practice&area=drubessel")
    page = answer.body.decode()
    assert answer.status == 200
    assert "Drubessel: findings for the partnership board</h1>" in page
    assert answer.headers["content-security-policy"] == policy(page)
    assert {name: answer.headers[name] for name in SAFE} == SAFE


@pytest.mark.usefixtures("on_real_builds")
def test_without_the_switch_the_address_is_that_of_the_page(site: Site):
    assert b"<noscript>" in site.get("/present?programme=practice", Accept="text/html").body


@pytest.mark.usefixtures("on_real_builds")
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("programme=nowhere", 404),
        ("programme=practice&region=London&wave=1", 404),
        ("programme=practice&area=%3Cb%3E", 200),
    ],
)
def test_a_pack_of_what_is_not_there_is_refused_or_of_all_areas(site: Site, address: str, status: int):
    answer = presented(site, address)
    assert answer.status == status
    assert b"<b>" not in answer.body


@pytest.mark.usefixtures("on_real_builds")
def test_a_pack_is_of_the_public_figures_in_staff_mode_too(site: Site, monkeypatch: pytest.MonkeyPatch):
    public = presented(site, "programme=practice&area=drubessel").body
    monkeypatch.setenv("BIGLOCAL_STAFF", "yes")
    assert db.current_build("practice").path.name.endswith(".staff.duckdb")
    assert presented(site, "programme=practice&area=drubessel").body == public


@pytest.mark.usefixtures("on_real_builds")
def test_a_pack_pinned_to_a_version_is_presented_from_it_and_its_build_is_kept(site: Site):
    build = db.public_build("practice")
    answer = presented(site, f"programme=practice&area=drubessel&v={build.version}")
    assert answer.status == 200
    assert f"v={build.version}" in answer.body.decode()
    assert build.path.with_suffix(".kept").exists()


@pytest.mark.usefixtures("on_real_builds")
def test_a_pack_of_a_version_that_is_not_kept_leads_to_the_page_that_says_so(site: Site):
    answer = presented(site, "programme=practice&area=drubessel&v=2020-01-01-abcdef")
    assert answer.status == 303
    assert answer.headers["location"] == "/present?programme=practice&area=drubessel&v=2020-01-01-abcdef"


@pytest.mark.usefixtures("on_real_builds")
def test_only_an_embedded_finding_may_be_framed_by_any_site(site: Site):
    for address, status in (("practice/drubessel/account", 200), ("practice/drubessel/none", 404), ("none/a/b", 404)):
        answer = site.get(f"/embed/{address}", accept="text/html")
        policy = answer.headers["content-security-policy"]
        assert answer.status == status
        assert policy.endswith("; frame-ancestors *")
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert {name: answer.headers.get(name) for name in SAFE} == {**SAFE, "x-frame-options": None}
    for address in ("/", "/area", "/present", "/present?present=1", "/embed", "/embed/a", "/health", "/nowhere"):
        answer = site.get(address)
        assert "*" not in answer.headers["content-security-policy"], address
        assert answer.headers["x-frame-options"] == "SAMEORIGIN", address


@pytest.mark.usefixtures("on_real_builds")
def test_an_embedded_finding_stays_with_a_version_as_long_as_it_is_kept(site: Site):
    version = db.public_build("practice").version
    address = "/embed/practice/drubessel/account"
    assert f"data version {version}" in site.get(f"{address}?v={version}").body.decode()
    answer = site.get(f"{address}?v=2020-01-01-abcdef")
    assert (answer.status, answer.body.decode()) == (404, "The figures of this data version are not kept.")
