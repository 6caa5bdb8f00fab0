"""A reader of the dashboard without a browser: opens a page over Streamlit's socket and chooses from its menus.

It sends what Streamlit's page in a browser sends: the address, the page, the state of every control, and which long
messages it still has, so that the server does the same work.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

PATIENCE_S = 60
KEPT_RUNS = 2
"""For how many runs a browser keeps a message that the server has not used again, as the server instructs."""
TEXTS = ("selectbox", "text_input")
LISTS = ("button_group", "multiselect")
CONTROLS = (*TEXTS, *LISTS, "checkbox")

Values = list[str]


@dataclass(frozen=True)
class Run:
    """One run of a page: the number of bytes received, and the problems in words; none if all went well."""

    size: int
    problems: list[str]


@dataclass(frozen=True)
class Control:
    """A control of the page: its id, kind and label, what can be chosen, and what is chosen."""

    id: str
    kind: str
    label: str
    options: Values
    chosen: Values
    is_set: bool
    is_disabled: bool

    def state(self, chosen: Values | None = None) -> WidgetState:
        """Return the state that a browser sends for this control, with a new choice if one is given."""
        chosen = self.chosen if chosen is None else chosen
        state = WidgetState(id=self.id)
        if self.kind in LISTS:
            state.string_array_value.data.extend(chosen)
        elif self.kind in TEXTS:
            state.string_value = chosen[0]
        else:
            state.bool_value = bool(chosen)
        return state


@dataclass
class Reader:
    """One reader with one socket: its page and address, the controls on the page, and the long messages it keeps."""

    page: str
    address: str
    socket: ClientConnection | None = None
    page_hash: str = ""
    controls: dict[str, Control] = field(default_factory=dict)
    held: dict[str, tuple[ForwardMsg, int]] = field(default_factory=dict)

    async def open(self, server: str) -> Run:
        """Open the page on a server, whose address is "http://127.0.0.1:8501/"."""
        stream = server.replace("http", "ws", 1) + "_stcore/stream"
        self.socket = await connect(stream, origin=None, max_size=None, subprotocols=[Subprotocol("streamlit")])
        return await self.request_run({})

    async def close(self) -> None:
        """Close the socket."""
        if self.socket:
            await self.socket.close()

    async def choose(self, label: str, option: str) -> Run:
        """Choose an option of a control; in a list, an option is added or removed."""
        control = self.controls[label]
        after = [option]
        if control.kind == "multiselect":
            rest = [value for value in control.chosen if value != option]
            after = rest if len(rest) < len(control.chosen) else [*rest, option]
        run = await self.request_run({label: after})
        shown = self.controls.get(label)
        if shown and shown.is_set and shown.chosen != after:
            run.problems.append(f"{label}: {after} was chosen, {shown.chosen} is shown")
        return run

    async def request_run(self, changes: dict[str, Values]) -> Run:
        """Request one run of the page with what was just chosen, and receive all of it."""
        if self.socket is None:
            raise RuntimeError("The page is not open.")
        message = BackMsg()
        request = message.rerun_script
        request.query_string, request.page_script_hash = self.address, self.page_hash
        if not self.page_hash and self.page != "map":
            request.page_name = self.page
        request.widget_states.widgets.extend(
            control.state(changes.get(control.label)) for control in self.controls.values()
        )
        request.cached_message_hashes.extend(self.held)
        request.context_info.timezone, request.context_info.locale = "Europe/London", "en-GB"
        request.context_info.color_scheme = "light"
        await self.socket.send(message.SerializeToString())
        before, self.controls = self.controls, {}
        run = await asyncio.wait_for(self.receive_run(self.socket), PATIENCE_S)
        for label, control in self.controls.items():  # a control that the page does not set keeps what was chosen in it
            if not control.is_set and label in before and before[label].id == control.id:
                kept = changes.get(label, before[label].chosen)
                self.controls[label] = Control(**{**vars(control), "chosen": kept})
        return run

    async def receive_run(self, socket: ClientConnection) -> Run:
        """Receive the messages of one run to its end."""
        size, problems = 0, []
        while True:
            raw = await socket.recv(decode=False)
            size += len(raw)
            message = ForwardMsg()
            message.ParseFromString(raw)
            problems += self.problems(message)
            self.note(message)
            if message.WhichOneof("type") == "script_finished" and message.script_finished != early():
                self.held = {name: (kept, age + 1) for name, (kept, age) in self.held.items() if age < KEPT_RUNS}
                return Run(size, problems)

    def note(self, message: ForwardMsg) -> None:
        """Keep what a browser keeps of a message: the address, the page, controls, and the message itself if it is long."""
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            message = self.held[message.ref_hash][0]
        if message.metadata.cacheable:
            self.held[message.hash] = message, 0
        if kind == "page_info_changed":
            self.address = message.page_info_changed.query_string
        elif kind == "navigation":
            self.page_hash = message.navigation.page_script_hash
        elif message.WhichOneof("type") == "delta":
            control = control_of(message.delta.new_element)
            if control:
                self.controls[control.label] = control

    def problems(self, message: ForwardMsg) -> list[str]:
        """Return the problems that a message reports."""
        kind = message.WhichOneof("type")
        if kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            return ["the script could not be read"]
        if kind == "page_not_found":
            return [f"there is no page {self.page}"]
        if kind == "ref_hash" and message.ref_hash not in self.held:
            return ["the server left out a message that is not held any more"]
        if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            error = message.delta.new_element.exception
            return [f"{error.type} {error.message.split('.')[0]}".strip()]
        return []


def early() -> int:
    """Return the status of a run that ends early because a new one begins."""
    return ForwardMsg.FINISHED_EARLY_FOR_RERUN


def control_of(element: Any) -> Control | None:
    """Return the control in an element, or None if it is no control."""
    kind = element.WhichOneof("type")
    if kind not in CONTROLS:
        return None
    widget = getattr(element, kind)
    options = [getattr(option, "content", option) for option in getattr(widget, "options", [])]
    return Control(
        widget.id, kind, widget.label, options, chosen_values(kind, widget, options), widget.set_value, widget.disabled
    )


def chosen_values(kind: str, widget: Any, options: Values) -> Values:
    """Return what is chosen in a control: what the page set, else its default; a switch has one value or none."""
    if kind == "selectbox":
        return [widget.raw_value if widget.set_value else options[widget.default]]
    if kind in LISTS:
        return list(widget.raw_values) if widget.set_value else [options[number] for number in widget.default]
    value = widget.value if widget.set_value else widget.default
    return [value] if kind == "text_input" else ["on"] * value
