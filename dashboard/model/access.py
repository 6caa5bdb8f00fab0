"""Who may see and do what. Every other module asks here, so that a sign-in can be added here alone.

There are two kinds of users: visitors may read, and whoever starts the dashboard in staff mode on their own computer may
also load returns. Staff mode is therefore for this computer only; the server enforces that.
"""

import os

OWN_HOSTS = ("127.0.0.1", "localhost", "::1")
"""Where a server in staff mode may listen."""
OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")
"""The host names it answers to. Any other may be a name that a stranger's site points at this computer."""


def is_staff() -> bool:
    """Whether returns may be loaded here and the reports on their rows may be read."""
    return os.environ.get("BIGLOCAL_STAFF") == "yes"


def is_own_name(host: str) -> bool:
    """Whether the header Host, with or without a port, names this computer."""
    name, colon, port = host.lower().rpartition(":")
    return host.lower() in OWN_NAMES or (bool(colon) and name in OWN_NAMES and port.isdecimal())


def is_own_origin(origin: str, host: str) -> bool:
    """Whether the header Origin names a page of the server that the header Host names, port included."""
    return origin.lower() in (f"http://{host.lower()}", f"https://{host.lower()}")
