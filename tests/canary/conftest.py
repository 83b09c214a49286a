"""What do these tests look at? One world for all of a module, which takes longer to make than to ask."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from pytest_django import DjangoDbBlocker

if TYPE_CHECKING:
    from tests.canary.crawl import Crawled


@pytest.fixture(scope="module")
def crawled(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> "Iterator[Crawled]":
    """Everything that everybody gets to see, and what was logged meanwhile; nothing of it stays."""
    from django.db import transaction

    from tests.canary.crawl import crawl

    with django_db_blocker.unblock(), transaction.atomic():
        yield crawl()
        transaction.set_rollback(True)
