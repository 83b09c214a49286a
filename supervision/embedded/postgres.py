"""How is PostgreSQL made and started on this machine, for the product and for its tests?"""

import hashlib
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg2

from supervision.embedded import CannotRun
from supervision.embedded.binaries import PostgresPrograms, find_postgres
from supervision.embedded.environment import CHECKOUT, private_directory
from supervision.embedded.processes import Child
from supervision.embedded.server_user import (
    ServerUser,
    can_reach,
    clean_environment,
    run_as,
    server_user,
    within_reach,
)

SUPERUSER, OWNER, RUNTIME = "postgres", "reflect_owner", "reflect_app"
DATABASE = "reflect"
PORT = 5432  # only names the socket's file; no network port is opened
LONGEST_SOCKET_DIRECTORY = 80  # characters; the system allows a little over 100 for the whole path
ROLES = CHECKOUT / "deploy" / "roles.sql"
FAST_BUT_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL server: its programs, its user, its data and its socket.

    Whoever reaches the socket is trusted, in whichever role. Its directory lets in only the user who owns the data
    as well (and root), and they could read the files anyway: a password would protect nothing more.
    """

    programs: PostgresPrograms
    user: ServerUser
    data: Path
    sockets: Path

    def url(self, role: str, database: str = DATABASE) -> str:
        return f"postgresql://{role}@/{database}?host={quote(str(self.sockets), safe='')}&port={PORT}"

    def make(self, *extra: str) -> None:
        """Make the data in a new directory and give it its name at the end: never half a cluster."""
        unfinished = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        made = run_as(
            self.user,
            [
                *(self.programs.initdb, "-D", str(unfinished), "-U", SUPERUSER, "-A", "trust", "-E", "UTF8"),
                *_locale(self.programs.major),
                *extra,
            ],
        )
        if made.returncode:
            raise CannotRun(f"PostgreSQL could not make its data in {self.data.parent}:\n{made.stdout}{made.stderr}")
        unfinished.rename(self.data)

    def child(self, **settings: str) -> Child:
        chosen = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "port": str(PORT),
            "log_min_messages": "fatal",  # a failing statement would be logged with what people wrote
            **settings,
        }
        options = [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]
        return Child(
            "database",
            [self.programs.postgres, "-D", str(self.data), *options],
            clean_environment(),
            stop_signal=signal.SIGINT,  # ends the connections in order
            hurry_signal=signal.SIGQUIT,
            options={"cwd": "/", **self.user.popen_options()},
            ready=self.answers,
        )

    def answers(self) -> bool:
        try:
            psycopg2.connect(self.url(SUPERUSER, "postgres")).close()
        except psycopg2.OperationalError:
            return False
        return True

    def make_roles(self) -> None:
        """The two roles and the database, if they are not there. Safe to repeat."""
        with superuser(self, "postgres") as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {DATABASE}")
        with superuser(self, DATABASE) as cursor:
            cursor.execute(ROLES.read_text())

    def stop_orphan(self) -> None:
        """Stop a server that a killed run left behind. Only the holder of our lock asks for this."""
        pid = self._orphan()
        if pid is None:
            return
        for wanted in (signal.SIGINT, signal.SIGQUIT):
            with suppress(ProcessLookupError):
                os.kill(pid, wanted)
            end = time.monotonic() + 10
            while time.monotonic() < end:
                # It refuses connections long before it is gone; the file goes last.
                if self._recorded() is None:
                    return
                time.sleep(0.1)
        raise CannotRun(f"A PostgreSQL of an earlier run (process {pid}) does not stop. End it: kill -QUIT {pid}")

    def _orphan(self) -> int | None:
        # The number may belong to somebody else by now; a server of ours answers at our socket.
        pid = self._recorded()
        return pid if pid is not None and self.answers() else None

    def _recorded(self) -> int | None:
        """The process that the data directory says it belongs to, if there is one."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            os.kill(pid, 0)
        except (FileNotFoundError, ProcessLookupError, IndexError, ValueError):
            return None
        return pid


@contextmanager
def superuser(cluster: Cluster, database: str) -> "Iterator[psycopg2.extensions.cursor]":
    connection = psycopg2.connect(cluster.url(SUPERUSER, database))
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def _locale(major: int) -> list[str]:
    if os.uname().sysname == "Linux":
        return ["--locale=C.UTF-8"]
    return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if major >= 17 else ["--locale=C"]


def embedded_cluster(home: Path) -> Cluster:
    """The cluster of this checkout, its data made if there are none."""
    user = server_user()
    where = _reachable_home(user, home)
    made_by = _version_of(where / "postgres" / "data")
    programs = find_postgres(made_by=made_by)
    if not can_reach(user, programs, where):
        programs = within_reach(user, programs, where)
    place = _directory_of(user, where / "postgres")
    cluster = Cluster(programs, user, place / "data", _socket_directory(user, place))
    if made_by is None:
        cluster.make()
    return cluster


def _version_of(data: Path) -> int | None:
    try:
        return int((data / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None


def _reachable_home(user: ServerUser, home: Path) -> Path:
    """`home`; or, when root lends PostgreSQL a user who cannot come there, a directory outside."""
    if user.uid is None or run_as(user, ["/bin/ls", "-d", f"{home}/."]).returncode == 0:
        return home
    mark = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    elsewhere = private_directory(Path("/var/lib") / f"reflect-{mark}")
    if elsewhere.is_symlink() or elsewhere.stat().st_uid != os.geteuid():
        raise CannotRun(f"{elsewhere} belongs to somebody else. Remove it, or move this checkout out of {home.parent}.")
    return elsewhere


def _directory_of(user: ServerUser, path: Path) -> Path:
    """A directory that only the server's user may open."""
    with suppress(FileExistsError):
        path.mkdir(mode=0o700)
        user.give(path)
    if path.is_symlink() or not user.owns(path) or path.stat().st_mode & 0o077:
        raise CannotRun(
            f"{path} belongs to another user than the one PostgreSQL now runs as, or is open to others. "
            "Run Reflect as the user who ran it first, or move that directory away to begin anew."
        )
    return path


def _socket_directory(user: ServerUser, place: Path) -> Path:
    """Beside the data, unless that path is too long for a socket."""
    if len(str(place / "sockets")) <= LONGEST_SOCKET_DIRECTORY:
        return _directory_of(user, place / "sockets")
    mark = hashlib.sha256(str(place).encode()).hexdigest()[:12]
    return _directory_of(user, Path("/tmp") / f"reflect-{mark}")  # noqa: S108 (its owner and rights are checked)


@contextmanager
def test_cluster() -> Iterator[Cluster]:
    """A server for one test run: quick, forgetful, and gone afterwards."""
    with temporary_cluster(**FAST_BUT_FORGETFUL) as (cluster, _):
        yield cluster


@contextmanager
def temporary_cluster(**settings: str) -> Iterator[tuple[Cluster, Child]]:
    """A new server with its process, and no data of anybody's; both are gone afterwards."""
    user = server_user()
    place = Path(tempfile.mkdtemp(prefix="reflect-test-", dir="/tmp"))
    user.give(place)
    programs = find_postgres()
    if not can_reach(user, programs, place):
        copies = private_directory(Path("/var/lib/reflect-programs"))
        programs = within_reach(user, programs, copies)
    cluster = Cluster(programs, user, place / "data", place)
    child = cluster.child(**settings)
    try:
        cluster.make("--no-sync")
        child.start()
        if not child.wait_until_ready():
            raise CannotRun("The temporary PostgreSQL did not start; its messages are above.")
        yield cluster, child
    finally:
        child.stop()
        shutil.rmtree(place, ignore_errors=True)
