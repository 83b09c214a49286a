#!/usr/bin/env python
"""How are Reflect's own commands called? `python manage.py COMMAND`, with the settings in the environment."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supervision.settings")
    execute_from_command_line(sys.argv)
