"""The long proof that as many sessions as the server allows take little memory each, and give it back. Run by ``make prove``."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from dashboard.web.connections import MOST_SESSIONS, MOST_SESSIONS_OF_ADDRESS
from tests.attack.target import answer_to, attacked, run_of

pytestmark = pytest.mark.prove

MOST_MB = 10
ADDRESSES = [f"127.0.0.{number}" for number in range(2, 2 + MOST_SESSIONS // MOST_SESSIONS_OF_ADDRESS)]


def test_a_session_takes_less_than_10_mb_when_the_server_is_full(practice_build: Path, tmp_path: Path):
    with attacked(practice_build, tmp_path) as target, ExitStack() as stack:
        with target.session() as first:
            answer_to(first, run_of("overview", "programme=practice"))
        before = target.memory_mb()
        for address in ADDRESSES:
            for _ in range(MOST_SESSIONS_OF_ADDRESS):
                session = stack.enter_context(target.session(address))
                answer_to(session, run_of("overview", "programme=practice"))
        each = (target.memory_mb() - before) / MOST_SESSIONS
        print(f"{MOST_SESSIONS} sessions: {each:.1f} MB each")
        assert each < MOST_MB
        with pytest.raises(InvalidStatus):
            target.session("127.0.0.200")
        assert target.get("/health")[0] == 200
