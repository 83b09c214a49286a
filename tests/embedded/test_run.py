"""Does `make run` come up from nothing, mend itself, and leave nothing behind?"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from supervision.embedded.environment import CHECKOUT
from tests.support.served import free_port

PARTS = ("manage.py", "accounts", "supervision", "templates", "static", "deploy")


class Running:
    """`make run` in a copy of the code, with the virtual environment of the tests."""

    def __init__(self, place: Path) -> None:
        self.place, self.port = place, free_port()
        self.log = place / "log"
        outside = {name: value for name, value in os.environ.items() if not name.startswith(("REFLECT_", "DJANGO_"))}
        self.environment = {**outside, "REFLECT_PORT": str(self.port)}
        self.process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        with self.log.open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "supervision.embedded", "run"],
                cwd=self.place,
                env=self.environment,
                stdout=log,
                stderr=log,
            )

    def says(self, text: str, seconds: float = 300) -> str:
        end = time.monotonic() + seconds
        while text not in (said := self.log.read_text()):
            assert time.monotonic() < end, said
            assert self.process.poll() is None, said
            time.sleep(0.1)
        return said

    def status(self) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5) as response:
            return int(response.status)

    def answers(self) -> bool:
        try:
            return self.status() == 200
        except OSError:
            return False

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def embedded(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "supervision.embedded", *arguments]
        return subprocess.run(command, cwd=self.place, env=self.environment, capture_output=True, text=True)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(60)


def words_of(process: psutil.Process) -> str:
    """Its command; nothing for one that has just ended."""
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with tempfile.TemporaryDirectory(prefix="reflect-run-", dir="/tmp") as made:
        place = Path(made)
        place.chmod(0o755)
        for part in PARTS:
            source = CHECKOUT / part
            if source.is_dir():
                shutil.copytree(source, place / part, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, place / part)
        product = Running(place)
        try:
            yield product
        finally:
            if product.process.poll() is None:
                product.stop()


def test_it_comes_up_from_nothing_and_says_once_where_and_who(running: Running) -> None:
    said = running.says("Ctrl-C ends it.")
    assert said.count("Sign in as:") == 1
    assert f"http://localhost:{running.port}/" in said
    assert re.search(r"\S+@\S+", said), "no demonstration sign-in was printed"
    assert running.status() == 200


def test_another_command_shares_its_database(running: Running) -> None:
    done = running.embedded("shell", "--", sys.executable, "manage.py", "migrate", "--check")
    assert done.returncode == 0, done.stderr


def test_a_second_one_in_the_same_place_says_why_it_cannot(running: Running) -> None:
    done = running.embedded("run")
    assert done.returncode == 1
    assert "Another `make run`" in done.stderr


def test_a_part_that_is_killed_comes_back(running: Running) -> None:
    parts = ("gunicorn", "postgres", "valkey", "worker", "beat")
    for word in parts:
        next(process for process in running.family() if word in words_of(process)).kill()
    end = time.monotonic() + 60
    while not (running.answers() and all(any(word in words_of(one) for one in running.family()) for word in parts)):
        assert time.monotonic() < end, running.log.read_text()
        time.sleep(0.2)


def test_it_stops_in_order_and_leaves_no_process(running: Running) -> None:
    family = running.family()
    assert len(family) >= 5
    running.stop()
    assert running.process.returncode == 0
    assert [process for process in family if process.is_running() and process.status() != psutil.STATUS_ZOMBIE] == []
    assert running.log.read_text().endswith("reflect | stopped\n")


def test_a_port_that_is_taken_is_named_with_a_way_out(running: Running) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        running.environment["REFLECT_PORT"] = str(taken.getsockname()[1])
        done = running.embedded("run")
    assert done.returncode == 1
    assert re.search(r"Port \d+ cannot be used .* REFLECT_PORT=\d+ make run", done.stderr)
