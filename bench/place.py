"""Where does a benchmark run? On a PostgreSQL of its own, with the settings of the product, durable as in real use."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from supervision.embedded.postgres import OWNER, RUNTIME, Cluster, temporary_cluster


@contextmanager
def place() -> Iterator[tuple[Cluster, Path]]:
    """Tables in a new server, which Django's models use; and a directory for what else a benchmark needs."""
    with temporary_cluster(shared_buffers="512MB", max_wal_size="4GB") as (cluster, _):
        own = Path(tempfile.mkdtemp(prefix="reflect-bench-"))
        cluster.make_roles()
        _settings(cluster, own)
        _tables()
        try:
            yield cluster, own
        finally:
            shutil.rmtree(own, ignore_errors=True)


def _settings(cluster: Cluster, own: Path) -> None:
    os.environ.update(
        DJANGO_SETTINGS_MODULE="supervision.settings",
        REFLECT_SECRET_KEY="only-for-benchmarks-0123456789-abcdefghijklmnopqrstuvwxyz",
        REFLECT_TEXT_KEYS="bench:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        REFLECT_DATABASE_URL=cluster.url(RUNTIME),
        REFLECT_BROKER_URL=f"redis+socket://{own}/broker.sock?virtual_host=0",
        REFLECT_HOSTS="localhost",
        REFLECT_MAIL_URL=(own / "mail").as_uri(),
        REFLECT_SECURE="0",
        REFLECT_STATIC_ROOT=str(own / "static"),
    )
    django.setup()


def _tables() -> None:
    from django.core.management import call_command
    from django.db import connection

    connection.settings_dict["USER"] = OWNER
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    connection.close()
    connection.settings_dict["USER"] = RUNTIME
