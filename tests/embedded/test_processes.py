"""Are processes restarted when they end, and is none left when we stop?"""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from supervision.embedded.environment import CHECKOUT
from supervision.embedded.processes import Child, Supervisor

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
PARENT = (
    "import subprocess, sys, time;"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); print(child.pid, flush=True);"
    "time.sleep(60)"
)


def python(program: str, **options: float) -> Child:
    return Child("test", [sys.executable, "-u", "-c", program], {}, **options)  # type: ignore[arg-type]


def comes_true(condition: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    made = Supervisor()
    watching = threading.Thread(target=made.watch)
    watching.start()
    yield made
    made.stopping.set()
    watching.join()
    made.stop()


def test_a_process_that_is_killed_is_started_again(supervisor: Supervisor) -> None:
    child = python("import time; time.sleep(60)")
    supervisor.start(child)
    assert child.process
    first = child.process
    first.kill()
    assert comes_true(lambda: child.process is not first and child.running())


def test_a_process_that_always_fails_is_tried_less_and_less_often(
    supervisor: Supervisor, capsys: pytest.CaptureFixture[str]
) -> None:
    supervisor.start(python("raise SystemExit(3)"))
    said: list[str] = []
    assert comes_true(lambda: "in 1 s" in "".join(said) if said.append(capsys.readouterr().out) is None else False)
    assert "test    | ended (3); starting it again in 0.5 s" in "".join(said)


def test_a_process_that_will_not_stop_is_killed() -> None:
    child = python(STUBBORN, patience=0.2)
    child.start()
    time.sleep(0.3)
    child.stop()
    assert child.process
    assert child.process.returncode == -signal.SIGKILL


def test_what_a_process_started_itself_ends_with_it(capsys: pytest.CaptureFixture[str]) -> None:
    child = python(PARENT)
    child.start()
    said: list[str] = []
    assert comes_true(lambda: (said.append(capsys.readouterr().out), "|" in "".join(said))[1])
    grandchild = int("".join(said).split("|")[1])
    child.stop()
    assert comes_true(lambda: not psutil.pid_exists(grandchild) or psutil.Process(grandchild).status() == "zombie")


def test_each_line_is_marked_with_its_process(capsys: pytest.CaptureFixture[str]) -> None:
    child = python("print('one'); print('two')")
    child.start()
    said: list[str] = []
    assert comes_true(lambda: (said.append(capsys.readouterr().out), "two" in "".join(said))[1])
    assert "".join(said) == "test    | one\ntest    | two\n"


def test_they_stop_in_the_opposite_order(tmp_path: Path) -> None:
    log = tmp_path / "log"
    program = (
        "import signal, sys\n"
        f"def stop(*_):\n    open({str(log)!r}, 'a').write(%r); sys.exit()\n"
        "signal.signal(signal.SIGTERM, stop)\nopen(%r, 'w').close()\nsignal.pause()"
    )
    supervisor = Supervisor()
    for name in ("a", "b"):
        child = python(program % (name, str(tmp_path / name)))
        child.ready = (tmp_path / name).exists
        assert supervisor.start(child)
    supervisor.stop()
    assert log.read_text() == "ba"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux can bind a child's life to its parent's")
def test_children_die_even_when_we_are_killed() -> None:
    program = (
        "import time; from supervision.embedded.processes import Child; import sys;"
        "child = Child('x', [sys.executable, '-c', 'import time; time.sleep(60)'], {});"
        "child.start(); print(child.process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    assert comes_true(lambda: not psutil.pid_exists(pid) or psutil.Process(pid).status() == "zombie")
