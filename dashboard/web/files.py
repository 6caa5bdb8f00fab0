"""The files of every page: Streamlit's scripts and styles, compressed, and its page with our title and scripts."""

import base64
import gzip
import hashlib
import mimetypes
import re
from pathlib import Path
from urllib.parse import urlencode

import streamlit
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

STREAMLIT_FILES = Path(streamlit.__file__).parent / "static"
STATIC_FILES = STREAMLIT_FILES / "static"
PAGE_ADDRESSES = frozenset(
    (
        "/",
        "/area",
        "/compare",
        "/trends",
        "/funding",
        "/councils",
        "/progress",
        "/record",
        "/present",
        "/data",
        "/about",
    )
)
SCRIPTS = tuple(
    (Path(__file__).parent / "scripts" / f"{name}.js").read_text(encoding="utf-8")
    for name in (
        "server_address",
        "home_link",
        "inner_links",
        "skip_link",
        "frame",
        "tables",
        "download_focus",
        "print",
    )
)
"""The inline scripts of every page, in this order; read once, so that they stay the same for the whole process."""
WITHOUT_SCRIPTS = "<noscript>The dashboard needs JavaScript.</noscript>"
COMPRESSIBLE = {".js", ".css", ".json", ".html", ".svg", ".txt"}
NAMED_BY_CONTENT = re.compile(r"[.-][A-Za-z0-9_-]{8}\.\w+$")
FOREVER = "public, max-age=31536000, immutable"


class CompressedFiles:
    """Sends Streamlit's scripts and styles compressed with gzip; each file is compressed once and then kept in memory.

    Streamlit sends them uncompressed, 9 MB for a first visit; compressed they are a third of that.
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
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or is_presentation(scope):
            return await self.app(scope, receive, send)
        if address in PAGE_ADDRESSES:
            return await Response(self.page, media_type="text/html", headers={"Cache-Control": "no-cache"})(
                scope, receive, send
            )
        request = Request(scope)
        if is_unknown_page(address, request.headers.get("accept", "")):
            location = f"/?{urlencode({'missing': address[1:]})}"
            return await RedirectResponse(location, status_code=303)(scope, receive, send)
        if address not in self.files or "gzip" not in request.headers.get("accept-encoding", ""):
            return await self.app(scope, receive, send)
        return await self.answer(address, request)(scope, receive, send)

    def answer(self, address: str, request: Request) -> Response:
        """Return the compressed file, or "not modified" for a browser that has it."""
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


def is_presentation(scope: Scope) -> bool:
    """Whether a request asks for the findings of a pack one by one, a page of its own."""
    return scope["path"] == "/present" and b"present=1" in scope["query_string"].split(b"&")


def is_unknown_page(address: str, accepted: str) -> bool:
    """Whether a browser asks for a page that there is not: the first page then says so in our own frame."""
    own = ("/_stcore", "/static", "/media", "/component", "/outlines", "/health", "/embed/", "/account/")
    return "text/html" in accepted and "." not in address and not address.startswith(own)


def page_html() -> str:
    """Return Streamlit's page with our title from the start and our scripts inline, without what it offers to programs."""
    html = (STREAMLIT_FILES / "index.html").read_text(encoding="utf-8")
    html = re.sub(r"<noscript>.*?</noscript>", WITHOUT_SCRIPTS, html, flags=re.DOTALL)
    html = re.sub(r'<link rel="service-desc"[^>]*>', "", html)
    scripts = "".join(f"<script>{script}</script>" for script in SCRIPTS)
    return html.replace("<title>Streamlit</title>", f"<title>Big Local Compare</title>{scripts}")


def script_hashes(html: str) -> list[str]:
    """Return the hash of each inline script of a page, as a content policy names it."""
    scripts = re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
