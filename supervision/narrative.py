"""What do all rows that hold narrative have in common? A key made in Python, which the seal needs."""

import uuid

from django.db import models


class NarrativeRow(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
