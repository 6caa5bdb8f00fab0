"""What a session may say: the attacker speaks Streamlit's own language to a real server, and other languages too."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus

from dashboard.web.messages import LARGEST_MESSAGE
from tests.attack.target import Target, answer_to, attacked, run_of, text_of

KINDS = [field.name for field in BackMsg.DESCRIPTOR.fields if field.name != "rerun_script"]
OPERATIONS = [field.name for field in BackMsg().backend_operation_request.DESCRIPTOR.fields]
FOREIGN = [
    "http://strange.example",
    "null",
    "http://[::1",
    "http://127.0.0.1:1",
    "http://localhost:3000",
    "http://127.0.0.1.strange.example",
]


@pytest.fixture(scope="module")
def target(tiny_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """Yield a public server of the tiny programme."""
    with attacked(tiny_build, tmp_path_factory.mktemp("public")) as server:
        yield server


@pytest.fixture(scope="module")
def staff_target(tiny_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """Yield a server of the tiny programme in staff mode."""
    with attacked(tiny_build, tmp_path_factory.mktemp("staff"), BIGLOCAL_STAFF="yes") as server:
        yield server


def message_of(kind: str) -> bytes:
    """Return a message of one of Streamlit's kinds, empty but for its kind."""
    message = BackMsg()
    field = message.DESCRIPTOR.fields_by_name[kind]
    if field.message_type is None:
        setattr(message, kind, True)
    else:
        getattr(message, kind).SetInParent()
    return message.SerializeToString()


def operation_of(name: str, session_id: str = "") -> bytes:
    """Return a request of a kind of its own, named by it, such as that for a file that is made when it is downloaded."""
    message = BackMsg()
    message.backend_operation_request.request_id = name
    message.backend_operation_request.session_id = session_id
    getattr(message.backend_operation_request, name).SetInParent()
    return message.SerializeToString()


def test_a_download_may_be_asked_for_and_no_other_operation(target: Target):
    refused = [name for name in OPERATIONS if name not in ("request_id", "session_id", "deferred_file")]
    assert "install_skills" in refused
    with target.session() as session:
        opened = answer_to(session, run_of("about"))
        (session_id,) = {
            message.new_session.initialize.session_id for message in opened if message.HasField("new_session")
        }
        for name in refused:
            session.send(operation_of(name, session_id))
        session.send(operation_of("deferred_file", session_id))
        answered: list[str] = []
        while "deferred_file" not in answered:
            answered += answered_operations([ForwardMsg.FromString(session.recv(10, decode=False))])
        answered += answered_operations(answer_to(session, run_of("about")))
    assert answered == ["deferred_file"]


def answered_operations(answers: list[ForwardMsg]) -> list[str]:
    """Return the names of the requests of a kind of their own that these messages answer."""
    return [
        answer.backend_operation_response.request_id
        for answer in answers
        if answer.WhichOneof("type") == "backend_operation_response"
    ]


def test_a_message_that_no_reader_needs_starts_nothing_and_gets_no_answer(target: Target):
    before = target.events.read_text(encoding="utf-8")
    with target.session() as session:
        for kind in KINDS:
            session.send(message_of(kind))
        answers = answer_to(session, run_of("about"))
    kinds = {answer.WhichOneof("type") for answer in answers}
    assert "git_info_changed" not in kinds
    assert not kinds & {"file_urls_response", "backend_operation_response", "heartbeat_ack"}
    assert kinds >= {"new_session", "delta", "script_finished"}
    assert target.events.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_page_of_another_site_gets_no_session_and_the_server_asks_nobody_about_it(origin: str, target: Target):
    with pytest.raises(InvalidStatus) as refused:
        target.session(origin=origin)
    assert refused.value.response.status_code == 403
    assert target.get("/health", origin=origin)[0] == 403
    assert target.events.read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("origin", FOREIGN)
def test_in_staff_mode_no_page_of_another_port_gets_a_session(origin: str, staff_target: Target):
    with pytest.raises(InvalidStatus) as refused:
        staff_target.session(origin=origin)
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_our_own_page_gets_a_session(host: str, target: Target, staff_target: Target):
    for server in (target, staff_target):
        with server.session(host=host, origin=f"http://{host}:{server.port}") as session:
            assert "data version" in text_of(answer_to(session, run_of("about")))


@pytest.mark.parametrize(
    "frame", ["text", b"", b"\xff" * 50, bytes(LARGEST_MESSAGE + 1)], ids=["text", "empty", "no message", "too large"]
)
def test_a_bad_frame_ends_the_session_without_a_traceback(frame: str | bytes, target: Target):
    before = target.log.read_text(encoding="utf-8")
    with target.session() as session, pytest.raises(ConnectionClosed):
        session.send(frame)
        session.recv(10)
    assert target.log.read_text(encoding="utf-8") == before
    assert target.get("/health")[0] == 200


def test_an_unknown_theme_is_shown_as_light(target: Target):
    for page in ("overview", "compare", "trends", "funding", "councils", "progress", "data"):
        with target.session() as session:
            shown = text_of(answer_to(session, run_of(page, color_scheme="magenta")))
        assert "exception {" not in shown, page
        assert "cannot be shown" not in shown, page
        assert "data version" in shown, page


def test_nothing_is_disclosed_about_the_computer_or_the_software(target: Target):
    with target.session() as session:
        shown = b"".join(answer.SerializeToString() for answer in answer_to(session, run_of("about")))
    for secret in (str(Path(__file__).parents[2]), "python_version", "1.67.0"):
        assert secret.encode() not in shown
    for address in ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent/openapi.json"):
        assert target.get(address)[0] == 404
    _, headers, _ = target.get("/health")
    assert "server" not in headers
    assert headers["cache-control"] == "no-store"
    assert "Disallow: /_stcore/" in target.get("/robots.txt")[2]


def test_a_session_cannot_be_filled_with_what_no_page_has(target: Target):
    message = BackMsg.FromString(run_of("about"))
    state = message.rerun_script.widget_states.widgets.add(id="invented")
    with target.session() as session:
        answer_to(session, run_of("about"))
    before = target.memory_mb()
    with target.session() as session, suppress(ConnectionClosed):
        for size in (LARGEST_MESSAGE - 500, 10_000_000):
            for number in range(20):
                state.id, state.string_value = f"invented-{number}", f"{number:{size}}"
                answer_to(session, message.SerializeToString())
    assert target.memory_mb() - before < 10
