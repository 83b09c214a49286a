"""How is one command run with the environment of the embedded default? Its database is started for it if need be."""

import subprocess
import time
from pathlib import Path

from supervision.embedded import CannotRun, valkey
from supervision.embedded.environment import as_owner, home, settings_for
from supervision.embedded.lock import held
from supervision.embedded.postgres import OWNER, RUNTIME, Cluster, embedded_cluster
from supervision.embedded.processes import Supervisor
from supervision.embedded.run import servers

LONGEST_WAIT = 30.0  # seconds for a `make run` that is just starting


def shell(command: list[str], *, owner: bool = False) -> int:
    directory = home()
    with held(directory) as ours:
        if not ours:
            return _call(command, *_running(directory), owner=owner)
        supervisor = Supervisor()
        try:
            return _call(command, *servers(supervisor, directory), owner=owner)
        finally:
            supervisor.stop()


def _call(command: list[str], settings: dict[str, str], owners: dict[str, str], *, owner: bool) -> int:
    return subprocess.run(command, env=owners if owner else settings).returncode


def _running(directory: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The settings of the servers that another process of this checkout runs."""
    cluster = embedded_cluster(directory)
    _wait_for(cluster)
    broker = valkey.broker_url(valkey.socket_path(directory))
    settings = settings_for(directory, database_url=cluster.url(RUNTIME), broker_url=broker)
    return settings, as_owner(settings, cluster.url(OWNER))


def _wait_for(cluster: Cluster) -> None:
    end = time.monotonic() + LONGEST_WAIT
    while not cluster.answers():
        if time.monotonic() > end:
            raise CannotRun("Another embedded command of this checkout is at work, but its database does not answer.")
        time.sleep(0.2)
