"""A small OpenID Connect provider on loopback, which can be made to give wrong tokens, and a server of the dashboard."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT = "dashboard"


@contextmanager
def running(config: uvicorn.Config) -> Iterator[int]:
    """Run a server in a thread and yield its port."""
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started:
        assert time.monotonic() < until, "the server did not start"
        time.sleep(0.02)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(20)


class Provider:
    """Signs in whoever comes as ``subject``; ``claims`` replaces claims of the next tokens, ``signer`` their key."""

    def __init__(self):
        self.key = RSAKey.generate_key(2048, parameters={"kid": "1", "use": "sig", "alg": "RS256"})
        self.signer, self.claims, self.issuer, self.subject = self.key, {}, "", "248289761001"
        self.nonces: dict[str, str] = {}
        self.app = Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.description),
                Route("/authorize", self.authorize),
                Route("/token", self.token, methods=["POST"]),
                Route("/keys", self.keys),
            ]
        )

    async def description(self, _: Request) -> Response:
        """Describe the provider."""
        ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        addresses = {name: f"{self.issuer}/{end}" for name, end in ends.items()}
        return JSONResponse({"issuer": self.issuer, "id_token_signing_alg_values_supported": ["RS256"], **addresses})

    async def authorize(self, request: Request) -> Response:
        """Send a person back with a code."""
        asks = request.query_params
        assert asks["code_challenge_method"] == "S256"
        code = f"code-{len(self.nonces)}"
        self.nonces[code] = asks["nonce"]
        return RedirectResponse(f"{asks['redirect_uri']}?code={code}&state={asks['state']}", status_code=302)

    async def token(self, request: Request) -> Response:
        """Give the tokens of a code, once."""
        async with request.form() as form:
            nonce = self.nonces.pop(str(form["code"]), None)
        if nonce is None:
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        now = int(time.time())
        claims: dict[str, Any] = {"iss": self.issuer, "sub": self.subject, "aud": CLIENT, "nonce": nonce}
        claims |= {"iat": now, "exp": now + 300} | self.claims
        token = jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.signer)
        return JSONResponse({"access_token": "a", "token_type": "Bearer", "id_token": token})

    async def keys(self, _: Request) -> Response:
        """Give the public keys."""
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})
