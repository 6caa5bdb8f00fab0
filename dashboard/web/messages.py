"""What a browser may say to Streamlit in a session, and what Streamlit need not say about the server.

Streamlit acts on every kind of message that it knows, some of which run programs on the server. Only those are passed on
that a reader of these pages sends.
"""

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.model import access

READER_MESSAGES = {"rerun_script", "deferred_file"}
"""Every choice on a page, and the request for a file that is made when it is downloaded."""
OPERATION = "backend_operation_request"
"""The kind of several requests of their own kind, one of which installs files on the server."""
STAFF_MESSAGES = {*READER_MESSAGES, "file_urls_request"}
"""An upload first asks for its address."""
LARGEST_MESSAGE = 100_000
"""In bytes. The largest that a page sends is a few thousand long."""
BAD_MESSAGE = 1002
"""The code that closes a session whose messages are none of Streamlit's."""


def kind_of(message: Message) -> str:
    """Return the kind of a message from a browser, or an empty text when it is none of Streamlit's."""
    try:
        content = BackMsg.FromString(message.get("bytes") or b"")
    except DecodeError:
        return ""
    kind = content.WhichOneof("type") or ""
    return content.backend_operation_request.WhichOneof("payload") or kind if kind == OPERATION else kind


class Messages:
    """Passes on what a reader may say; drops all other kinds of message, and ends a session with what is no message."""

    def __init__(self, app: ASGIApp, script: str):
        self.app = app
        self.script = script.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Judge the messages of a session in both directions; pass all else on."""

        async def receive_allowed() -> Message:
            while (message := await receive())["type"] == "websocket.receive":
                kind = kind_of(message)
                if not kind:
                    await send({"type": "websocket.close", "code": BAD_MESSAGE})
                    return {"type": "websocket.disconnect", "code": BAD_MESSAGE}
                if kind in (STAFF_MESSAGES if access.is_staff() else READER_MESSAGES):
                    return message
            return message

        async def send_discreet(message: Message) -> None:
            await send(self.discreet(message))

        if scope["type"] == "websocket":
            await self.app(scope, receive_allowed, send_discreet)
        else:
            await self.app(scope, receive, send)

    def discreet(self, message: Message) -> Message:
        """Return a message to a browser without the path of the script and the versions of what runs it."""
        data = message.get("bytes") or b""
        if self.script not in data:
            return message
        forward = ForwardMsg.FromString(data)
        if forward.WhichOneof("type") != "new_session":
            return message
        session = forward.new_session
        session.main_script_path = "app.py"
        session.initialize.environment_info.Clear()
        return {**message, "bytes": forward.SerializeToString()}
