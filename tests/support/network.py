"""Does a test reach out of this machine? It cannot: only loopback addresses and socket files may be connected to."""

import ipaddress
import socket
from typing import Any

_connect, _connect_ex = socket.socket.connect, socket.socket.connect_ex


class ReachedOut(RuntimeError):
    """A test tried to talk to another machine."""


def close() -> None:
    socket.socket.connect = connect  # type: ignore[method-assign]
    socket.socket.connect_ex = connect_ex  # type: ignore[method-assign]


def connect(self: socket.socket, address: Any) -> None:
    _check(self, address)
    _connect(self, address)


def connect_ex(self: socket.socket, address: Any) -> int:
    _check(self, address)
    return _connect_ex(self, address)


def _check(connection: socket.socket, address: Any) -> None:
    if connection.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(str(address[0])):
        raise ReachedOut(f"A test tried to reach {address[0]}. Tests talk to this machine only.")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
