"""What does every test stand on? A PostgreSQL of its own, tables made by their owner, and the product's own rights."""

import itertools
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import django
import pytest
from pytest_django import DjangoDbBlocker, Settings

from supervision.embedded.postgres import RUNTIME, Cluster, test_cluster
from tests.support import network

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.support.mail_server import MailServer
    from tests.support.served import Served

RUNNING = pytest.StashKey[Cluster]()
NUMBERS = itertools.count(1)


def pytest_configure(config: pytest.Config) -> None:
    """The servers and the settings, before Django reads them. A setting of the caller's must not get into a test."""
    hands_out = config.getoption("dist", "no") != "no" and not hasattr(config, "workerinput")
    if config.option.help or config.option.version or hands_out:
        return  # the process that only hands tests to others starts nothing
    stack = ExitStack()
    config.add_cleanup(stack.close)
    place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="reflect-tests-")))
    cluster = config.stash[RUNNING] = stack.enter_context(test_cluster())
    for name in [name for name in os.environ if name.startswith("REFLECT_") and name != "REFLECT_CHROMIUM"]:
        del os.environ[name]
    os.environ.update(
        DJANGO_SETTINGS_MODULE="supervision.settings",
        REFLECT_SECRET_KEY="only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
        REFLECT_TEXT_KEYS="tests:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        REFLECT_DATABASE_URL=cluster.url(RUNTIME, "reflect_tests"),
        REFLECT_BROKER_URL="redis+socket:///nonexistent/broker.sock",
        REFLECT_HOSTS="testserver,localhost,127.0.0.1",
        REFLECT_ADDRESS="http://testserver",
        REFLECT_MAIL_URL=(place / "mail").as_uri(),
        REFLECT_ORGANISATION="Northbank Children's Services",
        REFLECT_SECURE="0",
        REFLECT_STATIC_ROOT=str(place / "static"),
    )
    django.setup()
    network.close()
    config.pluginmanager.import_plugin("tests.people")  # its imports need the settings


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that commits would be cleaned up by TRUNCATE, which the runtime role may not do: it has its own way."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and (marker.kwargs.get("transaction") or marker.args[:1] == (True,)):
            raise pytest.UsageError(
                f"{item.nodeid}: use the fixture own_database instead of django_db(transaction=True)."
            )


@pytest.fixture(scope="session")
def cluster(request: pytest.FixtureRequest) -> Cluster:
    return request.config.stash[RUNNING]


@pytest.fixture(scope="session", autouse=True)
def static_files(django_test_environment: None) -> None:
    """Pages name static files by their hash, so that a template that names a missing one fails its test."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(scope="session")
def tables(cluster: Cluster, django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> None:
    from tests.support import databases

    with django_db_blocker.unblock():
        databases.make_tables(cluster)


@pytest.fixture(scope="session")
def django_db_setup(tables: None, cluster: Cluster) -> None:
    """pytest-django's own would make the tables as the runtime role. The database goes when its server does."""
    from tests.support import databases

    databases.copy(cluster, "reflect_tests")


@pytest.fixture
def own_database(tables: None, cluster: Cluster, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """An empty database for a test that commits, or works in several threads. Models use it; its name is given."""
    from tests.support import databases

    name = databases.copy(cluster, f"own_{next(NUMBERS)}")
    with django_db_blocker.unblock(), databases.pointed_at(name):
        yield name
    databases.drop(cluster, name)


@pytest.fixture
def mail_server(settings: Settings) -> "Iterator[MailServer]":
    """A real mail server, which Django sends to."""
    from tests.support.mail_server import running_mail_server

    with running_mail_server() as server:
        settings.EMAIL_BACKEND = "supervision.outbox.smtp.Backend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_HOST_USER, settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = "", False, 5
        yield server


@pytest.fixture(scope="session")
def demo_database(tables: None, cluster: Cluster) -> str:
    """The demonstration data, to be copied and never changed."""
    from tests.support import databases

    return databases.make_demo(cluster)


@pytest.fixture(scope="module")
def served_app(
    demo_database: str, static_files: None, cluster: Cluster, django_db_blocker: DjangoDbBlocker
) -> "Iterator[Served]":
    """The product with its demonstration data behind the real web server, anew for each module."""
    from tests.support.served import serve

    with serve(cluster, django_db_blocker, demo_database) as served:
        yield served


@pytest.fixture
def served_afresh(
    demo_database: str, static_files: None, cluster: Cluster, django_db_blocker: DjangoDbBlocker
) -> "Iterator[Served]":
    """The same for one test, which changes what others would look at."""
    from tests.support.served import serve

    with serve(cluster, django_db_blocker, demo_database) as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    from tests.support.browsers import running_browser

    # The browser's driver keeps an event loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with running_browser() as running:
        yield running


@pytest.fixture
def page(browser: "Browser", served_app: "Served") -> "Iterator[Page]":
    """A fresh window of the browser at the served product, with no cookies."""
    context = browser.new_context(base_url=served_app.url, locale="en-GB", timezone_id="Europe/London")
    yield context.new_page()
    context.close()
