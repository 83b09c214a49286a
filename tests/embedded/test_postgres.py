"""Is the embedded PostgreSQL private, whole, and the same for root as for anybody else?"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from supervision.embedded import CannotRun, binaries, postgres
from supervision.embedded.environment import CHECKOUT
from supervision.embedded.postgres import OWNER, RUNTIME, Cluster, superuser
from supervision.embedded.server_user import can_reach, server_user, within_reach


@pytest.fixture
def home() -> Iterator[Path]:
    """A place that PostgreSQL's own user can reach, which pytest's tmp_path is not when root runs the tests."""
    with tempfile.TemporaryDirectory(prefix="reflect-home-", dir="/tmp") as made:
        Path(made).chmod(0o711)
        yield Path(made)


@pytest.fixture
def made(home: Path) -> Cluster:
    return postgres.embedded_cluster(home)


def test_data_and_socket_are_closed_to_others_and_belong_to_the_server_user(made: Cluster) -> None:
    for path in (made.data, made.sockets, made.data.parent):
        assert path.stat().st_mode & 0o077 == 0
        assert made.user.owns(path)


def test_no_network_port_is_opened(cluster: Cluster) -> None:
    with superuser(cluster, "postgres") as cursor:
        cursor.execute("SHOW listen_addresses")
        assert cursor.fetchone() == ("",)


def test_variables_meant_for_another_server_do_not_interfere(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PGPORT": "1", "PGHOST": "nowhere", "PGUSER": "nobody", "PGDATA": "/nowhere"}.items():
        monkeypatch.setenv(name, value)
    child = postgres.embedded_cluster(home).child()
    try:
        child.start()
        assert child.wait_until_ready()
    finally:
        child.stop()


def test_a_server_that_was_stopped_in_the_middle_of_making_its_data_begins_anew(home: Path) -> None:
    place = home / "postgres"
    place.mkdir(mode=0o700)
    server_user().give(place)
    (place / "data.new").mkdir()
    (place / "data.new" / "half").touch()
    assert (postgres.embedded_cluster(home).data / "PG_VERSION").exists()


def test_data_are_opened_by_the_version_that_made_them(made: Cluster) -> None:
    (made.data / "PG_VERSION").write_text("99\n")
    with pytest.raises(CannotRun, match=r"PostgreSQL 99, which made the data in \.reflect/, was not found"):
        postgres.embedded_cluster(made.data.parent.parent)


def test_a_directory_that_others_may_open_is_refused(made: Cluster) -> None:
    made.data.parent.chmod(0o755)
    with pytest.raises(CannotRun, match="is open to others"):
        postgres.embedded_cluster(made.data.parent.parent)


def test_a_path_that_is_too_long_for_a_socket_gets_a_short_one(home: Path) -> None:
    deep = home / ("d" * 70)
    deep.mkdir(mode=0o711)
    child = (made := postgres.embedded_cluster(deep)).child()
    try:
        child.start()
        assert child.wait_until_ready()
    finally:
        child.stop()
        made.sockets.rmdir()


def test_a_server_that_a_killed_run_left_behind_is_stopped(made: Cluster) -> None:
    """Outside Linux nothing ends the server of a killed run, so that one is started here that outlives its parent."""
    program = (
        "import subprocess, sys; from supervision.embedded.postgres import embedded_cluster; from pathlib import Path;"
        "child = embedded_cluster(Path(sys.argv[1])).child();"
        "subprocess.Popen(child.command, env=child.environment, start_new_session=True, stdout=subprocess.DEVNULL,"
        "                 stderr=subprocess.DEVNULL, **child.options)"
    )
    subprocess.run([sys.executable, "-c", program, made.data.parent.parent], cwd=CHECKOUT, check=True)
    end = time.monotonic() + 10
    while not made.answers():
        assert time.monotonic() < end
        time.sleep(0.05)
    made.stop_orphan()
    assert not made.answers()
    assert not (made.data / "postmaster.pid").exists()


def test_a_number_of_a_process_that_is_not_ours_is_left_alone(made: Cluster) -> None:
    (made.data / "postmaster.pid").write_text(f"{os.getpid()}\n")
    made.stop_orphan()  # would end this very process


def test_the_owner_gives_up_on_a_lock_rather_than_stop_every_reader(cluster: Cluster, tables: None) -> None:
    connection = psycopg2.connect(cluster.url(OWNER))
    with connection, connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("2s",)
    connection.close()


def test_roles_can_be_made_again(cluster: Cluster) -> None:
    cluster.make_roles()
    psycopg2.connect(cluster.url(RUNTIME)).close()


def test_programs_out_of_reach_are_copied_with_their_libraries(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = binaries.find_postgres()
    copied = within_reach(server_user(), found, home)
    assert can_reach(server_user(), copied, home)
    assert copied.directory.is_relative_to(home)


def test_a_machine_without_postgresql_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "OLDEST_POSTGRESQL", 1000)
    with pytest.raises(
        CannotRun, match=r"apt-get install postgresql.*or name a running server in REFLECT_DATABASE_URL"
    ):
        binaries.find_postgres()


def test_without_the_wheel_the_machine_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = binaries.find_postgres()
    (tmp_path / "bin").symlink_to(found.directory)
    monkeypatch.setattr(binaries, "_package_folder", lambda name: None)
    monkeypatch.setattr(binaries, "ON_THE_MACHINE", (f"{tmp_path}/*",))
    assert binaries.find_postgres(made_by=found.major).directory in (tmp_path / "bin", found.directory)


def test_asking_it_to_stop_ends_its_connections(made: Cluster) -> None:
    child = made.child()
    child.start()
    assert child.wait_until_ready()
    connection = psycopg2.connect(made.url("postgres", "postgres"))
    child.stop()
    connection.close()
    assert child.stop_signal == signal.SIGINT
    assert child.process
    assert child.process.returncode == 0
