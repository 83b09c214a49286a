"""As which user does PostgreSQL run? As ourselves; but it refuses root, so root lends it an existing user."""

import ctypes
import errno
import os
import pwd
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from supervision.embedded import CannotRun
from supervision.embedded.binaries import PostgresPrograms

CANDIDATES = ("postgres", "nobody")  # existing users only: making one is the administrator's business
PR_SET_PDEATHSIG = 1
# Loaded here, because between fork and exec nothing may be imported any more.
LIBC = ctypes.CDLL(None) if sys.platform.startswith("linux") else None


@dataclass(frozen=True)
class ServerUser:
    """None and None mean: the user who runs this."""

    uid: int | None = None
    gid: int | None = None

    def popen_options(self) -> dict[str, Any]:
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        if self.uid is not None:
            assert self.gid is not None
            os.chown(path, self.uid, self.gid)

    def owns(self, path: Path) -> bool:
        return path.lstat().st_uid == (os.geteuid() if self.uid is None else self.uid)


def server_user() -> ServerUser:
    if os.geteuid() != 0:
        return ServerUser()
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerUser(entry.pw_uid, entry.pw_gid)
    raise CannotRun(
        "PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody. "
        "Run this as an ordinary user, or name a running server in REFLECT_DATABASE_URL."
    )


def dies_with_us(stop_signal: signal.Signals) -> Callable[[], None]:
    """For preexec_fn: Linux sends `stop_signal` to the child when we die, however we die. Elsewhere it does nothing."""
    parent, number = os.getpid(), int(stop_signal)

    def bind() -> None:
        if LIBC is not None:
            LIBC.prctl(PR_SET_PDEATHSIG, number)
            if os.getppid() != parent:
                os._exit(1)

    return bind


def clean_environment() -> dict[str, str]:
    """PGPORT, PGDATA and their like must not reach a server or initdb of ours."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def run_as(user: ServerUser, command: list[str]) -> "subprocess.CompletedProcess[str]":
    try:
        return subprocess.run(
            command, cwd="/", env=clean_environment(), capture_output=True, text=True, **user.popen_options()
        )
    except PermissionError as refused:
        if refused.errno != errno.EPERM:
            raise
        raise CannotRun(
            "PostgreSQL does not run as root, and this root may not lend it another user (no CAP_SETUID). "
            "Run this as an ordinary user, or name a running server in REFLECT_DATABASE_URL."
        ) from refused


def can_reach(user: ServerUser, programs: PostgresPrograms, directory: Path) -> bool:
    """Whether that user may start those programs and work in that directory. Asked by trying."""
    try:
        started = run_as(user, [programs.postgres, "--version"])
        listed = run_as(user, ["/bin/ls", "-d", f"{directory}/."])
    except PermissionError:
        return False
    return started.returncode == 0 and listed.returncode == 0


def within_reach(user: ServerUser, programs: PostgresPrograms, ours: Path) -> PostgresPrograms:
    """The same programs, copied into `ours` with the libraries beside their package (looked for by relative path)."""
    if programs.package is None:
        return programs
    installation = programs.directory.parent
    target = ours / programs.package.name / installation.name
    if not target.exists():
        libraries = programs.package.with_name(programs.package.name + ".libs")
        if libraries.exists():
            _copy_readable(libraries, ours / libraries.name)
        _copy_readable(installation, target)
    return PostgresPrograms(target / "bin", programs.major)


def _copy_readable(source: Path, target: Path) -> None:
    unfinished = target.with_name(target.name + ".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(source, unfinished, symlinks=True)
    for path in (unfinished, *unfinished.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o555 if mode & 0o100 else 0o444))
    shutil.rmtree(target, ignore_errors=True)
    unfinished.rename(target)
