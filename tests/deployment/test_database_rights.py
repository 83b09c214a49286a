"""Do the tests run with the rights of the product, on the driver that the product is built for?"""

import socket

import psycopg2
import pytest
from django.db import ProgrammingError, connection, connections

from tests.support.network import ReachedOut


@pytest.mark.django_db
def test_the_driver_is_psycopg2_even_when_another_is_installed() -> None:
    connection.ensure_connection()
    assert isinstance(connection.connection, psycopg2.extensions.connection)


@pytest.mark.django_db
def test_the_suite_runs_as_the_runtime_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("reflect_app", False, False)


@pytest.mark.django_db
def test_no_table_belongs_to_the_runtime_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, tableowner FROM pg_tables WHERE schemaname = 'public'")
        owners = dict(cursor.fetchall())
    assert set(owners.values()) == {"reflect_owner"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    ["CREATE TABLE public.mine (id int)", "ALTER TABLE django_session ADD COLUMN mine int", "TRUNCATE django_session"],
)
def test_the_runtime_role_cannot_change_a_table(statement: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_database_of_its_own_keeps_what_is_committed(own_database: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_session VALUES ('key', 'data', now())")
    connections["default"].close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), count(*) FROM django_session")
        assert cursor.fetchone() == (own_database, 1)


def test_the_network_is_closed_but_for_this_machine() -> None:
    with socket.socket() as outside, pytest.raises(ReachedOut, match=r"192\.0\.2\.1"):
        outside.connect(("192.0.2.1", 80))
