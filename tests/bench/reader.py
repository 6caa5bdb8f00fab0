"""A reader of the dashboard without a browser: opens a page over Streamlit's socket and chooses from its menus.

It says what Streamlit's page in a browser says: the address, the page, the state of every control, and which long messages
it still has, so that the server does the same work.
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
"""How many runs long a browser keeps a message it has not seen again, as the server tells it to."""
TEXTS = ("selectbox", "text_input")
LISTS = ("button_group", "multiselect")
CONTROLS = (*TEXTS, *LISTS, "checkbox")

Values = list[str]


@dataclass(frozen=True)
class Run:
    """One run of a page: how many bytes came, and what went wrong, in words; nothing where all went well."""

    size: int
    problems: list[str]


@dataclass(frozen=True)
class Control:
    """A control of the page: its id, its kind, what can be chosen, and what is chosen."""

    id: str
    kind: str
    label: str
    options: Values
    chosen: Values
    is_set: bool
    is_disabled: bool

    def state(self, chosen: Values | None = None) -> WidgetState:
        """Return what a browser says of this control, with another choice where one is made."""
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
    """One reader with one socket: where it is, what controls it sees, and which long messages it keeps."""

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
        return await self.ask({})

    async def close(self) -> None:
        """Close the socket."""
        if self.socket:
            await self.socket.close()

    async def choose(self, label: str, option: str) -> Run:
        """Choose an option of a control; one of a list is chosen or given up."""
        control = self.controls[label]
        after = [option]
        if control.kind == "multiselect":
            rest = [one for one in control.chosen if one != option]
            after = rest if len(rest) < len(control.chosen) else [*rest, option]
        run = await self.ask({label: after})
        seen = self.controls.get(label)
        if seen and seen.is_set and seen.chosen != after:
            run.problems.append(f"{label}: {after} was chosen, {seen.chosen} is shown")
        return run

    async def ask(self, changes: dict[str, Values]) -> Run:
        """Ask for one run of the page, with what was just chosen, and take in all of it."""
        if self.socket is None:
            raise RuntimeError("The page is not open.")
        told = BackMsg()
        asked = told.rerun_script
        asked.query_string, asked.page_script_hash = self.address, self.page_hash
        if not self.page_hash and self.page != "map":
            asked.page_name = self.page
        asked.widget_states.widgets.extend(one.state(changes.get(one.label)) for one in self.controls.values())
        asked.cached_message_hashes.extend(self.held)
        asked.context_info.timezone, asked.context_info.locale = "Europe/London", "en-GB"
        asked.context_info.color_scheme = "light"
        await self.socket.send(told.SerializeToString())
        before, self.controls = self.controls, {}
        run = await asyncio.wait_for(self.taken(self.socket), PATIENCE_S)
        for label, control in self.controls.items():  # a control that the page does not set keeps what was chosen in it
            if not control.is_set and label in before and before[label].id == control.id:
                kept = changes.get(label, before[label].chosen)
                self.controls[label] = Control(**{**vars(control), "chosen": kept})
        return run

    async def taken(self, socket: ClientConnection) -> Run:
        """Take in the messages of one run to its end."""
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
            control = seen(message.delta.new_element)
            if control:
                self.controls[control.label] = control

    def problems(self, message: ForwardMsg) -> list[str]:
        """Return what a message says went wrong."""
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
    """Return how a run ends that is begun anew."""
    return ForwardMsg.FINISHED_EARLY_FOR_RERUN


def seen(element: Any) -> Control | None:
    """Return the control that an element is, or None."""
    kind = element.WhichOneof("type")
    if kind not in CONTROLS:
        return None
    told = getattr(element, kind)
    options = [getattr(one, "content", one) for one in getattr(told, "options", [])]
    return Control(told.id, kind, told.label, options, chosen(kind, told, options), told.set_value, told.disabled)


def chosen(kind: str, told: Any, options: Values) -> Values:
    """Return what is chosen in a control: what the page set, else what it begins with; of a switch something or nothing."""
    if kind == "selectbox":
        return [told.raw_value if told.set_value else options[told.default]]
    if kind in LISTS:
        return list(told.raw_values) if told.set_value else [options[number] for number in told.default]
    value = told.value if told.set_value else told.default
    return [value] if kind == "text_input" else ["on"] * value
