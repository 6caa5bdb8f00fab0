"""Signing in and out with an account of an OpenID Connect provider: ``/account/...``, where it is set up."""

import hmac
from contextlib import suppress
from functools import lru_cache
from html import escape
from typing import Any

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client.errors import MismatchingStateError
from authlib.integrations.starlette_client import OAuth
from joserfc.errors import JoseError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard.model import people
from dashboard.model.sign_in import SignIn, WrongSettings, is_safe_address

WAIT_S = 10
"""The time for the provider to answer."""
SIGNING_IN_S = 600
"""The time for a person to sign in at the provider."""
LEEWAY_S = 60
"""The most that the provider's clock may differ."""
FAILED = "You could not be signed in. Go back to the dashboard and try again."
DOWN = "The provider of the accounts does not answer. Try again later; the public pages need no account."
PROVIDER_ERRORS = (AuthlibBaseError, JoseError, ValueError, KeyError, RuntimeError)
"""The errors of an answer of the provider that is not as it should be, forged and expired tokens among them."""


def discovery(chosen: SignIn) -> str:
    """Return the address at which the provider describes itself."""
    return f"{chosen.issuer.rstrip('/')}/.well-known/openid-configuration"


def check_provider(chosen: SignIn) -> None:
    """Raise WrongSettings where the provider cannot be reached, or does not describe itself as it should."""
    try:
        answer = httpx2.get(discovery(chosen), timeout=WAIT_S)
        answer.raise_for_status()
        metadata = answer.json()
        addresses = [metadata[name] for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    except httpx2.HTTPError as error:
        raise WrongSettings(f"The provider {chosen.issuer} cannot be reached: {error}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise WrongSettings(f"{discovery(chosen)} is no description of an OpenID Connect provider.") from error
    if metadata.get("issuer") != chosen.issuer:
        raise WrongSettings(f"The provider calls itself {metadata.get('issuer')}; the issuer is {chosen.issuer}.")
    if not all(is_safe_address(str(address).partition("?")[0]) for address in addresses):
        raise WrongSettings(f"The provider {chosen.issuer} has addresses without https://.")


def client_of(chosen: SignIn) -> Any:
    """Return the client of the provider; it checks state, nonce, signature, issuer, audience and times."""
    return OAuth().register(
        "provider",
        client_id=chosen.client_id,
        client_secret=chosen.client_secret,
        server_metadata_url=discovery(chosen),
        client_kwargs={"scope": "openid email", "code_challenge_method": "S256", "timeout": WAIT_S},
    )


class Account:
    """Signs a person in and out. The state of a sign-in is in a cookie of its own; a session is kept in the store of people."""

    def __init__(self, chosen: SignIn):
        self.chosen = chosen
        self.client = client_of(chosen)
        self.app = Starlette(
            routes=[
                Route("/account/sign-in", self.begin),
                Route("/account/signed-in", self.signed_in),
                Route("/account/sign-out", self.confirm),
                Route("/account/sign-out", self.sign_out, methods=["POST"]),
            ],
            middleware=[
                Middleware(
                    SessionMiddleware,
                    secret_key=chosen.cookie_secret,
                    session_cookie="signing-in",
                    path="/account",
                    max_age=SIGNING_IN_S,
                    https_only=chosen.is_secure,
                )
            ],
        )

    async def begin(self, request: Request) -> Response:
        """Send a person to the provider."""
        try:
            return await self.client.authorize_redirect(request, f"{self.chosen.address}/account/signed-in")
        except httpx2.HTTPError:
            return PlainTextResponse(DOWN, status_code=502)

    async def signed_in(self, request: Request) -> Response:
        """Begin the session of a person who comes back from the provider; refuse what the provider did not say."""
        try:
            token = await self.client.authorize_access_token(request, leeway=LEEWAY_S)
            claims = token["userinfo"]
            issuer, subject = str(claims["iss"]), str(claims["sub"])
            if issuer != self.chosen.issuer or not 0 < len(subject) <= people.LONGEST_SUBJECT:
                raise ValueError("the token is about nobody")
            session = await run_in_threadpool(people.begin_session, issuer, subject)
        except httpx2.HTTPError:
            return PlainTextResponse(DOWN, status_code=502)
        except people.Refused as why:
            return PlainTextResponse(str(why), status_code=503)
        except MismatchingStateError:  # nobody was sent to the provider from here
            return PlainTextResponse(FAILED, status_code=403)
        except PROVIDER_ERRORS:
            with suppress(people.Refused):
                await run_in_threadpool(people.record, "sign-in refused")
            return PlainTextResponse(FAILED, status_code=403)
        request.session.clear()
        response = RedirectResponse("/", status_code=303)
        response.set_cookie(
            self.chosen.cookie,
            session,
            max_age=int(people.LONGEST_SESSION.total_seconds()),
            secure=self.chosen.is_secure,
            httponly=True,
            samesite="lax",
        )
        return response

    async def confirm(self, request: Request) -> Response:
        """Show the button that signs out: following a link changes nothing."""
        mark = escape(self.mark(request))
        return HTMLResponse(
            '<!doctype html><html lang="en-GB"><meta name="viewport" content="width=device-width"><title>Sign out</title>'
            "<style>body {font: 1.1rem/1.5 sans-serif; margin: 3rem auto; width: 20rem}</style><h1>Sign out</h1>"
            f'<form method="post" action="/account/sign-out"><input type="hidden" name="mark" value="{mark}">'
            '<button>Sign out</button></form><p><a href="/">Back to the dashboard</a></p></html>'
        )

    async def sign_out(self, request: Request) -> Response:
        """End the session."""
        async with request.form(max_files=0, max_fields=1) as form:
            mark = str(form.get("mark", ""))
        if not request.headers.get("origin") or not hmac.compare_digest(mark.encode(), self.mark(request).encode()):
            return PlainTextResponse("Sign out on the page for it: /account/sign-out", status_code=403)
        await run_in_threadpool(people.end_session, request.cookies.get(self.chosen.cookie, ""))
        response = RedirectResponse("/", status_code=303)
        response.delete_cookie(self.chosen.cookie, secure=self.chosen.is_secure, httponly=True, samesite="lax")
        return response

    def mark(self, request: Request) -> str:
        """Return the token of a write: only the page of the same session knows it."""
        session = request.cookies.get(self.chosen.cookie, "")
        return hmac.new(self.chosen.cookie_secret.encode(), session.encode(), "sha256").hexdigest()


@lru_cache(maxsize=1)
def account_app(chosen: SignIn) -> Starlette:
    """Return the application that answers ``/account/...`` with these settings."""
    return Account(chosen).app
