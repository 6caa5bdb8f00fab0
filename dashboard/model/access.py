"""Who may see and do what. Every other module asks here, so that a sign-in, when there is one, is asked for here alone.

Today there are two answers: visitors read, and whoever starts the dashboard in staff mode on their own computer may load
returns too. Staff mode is therefore for this computer only; the server holds to that.
"""

import os

OWN_HOSTS = ("127.0.0.1", "localhost", "::1")
"""Where a server in staff mode may listen."""
OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")
"""By which names a browser may call it. Any other may be a name that a stranger's site lets point to this computer."""


def is_staff() -> bool:
    """Whether returns may be loaded here and what was said about their rows may be read."""
    return os.environ.get("BIGLOCAL_STAFF") == "yes"


def is_own_name(host: str) -> bool:
    """Whether the header Host, with or without a port, names this computer."""
    name, colon, port = host.lower().rpartition(":")
    return host.lower() in OWN_NAMES or (bool(colon) and name in OWN_NAMES and port.isdecimal())
