"""How are child processes kept running, and stopped so that none stays?"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, Any

from supervision.embedded.server_user import dies_with_us

LONGEST_PAUSE = 30.0  # seconds between attempts to restart
STEADY = 20.0  # seconds that a process has to run before its failures are forgiven


@dataclass
class Child:
    """One program, in a process group of its own, so that Ctrl-C reaches us only and we choose the order."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    stop_signal: signal.Signals = signal.SIGTERM
    hurry_signal: signal.Signals = signal.SIGKILL
    patience: float = 10.0  # seconds between asking it to stop and hurrying it
    options: dict[str, Any] = field(default_factory=dict)
    ready: Callable[[], bool] = lambda: True
    process: "subprocess.Popen[str] | None" = None
    started_at: float = 0.0
    failures: int = 0
    due_at: float = 0.0

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            preexec_fn=dies_with_us(self.stop_signal),
            **self.options,
        )
        self.started_at = time.monotonic()
        threading.Thread(target=prefixed, args=(self.name, self.process.stdout), daemon=True).start()

    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def wait_until_ready(self, seconds: float = 30.0) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.running():
            if self.ready():
                return True
            time.sleep(0.05)
        return False

    def stop(self) -> None:
        """Ask, then hurry, then kill; and end what is left of its process group."""
        if self.process is None:
            return
        for wanted, seconds in ((self.stop_signal, self.patience), (self.hurry_signal, 5.0)):
            if self.running():
                self.process.send_signal(wanted)
                self._wait(seconds)
        self.end_group()
        self._wait(5.0)

    def end_group(self) -> None:
        """End what it started itself: a killed web server, for one, leaves its workers on the port."""
        assert self.process is not None
        with suppress(ProcessLookupError, PermissionError):  # nobody is left, which is what we want
            os.killpg(self.process.pid, signal.SIGKILL)

    def _wait(self, seconds: float) -> None:
        assert self.process is not None
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)


def prefixed(name: str, lines: "IO[str] | None") -> None:
    for line in lines or ():
        say(name, line.rstrip("\n"))


def say(name: str, text: str) -> None:
    sys.stdout.write(f"{name:<8}| {text}\n")
    sys.stdout.flush()


class Supervisor:
    """Starts children in order, restarts one that ends, and stops them in the opposite order."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self.stopping = threading.Event()

    def start(self, child: Child) -> bool:
        child.start()
        self.children.append(child)
        return child.wait_until_ready()

    def stop_on_signals(self) -> None:
        for wanted in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(wanted, lambda *_: self.stopping.set())

    def watch(self) -> None:
        """Until somebody asks to stop."""
        while not self.stopping.wait(0.2):
            for child in self.children:
                if not child.running():
                    self._restart(child)

    def _restart(self, child: Child) -> None:
        now = time.monotonic()
        if not child.due_at:
            child.failures = 1 if now - child.started_at > STEADY else child.failures + 1
            pause = min(LONGEST_PAUSE, 0.5 * 2 ** (child.failures - 1))
            child.due_at = now + pause
            child.end_group()
            say(child.name, f"ended ({child.process and child.process.returncode}); starting it again in {pause:g} s")
        elif now >= child.due_at:
            child.due_at = 0.0
            child.start()

    def stop(self) -> None:
        for child in reversed(self.children):
            child.stop()
