"""A person signs in with a certified OpenID Connect provider in a real browser, is sent out, comes back and signs out."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from dashboard.model import people
from dashboard.model.people import Permission
from tests.browser.find import OPTIONS, browser_path
from tests.browser.serve import answers_in_time, dashboard_command, dashboard_environment, free_ports, stop

VERSION = "9.13.3"
PATIENCE_MS = 60_000

pytestmark = pytest.mark.prove


@contextmanager
def process(command: list[str], ready: int = 0, **settings: object) -> Iterator[subprocess.Popen]:
    """Run a program until the end of the block; wait until it answers at a port, or else has printed a line."""
    started = subprocess.Popen(command, **settings)  # type: ignore[call-overload]
    try:
        assert answers_in_time(started, ready) if ready else started.stdout and started.stdout.readline()
        yield started
    finally:
        stop(started)
        if started.stdout:
            started.stdout.close()


@pytest.fixture(scope="module")
def provider_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the provider from npm and return its folder; skip where that cannot be done."""
    folder = tmp_path_factory.mktemp("provider")
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    words = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", f"oidc-provider@{VERSION}"]
    if subprocess.run(words, cwd=folder, capture_output=True, timeout=180, check=False).returncode:
        pytest.skip("npm cannot install the provider here")
    shutil.copy(Path(__file__).with_name("provider.mjs"), folder)
    return folder


def sign_in(page: Page, site: str, name: str) -> None:
    """Sign in from the first page of the dashboard, on the pages of the provider."""
    page.goto(site)
    page.get_by_role("link", name="Sign in").click(timeout=PATIENCE_MS)
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill("any")
    page.locator("button[type=submit]").click()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("link", name="Sign out")).to_be_visible(timeout=PATIENCE_MS)


def test_a_person_signs_in_is_sent_out_and_signs_out(
    provider_folder: Path, practice_build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    port, provider_port = free_ports(2)
    site, issuer = f"http://localhost:{port}", f"http://localhost:{provider_port}"
    config = tmp_path / "config.toml"
    config.write_text(
        f'address = "{site}"\ncookie_secret = "0Zr4qTn8Wc1LxYb6Vd3KpHs9Mf2JgAe7Uu5"\ncontact = "the help desk"\n'
        f'issuer = "{issuer}"\nclient_id = "dashboard"\nclient_secret = "{"s" * 40}"\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("BIGLOCAL_PEOPLE", f"sqlite:///{tmp_path / 'people.sqlite'}")
    node = ["node", "provider.mjs", str(provider_port), f"{site}/account/signed-in"]
    dashboard = [*dashboard_command(port), "--config", str(config)]
    environment = dashboard_environment(practice_build)
    with (
        process(node, cwd=provider_folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL),
        process(dashboard, ready=port, env=environment),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=str(browser_path()), args=OPTIONS)
        page = browser.new_page()
        sign_in(page, site, "jo")
        expect(page.get_by_text("To get access, write to the help desk and give this id: jo")).to_be_visible()
        cookies = {cookie.get("name"): cookie for cookie in page.context.cookies()}
        assert (cookies["person"].get("httpOnly"), cookies["person"].get("sameSite")) == (True, "Lax")
        assert page.evaluate("document.cookie.includes('person')") is False
        people.grant(
            Permission(
                issuer=issuer, subject="jo", role="staff", valid_from=people.now().date(), granted_by="the keeper"
            )
        )
        page.get_by_role("link", name="Trends").first.click()
        expect(page.get_by_text("Signed in (staff)")).to_be_visible(timeout=PATIENCE_MS)
        assert people.end_sessions(issuer, "jo") == 1
        page.get_by_role("link", name="Funding").first.click()
        expect(page.get_by_role("link", name="Sign in")).to_be_visible(timeout=PATIENCE_MS)
        expect(page.get_by_text("Signed in (staff)")).to_have_count(0)
        page.get_by_role("link", name="Sign in").click()  # the provider still knows the person
        if page.get_by_role("button", name="Continue").count():
            page.get_by_role("button", name="Continue").click()
        page.get_by_role("link", name="Sign out").click(timeout=PATIENCE_MS)
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("link", name="Sign in")).to_be_visible(timeout=PATIENCE_MS)
        assert "person" not in {cookie.get("name") for cookie in page.context.cookies()}
        browser.close()
    kinds = [happening.kind for happening in people.events()]
    assert kinds == ["signed in", "permission granted", "sessions ended", "signed in", "signed out"]
