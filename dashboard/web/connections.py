"""Limits on connections: how many may be open, and how long one may keep the server waiting."""

import asyncio
from collections import Counter
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

try:
    import resource
except ImportError:  # Windows has no such limit
    resource = None

MOST_SOCKETS = 1_000
MOST_SOCKETS_OF_ADDRESS = 300
MOST_SESSIONS = 300
MOST_SESSIONS_OF_ADDRESS = 100
"""A session holds up to 10 MB; a library or an office shares one address."""
BACKLOG = 64
"""The connections that the event loop may accept at once, before it can refuse any."""
REFUSED_AT_ONCE = 16
"""The refused connections that are kept for a moment to be answered; any more are dropped without an answer."""
SPARE_FILES = 128
"""The files left for databases, modules, the backlog and the connections that are refused."""
REQUEST_S = 10
"""The time for a whole request, for the pause before the next one, and for the first message of a session."""
ANSWER_S = 300
"""The time for an answer to be read."""
CLOSE_S = 12
"""The time for the other side to agree that a session is closed."""
FULL = "The dashboard is full at the moment. Try again in a minute."
FULL_ANSWER = (
    "HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain; charset=utf-8\r\n"
    f"content-length: {len(FULL)}\r\ncache-control: no-store\r\nretry-after: 60\r\nconnection: close\r\n\r\n{FULL}"
).encode()


def socket_limit() -> int:
    """Raise the limit on open files as far as is needed and allowed; return how many sockets may be open."""
    if resource is None:
        return MOST_SOCKETS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = MOST_SOCKETS + SPARE_FILES
    if resource.RLIM_INFINITY != soft < needed:
        soft = needed if hard == resource.RLIM_INFINITY else min(hard, needed)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return MOST_SOCKETS if soft == resource.RLIM_INFINITY else min(MOST_SOCKETS, max(soft - SPARE_FILES, BACKLOG))


def address_of(connection: Any) -> str:
    """Return the address that a connection comes from; empty where the system does not name it."""
    return connection.client[0] if connection.client else ""


class LimitedHttp(H11Protocol):
    """A connection that is refused when too many are open, and ended when it keeps the server waiting.

    A start sets ``most`` and ``proxy``, the address of a proxy that brings the connections of all readers.
    """

    most = MOST_SOCKETS
    proxy = ""
    deadline: asyncio.TimerHandle | None = None
    wait_s = 0
    is_refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count the connection and start its time."""
        super().connection_made(transport)
        excess = self.excess()
        self.is_refused = excess > 0
        if excess > REFUSED_AT_ONCE:
            transport.abort()
        else:
            self.wait(REQUEST_S)

    def excess(self) -> int:
        """Return how many connections too many are open, in all or of the same address."""
        in_all = len(self.connections) - self.most
        address = address_of(self)
        if address == self.proxy:
            return in_all
        of_address = sum(address_of(connection) == address for connection in self.connections)
        return max(in_all, of_address - MOST_SOCKETS_OF_ADDRESS)

    def wait(self, seconds: int) -> None:
        """End the connection in this time, unless it was already waited for in the same way."""
        if self.wait_s != seconds:
            self.stop_waiting()
            self.wait_s, self.deadline = seconds, self.loop.call_later(seconds, self.transport.abort)

    def stop_waiting(self) -> None:
        """Let the connection last."""
        if self.deadline is not None:
            self.deadline.cancel()
        self.wait_s, self.deadline = 0, None

    def data_received(self, data: bytes) -> None:
        """Read a part of a request; a refused connection is answered with a sentence."""
        if self.is_refused:
            self.transport.write(FULL_ANSWER)
            self.transport.close()
            return
        super().data_received(data)
        if self.transport.get_protocol() is self:  # it is another one after a session has begun
            self.wait_for_next()

    def wait_for_next(self) -> None:
        """Wait for the answer that is under way to be read, or else for the next request."""
        is_under_way = self.cycle is not None and not self.cycle.response_complete  # pyright: ignore[reportUnnecessaryComparison]
        self.wait(ANSWER_S if is_under_way else REQUEST_S)

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self.wait_for_next()

    def handle_websocket_upgrade(self, event: Any) -> None:
        """Hand the connection over to a session."""
        self.stop_waiting()
        super().handle_websocket_upgrade(event)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self.stop_waiting()
        super().connection_lost(exc)


class LimitedWebSocket(WebSocketsSansIOProtocol):
    """The connection of a session, which ends if its first message or its answer to a ping does not come in time."""

    deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Start the time for the first message."""
        super().connection_made(transport)
        self.end_in(REQUEST_S)

    def end_in(self, seconds: int) -> None:
        """End the connection in this time, whether or not the other side reads what is left."""
        self.last()
        self.deadline = self.loop.call_later(seconds, self.transport.abort)

    def last(self) -> None:
        """Let the connection last."""
        if self.deadline is not None:
            self.deadline.cancel()
            self.deadline = None

    def send_receive_event_to_app(self) -> None:
        """Pass a message on; from the first one on, pings decide how long the connection lasts."""
        if not self.close_sent:
            self.last()
        super().send_receive_event_to_app()

    async def send(self, message: Any) -> None:
        """Send a message; after a farewell or a refusal the connection ends even if the other side does not answer."""
        await super().send(message)
        is_refusal = message["type"] == "websocket.http.response.body"
        if is_refusal:
            self.handshake_complete = True  # uvicorn would log it as an error that there was none
        if is_refusal or message["type"] == "websocket.close":
            self.end_in(CLOSE_S)

    def keepalive_timeout(self) -> None:
        """End the connection of a reader who is gone, with all that was still to be sent."""
        super().keepalive_timeout()
        self.transport.abort()

    def handle_parser_exception(self) -> None:
        """End a connection that does not keep to the protocol."""
        super().handle_parser_exception()
        self.end_in(CLOSE_S)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self.last()
        super().connection_lost(exc)


class Sessions:
    """Refuses a session, or the page that would begin it, when there are too many in all or of the reader's address."""

    def __init__(self, app: ASGIApp, pages: frozenset[str]):
        self.app = app
        self.pages = pages
        self.of_address: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        address = scope["client"][0] if scope.get("client") else ""
        begins = scope["type"] == "websocket" or (scope["type"] == "http" and scope["path"] in self.pages)
        if begins and self.is_full(address):
            headers = {"Cache-Control": "no-store", "Retry-After": "60"}
            await PlainTextResponse(FULL, status_code=503, headers=headers)(scope, receive, send)
        elif scope["type"] == "websocket":
            await self.session(address, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def is_full(self, address: str) -> bool:
        """Whether there is no room for a session of this address."""
        return self.of_address.total() >= MOST_SESSIONS or self.of_address[address] >= MOST_SESSIONS_OF_ADDRESS

    async def session(self, address: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Count a session as long as it lasts."""
        self.of_address[address] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.of_address[address] -= 1
            if not self.of_address[address]:
                del self.of_address[address]
