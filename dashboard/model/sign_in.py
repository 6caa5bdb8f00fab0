"""The settings of sign-in, from the file that ``biglocal serve --config`` names; without one there is no sign-in."""

import os
import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dashboard.model import access

SHORTEST_SECRET = 32
"""In characters; ``python3 -c "import secrets; print(secrets.token_urlsafe(48))"`` makes a good one."""
FEWEST_DIFFERENT = 12


class WrongSettings(Exception):
    """The dashboard must not be served with these settings; the message says why."""


@dataclass(frozen=True)
class SignIn:
    """The public address, the secret that signs cookies, whom to ask for a permission, and the OpenID Connect provider."""

    address: str
    cookie_secret: str
    contact: str
    issuer: str
    client_id: str
    client_secret: str

    @property
    def is_secure(self) -> bool:
        """Whether readers come over TLS."""
        return self.address.startswith("https://")

    @property
    def cookie(self) -> str:
        """The name of the cookie of a signed-in person; browsers take one with __Host- only over TLS and of this host."""
        return "__Host-person" if self.is_secure else "person"


def is_safe_address(address: str) -> bool:
    """Whether an address is https, or http on this computer, and has no user, query or fragment."""
    parts = urlsplit(address)
    is_scheme_safe = parts.scheme == "https" or (parts.scheme == "http" and access.is_own_name(parts.netloc))
    return is_scheme_safe and bool(parts.hostname) and not (parts.username or parts.query or parts.fragment)


def is_weak(secret: str) -> bool:
    """Whether a secret is short or repeats few characters."""
    return len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_DIFFERENT


def _mapping(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise WrongSettings(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise WrongSettings(f"{path} is not a TOML file: {error}.") from error


def read(path: Path) -> SignIn:
    """Return the settings in a TOML file. Raise WrongSettings with the first thing that is wrong."""
    mapping = _mapping(path)
    names = [field.name for field in fields(SignIn)]
    missing = [name for name in names if not isinstance(mapping.get(name), str) or not mapping[name].strip()]
    if missing:
        raise WrongSettings(f"{path} lacks {', '.join(missing)}.")
    if unknown := sorted(set(mapping) - set(names)):
        raise WrongSettings(f"{path} has {', '.join(unknown)}, which is no setting; there are: {', '.join(names)}.")
    settings = SignIn(**{name: mapping[name].strip() for name in names})
    if is_weak(settings.cookie_secret):
        raise WrongSettings(
            f"{path}: the cookie_secret is weak. It needs {SHORTEST_SECRET} random characters or more, such as the answer of: "
            'python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    for name in ("address", "issuer"):
        if not is_safe_address(getattr(settings, name)):
            raise WrongSettings(f"{path}: {name} must begin with https://; http:// is for this computer only.")
    if urlsplit(settings.address).path not in ("", "/"):
        raise WrongSettings(f"{path}: address is the first page of the dashboard, without a path.")
    return SignIn(**{**vars(settings), "address": settings.address.rstrip("/")})


@lru_cache(maxsize=1)
def settings() -> SignIn | None:
    """Return the settings of this server, or None where nobody can sign in."""
    path = os.environ.get("BIGLOCAL_CONFIG")
    return read(Path(path)) if path else None
