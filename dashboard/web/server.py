"""The web server: Streamlit under uvicorn, with compressed files, the outlines of the maps, health and safe headers.

``python -m dashboard.web.server --port 8501``. One worker: sessions live in the process.
"""

import argparse
import gzip
import hashlib
import json
import os
import sys
from pathlib import Path
from urllib.parse import urlencode

import uvicorn
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send
from streamlit.starlette import App

from dashboard.model import access, db, sign_in
from dashboard.pack import embed, hall, packs
from dashboard.parts import frame
from dashboard.web import feeds
from dashboard.web.connections import BACKLOG, LimitedHttp, LimitedWebSocket, Sessions, socket_limit
from dashboard.web.files import FOREVER, PAGE_ADDRESSES, CompressedFiles
from dashboard.web.gate import RequestFilter, SafeHeaders
from dashboard.web.log import bound_log
from dashboard.web.messages import LARGEST_MESSAGE, Messages

SCRIPT = Path(__file__).parents[1] / "app.py"
CLOSED = ("/*?", "/_stcore/", "/media/", "/outlines/", "/embed/", "/feeds/")
ROBOTS = "\n".join(["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""])
"""Search engines may list the pages, but not each of the countless views of one."""


async def outlines(request: Request) -> Response:
    """Answer with the outlines of the regions, the ground of every map; a browser keeps them for good."""
    programme_id, version = request.path_params["programme"], request.path_params["version"]
    build = db.pinned_build(programme_id, version) if programme_id in db.programme_ids() else None
    if build is None:
        return JSONResponse({"error": "there are no such outlines"}, status_code=404)
    rows = db.query(build, "outlines", kind="region")
    body = json.dumps([{"id": row.place_id, "path": row.path} for row in db.rows(rows)]).encode()
    headers = {"Content-Encoding": "gzip", "Cache-Control": FOREVER}
    return Response(gzip.compress(body, 6, mtime=0), media_type="application/json", headers=headers)


async def presentation(request: Request) -> Response:
    """Answer with the findings of a pack, one a screen: the file for the hall, always of the public figures."""
    address, programmes = dict(request.query_params), db.programme_ids()
    programme_id = address.get("programme", next(iter(programmes), ""))
    if programme_id not in programmes:
        return PlainTextResponse("There is no such programme.", status_code=404)
    version = address.get("v", "")
    try:
        build = db.pinned_build(programme_id, version) if version else db.public_build(programme_id)
    except db.NotReady as why:
        return PlainTextResponse(str(why), status_code=503)
    if build is None:  # the page says that these figures are not kept, and offers the newest
        others = {name: value for name, value in address.items() if name != "present"}
        return RedirectResponse(f"/present?{urlencode(others)}", status_code=303)
    db.keep(build)
    site = str(request.base_url)
    pack = await run_in_threadpool(lambda: packs.pack(build, packs.view_of(build, address), site))
    if pack is None:
        return PlainTextResponse("There is no such group of areas.", status_code=404)
    page = await run_in_threadpool(hall.hall_file, pack)
    policy = hall.policy(page)
    return HTMLResponse(page, headers={"Content-Security-Policy": policy, "Cache-Control": "no-cache"})


async def feed(request: Request) -> Response:
    """Answer with what changed from build to build as an Atom feed, of an area or of a programme."""
    names = request.path_params["programme"], request.path_params.get("area", "")
    try:
        body = await run_in_threadpool(feeds.feed, *names, str(request.base_url))
    except db.NotReady as why:
        return PlainTextResponse(str(why), status_code=503)
    if body is None:
        return PlainTextResponse("There is no such feed.", status_code=404)
    headers = {"ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"', "Cache-Control": "no-cache"}
    if headers["ETag"] in request.headers.get("if-none-match", ""):  # among several, or made weak by a proxy
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/atom+xml", headers=headers)


async def embedded(request: Request) -> Response:
    """Answer with one finding of a place for a frame on any website, always of the public figures."""
    programme_id, version = request.path_params["programme"], request.query_params.get("v", "")
    headers = {"Content-Security-Policy": embed.policy(), "Cache-Control": "no-cache"}
    site, names = str(request.base_url), (request.path_params["place"], request.path_params["finding"])

    def page() -> str:
        build = db.pinned_build(programme_id, version) if version else db.public_build(programme_id)
        if build is None:
            raise embed.NoFinding("The figures of this data version are not kept.")
        made = embed.page(embed.pack_of(build, *names, site))
        if version:
            db.keep(build)
        return made

    try:
        if programme_id not in db.programme_ids():
            raise embed.NoFinding("There is no such programme.")
        return HTMLResponse(await run_in_threadpool(page), headers=headers)
    except embed.NoFinding as why:
        return PlainTextResponse(str(why), status_code=404, headers=headers)
    except db.NotReady as why:
        return PlainTextResponse(str(why), status_code=503, headers=headers)


async def account(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer ``/account/...`` where sign-in is set up. The scope is a copy: Streamlit's own cookie stays out of it."""
    chosen = sign_in.settings()
    if chosen is None:
        return await PlainTextResponse("There is nothing at this address.", status_code=404)(scope, receive, send)
    from dashboard.web.account import account_app  # only here: its libraries take a second to load

    own = {name: value for name, value in scope.items() if name not in ("session", "root_path", "app_root_path")}
    return await account_app(chosen)(own, receive, send)


async def health(_: Request) -> Response:
    """Answer whether each programme can be read, with its current version."""
    versions = {}
    for programme_id in db.programme_ids():
        try:
            versions[programme_id] = db.current_build(programme_id).version
        except db.NotReady as why:
            return JSONResponse({"ready": False, "why": str(why)}, status_code=503)
    return JSONResponse({"ready": bool(versions), "versions": versions}, status_code=200 if versions else 503)


async def robots(_: Request) -> Response:
    """Answer with what a search engine may read."""
    return PlainTextResponse(ROBOTS)


app = App(
    SCRIPT,
    routes=[
        Route("/outlines/{programme}/{version}.json", outlines),
        Route("/present", presentation),
        Route("/embed/{programme}/{place}/{finding}", embedded),
        Route("/feeds/{programme}.xml", feed),
        Route("/feeds/{programme}/{area}.xml", feed),
        Mount("/account", app=account),
        Route("/health", health),
        Route("/robots.txt", robots),
    ],
    middleware=[
        Middleware(SafeHeaders),
        Middleware(RequestFilter),
        Middleware(Sessions, pages=PAGE_ADDRESSES),
        Middleware(Messages, script=str(SCRIPT)),
        Middleware(CompressedFiles),
    ],
    on_script_error=frame.show_failure,
)


def settings(host: str, port: int, proxy: str) -> uvicorn.Config:
    """Return the settings of the web server; ``proxy`` is the address of a proxy in front of it, or empty."""
    LimitedHttp.most, LimitedHttp.proxy = socket_limit(), proxy
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http=LimitedHttp,
        ws=LimitedWebSocket,
        ws_max_size=LARGEST_MESSAGE,
        backlog=BACKLOG,
        proxy_headers=bool(proxy),
        forwarded_allow_ips=proxy or None,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=2,
    )


def refused_config(path: str) -> str:
    """Set up sign-in from a file, and return why it must not be served so, or an empty text; no path means no sign-in."""
    if not path:
        os.environ.pop("BIGLOCAL_CONFIG", None)
        return ""
    if access.is_staff():
        return "Staff mode asks nobody to sign in: leave out --staff or --config."
    os.environ["BIGLOCAL_CONFIG"] = path
    sign_in.settings.cache_clear()
    from dashboard.web.account import check_provider  # only here: its libraries take a second to load

    try:
        check_provider(sign_in.read(Path(path)))
    except sign_in.WrongSettings as why:
        return str(why)
    return ""


def main(arguments: list[str] | None = None) -> int:
    """Serve the dashboard until it is stopped; return 0, or 1 where it must not be served at that host."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument(
        "--host", default="127.0.0.1", help="127.0.0.1 serves this computer only; 0.0.0.0 every one that can reach it"
    )
    parser.add_argument(
        "--proxy", default="", help="the address of a proxy in front, which passes on the reader's address and the Host"
    )
    parser.add_argument(
        "--config", default="", metavar="FILE", help="the settings of sign-in (TOML); without: no sign-in"
    )
    options = parser.parse_args(arguments)
    if why := refused_config(options.config):
        sys.stderr.write(f"{why}\n")
        return 1
    if access.is_staff() and options.host not in access.OWN_HOSTS:
        sys.stderr.write(
            f"Staff mode is for this computer only, since it asks nobody for a password; it cannot be served at {options.host}. "
            "Leave --host out, or start the dashboard without staff mode.\n"
        )
        return 1
    bound_log()
    uvicorn.Server(settings(options.host, options.port, options.proxy)).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
