"""How is the broker started? As a Valkey that listens on a socket file only, and keeps nothing."""

import os
import socket
import tempfile
from pathlib import Path

from supervision.embedded.binaries import find_valkey
from supervision.embedded.processes import Child

LONGEST_SOCKET_PATH = 100  # characters


def socket_path(home: Path) -> Path:
    beside_the_rest = home / "valkey.sock"
    if len(str(beside_the_rest)) <= LONGEST_SOCKET_PATH:
        return beside_the_rest
    return Path(tempfile.mkdtemp(prefix="reflect-", dir="/tmp")) / "valkey.sock"


def broker_url(path: Path) -> str:
    return f"redis+socket://{path}?virtual_host=0"


def child(path: Path) -> Child:
    path.unlink(missing_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "600",
        "save": "",
        "appendonly": "no",
        "dir": str(path.parent),
        "loglevel": "warning",
        "logfile": str(path.with_suffix(".log")),  # its advice on tuning a big server helps nobody here
    }
    command = [find_valkey(), *(part for name, value in options.items() for part in (f"--{name}", value))]
    return Child("broker", command, {"PATH": os.environ.get("PATH", "")}, ready=lambda: answers(path))


def answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(1)
        try:
            connection.connect(str(path))
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False
