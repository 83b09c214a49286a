"""The Celery app of the benchmark, with Django set up as a worker needs it."""

import django

django.setup()

from bench.one_task_each import app  # noqa: E402

__all__ = ["app"]
