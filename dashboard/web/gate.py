"""The gate of the server: requests that cannot come from our own pages are refused; every answer has safe headers."""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.model import access
from dashboard.web.files import page_html, script_hashes

STREAMLIT = "/_stcore/"
OFFERED = {"health", "host-config", "stream"}
"""The addresses of Streamlit that our pages use; it has more, among them figures about the server."""
UPLOADS = "upload_file/"
POLICY = (
    f"default-src 'self'; script-src 'self' blob: {' '.join(script_hashes(page_html()))}; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'self'"
)
"""Streamlit reads the script of a component of our own from a blob, and writes styles into the page."""
SAFE_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"content-security-policy", POLICY.encode()),
]
FRAMED_ANYWHERE = b"; frame-ancestors *"
NOT_KEPT = (b"cache-control", b"no-store")
"""For an answer that does not itself say how long it may be kept."""


class SafeHeaders:
    """Adds the headers that stop a browser from loading anything from elsewhere, guessing types or keeping answers.

    An answer that has such a header of its own keeps it; one whose policy lets any site frame it has no X-Frame-Options.
    """

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to the response."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message["headers"])
                own = {name.lower() for name, _ in headers}
                if any(text.endswith(FRAMED_ANYWHERE) for _, text in headers):
                    own.add(b"x-frame-options")
                message["headers"] = [*headers, *(pair for pair in [*SAFE_HEADERS, NOT_KEPT] if pair[0] not in own)]
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class RequestFilter:
    """Refuses requests that cannot come from our own pages.

    That is any request of another site's page, in public any upload, and in staff mode any request with a host name other
    than this computer's: a stranger's page may point its name here and would then count as the same site. It is judged from
    the request alone: Streamlit would ask a server elsewhere for its own address before it refuses a stranger.
    """

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or pass it on."""
        reason = refusal(scope) if scope["type"] in ("http", "websocket") else ""
        if not reason and scope["type"] == "http" and not is_offered(scope["path"]):
            await PlainTextResponse("There is nothing at this address.", status_code=404)(scope, receive, send)
        elif not reason:
            await self.app(scope, receive, send)
        else:
            await PlainTextResponse(reason, status_code=403)(scope, receive, send)


def refusal(scope: Scope) -> str:
    """Return why a request is refused, or an empty text."""
    host = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1")
    if access.is_staff() and not access.is_own_name(host):
        return "In staff mode the dashboard is at http://localhost only."
    origins = [value.decode("latin-1") for name, value in scope["headers"] if name == b"origin"]
    if not all(access.is_own_origin(origin, host) for origin in origins):
        return "The dashboard answers its own pages only."
    if STREAMLIT + UPLOADS in scope["path"] and not access.is_staff():
        return "Files can be loaded in staff mode only: make staff"
    return ""


def is_offered(path: str) -> bool:
    """Whether our pages use an address; any that is not Streamlit's own is judged elsewhere."""
    _, marker, name = path.partition(STREAMLIT)
    return not marker or name in OFFERED or name.startswith(UPLOADS)
