"""The web server: Streamlit under uvicorn, with its files sent compressed, the maps' outlines, health and safe headers.

``python -m dashboard.web.server --port 8501``. One worker: sessions live in the process.
"""

import argparse
import gzip
import hashlib
import json
import mimetypes
import re
import sys
from pathlib import Path

import streamlit
import uvicorn
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.starlette import App

from dashboard.model import access, db

STREAMLIT_FILES = Path(streamlit.__file__).parent / "static"
STATIC_FILES = STREAMLIT_FILES / "static"
PAGE_ADDRESSES = {
    "/",
    "/area",
    "/compare",
    "/trends",
    "/funding",
    "/councils",
    "/progress",
    "/data",
    "/about",
}
ONE_ADDRESS = (
    "<script>window.__streamlit = {BACKEND_BASE_URL: location.origin + '/', MAIN_PAGE_BASE_URL: location.origin + '/'}"
    "</script>"
)
"""Tells the page where its server is. Without it a page at /area first asks /area/_stcore, and logs two errors."""
MAP_LINK = (
    "<script>for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, event => {"
    "const link = event.target.closest?.('[data-testid=stPageLink-NavLink]'), to = link?.getAttribute('href');"
    "if (to === '' || to?.startsWith('?')) link.setAttribute('href', '/' + to)}, true)</script>"
)
"""Streamlit writes no path into links to the first page, so that in a new tab they would open the page they stand on."""
SKIP_LINK = (
    "<script>addEventListener('click', event => {if (event.target.closest?.('[data-testid=stSkipToContent]')) setTimeout(() => {"
    "const title = document.querySelector('h1'); title?.setAttribute('tabindex', '-1'); title?.focus()})})</script>"
)
"""Streamlit's link past the menu leads to the part of the page that holds our menu; this leads on to the title."""
PRINT = (
    "<script>{const onPaper = kind => {const body = document.body.classList; body.add('paper', kind);"
    "setTimeout(() => {window.print(); body.remove('paper', kind)}, 1200)};"
    "addEventListener('click', event => {const kind = event.target.closest?.('[data-print]')?.dataset.print;"
    "if (kind) onPaper(kind)});"
    "addEventListener('keydown', event => {if ((event.ctrlKey || event.metaKey) && event.key === 'p') {"
    "event.preventDefault(); onPaper('whole')}})}</script>"
)
"""Charts are drawn as wide as the page: before printing it is made as wide as paper, and they are given the time to follow."""
UPLOADS = "/_stcore/upload_file"
LARGEST_UPLOAD_MB = 100
COMPRESSIBLE = {".js", ".css", ".json", ".html", ".svg", ".txt"}
NAMED_BY_CONTENT = re.compile(r"[.-][A-Za-z0-9_-]{8}\.\w+$")
FOREVER = "public, max-age=31536000, immutable"
SAFE_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (
        b"content-security-policy",
        b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
        b"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: blob:; worker-src 'self' blob:; "
        b"object-src 'none'; base-uri 'self'; frame-ancestors 'self'",
    ),
]


class CompressedFiles:
    """Sends Streamlit's own scripts and styles gzip-compressed: once for each file, then from memory.

    Streamlit sends them as they are, 9 MB for a first visit; compressed it is a third of that.
    """

    def __init__(self, app: ASGIApp):
        self.app = app
        self.files = {
            f"/static/{path.relative_to(STATIC_FILES).as_posix()}": path
            for path in STATIC_FILES.rglob("*")
            if path.suffix in COMPRESSIBLE
        }
        self.compressed: dict[str, tuple[bytes, str]] = {}
        self.page = page_html()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for one of Streamlit's files; pass every other on."""
        address = scope.get("path", "")
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return await self.app(scope, receive, send)
        if address in PAGE_ADDRESSES:
            return await Response(self.page, media_type="text/html", headers={"Cache-Control": "no-cache"})(
                scope, receive, send
            )
        request = Request(scope)
        if address not in self.files or "gzip" not in request.headers.get("accept-encoding", ""):
            return await self.app(scope, receive, send)
        return await self.answer(address, request)(scope, receive, send)

    def answer(self, address: str, request: Request) -> Response:
        """Return the compressed file, or "not modified" to a browser that has it."""
        body, tag = self.file(address)
        headers = {
            "Content-Encoding": "gzip",
            "Vary": "Accept-Encoding",
            "ETag": tag,
            "Cache-Control": FOREVER if NAMED_BY_CONTENT.search(address) else "no-cache",
        }
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        kind = "text/javascript" if address.endswith(".js") else mimetypes.guess_type(address)[0]
        return Response(body, headers=headers, media_type=kind or "application/octet-stream")

    def file(self, address: str) -> tuple[bytes, str]:
        """Return one file compressed, and its tag."""
        if address not in self.compressed:
            raw = self.files[address].read_bytes()
            self.compressed[address] = gzip.compress(raw, 6, mtime=0), f'"{hashlib.sha256(raw).hexdigest()[:20]}"'
        return self.compressed[address]


def page_html() -> str:
    """Return Streamlit's page with our name in the tab from the start, and the address of its server in it."""
    html = (STREAMLIT_FILES / "index.html").read_text(encoding="utf-8")
    ours = f"<title>Big Local Compare</title>{ONE_ADDRESS}{MAP_LINK}{SKIP_LINK}{PRINT}"
    return html.replace("<title>Streamlit</title>", ours)


class SafeHeaders:
    """Adds the headers that keep a browser from loading anything from elsewhere or guessing types."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the headers to what comes back."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *SAFE_HEADERS]
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class Doorkeeper:
    """Lets nothing in that has no business here.

    In staff mode that is any request that does not call this computer by its own name: a stranger's page may let its name
    point here and would then count as the same site. In public it is every file: no page asks for one.
    """

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or pass it on."""
        why = refusal(scope) if scope["type"] in ("http", "websocket") else ""
        if not why:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": why})
        else:
            await PlainTextResponse(why, status_code=403)(scope, receive, send)


def refusal(scope: Scope) -> str:
    """Return why a request is refused, or nothing."""
    if access.is_staff():
        host = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1")
        return "" if access.is_own_name(host) else "In staff mode the dashboard is at http://localhost only."
    return "Files can be loaded in staff mode only: make staff" if UPLOADS in scope["path"] else ""


async def outlines(request: Request) -> Response:
    """Answer with the outlines of the regions, which every map draws on; a browser keeps them for good."""
    try:
        build = (
            db.current_build(request.path_params["programme"])
            if request.path_params["programme"] in db.programme_ids()
            else None
        )
    except db.NotReady:
        build = None
    if build is None or build.version != request.path_params["version"]:
        return JSONResponse({"error": "there are no such outlines"}, status_code=404)
    rows = db.query(build, "outlines", kind="region")
    body = json.dumps([{"id": row.place_id, "path": row.path} for row in db.rows(rows)]).encode()
    headers = {"Content-Encoding": "gzip", "Cache-Control": FOREVER}
    return Response(gzip.compress(body, 6, mtime=0), media_type="application/json", headers=headers)


async def health(_: Request) -> Response:
    """Answer whether each programme can be read, with the version that is current."""
    found = {}
    for programme_id in db.programme_ids():
        try:
            found[programme_id] = db.current_build(programme_id).version
        except db.NotReady as why:
            return JSONResponse({"ready": False, "why": str(why)}, status_code=503)
    return JSONResponse({"ready": bool(found), "versions": found}, status_code=200 if found else 503)


app = App(
    Path(__file__).parents[1] / "app.py",
    routes=[Route("/outlines/{programme}/{version}.json", outlines), Route("/health", health)],
    middleware=[Middleware(SafeHeaders), Middleware(Doorkeeper), Middleware(CompressedFiles)],
)


def main(arguments: list[str] | None = None) -> int:
    """Serve the dashboard until it is stopped; return 0, or 1 where it must not be served so."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, default=8501)
    options.add_argument(
        "--host", default="127.0.0.1", help="127.0.0.1 serves this computer only; 0.0.0.0 every one that can reach it"
    )
    told = options.parse_args(arguments)
    if access.is_staff() and told.host not in access.OWN_HOSTS:
        sys.stderr.write(
            f"Staff mode is for this computer only, since it asks nobody for a password; it cannot be served at {told.host}. "
            "Leave --host out, or start the dashboard without staff mode.\n"
        )
        return 1
    config.set_option("server.maxUploadSize", LARGEST_UPLOAD_MB)
    uvicorn.run(app, host=told.host, port=told.port, log_level="warning", access_log=False, timeout_graceful_shutdown=2)
    return 0


if __name__ == "__main__":
    sys.exit(main())
