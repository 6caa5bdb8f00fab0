"""Signing in and out over the network, with a provider that gives right and wrong tokens; settings that are refused."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
import uvicorn
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

from dashboard.model import people, sign_in
from dashboard.web import account, server
from dashboard.web.account import check_provider
from dashboard.web.files import CompressedFiles
from dashboard.web.gate import RequestFilter, SafeHeaders
from tests.dashboard.web.provider import CLIENT, Provider, running

SETTINGS = {
    "address": "http://127.0.0.1:8501",
    "cookie_secret": "0Zr4qTn8Wc1LxYb6Vd3KpHs9Mf2JgAe7Uu5",
    "contact": "help@example.org",
    "issuer": "http://127.0.0.1:4000",
    "client_id": CLIENT,
    "client_secret": "s",
}


def written(folder: Path, **changes: str) -> Path:
    """Write a file of settings and return its path."""
    path = folder / "config.toml"
    lines = (f'{name} = "{value}"' for name, value in {**SETTINGS, **changes}.items() if value != "-")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    """Run a provider for the tests of this file."""
    made = Provider()
    with running(uvicorn.Config(made.app, port=0, log_level="error")) as port:
        made.issuer = f"http://127.0.0.1:{port}"
        yield made


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Run what the server has in front of Streamlit, which starts once in a process, for the tests of this file."""
    front = Starlette(
        routes=[Mount("/account", app=server.account)],
        middleware=[Middleware(SafeHeaders), Middleware(RequestFilter), Middleware(CompressedFiles)],
    )
    with running(uvicorn.Config(front, port=0, log_level="error")) as port:
        yield port


@pytest.fixture
def browser(provider: Provider, port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx2.Client]:
    """Set up sign-in with an honest provider and return a browser that follows redirects."""
    provider.claims, provider.signer = {}, provider.key
    path = written(tmp_path, issuer=provider.issuer, address=f"http://127.0.0.1:{port}")
    monkeypatch.setenv("BIGLOCAL_CONFIG", str(path))
    monkeypatch.setenv("BIGLOCAL_PEOPLE", f"sqlite:///{tmp_path / 'people.sqlite'}")
    sign_in.settings.cache_clear()
    account.account_app.cache_clear()
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", follow_redirects=True, timeout=20) as client:
        yield client
    sign_in.settings.cache_clear()


def kinds() -> list[str]:
    """Return the kinds of the events, in order."""
    return [happening.kind for happening in people.events()]


def test_who_signs_in_has_a_session_until_it_is_ended(browser: httpx2.Client, provider: Provider):
    answer = browser.get("/account/sign-in")
    assert (answer.status_code, answer.url.path) == (200, "/")
    set_cookie = answer.history[-1].headers["set-cookie"]
    assert all(flag in set_cookie for flag in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age=86400"))
    person = people.person_of(browser.cookies["person"])
    assert person == people.Person(provider.issuer, provider.subject, ())
    assert people.end_sessions(provider.issuer, provider.subject) == 1
    assert people.person_of(browser.cookies["person"]) is None
    assert kinds() == ["signed in", "sessions ended"]


def test_over_tls_the_cookie_is_of_this_host_and_secure(
    browser: httpx2.Client, provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = written(tmp_path, issuer=provider.issuer, address="https://dashboard.example.org")
    chosen = sign_in.read(path)
    assert (chosen.cookie, chosen.is_secure) == ("__Host-person", True)
    monkeypatch.setenv("BIGLOCAL_CONFIG", str(path))
    sign_in.settings.cache_clear()
    begun = browser.get("/account/sign-in", follow_redirects=False)
    assert "redirect_uri=https%3A%2F%2Fdashboard.example.org%2Faccount%2Fsigned-in" in begun.headers["location"]
    cookie = begun.headers["set-cookie"].lower()
    assert all(flag in cookie for flag in ("secure", "httponly", "samesite=lax", "path=/account", "max-age=600"))


def test_signing_out_takes_a_button_on_our_own_page(browser: httpx2.Client):
    browser.get("/account/sign-in")
    page = browser.get("/account/sign-out")
    assert people.person_of(browser.cookies["person"])
    (mark,) = re.findall(r'name="mark" value="(\w+)"', page.text)
    own = {"Origin": str(browser.base_url).rstrip("/")}
    for data, headers in (
        ({"mark": "0"}, own),
        ({}, own),
        ({"mark": mark}, {}),
        ({"mark": mark}, {"Origin": "https://a.b"}),
    ):
        assert browser.post("/account/sign-out", data=data, headers=headers).status_code == 403
    secret = browser.cookies["person"]
    assert browser.post("/account/sign-out", data={"mark": mark}, headers=own).status_code == 200
    assert "person" not in browser.cookies
    assert people.person_of(secret) is None
    assert kinds() == ["signed in", "signed out"]


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"aud": "another"},
        {"iss": "https://another.example"},
        {"exp": int(time.time()) - 90},
        {"iat": int(time.time()) + 900, "exp": int(time.time()) + 1_800},
        {"nbf": int(time.time()) + 900},
        {"sub": ""},
    ],
    ids=["nonce", "audience", "issuer", "expired", "from the future", "not yet", "nobody"],
)
def test_a_wrong_token_signs_nobody_in(claims: dict[str, object], browser: httpx2.Client, provider: Provider):
    provider.claims = claims
    assert browser.get("/account/sign-in").status_code == 403
    assert "person" not in browser.cookies
    assert kinds() == ["sign-in refused"]


def test_a_token_signed_by_another_key_signs_nobody_in(browser: httpx2.Client, provider: Provider):
    provider.signer = RSAKey.generate_key(2048, parameters={"kid": "1"})
    assert browser.get("/account/sign-in").status_code == 403
    assert "person" not in browser.cookies


def test_a_clock_that_differs_by_less_than_a_minute_does_not_matter(browser: httpx2.Client, provider: Provider):
    provider.claims = {"exp": int(time.time()) - 20}
    assert browser.get("/account/sign-in").url.path == "/"


def test_an_answer_that_nobody_waits_for_is_refused(browser: httpx2.Client):
    assert browser.get("/account/signed-in?code=code-0&state=x").status_code == 403
    begun = browser.get("/account/sign-in", follow_redirects=False)
    back = browser.get(begun.headers["location"], follow_redirects=False).headers["location"]
    browser.cookies.clear()  # another browser has no state
    assert browser.get(back).status_code == 403
    assert kinds() == []


def test_a_provider_that_is_down_is_named_as_such(browser: httpx2.Client, tmp_path: Path):
    path = written(tmp_path, issuer="http://127.0.0.1:9", address=str(browser.base_url))
    assert path.is_file()
    sign_in.settings.cache_clear()
    assert browser.get("/account/sign-in").status_code == 502


def test_without_settings_there_is_nothing_at_these_addresses(browser: httpx2.Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("BIGLOCAL_CONFIG")
    sign_in.settings.cache_clear()
    for name in ("sign-in", "signed-in", "sign-out"):
        assert browser.get(f"/account/{name}").status_code == 404


@pytest.mark.usefixtures("browser")
@pytest.mark.parametrize(("hours_used", "hours_in_all", "lasts"), [(7.9, 23.9, True), (8, 8, False), (1, 24, False)])
def test_a_session_ends_after_eight_hours_without_use_and_a_day_in_all(
    hours_used: float, hours_in_all: float, lasts: bool, monkeypatch: pytest.MonkeyPatch
):
    real = people.now()
    monkeypatch.setattr(people, "now", lambda: real - timedelta(hours=hours_in_all))
    secret = people.begin_session("https://accounts.example.org", "7")
    monkeypatch.setattr(people, "now", lambda: real - timedelta(hours=hours_used))
    with people.opened() as store:
        store.execute(people._session.update().values(used_at=people.now()))
    monkeypatch.setattr(people, "now", lambda: real)
    assert (people.person_of(secret) is not None) == lasts
    assert secret not in str(people.events())


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"cookie_secret": "-"}, "lacks cookie_secret"),
        ({"cookie_secret": "short"}, "cookie_secret is weak"),
        ({"cookie_secret": "ab" * 30}, "cookie_secret is weak"),
        ({"address": "http://dashboard.example.org"}, "address must begin with https"),
        ({"issuer": "http://accounts.example.org"}, "issuer must begin with https"),
        ({"address": "https://dashboard.example.org/area"}, "without a path"),
        ({"colour": "red"}, "has colour, which is no setting"),
    ],
)
def test_settings_that_are_not_safe_are_refused(changes: dict[str, str], why: str, tmp_path: Path):
    with pytest.raises(sign_in.WrongSettings, match=why):
        sign_in.read(written(tmp_path, **changes))


def test_a_server_does_not_start_where_its_provider_cannot_be_reached(
    tmp_path: Path, provider: Provider, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BIGLOCAL_CONFIG", "")
    assert server.main(["--config", str(written(tmp_path, issuer="http://127.0.0.1:9"))]) == 1
    assert "The provider http://127.0.0.1:9 cannot be reached" in capsys.readouterr().err
    assert server.main(["--config", str(tmp_path / "none.toml")]) == 1
    assert "none.toml cannot be read" in capsys.readouterr().err
    monkeypatch.setenv("BIGLOCAL_STAFF", "yes")
    assert server.main(["--config", "a.toml"]) == 1
    sign_in.settings.cache_clear()
    check_provider(sign_in.read(written(tmp_path, issuer=provider.issuer)))
    with pytest.raises(sign_in.WrongSettings, match="calls itself"):
        check_provider(sign_in.read(written(tmp_path, issuer=f"{provider.issuer}/")))
